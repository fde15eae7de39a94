internal import WinnowHTML

/// Finds the exact bytes of a run: whole elements where the run fills them, never half of one.
///
/// The rules are those by which injections are made: a planted block brings its own wrapper, its
/// separators, its label, the script that hides it; what encloses it belongs to the host.
struct Extent {
    /// Bytes of a comment that may be a marker beside a planted block.
    static let maximumMarker = 60
    /// Bytes of a script or style block that may have been planted to hide one element.
    static let maximumHelper = 400

    /// Scripts that may go with one element.
    static let maximumHelpers = 16

    let source: Source
    let buffer: TokenBuffer
    let page: Page

    /// A piece of a run: an element it fills, or a leaf.
    private struct Node {
        var parent: Int32
        var range: Range<Int>
    }

    // MARK: Leaves

    /// The bytes of a stretch of leaves, as few ranges as honest markup between them allows.
    ///
    /// - Parameters:
    ///   - leaves: The leaves.
    ///   - isCertain: Whether wrappers that hold nothing else are taken along though they stand on
    ///     lines of their own: with a kit's caption they are the kit's.
    /// - Returns: Sorted ranges, none overlapping another.
    func ranges(ofLeaves leaves: Range<Int>, isCertain: Bool = false) -> [Range<Int>] {
        var nodes: [Node] = []
        var index = leaves.lowerBound
        while index < leaves.upperBound {
            let element = fullestElement(at: index, within: leaves, isCertain: isCertain)
            if let element {
                let found = page.elements[Int(element)]
                nodes.append(Node(parent: found.parent, range: found.range))
                index = max(index + 1, Int(found.endLeaf))
            } else {
                let leaf = page.leaves[index]
                // Pictures, scripts and comments between two plants may well be the host's.
                if leaf.kind == .link || leaf.kind == .text {
                    nodes.append(Node(parent: container(of: leaf), range: leaf.range))
                }
                index += 1
            }
        }
        return extended(joined(nodes))
    }

    /// The element a leaf stands in; an anchor stands in the parent of its `<a>`.
    private func container(of leaf: Leaf) -> Int32 {
        leaf.kind == .link ? page.elements[Int(leaf.element)].parent : leaf.element
    }

    /// The outermost element that starts with this leaf and holds leaves of the run only.
    private func fullestElement(
        at index: Int,
        within leaves: Range<Int>,
        isCertain: Bool
    ) -> Int32? {
        var best: Int32?
        var element = page.leaves[index].element
        var child: Int32 = -1
        while element > 0 {
            let candidate = page.elements[Int(element)]
            guard candidate.leaves.lowerBound >= leaves.lowerBound,
                candidate.leaves.upperBound <= leaves.upperBound,
                candidate.leaves.lowerBound == index
            else { break }
            if child >= 0, best != nil,
                page.elements[Int(child)].leaves == candidate.leaves,
                !(isCertain && !Self.isFrame(candidate.tag)) && !mayClimb(from: child, to: element)
            {
                break
            }
            if candidate.closing != .missing || candidate.tag == .a,
                candidate.tag != .script, candidate.tag != .style
            {
                best = element
            }
            child = element
            element = candidate.parent
        }
        return best
    }

    /// True where an element that holds nothing but a planted one was planted with it.
    ///
    /// Injectors write their markup in one piece; a host's wrapper stands on lines of its own.
    private func mayClimb(from child: Int32, to parent: Int32) -> Bool {
        let inner = page.elements[Int(child)]
        let outer = page.elements[Int(parent)]
        guard !Self.isFrame(outer.tag) else { return false }
        if inner.tag == .a || inner.tag.isInline || inner.tag == .li { return true }
        if outer.tag == .ul || outer.tag == .ol { return true }
        guard
            let token = buffer.tokens.indices.contains(Int(outer.startToken))
                ? buffer.tokens[Int(outer.startToken)] : nil
        else { return false }
        return Int(token.end) == Int(inner.start) && outer.closing == .explicit
    }

    /// True for elements that hold a page together and are never a planted wrapper.
    static func isFrame(_ tag: Tag) -> Bool {
        switch tag {
        case .html, .head, .body, .main, .td, .th, .tr, .tbody, .thead, .tfoot, .form: true
        default: false
        }
    }

    /// Joins nodes between which nothing but blanks, separators and bare empty elements stands.
    private func joined(_ nodes: [Node]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var parent: Int32 = -1
        for node in nodes {
            if let last = ranges.last, node.range.lowerBound < last.upperBound {
                // Broken nesting: an anchor that ends behind what encloses it.
                ranges[ranges.count - 1] =
                    last.lowerBound..<max(last.upperBound, node.range.upperBound)
            } else if let last = ranges.last,
                isSeparator(last.upperBound..<node.range.lowerBound)
                    || (node.parent == parent
                        && isBare(last.upperBound..<node.range.lowerBound))
            {
                ranges[ranges.count - 1] = last.lowerBound..<node.range.upperBound
            } else {
                ranges.append(node.range)
            }
            parent = node.parent
        }
        return ranges
    }

