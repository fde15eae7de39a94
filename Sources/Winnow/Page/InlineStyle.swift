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
    /// Pixels beyond which a margin moves a box out of sight; half the width of a window centres one.
    package static let offScreenMargin = 800.0
    /// Pixels up to which a box counts as having no size.
    package static let noSize = 3.0
    /// Pixels of a font up to which nobody can read it; a point and a little.
    package static let tinyFont = 1.4
    /// Pixels of a line up to which nothing of its text is left.
    package static let flatLine = 1.0
    /// Declarations read of one list; real ones have a few dozen at the most.
    package static let maximumDeclarations = 200

    /// Properties of one value, a bit each.
    private struct Properties: OptionSet, Equatable {
        let rawValue: UInt32

        init(rawValue: UInt32) { self.rawValue = rawValue }

        init(_ property: CSSProperty) { rawValue = 1 << UInt32(property.rawValue) }

        static let offsets = Properties(rawValue: 0b1111 << CSSProperty.top.shift)
        static let margins = Properties(rawValue: 0b1111 << CSSProperty.marginTop.shift)
        static let overflow: Properties = [Properties(.overflowX), Properties(.overflowY)]
    }

    private var declared: Properties = []
    private var important: Properties = []
    /// Those whose value hides, or helps another to: `none`, `absolute`, -9999 pixels.
    private var hiders: Properties = []
    private var indent = 0.0
    private var width: Double?
    private(set) var color = CSSPaint.undeclared
    private(set) var background = CSSPaint.undeclared

    /// A style that declares nothing.
    init() {}

    /// Reads declarations.
    ///
    /// - Parameter declarations: UTF-8 with character references resolved.
    /// - Complexity: Linear in the bytes.
    package init(_ declarations: some Sequence<UInt8>) {
        let style = declarations.withContiguousStorageIfAvailable { bytes in
            var list = CSSDeclarations(bytes)
            return InlineStyle(&list)
        }
        if let style {
            self = style
        } else {
            self.init(Array(declarations))
        }
    }

    /// Reads declarations up to their end.
    init(_ list: inout CSSDeclarations) {
        var style = InlineStyle()
        list.read(limit: Self.maximumDeclarations) { style.apply($0) }
        self = style
    }

    /// True when it says nothing of anything that hides.
    var isEmpty: Bool { declared.isEmpty }

    /// True when it takes part in hiding, by itself or with what another rule says.
    var helpsHiding: Bool { !hiders.isEmpty }

    /// True when it says something of a colour.
    var isPainted: Bool { color != .undeclared || background != .undeclared }

    /// True for a box that need not stand on what encloses it.
    var isPositioned: Bool { has(.position) }

    /// How an element with these declarations is hidden; empty when it is not.
    package var hiding: Hiding {
        guard !hiders.isEmpty else { return [] }
        var hiding: Hiding = []
        if has(.display) { hiding.insert(.display) }
        if has(.visibility) || has(.contentVisibility) { hiding.insert(.visibility) }
        if isMovedAway { hiding.insert(.position) }
        if has(.fontSize) { hiding.insert(.tinyFont) }
        if isOfNoSize { hiding.insert(.size) }
        if has(.opacity) || has(.filter) || has(.color) || has(.clipPath)
            || (has(.clip) && has(.position))
        {
            hiding.insert(.opacity)
        }
        return hiding
    }

    /// What of the hiding of what encloses it an element takes back: a font and a visibility of its
    /// own; nothing takes back the rest.
    var undoes: Hiding {
        var undone: Hiding = []
        if declared.contains(Properties(.visibility)), !has(.visibility) {
            undone.insert(.visibility)
        }
        if declared.contains(Properties(.fontSize)), !has(.fontSize) { undone.insert(.tinyFont) }
        return undone
    }

    @inline(__always)
    private func has(_ property: CSSProperty) -> Bool { hiders.contains(Properties(property)) }

    private var hidesOverflow: Bool { !hiders.isDisjoint(with: .overflow) }

    private var isMovedAway: Bool {
        // Equal negative margins left and right widen a box, they do not move it.
        if has(.marginTop) || (has(.marginLeft) && !has(.marginRight)) { return true }
        if has(.position), !hiders.isDisjoint(with: .offsets) { return true }
        if has(.transform) || has(.textIndent) { return true }
        return hidesOverflow && indent > 0 && width.map { indent >= $0 } ?? false
    }

    private var isOfNoSize: Bool {
        guard hidesOverflow || has(.position) else { return false }
        let isFlat = has(.height) || has(.maxHeight)
        if isFlat || has(.width) || has(.maxWidth) { return true }
        return has(.lineHeight) && hidesOverflow && !declared.contains(Properties(.height))
    }

    // MARK: The cascade

    /// Takes over what a later or more specific list declares, unless it is important here only.
    mutating func override(with other: InlineStyle) {
        let taken = other.declared.subtracting(important.subtracting(other.important))
        guard !taken.isEmpty else { return }
        hiders = hiders.subtracting(taken).union(other.hiders.intersection(taken))
        declared.formUnion(taken)
        important.formUnion(other.important)
        if taken.contains(Properties(.textIndent)) { indent = other.indent }
        if taken.contains(Properties(.width)) || taken.contains(Properties(.maxWidth)) {
            width = other.width
        }
        if taken.contains(Properties(.color)) { color = other.color }
        if taken.contains(Properties(.background)) { background = other.background }
    }

    /// Takes a box for one that is positioned: a script moves no other.
    mutating func assumePosition() {
        guard !declared.contains(Properties(.position)), !hiders.isDisjoint(with: .offsets) else {
            return
        }
        hiders.insert(Properties(.position))
    }

    /// Declares a colour that an attribute names, as far as no declaration does.
    mutating func hint(color paint: CSSPaint) {
        guard color == .undeclared, paint != .undeclared else { return }
        self.paint(.color, paint, false)
    }

    /// Declares a background that an attribute names, as far as no declaration does.
    mutating func hint(background paint: CSSPaint) {
        guard background == .undeclared, paint != .undeclared else { return }
        self.paint(.background, paint, false)
    }

    private mutating func apply(_ declaration: CSSDeclarations.Declaration) {
        let value = declaration.value
        let property = declaration.property
        switch property {
        case .overflow:
            set(.overflow, value.starts(with: "hidden") ? .overflow : [], declaration.isImportant)
        case .inset:
            set(
                .offsets,
                Self.edgesAway(value, from: .top, Self.offScreen),
                declaration.isImportant
            )
        case .margin:
            set(
                .margins,
                Self.edgesAway(value, from: .marginTop, Self.offScreenMargin),
                declaration.isImportant
            )
        case .backgroundImage:
            if background == .undeclared || !value.equals("none") {
                paint(.background, CSSPaint(background: value), declaration.isImportant)
            }
        case .background:
            paint(.background, CSSPaint(background: value), declaration.isImportant)
        case .color:
            paint(
                .color,
                CSSPaint(color: value),
                declaration.isImportant,
                Self.isTransparent(value)
            )
        default:
            let bit = Properties(property)
            let isHider = Self.hides(property, value)
            guard set(bit, isHider ? bit : [], declaration.isImportant) else { return }
            if property == .textIndent { indent = CSSLength(value)?.pixels ?? 0 }
            if property == .width || property == .maxWidth { width = CSSLength(value)?.pixels }
        }
    }

    /// Declares properties; false when something important stands against all of them.
    @discardableResult
    private mutating func set(
        _ properties: Properties,
        _ hiding: Properties,
        _ isImportant: Bool
    ) -> Bool {
        if isImportant { important.formUnion(properties) }
        let taken = isImportant ? properties : properties.subtracting(important)
        declared.formUnion(taken)
        hiders = hiders.subtracting(taken).union(hiding.intersection(taken))
        return !taken.isEmpty
    }

    private mutating func paint(
        _ property: CSSProperty,
        _ paint: CSSPaint,
        _ isImportant: Bool,
        _ isHider: Bool = false
    ) {
        let bit = Properties(property)
        guard set(bit, isHider ? bit : [], isImportant) else { return }
        if property == .color { color = paint } else { background = paint }
    }

    /// The edges that a shorthand of one to four components moves away.
    private static func edgesAway(
        _ value: CSSText,
        from top: CSSProperty,
        _ limit: Double
    ) -> Properties {
        var rest = value
        var sides: (Bool, Bool, Bool, Bool) = (false, false, false, false)
        guard let first = rest.nextComponent() else { return [] }
        let isTopAway = isAway(CSSLength(first), limit)
        sides = (isTopAway, isTopAway, isTopAway, isTopAway)
        if let right = rest.nextComponent() {
            sides.1 = isAway(CSSLength(right), limit)
            sides.3 = sides.1
        }
        if let bottom = rest.nextComponent() { sides.2 = isAway(CSSLength(bottom), limit) }
        if let left = rest.nextComponent() { sides.3 = isAway(CSSLength(left), limit) }
        var bits: UInt32 = sides.0 ? 1 : 0
        if sides.1 { bits |= 2 }
        if sides.2 { bits |= 4 }
        if sides.3 { bits |= 8 }
        return Properties(rawValue: bits << top.shift)
    }
}

extension CSSProperty {
    /// The place of its bit.
    fileprivate var shift: UInt32 { UInt32(rawValue) }
}
