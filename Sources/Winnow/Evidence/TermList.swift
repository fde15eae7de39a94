/// A word list: terms with weights, under the name by which rules ask for it.
package struct TermList: Sendable {
    /// A term as it stands in its list.
    package struct Term: Sendable {
        /// The term as written.
        package var text: String
        /// How much it says; 1 unless the list says otherwise.
        package var weight: Float
    }

    /// The file's name without its extension.
    package var name: String
    package var terms: [Term]

    /// Reads a list: one term a line, an optional weight after a tab, `#` before a comment.
    ///
    /// - Parameters:
    ///   - name: The name of the list.
    ///   - text: The file's content.
    /// - Returns: The list, and the lines (from 1) whose weight is no number.
    package static func parse(name: String, text: String) -> (list: TermList, badLines: [Int]) {
        var list = TermList(name: name, terms: [])
        var badLines: [Int] = []
        let lines = Array(text.utf8).split(separator: 0x0A, omittingEmptySubsequences: false)
        for (index, whole) in lines.enumerated() {
            let line = whole.last == 0x0D ? whole.dropLast() : whole
            let end = line.firstIndex(of: 0x09) ?? line.endIndex
            let term = line[..<end].drop { $0 == 0x20 }
            guard let first = term.first, first != 0x23 else { continue }
            var weight: Float = 1
            if end < line.endIndex {
                let digits = line[(end + 1)...].filter { $0 > 0x20 }
                guard let number = Float(String(decoding: digits, as: UTF8.self)), number > 0,
                    number <= 1_000
                else {
                    badLines.append(index + 1)
                    continue
                }
                weight = number
            }
            list.terms.append(Term(text: String(decoding: term, as: UTF8.self), weight: weight))
        }
        return (list, badLines)
    }
}
