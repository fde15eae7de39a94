/// A word list: terms with weights, under the name by which rules ask for it.
package struct TermList: Sendable, Equatable {
    /// A term as it stands in its list.
    package struct Term: Sendable, Equatable {
        /// The term as written.
        package var text: String
        /// How much it says; 1 unless the list says otherwise.
        package var weight: Float
    }

    /// A line with a term.
    package struct Line: Sendable, Equatable {
        package enum Sign: Sendable {
            case add
            case remove
        }

        /// From 1.
        package var number: Int
        package var sign: Sign
        /// Where its term stands among the bytes of the list.
        package var term: Range<Int>
        package var weight: Float
    }

    /// What a line of a list is; empty ones are nothing.
    package enum Item: Sendable, Equatable {
        package enum Problem: Sendable, Equatable {
            /// What stands behind the tab is no weight.
            case weight
            /// It begins like something that lists don't know.
            case directive
        }

        case term(Line)
        case comment
        case problem(Int, Problem)
    }

    /// The greatest weight of a term.
    static let maximumWeight: Float = 1_000

    /// The name of its file or folder.
    package var name: String
    package var terms: [Term]

    /// Reads a list: one term a line, an optional weight after a tab, `#` before a comment, `-`
    /// before a term that is taken away.
    ///
    /// - Parameters:
    ///   - name: The name of the list.
    ///   - text: The file's content.
    /// - Returns: The list, and the lines (from 1) that are wrong.
    package static func parse(name: String, text: String) -> (list: TermList, badLines: [Int]) {
        var list = TermList(name: name, terms: [])
        var badLines: [Int] = []
        var text = text
        text.withUTF8 { bytes in
            forEachLine(of: bytes) { item in
                switch item {
                case .term(let line):
                    let term = String(decoding: bytes[line.term], as: UTF8.self)
                    list.terms.append(Term(text: term, weight: line.weight))
                case .problem(let number, _): badLines.append(number)
                case .comment: break
                }
            }
        }
        return (list, badLines)
    }

    /// Visits the lines of a list, empty ones left out.
    ///
    /// - Complexity: Linear in the text.
    static func forEachLine(of bytes: UnsafeBufferPointer<UInt8>, _ visit: (Item) -> Void) {
        var start = 0
        var number = 0
        while start < bytes.count {
            var end = start
            while end < bytes.count, bytes[end] != 0x0A { end += 1 }
            number += 1
            if let item = item(bytes, start..<end, number) { visit(item) }
            start = end + 1
        }
    }

    private static func item(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ line: Range<Int>,
        _ number: Int
    ) -> Item? {
        let isCRLF = !line.isEmpty && bytes[line.upperBound - 1] == 0x0D
        let lineEnd = isCRLF ? line.upperBound - 1 : line.upperBound
        var start = line.lowerBound
        while start < lineEnd, bytes[start] == 0x20 { start += 1 }
        var end = start
        while end < lineEnd, bytes[end] != 0x09 { end += 1 }
        guard start < end else { return nil }
        let first = bytes[start]
        guard first != 0x23 else { return .comment }
        var weight: Float = 1
        if end < lineEnd {
            let digits = bytes[(end + 1)..<lineEnd].filter { $0 > 0x20 }
            guard let value = Float(String(decoding: digits, as: UTF8.self)), value > 0,
                value <= maximumWeight
            else { return .problem(number, .weight) }
            weight = value
        }
        if first == 0x2D { start += 1 }
        // Punctuation is nothing in a term; such a line means something that lists don't know.
        guard start < end, !isMark(bytes[start]) else { return .problem(number, .directive) }
        return .term(
            Line(
                number: number,
                sign: first == 0x2D ? .remove : .add,
                term: start..<end,
                weight: weight
            )
        )
    }

    /// True for the marks of ASCII.
    private static func isMark(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7F: true
        default: false
        }
    }
}
