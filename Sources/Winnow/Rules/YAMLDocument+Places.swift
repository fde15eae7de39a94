internal import Yams

extension YAMLDocument {
    /// Notes a mistake inside the text of a node, so many bytes into the text as it is read.
    mutating func add(
        _ code: RuleDiagnostic.Code,
        _ message: String,
        at node: Node,
        offset: Int,
        hint: String? = nil
    ) {
        let start = (line: node.mark?.line ?? 0, column: node.mark?.column ?? 0)
        let place = self.place(offset, in: node) ?? start
        add(code, message, line: place.line, column: place.column, hint: hint)
    }

    /// Where in its file a byte of a node's text stands; nil where that can't be told.
    ///
    /// The text is walked beside what is written: quotes are doubled in single quotes, escaped in
    /// double ones; lines that are folded are given up on.
    private func place(_ offset: Int, in node: Node) -> (line: Int, column: Int)? {
        guard case .scalar(let scalar) = node, let mark = node.mark,
            let line = sourceLine(mark.line)
        else { return nil }
        if scalar.style == .literal { return placeInBlock(offset, scalar.string, mark) }
        var written = Array(line.unicodeScalars)[(mark.column - 1)...]
        let quote: Unicode.Scalar? =
            scalar.style == .singleQuoted ? "'" : scalar.style == .doubleQuoted ? "\"" : nil
        if let quote {
            guard written.first == quote else { return nil }
            written = written.dropFirst()
        }
        var bytes = 0
        for letter in scalar.string.unicodeScalars {
            guard bytes < offset else { break }
            bytes += UTF8.width(letter)
            guard let next = written.first else { return nil }
            written = written.dropFirst()
            if next == letter, next != "\\" || quote != "\"" {
                if quote == "'", letter == "'" { written = written.dropFirst() }
            } else if quote == "\"", next == "\\", let escaped = written.first {
                guard "\\\"/nt".unicodeScalars.contains(escaped) else { return nil }
                written = written.dropFirst()
            } else {
                return nil
            }
        }
        return (mark.line, written.startIndex + 1)
    }

    /// In a block that keeps its lines, under a mark that stands at its `|`.
    private func placeInBlock(
        _ offset: Int,
        _ text: String,
        _ mark: Mark
    )
        -> (line: Int, column: Int)?
    {
        let lines = text.utf8.prefix(offset).split(
            separator: 0x0A,
            omittingEmptySubsequences: false
        )
        guard let last = lines.last, let source = sourceLine(mark.line + lines.count) else {
            return nil
        }
        let indent = source.unicodeScalars.prefix { $0 == " " }.count
        let before = String(decoding: last, as: UTF8.self).unicodeScalars.count
        return (mark.line + lines.count, indent + before + 1)
    }

    /// True where the expression in a node was refused.
    func hasWrongRegex(at node: Node) -> Bool {
        let place = self.place(of: node)
        return diagnostics.contains { $0.code == .badRegex && "\($0.file):\($0.line)" == place }
    }
}
