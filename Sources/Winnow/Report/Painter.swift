/// Colours words, on terminals and where colour was asked for.
package struct Painter: Sendable {
    package enum Style: String, Sendable {
        case bold = "1"
        case dim = "2"
        case red = "31"
        case green = "32"
        case yellow = "33"
    }

    private let usesColor: Bool

    package init(usesColor: Bool) { self.usesColor = usesColor }

    package func callAsFunction(_ text: String, _ style: Style) -> String {
        usesColor ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }
}
