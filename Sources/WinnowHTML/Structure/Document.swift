/// The structure of a document: which element really encloses what.
///
/// Flat arrays; a parent stands before its children. Tokens are named by their index.
package struct Document: Sendable {
    /// An element.
    package struct Node: Sendable, Equatable {
        /// How an element ends.
        package enum Closing: UInt8, Sendable {
            /// By its end tag, or by its start tag where it has no content.
            case explicit
            /// By another tag.
            case implied
            /// By the end of a child in which its end tag stands: `<b><p></b></p>`.
            case misnested
            /// By the end of the document.
            case missingAtEnd
        }

        /// The node around it, -1 for the root.
        package var parent: Int32
        /// The start tag; -1 where the document has none.
        package var token: Int32
        /// One past the last token inside, end tag included.
        package var endToken: Int32
        /// The end tag, which is the start tag of an element without content; -1 where missing.
        package var endTag: Int32
        package var closing: Closing
        package var tag: Tag
    }

    /// What kept the structure from being complete.
    package struct Limits: OptionSet, Sendable {
        package let rawValue: UInt8
        /// Elements nested deeper than ``DocumentLimits/depth`` were left out.
        package static let depth = Limits(rawValue: 1)
        /// ``DocumentLimits/work`` was used up.
        package static let work = Limits(rawValue: 2)
        /// The skeleton is larger than libxml2 can read.
        package static let size = Limits(rawValue: 4)

        package init(rawValue: UInt8) { self.rawValue = rawValue }
    }

    /// The elements, in the order in which they start.
    package internal(set) var nodes: [Node] = []
    /// For every token the innermost node around it, -1 for none; for an end tag the node it closes.
    package internal(set) var enclosing: [Int32] = []
    /// For every start tag its node, and for every end tag that closes one; -1 for other tokens.
    package internal(set) var nodeOfToken: [Int32] = []
    /// Start tags that a browser drops and that have no node: a second `<body>`, a lone `<td>`.
    package internal(set) var droppedStartTags = 0
    /// Start tags left out for a limit.
    package internal(set) var leftOutStartTags = 0
    /// Tags that libxml2 did not report where the skeleton has them and as deep; anything but 0 is a
    /// defect.
    package internal(set) var unmappedTags = 0
    package internal(set) var limits: Limits = []

    package init() {}

    /// Whether libxml2 reported every tag of the skeleton once, in order, at its place and depth.
    package var isMapped: Bool { unmappedTags == 0 && !limits.contains(.size) }

    /// The innermost element with a start tag that begins before some tokens and ends after them.
    ///
    /// - Parameter range: The tokens; must not be empty.
    /// - Returns: The node, or nil where nothing but implied elements encloses them.
    /// - Complexity: Linear in the depth.
    package func enclosingNode(ofTokens range: Range<Int>) -> Int32? {
        guard !range.isEmpty, enclosing.indices.contains(range.lowerBound) else { return nil }
        var index = enclosing[range.lowerBound]
        while index >= 0 {
            let node = nodes[Int(index)]
            if node.token >= 0, Int(node.token) < range.lowerBound,
                Int(node.endToken) >= range.upperBound, !range.contains(Int(node.endTag))
            {
                return index
            }
            index = node.parent
        }
        return nil
    }

    /// Whether some tokens hold, of each element with both tags, both or neither.
    ///
    /// - Parameters:
    ///   - ranges: Token ranges, ascending and apart.
    ///   - open: Start tags that may be left out though their end tag stays, because it was written
    ///     for another element.
    /// - Returns: True where leaving them out opens or closes nothing that stays.
    /// - Complexity: Linear in the tokens of the ranges, times the logarithm of their number.
    package func isBalanced(_ ranges: [Range<Int>], leavingOpen open: Set<Int32> = []) -> Bool {
        for range in ranges {
            for token in range.clamped(to: nodeOfToken.indices) where nodeOfToken[token] >= 0 {
                let node = nodes[Int(nodeOfToken[token])]
                guard node.token >= 0, node.endTag >= 0, !open.contains(node.token) else {
                    continue
                }
                let other = Int(node.token) == token ? node.endTag : node.token
                guard Self.contains(Int(other), in: ranges) else { return false }
            }
        }
        return true
    }

    private static func contains(_ token: Int, in ranges: [Range<Int>]) -> Bool {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound <= token { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].contains(token)
    }
}
