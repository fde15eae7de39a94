/// A colour as CSS and the old attributes write it.
struct CSSColor: Equatable, Sendable {
    /// Steps of a channel of 256 up to which nobody can tell two colours of a text apart.
    static let maximumDistance = 8
    /// Bytes of a colour that are read.
    static let maximumLength = 64

    let red: UInt8
    let green: UInt8
    let blue: UInt8

    init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
        (self.red, self.green, self.blue) = (red, green, blue)
    }

    private init(_ rgb: UInt32) {
        self.init(UInt8(rgb >> 16 & 0xFF), UInt8(rgb >> 8 & 0xFF), UInt8(rgb & 0xFF))
    }

    /// True for white and what nobody can tell from it.
    var isNearWhite: Bool { min(red, green, blue) >= Self.nearWhite }

    /// The least of a channel of what counts as white.
    private static let nearWhite: UInt8 = 0xF0

    /// True where a text of one colour can't be seen on the other.
    func isNearly(_ other: CSSColor) -> Bool {
        func isNear(_ left: UInt8, _ right: UInt8) -> Bool {
            abs(Int(left) - Int(right)) <= Self.maximumDistance
        }
        return isNear(red, other.red) && isNear(green, other.green) && isNear(blue, other.blue)
    }

    /// A colour without transparency; nil for what is none, or is not known.
    init?(_ text: CSSText) {
        guard let first = text.bytes.first, text.count <= Self.maximumLength else { return nil }
        if first == 0x23 {
            guard let color = CSSColor(hexadecimal: text.dropFirst(1)) else { return nil }
            self = color
        } else if text.starts(with: "rgb(") || text.starts(with: "rgba(") {
            guard let color = CSSColor(channels: text) else { return nil }
            self = color
        } else {
            guard let color = Self.named(text) else { return nil }
            self = color
        }
    }

    /// A colour of an attribute such as `bgcolor`, where the number sign may be left out.
    init?(attribute text: CSSText) {
        guard let color = CSSColor(text) ?? (text.count == 6 ? Self(hexadecimal: text) : nil) else {
            return nil
        }
        self = color
    }

    private init?(hexadecimal digits: CSSText) {
        var value: UInt32 = 0
        let count = digits.count
        guard count == 3 || count == 4 || count == 6 || count == 8 else { return nil }
        for byte in digits.bytes {
            guard let digit = CSSText.hex(byte) else { return nil }
            value = value << 4 | UInt32(digit)
            if count < 6 { value = value << 4 | UInt32(digit) }
        }
        if count == 4 || count == 8 {
            guard value & 0xFF == 0xFF else { return nil }
            value >>= 8
        }
        self.init(value)
    }

    private init?(channels text: CSSText) {
        guard let open = text.bytes.firstIndex(of: 0x28),
            let close = text.bytes.firstIndex(of: 0x29), close > open
        else { return nil }
        var rest = CSSText(text.bytes[(open + 1)..<close])
        var channels: [UInt8] = []
        while let part = rest.nextComponent(dividedBy: 0x2F) {
            guard channels.count < 4, let length = CSSLength(part) else { return nil }
            let isShare = length.unit == .share
            let full = channels.count == 3 ? (isShare ? 100.0 : 1.0) : isShare ? 100.0 : 255.0
            channels.append(UInt8(max(0, min(255, (length.number / full * 255).rounded()))))
        }
        guard channels.count == 3 || (channels.count == 4 && channels[3] == 255) else { return nil }
        self.init(channels[0], channels[1], channels[2])
    }

    /// The colours that texts and backgrounds are called by.
    private static func named(_ text: CSSText) -> CSSColor? {
        switch text.count {
        case 3: text.equals("red") ? CSSColor(0xFF0000) : nil
        case 4: ofFour(text)
        case 5: ofFive(text)
        case 6: ofSix(text)
        case 9: text.equals("lightgray") || text.equals("lightgrey") ? CSSColor(0xD3D3D3) : nil
        case 10:
            text.equals("whitesmoke")
                ? CSSColor(0xF5F5F5) : text.equals("ghostwhite") ? CSSColor(0xF8F8FF) : nil
        default: nil
        }
    }

    private static func ofFour(_ text: CSSText) -> CSSColor? {
        if text.equals("snow") { return CSSColor(0xFFFAFA) }
        if text.equals("navy") { return CSSColor(0x000080) }
        if text.equals("blue") { return CSSColor(0x0000FF) }
        if text.equals("gray") || text.equals("grey") { return CSSColor(0x808080) }
        if text.equals("lime") { return CSSColor(0x00FF00) }
        if text.equals("aqua") || text.equals("cyan") { return CSSColor(0x00FFFF) }
        return text.equals("teal") ? CSSColor(0x008080) : nil
    }

    private static func ofFive(_ text: CSSText) -> CSSColor? {
        if text.equals("white") { return CSSColor(0xFFFFFF) }
        if text.equals("black") { return CSSColor(0x000000) }
        if text.equals("green") { return CSSColor(0x008000) }
        return text.equals("ivory") ? CSSColor(0xFFFFF0) : nil
    }

    private static func ofSix(_ text: CSSText) -> CSSColor? {
        if text.equals("silver") { return CSSColor(0xC0C0C0) }
        if text.equals("yellow") { return CSSColor(0xFFFF00) }
        if text.equals("maroon") { return CSSColor(0x800000) }
        if text.equals("purple") { return CSSColor(0x800080) }
        if text.equals("orange") { return CSSColor(0xFFA500) }
        return text.equals("olive") ? CSSColor(0x808000) : nil
    }
}

/// What a declaration says of a colour.
enum CSSPaint: Equatable, Sendable {
    /// Nothing: what encloses the element decides.
    case undeclared
    /// Something that is not read, such as a picture or a variable.
    case unknown
    case solid(CSSColor)

    /// True for a colour that nobody can tell from another.
    func isNearly(_ color: CSSColor) -> Bool {
        if case .solid(let own) = self { own.isNearly(color) } else { false }
    }

    /// What a value of `color` says.
    init(color value: CSSText) {
        if value.count == 0 || value.equals("inherit") || value.equals("currentcolor") {
            self = .undeclared
        } else {
            self = CSSColor(value).map { .solid($0) } ?? .unknown
        }
    }

    /// What a value of `background` or `background-color` says.
    init(background value: CSSText) {
        guard !Self.isSeenThrough(value) else {
            self = .undeclared
            return
        }
        guard !value.contains("url("), !value.contains("gradient("), !value.contains("var(") else {
            self = .unknown
            return
        }
        if let color = CSSColor(value) {
            self = .solid(color)
            return
        }
        // A shorthand: the colour stands among positions and keywords, most often in front.
        var rest = value
        while let part = rest.nextComponent() {
            if let color = CSSColor(part) {
                self = .solid(color)
                return
            }
        }
        self = .unknown
    }

    private static func isSeenThrough(_ value: CSSText) -> Bool {
        value.count == 0 || value.equals("none") || value.equals("transparent")
            || value.equals("0 0") || value.equals("initial") || value.equals("unset")
            || value.equals("inherit")
    }
}
