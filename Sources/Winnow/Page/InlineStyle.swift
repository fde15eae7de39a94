/// What a list of CSS declarations says about visibility.
///
/// The last declaration of a property wins, an important one over others. Knows the properties by
/// which spam is hidden, not CSS.
package struct InlineStyle: Sendable, Equatable {
    /// Pixels beyond which a box counts as moved out of sight; layout needs far less.
    package static let offScreen = 300.0
    /// Hundredths of the window or the parent beyond which a box counts as moved out of sight;
    /// a menu that waits outside the window is moved by 100 or a little more.
    package static let offScreenShare = 300.0
    /// Pixels up to which a box counts as having no size.
    package static let noSize = 3.0
    /// Pixels of a font up to which nobody can read it; a point and a little.
    package static let tinyFont = 1.4
    /// Declarations read of one list; real ones have a few dozen at the most.
    package static let maximumDeclarations = 200

    /// Edges of a box by which it is moved out of sight.
    private struct Edges: OptionSet, Equatable {
        let rawValue: UInt8

        static let top = Edges(rawValue: 1)
        static let right = Edges(rawValue: 2)
        static let bottom = Edges(rawValue: 4)
        static let left = Edges(rawValue: 8)
    }

    private var isDisplayNone = false
    private var isVisibilityHidden = false
    private var isPositioned = false
    private var hidesOverflow = false
    private var offsetsAway: Edges = []
    private var marginsAway: Edges = []
    private var indent = 0.0
    private var width: Double?
    private var isTransformedAway = false
    private var isClipped = false
    private var isClipPathEmpty = false
    private var isOpacityZero = false
    private var isFilteredAway = false
    private var isColorTransparent = false
    private var isFlat = false
    private var isNarrow = false
    private var isFontTiny = false

    /// Reads declarations.
    ///
    /// - Parameter declarations: UTF-8 with character references resolved.
    /// - Complexity: Linear in the bytes.
    package init(_ declarations: some Sequence<UInt8>) {
        var important: Set<String> = []
        for declaration in CSSDeclarations(declarations).prefix(Self.maximumDeclarations) {
            if declaration.isImportant {
                important.insert(declaration.property)
            } else if important.contains(declaration.property) {
                continue
            }
            apply(declaration.property, declaration.value)
        }
    }

    /// How an element with these declarations is hidden; empty when it is not.
    package var hiding: Hiding {
        var hiding: Hiding = []
        if isDisplayNone { hiding.insert(.display) }
        if isVisibilityHidden { hiding.insert(.visibility) }
        // Equal negative margins left and right widen a box, they do not move it.
        let isMarginAway =
            marginsAway.contains(.top)
            || (marginsAway.contains(.left) && !marginsAway.contains(.right))
        if (!offsetsAway.isEmpty && isPositioned) || isMarginAway || isTransformedAway
            || indent <= -Self.offScreen
        {
            hiding.insert(.position)
        }
        if hidesOverflow, let width, indent > 0, indent >= width { hiding.insert(.position) }
        if isFontTiny || ((isFlat || isNarrow) && (hidesOverflow || isPositioned)) {
            hiding.insert(.size)
        }
        if isOpacityZero || isFilteredAway || isColorTransparent || isClipPathEmpty
            || (isClipped && isPositioned)
        {
            hiding.insert(.opacity)
        }
        return hiding
    }

    private mutating func apply(_ property: String, _ value: String) {
        let length = CSSLength(value)
        switch property {
        case "display": isDisplayNone = value == "none"
        case "visibility": isVisibilityHidden = value == "hidden" || value == "collapse"
        case "position": isPositioned = value == "absolute" || value == "fixed"
        case "overflow", "overflow-x", "overflow-y": hidesOverflow = value.hasPrefix("hidden")
        case "inset": offsetsAway = Self.edgesAway(value)
        case "left": set(.left, in: \.offsetsAway, to: length)
        case "top": set(.top, in: \.offsetsAway, to: length)
        case "right": set(.right, in: \.offsetsAway, to: length)
        case "bottom": set(.bottom, in: \.offsetsAway, to: length)
        case "margin": marginsAway = Self.edgesAway(value)
        case "margin-left": set(.left, in: \.marginsAway, to: length)
        case "margin-top": set(.top, in: \.marginsAway, to: length)
        case "margin-right": set(.right, in: \.marginsAway, to: length)
        case "text-indent": indent = Self.isAway(length) ? -Self.offScreen : length?.pixels ?? 0
        case "transform", "-webkit-transform", "-ms-transform":
            isTransformedAway = Self.transformsAway(value)
        case "clip": isClipped = Self.clipsAway(value)
        case "clip-path", "-webkit-clip-path":
            isClipPathEmpty =
                value.hasPrefix("circle(0") || value.hasPrefix("inset(100%")
                || value.hasPrefix("inset(50%")
        case "opacity": isOpacityZero = (length?.number ?? 1) <= 0.01
        case "filter": isFilteredAway = value.contains("opacity=0)")
        case "height", "max-height": isFlat = Self.isNoSize(length)
        case "width", "max-width":
            isNarrow = Self.isNoSize(length)
            width = length?.pixels
        case "font-size": isFontTiny = (length?.pixels ?? 10) <= Self.tinyFont
        case "color": isColorTransparent = Self.isTransparent(value)
        default: break
        }
    }

    private mutating func set(
        _ edge: Edges,
        in edges: WritableKeyPath<Self, Edges>,
        to length: CSSLength?
    ) {
        if Self.isAway(length) {
            self[keyPath: edges].insert(edge)
        } else {
            self[keyPath: edges].remove(edge)
        }
    }

    /// True for a length that moves a box out of sight.
    private static func isAway(_ length: CSSLength?) -> Bool {
        guard let length else { return false }
        return length.number <= (length.unit == .pixels ? -offScreen : -offScreenShare)
    }

    private static func isNoSize(_ length: CSSLength?) -> Bool {
        length?.pixels.map { $0 <= noSize } ?? false
    }

    /// The edges that a shorthand of one to four components moves away.
    private static func edgesAway(_ value: String) -> Edges {
        let sides = CSSLength.components(of: value)
        guard let first = sides.first else { return [] }
        let right = sides.count > 1 ? sides[1] : first
        let bottom = sides.count > 2 ? sides[2] : first
        let left = sides.count > 3 ? sides[3] : right
        var edges: Edges = []
        if isAway(first) { edges.insert(.top) }
        if isAway(right) { edges.insert(.right) }
        if isAway(bottom) { edges.insert(.bottom) }
        if isAway(left) { edges.insert(.left) }
        return edges
    }

    /// True where one of a list of transform functions moves a box away or leaves nothing of it.
    private static func transformsAway(_ value: String) -> Bool {
        value.split(separator: ")").contains { function in
            let parts = function.split(separator: "(", maxSplits: 1)
            guard parts.count == 2 else { return false }
            let name = parts[0].drop { $0.isWhitespace }
            let arguments = CSSLength.components(of: parts[1])
            if name.hasPrefix("translate") { return arguments.contains(where: isAway) }
            return name.hasPrefix("scale") && arguments.contains { $0?.number == 0 }
        }
    }

    /// True where `rect(…)` leaves nothing of a box: an edge that starts below or right of it.
    private static func clipsAway(_ value: String) -> Bool {
        guard value.hasPrefix("rect("), value.contains("auto") else { return false }
        return (CSSLength.components(of: value.dropFirst(5)).first??.number ?? 0) >= 100
    }

    private static func isTransparent(_ color: String) -> Bool {
        if color == "transparent" { return true }
        if color.hasPrefix("#") {
            return (color.count == 9 && color.hasSuffix("00"))
                || (color.count == 5 && color.hasSuffix("0"))
        }
        guard color.hasPrefix("rgba(") || color.hasPrefix("hsla(") || color.hasPrefix("rgb(")
        else { return false }
        let channels = color.split { "(), /".contains($0) }.dropFirst()
        return channels.count == 4 && channels.last.flatMap { CSSLength($0)?.number } == 0
    }
}
