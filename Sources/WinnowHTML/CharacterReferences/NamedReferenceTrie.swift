/// The named character references as a tree of their letters, for the longest match in one walk.
///
/// Built once from `NamedCharacterReferences.table`; 7,729 nodes in flat arrays, 70 kB. The
/// children of a node stand together, so a step reads a few neighbouring bytes.
package struct NamedReferenceTrie: Sendable {
    /// A reference that was recognised.
    package struct Match: Sendable {
        /// One past the last byte of the reference, semicolon included when there is one.
        package var end: Int
        /// The characters it stands for.
        package var value: PackedText
    }

    /// A prefix of one or more names.
    private struct Node {
        /// Index in `nodes` of the first of its children, which follow each other.
        var firstChild: UInt16 = 0
        /// How many children it has.
        var childCount: UInt8 = 0
        /// Whether the name that ends here is none without its semicolon.
        var needsSemicolon = true
        /// Index in `values` of the name that ends here; `UInt16.max` when none does.
        var value = UInt16.max
    }

    /// The table of the HTML standard.
    package static let standard = NamedReferenceTrie(NamedCharacterReferences.table)

    /// The byte that leads to each node; apart from the nodes, to keep siblings close together.
    private var labels: [UInt8] = [0]
    /// The prefixes, shorter ones first; the empty one is node 0.
    private var nodes: [Node] = [Node()]
    /// What the names stand for, in the order of the table.
    private var values: [PackedText] = []
    /// The node of each first byte, 0 for none: the root alone has too many children to search.
    private var roots = [UInt16](repeating: 0, count: 256)

    /// The longest reference whose name begins at `start`, one past its `&`.
    package func longestMatch(in text: UnsafeBufferPointer<UInt8>, at start: Int) -> Match? {
        guard start < text.count, case let root = Int(roots[Int(text[start])]), root != 0 else {
            return nil
        }
        // No name is a single letter, so the first node never ends one.
        var node = nodes[root]
        var position = start + 1
        var longest: Match?
        while position < text.count, let child = child(of: node, labelled: text[position]) {
            node = nodes[child]
            position += 1
            guard node.value != .max else { continue }
            let value = values[Int(node.value)]
            if position < text.count, text[position] == 0x3B {
                return Match(end: position + 1, value: value)
            }
            if !node.needsSemicolon { longest = Match(end: position, value: value) }
        }
        return longest
    }

    /// The node one letter below another.
    private func child(of node: Node, labelled label: UInt8) -> Int? {
        let first = Int(node.firstChild)
        for index in first..<(first + Int(node.childCount)) where labels[index] == label {
            return index
        }
        return nil
    }
}

extension NamedReferenceTrie {
    /// A line of the table.
    private struct Entry {
        /// Where its name stands in the table.
        var name: Range<Int>
        /// Whether it is marked `=`.
        var needsSemicolon: Bool
        /// The characters it stands for.
        var value: PackedText
    }

    /// A node whose children are still to be made, and the entries that begin with its letters.
    private struct Prefix {
        /// Index in `nodes`.
        var node: Int
        /// How many letters lead to it.
        var length: Int
        /// The entries, by their places in the table.
        var entries: Range<Int>
    }

    /// Reads a table in the form that `NamedCharacterReferences` describes.
    private init(_ table: StaticString) {
        table.withUTF8Buffer { text in
            let entries = Self.entries(of: text)
            values = entries.map(\.value)
            var prefixes = [Prefix(node: 0, length: 0, entries: entries.indices)]
            var next = 0
            // Breadth first, because that is what puts siblings side by side.
            while next < prefixes.count {
                addChildren(of: prefixes[next], entries: entries, text: text, to: &prefixes)
                next += 1
            }
        }
    }

    /// Adds the nodes one letter below a prefix.
    private mutating func addChildren(
        of prefix: Prefix,
        entries: [Entry],
        text: UnsafeBufferPointer<UInt8>,
        to prefixes: inout [Prefix]
    ) {
        var rest = prefix.entries
        // The table is sorted: the name that ends here, if any, comes before those that go on.
        if let first = rest.first, entries[first].name.count == prefix.length {
            nodes[prefix.node].value = UInt16(first)
            nodes[prefix.node].needsSemicolon = entries[first].needsSemicolon
            rest.removeFirst()
        }
        nodes[prefix.node].firstChild = UInt16(nodes.count)
        while let first = rest.first {
            let label = text[entries[first].name.lowerBound + prefix.length]
            let end =
                rest.first { text[entries[$0].name.lowerBound + prefix.length] != label }
                ?? rest.upperBound
            prefixes.append(
                Prefix(node: nodes.count, length: prefix.length + 1, entries: first..<end)
            )
            nodes.append(Node())
            labels.append(label)
            if prefix.length == 0 { roots[Int(label)] = UInt16(nodes.count - 1) }
            nodes[prefix.node].childCount += 1
            rest = end..<rest.upperBound
        }
    }

    /// The entries of a table, in its order.
    private static func entries(of text: UnsafeBufferPointer<UInt8>) -> [Entry] {
        text.indices.split { text[$0] <= 0x20 }.map { entry in
            let mark = entry.first { text[$0] == 0x3D || text[$0] == 0x7E } ?? entry.endIndex
            let numbers = text[mark..<entry.endIndex].dropFirst()
            let scalars = numbers.split(separator: 0x2B).map { digits in
                UInt32(String(decoding: digits, as: UTF8.self), radix: 16) ?? 0xFFFD
            }
            var value = PackedText(scalars.first ?? 0xFFFD)
            for scalar in scalars.dropFirst() { value.append(scalar) }
            return Entry(
                name: entry.startIndex..<mark,
                needsSemicolon: text[mark] == 0x3D,
                value: value
            )
        }
    }
}
