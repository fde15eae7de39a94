/// Columns of text for people; the last one takes what room it needs.
struct TextTable {
    /// Which side of a column its cells stand on.
    enum Alignment { case left, right }

    private var rows: [[String]]
    private let alignments: [Alignment]

    /// Makes a table of a head and the alignment of its columns.
    init(_ head: [(String, Alignment)]) {
        rows = [head.map(\.0)]
        alignments = head.map(\.1)
    }

    mutating func add(_ cells: String...) { add(cells) }

    mutating func add(_ cells: [String]) { rows.append(cells) }

    /// The lines of the table, without blanks at their ends.
    ///
    /// - Parameter paint: Colours a padded cell, given its row and column; 0 is the head.
    /// - Returns: The head and a line for each row.
    func lines(paint: (String, Int, Int) -> String = { text, _, _ in text }) -> [String] {
        let widths = alignments.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.enumerated().map { number, row in
            row.enumerated().map { column, cell in
                let blanks = String(repeating: " ", count: widths[column] - cell.count)
                let isLast = column == row.count - 1
                let padded =
                    alignments[column] == .right
                    ? blanks + cell : isLast ? cell : cell + blanks
                return paint(padded, number, column)
            }.joined(separator: "  ")
        }
    }
}
