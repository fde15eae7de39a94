/// A line of a file as it is shown, and what must stand before the caret under it.
struct SourceExcerpt {
    /// Characters shown before and behind the place; examples in rules are long.
    private static let reach = 80

    /// The line, or the part of it around the place.
    let line: String
    /// Blanks as wide as what stands before the place in a terminal, with the tabs that stand there.
    let indent: String

    /// - Parameters:
    ///   - line: The line without its end.
    ///   - column: The place, in code points from 1.
    init(_ line: String, column: Int) {
        // A file of somebody else must not move the cursor about.
        let scalars = line.unicodeScalars.map { scalar in
            Self.isControl(scalar) ? "\u{FFFD}" : scalar
        }
        let place = min(max(0, column - 1), scalars.count)
        let start = place > Self.reach ? place - Self.reach : 0
        let end = min(scalars.count, place + Self.reach)
        var text = start > 0 ? "…" : ""
        var indent = start > 0 ? " " : ""
        text.unicodeScalars.append(contentsOf: scalars[start..<end])
        if end < scalars.count { text += "…" }
        for scalar in scalars[start..<place] {
            indent += scalar == "\t" ? "\t" : String(repeating: " ", count: Self.width(of: scalar))
        }
        self.line = text
        self.indent = indent
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control && scalar != "\t"
    }

    /// Columns that a character takes in a terminal.
    static func width(of scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x20..<0x300: return 1
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
            0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1_F300...0x1_F64F,
            0x1_F900...0x1_F9FF, 0x2_0000...0x3_FFFD:
            return 2
        default:
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark, .format: return 0
            default: return 1
            }
        }
    }
}
