/// A length of a CSS value, in pixels as far as they can be told without a layout.
///
/// Units are those of CSS Values and Units Module Level 4, a font of 16 pixels assumed.
struct CSSLength: Equatable {
    /// What a number is a share of, when it is one.
    enum Unit {
        /// Pixels, converted.
        case pixels
        /// Hundredths of something that is not known here.
        case share
    }

    /// Terms of a `calc()` that are read.
    static let maximumTerms = 8

    let number: Double
    let unit: Unit

    /// Pixels; nil for a share of something unknown, unless that is nothing.
    var pixels: Double? { unit == .pixels || number == 0 ? number : nil }

    /// A length that a value starts with; nil when it starts with none.
    ///
    /// - Parameter text: A value or a component of one, such as `-9999px` or `calc(1px - 9999px)`.
    init?(_ text: CSSText) {
        var reader = Reader(bytes: text.bytes)
        reader.skipBlanks()
        // No keyword starts with a digit, a sign or a point, most with neither `c` nor `e`.
        if text.starts(with: "calc(") || text.starts(with: "expression(") {
            reader.skipPastBracket()
            guard let sum = reader.readSum() else { return nil }
            self = sum
        } else {
            guard let length = reader.readTerm() else { return nil }
            self = length
        }
    }

    private init(number: Double, unit: Unit) { (self.number, self.unit) = (number, unit) }

    /// Takes lengths off the front of a text.
    private struct Reader {
        let bytes: UnsafeBufferPointer<UInt8>
        var position = 0

        var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

        mutating func skipBlanks() {
            while let byte, byte <= 0x20 { position += 1 }
        }

        mutating func skipPastBracket() {
            while let byte, byte != 0x28 { position += 1 }
            position += 1
        }

        /// A sum of terms of one unit; products and mixed units are left to a layout.
        mutating func readSum() -> CSSLength? {
            skipBlanks()
            var total = 0.0
            var sign = 1.0
            var unit: Unit?
            for _ in 0..<CSSLength.maximumTerms {
                guard let term = readTerm(), unit == nil || unit == term.unit else { return nil }
                unit = term.unit
                total += sign * term.number
                skipBlanks()
                guard let mark = byte, mark != 0x29 else {
                    return CSSLength(number: total, unit: term.unit)
                }
                guard mark == 0x2B || mark == 0x2D else { return nil }
                sign = mark == 0x2D ? -1 : 1
                position += 1
                skipBlanks()
            }
            return nil
        }

        /// A number and its unit.
        mutating func readTerm() -> CSSLength? {
            var isNegative = false
            if let mark = byte, mark == 0x2B || mark == 0x2D {
                isNegative = mark == 0x2D
                position += 1
            }
            guard let size = readNumber() else { return nil }
            let number = isNegative ? -size : size
            let start = position
            while let byte, (byte | 0x20) &- 0x61 < 26 || byte == 0x25 { position += 1 }
            return CSSLength.inUnits(number, CSSText(bytes[start..<position]))
        }

        private mutating func readNumber() -> Double? {
            var number = 0.0
            var scale = 1.0
            var digits = 0
            var hasPoint = false
            while let byte, byte &- 0x30 < 10 || byte == 0x2E {
                position += 1
                if byte == 0x2E {
                    guard !hasPoint else { return nil }
                    hasPoint = true
                    continue
                }
                digits += 1
                if hasPoint { scale /= 10 }
                number =
                    hasPoint
                    ? number + Double(byte - 0x30) * scale : number * 10 + Double(byte - 0x30)
            }
            return digits > 0 ? number : nil
        }
    }

    private static func inUnits(_ number: Double, _ unit: CSSText) -> CSSLength? {
        func pixels(_ factor: Double) -> CSSLength {
            CSSLength(number: number * factor, unit: .pixels)
        }
        switch unit.count {
        case 0: return pixels(1)
        case 1:
            if unit.equals("%") { return CSSLength(number: number, unit: .share) }
            return unit.equals("q") ? pixels(3.78) : nil
        case 2:
            if unit.equals("px") { return pixels(1) }
            if unit.equals("em") || unit.equals("pc") { return pixels(16) }
            if unit.equals("ex") || unit.equals("ch") { return pixels(8) }
            if unit.equals("pt") { return pixels(4.0 / 3) }
            if unit.equals("cm") { return pixels(37.8) }
            if unit.equals("mm") { return pixels(3.78) }
            if unit.equals("in") { return pixels(96) }
            let isShare = unit.equals("vw") || unit.equals("vh")
            return isShare ? CSSLength(number: number, unit: .share) : nil
        default:
            if unit.equals("rem") { return pixels(16) }
            let isShare = unit.equals("vmin") || unit.equals("vmax")
            return isShare ? CSSLength(number: number, unit: .share) : nil
        }
    }
}
