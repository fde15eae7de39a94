/// What a list of CSS declarations says about visibility.
///
/// Reads property and value pairs in any case and order, with comments, escapes and
/// `!important`; the last declaration of a property wins. Knows the properties by which spam is
/// hidden, not CSS.
package struct InlineStyle: Sendable, Equatable {
    /// Pixels beyond which a box counts as moved out of sight; layout needs far less.
    package static let offScreen = 300.0
    /// Pixels up to which a box counts as having no size.
    package static let noSize = 3.0
    /// Declarations read of one list; real ones have a few dozen at the most.
    package static let maximumDeclarations = 200

    private(set) var isDisplayNone = false
    private(set) var isVisibilityHidden = false
    private(set) var isPositioned = false
    private(set) var hidesOverflow = false
    private(set) var isOff = false
    private(set) var isIndented = false
    /// Pixels of `text-indent` and of `width`, where given.
    private(set) var indent = 0.0
    private(set) var width: Double?
    private(set) var isMarginOff = false
    private(set) var isTransformedAway = false
    private(set) var isClipped = false
    private(set) var isTransparent = false
    private(set) var isFlat = false
    private(set) var isNarrow = false
    private(set) var isFontTiny = false

    /// Reads declarations.
    ///
    /// - Parameter declarations: UTF-8 with character references resolved.
    /// - Complexity: Linear in the bytes.
    package init(_ declarations: some Sequence<UInt8>) {
        var name: [UInt8] = []
        var value: [UInt8] = []
        var isValue = false
        var depth = 0
        var seen = 0
        for byte in Self.withoutCommentsAndEscapes(declarations) {
            if byte == 0x28 { depth += 1 }
            if byte == 0x29 { depth = max(0, depth - 1) }
            if byte == 0x3B, depth == 0 {
                apply(name, value)
                seen += 1
                guard seen < Self.maximumDeclarations else { return }
                name.removeAll(keepingCapacity: true)
                value.removeAll(keepingCapacity: true)
                isValue = false
            } else if byte == 0x3A, !isValue {
                isValue = true
            } else if isValue {
                value.append(byte)
            } else if byte > 0x20 {
                name.append(byte)
            }
        }
        apply(name, value)
    }

    /// How an element with these declarations is hidden; empty when it is not.
    package var hiding: Hiding {
        var hiding: Hiding = []
        if isDisplayNone { hiding.insert(.display) }
        if isVisibilityHidden { hiding.insert(.visibility) }
        if (isOff && isPositioned) || isIndented || isMarginOff || isTransformedAway {
            hiding.insert(.position)
        }
        if hidesOverflow, let width, indent > 0, indent >= width { hiding.insert(.position) }
        if isFontTiny || ((isFlat || isNarrow) && (hidesOverflow || isPositioned)) {
            hiding.insert(.size)
        }
        if isTransparent || (isClipped && isPositioned) { hiding.insert(.opacity) }
        return hiding
    }

    private mutating func apply(_ name: [UInt8], _ raw: [UInt8]) {
        guard !name.isEmpty else { return }
        let property = String(decoding: name, as: UTF8.self)
        let text = Self.trimmed(raw)
        let first = Self.firstNumber(text)
        switch property {
        case "display": isDisplayNone = text.hasPrefix("none")
        case "visibility":
            isVisibilityHidden = text.hasPrefix("hidden") || text.hasPrefix("collapse")
        case "position": isPositioned = text.hasPrefix("absolute") || text.hasPrefix("fixed")
        case "overflow", "overflow-x", "overflow-y": hidesOverflow = text.hasPrefix("hidden")
        case "left", "top", "right", "bottom", "inset":
            if let first, first <= -Self.offScreen || text.contains("expression(1-") {
                isOff = true
            }
        case "text-indent":
            isIndented = (first ?? 0) <= -Self.offScreen
            indent = text.contains("%") ? 0 : first ?? 0
        case "margin", "margin-left", "margin-top":
            if let first, first <= -Self.offScreen { isMarginOff = true }
        case "transform", "-webkit-transform", "-ms-transform": applyTransform(text)
        case "clip": isClipped = Self.clipsAway(text)
        case "clip-path", "-webkit-clip-path":
            isTransparent =
                isTransparent || text.hasPrefix("circle(0")
                || text.hasPrefix("inset(100%") || text.hasPrefix("inset(50%")
        case "opacity": isTransparent = (first ?? 1) <= 0.01
        case "filter": isTransparent = isTransparent || text.contains("opacity=0)")
        case "height", "max-height": isFlat = (first ?? 100) <= Self.noSize && Self.isLength(text)
        case "width", "max-width":
            isNarrow = (first ?? 100) <= Self.noSize && Self.isLength(text)
            width = text.contains("%") ? nil : first
        case "font-size": isFontTiny = (first ?? 10) <= 1 && Self.isLength(text)
        case "color": if Self.isTransparentColor(text) { isTransparent = true }
        default: break
        }
    }

    private mutating func applyTransform(_ text: String) {
        if text.hasPrefix("scale(0") && !text.hasPrefix("scale(0.") { isTransformedAway = true }
        if text.hasPrefix("translate"), let open = text.firstIndex(of: "(") {
            let inner = text[text.index(after: open)...]
            isTransformedAway = inner.split(separator: ",").contains {
                (Self.firstNumber(String($0)) ?? 0) <= -Self.offScreen
            }
        }
    }

    /// True where `rect(…)` leaves nothing of a box: an edge that starts below or right of it.
    private static func clipsAway(_ text: String) -> Bool {
        guard text.hasPrefix("rect("), text.contains("auto") else { return false }
        let inner = text.dropFirst(5).split { $0 == "," || $0 == " " }
        return (inner.first.flatMap { firstNumber(String($0)) } ?? 0) >= 100
    }

    private static func isTransparentColor(_ text: String) -> Bool {
        if text.hasPrefix("transparent") { return true }
        if text.hasPrefix("#"), text.count == 9 { return text.hasSuffix("00") }
        return text.hasPrefix("rgba(") && (text.hasSuffix(",0)") || text.hasSuffix(", 0)"))
    }

    /// True for a bare number or one with an absolute or font-relative unit; `0%` of nothing else.
    private static func isLength(_ text: String) -> Bool {
        let unit = text.drop { $0.isNumber || $0 == "." || $0 == "-" || $0 == "+" }
        let word = unit.prefix { $0.isLetter || $0 == "%" }
        if ["", "px", "pt", "%"].contains(word) { return true }
        return ["em", "rem", "ex", "vh", "vw"].contains(word) && (firstNumber(text) ?? 1) < 0.1
    }

    /// The number a value starts with, in its own unit; `em` and `%` count tenfold and as they are.
    private static func firstNumber(_ text: String) -> Double? {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || ".-+".contains($0)) }
        guard let number = Double(digits) else { return nil }
        let unit = text.dropFirst(digits.count).prefix(3)
        if unit.hasPrefix("em") || unit.hasPrefix("rem") { return number * 16 }
        return number
    }

    private static func trimmed(_ raw: [UInt8]) -> String {
        var bytes = raw[...]
        while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
        while let first = bytes.first, first <= 0x20 { bytes.removeFirst() }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func withoutCommentsAndEscapes(_ input: some Sequence<UInt8>) -> [UInt8] {
        let bytes = Array(input)
        guard bytes.contains(where: { $0 == 0x5C || $0 == 0x2F || $0 &- 0x41 < 26 }) else {
            return bytes
        }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == 0x2F, index + 1 < bytes.count, bytes[index + 1] == 0x2A {
                index += 2
                while index + 1 < bytes.count, bytes[index] != 0x2A || bytes[index + 1] != 0x2F {
                    index += 1
                }
                index += 2
            } else if byte == 0x5C, index + 1 < bytes.count {
                index = unescape(bytes, from: index + 1, into: &output)
            } else {
                output.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
                index += 1
            }
        }
        return output
    }

    /// Reads a CSS escape: up to six hexadecimal digits and a space, or one character.
    private static func unescape(
        _ bytes: [UInt8],
        from start: Int,
        into output: inout [UInt8]
    ) -> Int {
        var index = start
        var value: UInt32 = 0
        while index < bytes.count, index - start < 6, let digit = hexValue(bytes[index]) {
            value = value << 4 | UInt32(digit)
            index += 1
        }
        guard index > start else {
            output.append(bytes[start])
            return start + 1
        }
        if index < bytes.count, bytes[index] <= 0x20 { index += 1 }
        if value < 0x80 {
            let byte = UInt8(truncatingIfNeeded: value)
            output.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
        }
        return index
    }

    private static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
