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
    init?(_ text: some StringProtocol) {
        let value = text.drop { $0.isWhitespace }
        if let inner = Self.argument(of: "calc(", value) ?? Self.argument(of: "expression(", value)
        {
            self.init(sum: inner)
        } else {
            guard let (length, _) = Self.leading(value) else { return nil }
            self = length
        }
    }

    private init(number: Double, unit: Unit) { (self.number, self.unit) = (number, unit) }

    /// The lengths of a value's components, such as the sides of a margin.
    static func components(of value: some StringProtocol) -> [CSSLength?] {
        value.split { $0.isWhitespace || $0 == "," }.map { CSSLength($0) }
    }

    /// A sum of terms of one unit; products and mixed units are left to a layout.
    private init?(sum: Substring) {
        var rest = sum.drop { $0.isWhitespace }
        var total = 0.0
        var sign = 1.0
        var unit: Unit?
        for _ in 0..<Self.maximumTerms {
            guard let (term, behind) = Self.leading(rest), unit == nil || unit == term.unit else {
                return nil
            }
            unit = term.unit
            total += sign * term.number
            rest = behind.drop { $0.isWhitespace }
            guard let mark = rest.first, mark != ")" else {
                guard let unit else { return nil }
                self.init(number: total, unit: unit)
                return
            }
            guard mark == "+" || mark == "-" else { return nil }
            sign = mark == "-" ? -1 : 1
            rest = rest.dropFirst().drop { $0.isWhitespace }
        }
        return nil
    }

    private static func argument(of function: String, _ text: some StringProtocol) -> Substring? {
        text.hasPrefix(function) ? Substring(text.dropFirst(function.count)) : nil
    }

    /// The number and unit a text starts with, and what follows.
    private static func leading(
        _ text: some StringProtocol
    ) -> (length: CSSLength, rest: Substring)? {
        let text = Substring(text)
        let sign = text.prefix { $0 == "-" || $0 == "+" }
        let digits = text.dropFirst(sign.count).prefix {
            $0.isASCII && ($0.isNumber || $0 == ".")
        }
        guard sign.count < 2, let size = Double(digits) else { return nil }
        let number = sign == "-" ? -size : size
        let rest = text.dropFirst(sign.count + digits.count)
        let name = rest.prefix { $0.isASCII && ($0.isLetter || $0 == "%") }
        let behind = rest.dropFirst(name.count)
        switch name {
        case "", "px": return (CSSLength(number: number, unit: .pixels), behind)
        case "em", "rem": return (CSSLength(number: number * 16, unit: .pixels), behind)
        case "ex", "ch": return (CSSLength(number: number * 8, unit: .pixels), behind)
        case "pt": return (CSSLength(number: number * 4 / 3, unit: .pixels), behind)
        case "pc": return (CSSLength(number: number * 16, unit: .pixels), behind)
        case "cm": return (CSSLength(number: number * 37.8, unit: .pixels), behind)
        case "mm", "q": return (CSSLength(number: number * 3.78, unit: .pixels), behind)
        case "in": return (CSSLength(number: number * 96, unit: .pixels), behind)
        case "%", "vw", "vh", "vmin", "vmax":
            return (CSSLength(number: number, unit: .share), behind)
        default: return nil
        }
    }
}
