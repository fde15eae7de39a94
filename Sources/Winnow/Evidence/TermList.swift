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
        package var text: String
        package var weight: Float

        /// True when its term comes before another's, by UTF-8 bytes.
        func isBefore(_ other: Line) -> Bool {
            text.utf8.lexicographicallyPrecedes(other.text.utf8)
        }
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
        for item in lines(of: text) {
            switch item {
            case .term(let line): list.terms.append(Term(text: line.text, weight: line.weight))
            case .problem(let number, _): badLines.append(number)
            case .comment: break
            }
        }
        return (list, badLines)
    }

    /// The lines of a list, empty ones left out.
    ///
    /// - Complexity: Linear in the text.
    package static func lines(of text: String) -> [Item] {
        var text = text
        return text.withUTF8 { bytes in
            var items: [Item] = []
            var start = 0
            var number = 0
            while start < bytes.count {
                let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
                number += 1
                if let item = item(UnsafeBufferPointer(rebasing: bytes[start..<end]), number) {
                    items.append(item)
                }
                start = end + 1
            }
            return items
        }
    }

    private static func item(_ whole: UnsafeBufferPointer<UInt8>, _ number: Int) -> Item? {
        let line = whole.last == 0x0D ? whole.dropLast() : whole[...]
        let end = line.firstIndex(of: 0x09) ?? line.endIndex
        var term = line[..<end].drop { $0 == 0x20 }
        guard let first = term.first else { return nil }
        guard first != 0x23 else { return .comment }
        var weight: Float = 1
        if end < line.endIndex {
            let digits = line[(end + 1)...].filter { $0 > 0x20 }
            guard let value = Float(String(decoding: digits, as: UTF8.self)), value > 0,
                value <= maximumWeight
            else { return .problem(number, .weight) }
            weight = value
        }
        if first == 0x2D { term = term.dropFirst() }
        // Punctuation is nothing in a term; such a line means something that lists don't know.
        guard let letter = term.first, !isMark(letter) else { return .problem(number, .directive) }
        return .term(
            Line(
                number: number,
                sign: first == 0x2D ? .remove : .add,
                text: String(decoding: term, as: UTF8.self),
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