    /// True for markup that shows nothing and names nothing.
    ///
    /// That is separators, tags without attributes, markers of kits; instructions, scripts and what
    /// an id or class is for are the host's.
    private func isBare(_ range: Range<Int>) -> Bool {
        var index = buffer.index(ofTokenAt: range.lowerBound)
        // A text may have begun before.
        if index > 0, Int(buffer.tokens[index - 1].end) > range.lowerBound { index -= 1 }
        while index < buffer.tokens.count, Int(buffer.tokens[index].start) < range.upperBound {
            let token = buffer.tokens[index]
            let isAllowed =
                switch token.kind {
                case .text: token.content == .data && isSeparator(token.range.clamped(to: range))
                case .startTag, .endTag: token.attributeCount == 0 && !Self.isContent(token.tag)
                case .comment: isMarker(token.range)
                case .bogusComment, .doctype, .opaque, .discarded: false
                }
            guard isAllowed else { return false }
            index += 1
        }
        return true
    }

    /// True for elements that are something though nothing stands in them.
    private static func isContent(_ tag: Tag) -> Bool {
        switch tag {
        case .script, .style, .link, .meta, .base, .template, .noscript, .img, .image, .iframe,
            .object, .embed, .video, .audio, .canvas, .svg, .math, .form, .input, .button, .select,
            .textarea, .unknown:
            true
        default: isFrame(tag)
        }
    }

    /// Takes along the separators behind a list.
    private func extended(_ ranges: [Range<Int>]) -> [Range<Int>] {
        ranges.enumerated().map { index, range in
            let limit = index + 1 < ranges.count ? ranges[index + 1].lowerBound : source.bytes.count
            return range.lowerBound..<endOfSeparators(from: range.upperBound, limit: limit)
        }
    }

    /// The end of what separates items, from where an item ends; blanks alone separate nothing.
    private func endOfSeparators(from start: Int, limit: Int) -> Int {
        var position = start
        var end = start
        while position < limit {
            let byte = source.bytes[position]
            if byte == 0x7C || byte == 0x5F || byte == 0x2C || byte == 0x3B {
                end = position + 1
                position += 1
            } else if byte == 0x20 || byte == 0x09 {
                position += 1
            } else if source.charset == .utf8, position + 2 < limit, byte == 0xE3,
                source.bytes[position + 1] == 0x80, source.bytes[position + 2] == 0x81
            {
                position += 3
                end = position
            } else {
                break
            }
        }
        return end
    }

    func isSeparator(_ range: Range<Int>) -> Bool {
        source.bytes[range].allSatisfy {
            ASCII.isSpace($0) || $0 == 0x7C || $0 == 0x2C || $0 == 0x2D || $0 == 0x5F
        }
    }

    // MARK: Ranges

    /// True where nothing but white space and comments stands.
    func holdsBlanksAndComments(_ range: Range<Int>) -> Bool {
        var index = buffer.index(ofTokenAt: range.lowerBound)
        while index < buffer.tokens.count, Int(buffer.tokens[index].start) < range.upperBound {
            let token = buffer.tokens[index]
            let isBlank =
                token.kind == .text && source.bytes[token.range].allSatisfy(ASCII.isSpace)
            guard isBlank || token.kind == .comment else { return false }
            index += 1
        }
        return true
    }

    /// Sorted ranges without overlaps; those with only blanks between become one.
    static func merged(_ ranges: [Range<Int>], joiningBlanksIn source: Source) -> [Range<Int>] {
        var result: [Range<Int>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
            if let last = result.last,
                range.lowerBound <= last.upperBound
                    || source.bytes[last.upperBound..<range.lowerBound].allSatisfy(ASCII.isSpace)
            {
                result[result.count - 1] =
                    last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                result.append(range)
            }
        }
        return result
    }

    /// The marker comment that touches a range in front, such as `<!--44b51-->`, taken along.
    ///
    /// - Parameters:
    ///   - range: What the marker may stand before.
    ///   - leaf: The first leaf of the range.
    /// - Returns: The range, from the marker on if there is one.
    func includingMarker(_ range: Range<Int>, before leaf: Int) -> Range<Int> {
        let index = leaf - 1
        guard index >= 0, page.leaves[index].kind == .comment,
            page.leaves[index].range.upperBound == range.lowerBound
        else { return range }
        let comment = page.leaves[index].range
        return isMarker(comment) ? comment.lowerBound..<range.upperBound : range
    }

    /// True for a comment that says nothing to people: letters and digits in one word.
    private func isMarker(_ comment: Range<Int>) -> Bool {
        guard comment.count <= Self.maximumMarker, comment.count > 9 else { return false }
        let body = source.bytes[(comment.lowerBound + 4)..<(comment.upperBound - 3)]
        return body.count >= 4 && body.allSatisfy { ASCII.isDigit($0) || ASCII.isLetter($0) }
            && body.contains(where: ASCII.isDigit)
    }
}
