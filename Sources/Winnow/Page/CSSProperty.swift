/// A property by which spam is hidden, or by which it can be seen again.
///
/// Those of one value come first; the rest are shorthands of them.
enum CSSProperty: UInt8 {
    case display, visibility, contentVisibility, position, overflowX, overflowY
    case top, right, bottom, left
    case marginTop, marginRight, marginBottom, marginLeft
    case textIndent, transform, clip, clipPath, opacity, filter
    case height, maxHeight, width, maxWidth, fontSize, lineHeight, color, background
    case overflow, inset, margin, backgroundImage

    /// The property of a name in any case; nil for one that hides nothing.
    ///
    /// Sorted by length first, so that most names cost one comparison.
    init?(_ name: CSSText) {
        let found: CSSProperty? =
            switch name.count {
            case 3: name.equals("top") ? .top : nil
            case 4: name.equals("left") ? .left : name.equals("clip") ? .clip : nil
            case 5: Self.ofFive(name)
            case 6: Self.ofSix(name)
            case 7: name.equals("display") ? .display : name.equals("opacity") ? .opacity : nil
            case 8: name.equals("position") ? .position : name.equals("overflow") ? .overflow : nil
            case 9: Self.ofNine(name)
            case 10: Self.ofTen(name)
            case 11: Self.ofEleven(name)
            case 12: name.equals("margin-right") ? .marginRight : nil
            case 13:
                name.equals("margin-bottom")
                    ? .marginBottom : name.equals("-ms-transform") ? .transform : nil
            case 16: Self.ofSixteen(name)
            case 17:
                name.equals("-webkit-transform")
                    ? .transform : name.equals("-webkit-clip-path") ? .clipPath : nil
            case 18: name.equals("content-visibility") ? .contentVisibility : nil
            default: nil
            }
        guard let found else { return nil }
        self = found
    }

    private static func ofFive(_ name: CSSText) -> CSSProperty? {
        name.equals("width")
            ? .width
            : name.equals("color")
                ? .color : name.equals("right") ? .right : name.equals("inset") ? .inset : nil
    }

    private static func ofSix(_ name: CSSText) -> CSSProperty? {
        name.equals("margin")
            ? .margin
            : name.equals("height")
                ? .height : name.equals("bottom") ? .bottom : name.equals("filter") ? .filter : nil
    }

    private static func ofNine(_ name: CSSText) -> CSSProperty? {
        name.equals("font-size")
            ? .fontSize
            : name.equals("max-width")
                ? .maxWidth
                : name.equals("transform") ? .transform : name.equals("clip-path") ? .clipPath : nil
    }

    private static func ofTen(_ name: CSSText) -> CSSProperty? {
        if name.equals("background") { return .background }
        if name.equals("margin-top") { return .marginTop }
        if name.equals("max-height") { return .maxHeight }
        if name.equals("visibility") { return .visibility }
        if name.equals("overflow-x") { return .overflowX }
        return name.equals("overflow-y") ? .overflowY : nil
    }

    private static func ofEleven(_ name: CSSText) -> CSSProperty? {
        name.equals("margin-left")
            ? .marginLeft
            : name.equals("line-height")
                ? .lineHeight : name.equals("text-indent") ? .textIndent : nil
    }

    private static func ofSixteen(_ name: CSSText) -> CSSProperty? {
        name.equals("background-color")
            ? .background : name.equals("background-image") ? .backgroundImage : nil
    }
}
