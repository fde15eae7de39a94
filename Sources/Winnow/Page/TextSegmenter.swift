internal import WinnowHTML

/// Cuts running text into the items of the lists it holds.
///
/// A line with several short pieces between one kind of separator is a list; everything else stays
/// whole. Pieces are found by walking characters, so that a GBK trail byte `|` separates nothing.
struct TextSegmenter {
    /// Separators a line must have of one kind before it is a list.
    static let minimumSeparators = 4
    /// Bytes of a piece beyond which it is prose rather than an item.
    static let maximumItemLength = 120
    /// Pieces of one line; the rest of the line stays one piece.
    static let maximumItems = 5_000

    /// A piece of text and how it stands in its line.
    struct Piece: Equatable {
        var range: Range<Int>
        /// True when a separator, not a line end, stands before it.
        var continuesList: Bool
    }

    /// What separates items, in the order in which it is looked for.
    private enum Separator: CaseIterable {
        case bar, underscore, ideographic, comma, dash
    }

    let source: Source

    /// The pieces of a range of text.
    ///
    /// - Parameters:
    ///   - range: Bytes of character data.
    ///   - splitsLines: Whether a line end separates, as it does in plain text.
    /// - Returns: The pieces, in order, without the blanks around them.
    func pieces(of range: Range<Int>, splitsLines: Bool) -> [Piece] {
        var pieces: [Piece] = []
        var start = range.lowerBound
        while start < range.upperBound {
            var end = range.upperBound
            if splitsLines {
                let line = source.bytes[start..<end].firstIndex { $0 == 0x0A || $0 == 0x0D }
                end = line ?? end
            }
            appendLine(start..<end, to: &pieces)
            start = end + 1
        }
        return pieces
    }

    private func appendLine(_ line: Range<Int>, to pieces: inout [Piece]) {
        let marks = separators(in: line)
        guard let separator = listSeparator(line, marks) else {
            append(line, continuesList: false, to: &pieces)
            return
        }
        var start = line.lowerBound
        var isFirst = true
        let before = pieces.count
        for mark in marks where mark.kind == separator {
            guard pieces.count - before < Self.maximumItems else { break }
            appendItem(start..<mark.range.lowerBound, isFirst: isFirst, to: &pieces)
            start = mark.range.upperBound
            isFirst = false
        }
        appendItem(start..<line.upperBound, isFirst: isFirst, to: &pieces)
    }

    /// Appends an item; the first of a list may carry a label before a colon.
    private func appendItem(_ range: Range<Int>, isFirst: Bool, to pieces: inout [Piece]) {
        guard isFirst, let colon = labelEnd(in: range) else {
            append(range, continuesList: !isFirst, to: &pieces)
            return
        }
        append(range.lowerBound..<colon, continuesList: false, to: &pieces)
        append(colon..<range.upperBound, continuesList: true, to: &pieces)
    }

    private func append(_ range: Range<Int>, continuesList: Bool, to pieces: inout [Piece]) {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, ASCII.isSpace(source.bytes[start]) { start += 1 }
        while end > start, ASCII.isSpace(source.bytes[end - 1]) { end -= 1 }
        guard start < end else { return }
        pieces.append(Piece(range: start..<end, continuesList: continuesList))
    }

    private struct Mark {
        var kind: Separator
        var range: Range<Int>
    }

    private func separators(in line: Range<Int>) -> [Mark] {
        var marks: [Mark] = []
        var position = line.lowerBound
        while position < line.upperBound {
            let byte = source.bytes[position]
            let length = source.characterLength(at: position)
            switch byte {
            case 0x7C: marks.append(Mark(kind: .bar, range: position..<(position + 1)))
            case 0x5F: marks.append(Mark(kind: .underscore, range: position..<(position + 1)))
            case 0x2C: marks.append(Mark(kind: .comma, range: position..<(position + 1)))
            case 0x2D: marks.append(Mark(kind: .dash, range: position..<(position + 1)))
            case 0xE3, 0xEF:
                if let kind = ideographicSeparator(at: position, line) {
                    marks.append(Mark(kind: kind, range: position..<(position + 3)))
                }
            default: break
            }
            position += length
        }
        return marks
    }

    /// `、`, `，` and `｜` in UTF-8; in legacy charsets they separate nothing yet.
    private func ideographicSeparator(at position: Int, _ line: Range<Int>) -> Separator? {
        guard source.charset == .utf8, position + 2 < line.upperBound else { return nil }
        switch (source.bytes[position], source.bytes[position + 1], source.bytes[position + 2]) {
        case (0xE3, 0x80, 0x81), (0xEF, 0xBC, 0x8C): return .ideographic
        case (0xEF, 0xBD, 0x9C): return .bar
        default: return nil
        }
    }

    /// The separator by which a line is a list, or nil.
    private func listSeparator(_ line: Range<Int>, _ marks: [Mark]) -> Separator? {
        guard marks.count >= Self.minimumSeparators else { return nil }
        for separator in Separator.allCases {
            var count = 0
            var short = 0
            var start = line.lowerBound
            for mark in marks where mark.kind == separator {
                count += 1
                if mark.range.lowerBound - start <= Self.maximumItemLength { short += 1 }
                start = mark.range.upperBound
            }
            // Prose has commas too: nearly all of a list's items are short.
            if count >= Self.minimumSeparators, short * 10 >= count * 8 { return separator }
        }
        return nil
    }

    /// One past the colon that ends a label at the start of a list.
    private func labelEnd(in range: Range<Int>) -> Int? {
        var position = range.lowerBound
        let end = min(range.upperBound, range.lowerBound + Self.maximumItemLength)
        while position < end {
            let byte = source.bytes[position]
            if byte == 0x3A, position + 1 < end { return position + 1 }
            if source.charset == .utf8, byte == 0xEF, position + 2 < end,
                source.bytes[position + 1] == 0xBC, source.bytes[position + 2] == 0x9A
            {
                return position + 3
            }
            position += source.characterLength(at: position)
        }
        return nil
    }
}
