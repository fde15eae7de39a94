/// Which values of a property hide.
extension InlineStyle {
    /// True where a value of a property hides, or helps another to.
    static func hides(_ property: CSSProperty, _ value: CSSText) -> Bool {
        switch property {
        case .display: value.equals("none")
        case .visibility: value.equals("hidden") || value.equals("collapse")
        case .contentVisibility: value.equals("hidden")
        case .position: value.equals("absolute") || value.equals("fixed")
        case .overflowX, .overflowY: value.starts(with: "hidden")
        case .top, .right, .bottom, .left, .textIndent: isAway(CSSLength(value))
        case .marginTop, .marginRight, .marginBottom, .marginLeft:
            isAway(CSSLength(value), offScreenMargin)
        case .transform: transformsAway(value)
        case .clip: clipsAway(value)
        case .clipPath: isClipPathEmpty(value)
        case .opacity: (CSSLength(value)?.number ?? 1) <= 0.01
        case .filter: filtersAway(value)
        case .height, .maxHeight, .width, .maxWidth: isNoSize(CSSLength(value))
        case .fontSize: (CSSLength(value)?.pixels ?? 10) <= tinyFont
        case .lineHeight: isFlatLine(value)
        case .color, .background, .overflow, .inset, .margin, .backgroundImage: false
        }
    }

    /// True for a length that moves a box out of sight.
    static func isAway(_ length: CSSLength?, _ limit: Double = offScreen) -> Bool {
        guard let length else { return false }
        return length.number <= (length.unit == .pixels ? -limit : -offScreenShare)
    }

    private static func isNoSize(_ length: CSSLength?) -> Bool {
        length?.pixels.map { $0 <= noSize } ?? false
    }

    /// A number without a unit is a share of the font, and 1 the usual one.
    private static func isFlatLine(_ value: CSSText) -> Bool {
        guard let length = CSSLength(value) else { return false }
        let hasUnit = value.bytes.last.map { !(($0 &- 0x30) < 10) } ?? false
        return hasUnit ? length.pixels.map { $0 <= flatLine } ?? false : length.number == 0
    }

    /// True where one of a list of transform functions moves a box away or leaves nothing of it.
    private static func transformsAway(_ value: CSSText) -> Bool {
        var rest = value.bytes[...]
        while let open = rest.firstIndex(of: 0x28) {
            let close = rest[open...].firstIndex(of: 0x29) ?? rest.endIndex
            let name = CSSText(rest[..<open]).trimmed
            let isMove = name.starts(with: "translate")
            if isMove || name.starts(with: "scale") {
                var arguments = CSSText(rest[(open + 1)..<close])
                while let argument = arguments.nextComponent() {
                    let length = CSSLength(argument)
                    if isMove ? isAway(length) : length?.number == 0 { return true }
                }
            }
            guard close < rest.endIndex else { return false }
            rest = rest[(close + 1)...]
        }
        return false
    }

    /// True where `rect(…)` leaves nothing of a box: an edge that starts below or right of it.
    private static func clipsAway(_ value: CSSText) -> Bool {
        guard value.starts(with: "rect("), value.contains("auto") else { return false }
        var edges = value.dropFirst(5)
        return (edges.nextComponent().flatMap { CSSLength($0)?.number } ?? 0) >= 100
    }

    private static func isClipPathEmpty(_ value: CSSText) -> Bool {
        if value.starts(with: "circle(0") || value.starts(with: "inset(100%")
            || value.starts(with: "inset(50%")
        {
            return true
        }
        guard value.starts(with: "polygon(") else { return false }
        // All corners in one place.
        var rest = CSSText(value.dropFirst(8).bytes.prefix { $0 != 0x29 })
        var corners = 0
        while let part = rest.nextComponent() {
            guard CSSLength(part)?.number == 0 else { return false }
            corners += 1
        }
        return corners >= 2
    }

    private static func filtersAway(_ value: CSSText) -> Bool {
        if value.contains("opacity=0)") { return true }
        guard value.starts(with: "opacity(") else { return false }
        let share = CSSText(value.dropFirst(8).bytes.prefix { $0 != 0x29 }).trimmed
        return CSSLength(share)?.number == 0
    }

    static func isTransparent(_ color: CSSText) -> Bool {
        if color.equals("transparent") { return true }
        if color.bytes.first == 0x23 {
            let (last, before) = (color.bytes.last, color.bytes.dropLast().last)
            return (color.count == 9 && last == 0x30 && before == 0x30)
                || (color.count == 5 && last == 0x30)
        }
        guard
            color.starts(with: "rgba(") || color.starts(with: "hsla(")
                || color.starts(with: "rgb(")
        else { return false }
        var rest = CSSText(color.bytes.drop { $0 != 0x28 }.dropFirst().prefix { $0 != 0x29 })
        var channels = 0
        var alpha: Double?
        while let channel = rest.nextComponent(dividedBy: 0x2F) {
            channels += 1
            alpha = CSSLength(channel)?.number
        }
        return channels == 4 && alpha == 0
    }
}
