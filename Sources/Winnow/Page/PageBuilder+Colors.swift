internal import WinnowHTML

/// Texts in the colour of what they stand on.
///
/// A background counts where it is declared, on the element or on what encloses it; what a style
/// sheet outside the page may have changed is unknown, and hides nothing.
extension PageBuilder {
    /// Bytes of a text that may be nothing but blanks between two others.
    static let maximumBlank = 64

    /// The colour of a text, and what it stands on.
    struct Paints {
        var color = CSSPaint.unknown
        var background = CSSPaint.unknown
    }

    /// Settles the colours of an element, and whether its text can be told from what is behind.
    mutating func paint(_ element: Int, _ style: InlineStyle, _ appearance: Appearance) {
        let tag = page.elements[element].tag
        guard
            style.isPainted || style.isPositioned || appearance.hasName || tag == .a
                || Self.hasOwnColors(tag)
        else { return }
        var paints = paints[paints.count - 1]
        if style.background != .undeclared {
            paints.background = style.background
        } else if style.isPositioned || Self.hasOwnColors(tag)
            || (appearance.hasName && hasOuterSheets && !isPaintedHere)
        {
            paints.background = .unknown
        }
        if style.color != .undeclared {
            paints.color = style.color
        } else if tag == .a {
            paints.color = linkColor
        } else if Self.hasOwnColors(tag) {
            paints.color = .unknown
        }
        self.paints[self.paints.count - 1] = paints
        guard style.isPainted || tag == .a else { return }
        tell(element, paints, style, appearance)
    }

    /// True when a rule of the page says something of the element's colours.
    private var isPaintedHere: Bool { matches.contains { $0.entry.style.isPainted } }

    private mutating func tell(
        _ element: Int,
        _ paints: Paints,
        _ style: InlineStyle,
        _ appearance: Appearance
    ) {
        // The text of a link stands in the element right behind its tag.
        let isText =
            openLink >= 0
            && page.leaves[Int(openLink)].firstToken + 1 == page.elements[element].startToken
        guard case .solid(let color) = paints.color,
            paints.background.isNearly(color) || isWhitewashed(color, paints)
        else {
            page.elements[element].hiding.remove(.sameColor)
            if isText { page.leaves[Int(openLink)].hiding.remove(.sameColor) }
            return
        }
        let isNew = page.elements[element].ownHiding.isDisjoint(with: .means)
        page.elements[element].ownHiding.insert(.sameColor)
        if isText { page.leaves[Int(openLink)].hiding.insert(.sameColor) }
        guard isNew else { return }
        let rule = matches.last { $0.entry.style.isPainted }?.entry
        let isOwn = appearance.own.isPainted
        page.elements[element].hiddenBy =
            isOwn ? .ownStyle : rule == nil ? .attribute : .styleSheet
        page.elements[element].hidingToken =
            isOwn
            ? page.elements[element].startToken
            : rule?.token
                ?? page.elements[element].startToken
    }

    /// True where a style block of a rule or two paints text white on what is not known.
    ///
    /// A site's own sheet has a background for its white text; who writes a block for one class that
    /// does nothing but paint white has none.
    private func isWhitewashed(_ color: CSSColor, _ paints: Paints) -> Bool {
        if case .solid = paints.background { return false }
        let rule = matches.last { $0.entry.style.isPainted }?.entry
        return color.isNearWhite
            && rule.map { !$0.isSheet && $0.style.background == .undeclared }
                ?? false
    }

    /// Takes a blank that has just become a leaf for one with what stands before it: it has no
    /// colour of its own.
    mutating func joinHiddenBlank(_ range: Range<Int>) {
        let last = page.leaves.count - 1
        guard last > 0, page.leaves[last - 1].hiding.contains(.sameColor), isNonBreaking(range)
        else {
            return
        }
        page.leaves[last].hiding.insert(.sameColor)
    }

    /// True for nothing but `&nbsp;` and blanks.
    private func isNonBreaking(_ range: Range<Int>) -> Bool {
        guard range.count <= Self.maximumBlank else { return false }
        var rest = CSSText(source.slice(range)).trimmed
        while rest.starts(with: "&nbsp;") { rest = rest.dropFirst(6).trimmed }
        return rest.count == 0
    }

    /// True for controls, whose colours are the browser's.
    private static func hasOwnColors(_ tag: Tag) -> Bool {
        switch tag {
        case .button, .select, .textarea, .option: true
        default: false
        }
    }

    // MARK: The page

    /// Reads the colours of the page itself off its `<body>`, and the rules for it.
    mutating func readBodyColors(_ token: Token) {
        var style = InlineStyle()
        for tag in ["html", "body"] {
            guard let rule = rules.style(ofTag: HidingRules.number(ofTag: tag.utf8)) else {
                continue
            }
            style.override(with: rule)
        }
        for attribute in buffer.attributes(of: token) {
            let value = attribute.valueRange
            if isNamed(attribute, "bgcolor") { style.hint(background: color(value)) }
            if isNamed(attribute, "background") { style.hint(background: .unknown) }
            if isNamed(attribute, "text") { style.hint(color: color(value)) }
            if isNamed(attribute, "link") { linkColor = color(value) }
        }
        for attribute in buffer.attributes(of: token) where isNamed(attribute, "style") {
            style.override(
                with: InlineStyle(source.text(of: attribute.valueRange, inAttribute: true))
            )
        }
        if style.background != .undeclared { paints[0].background = style.background }
        if style.color != .undeclared { paints[0].color = style.color }
    }

    /// What the page stands on before anything says so: white, where no sheet outside says else.
    mutating func readCanvas() {
        hasOuterSheets = buffer.tokens.contains { isOuterSheet($0) }
        guard !hasOuterSheets else { return }
        paints[0].background = .solid(CSSColor(255, 255, 255))
        paints[0].color = .solid(CSSColor(0, 0, 0))
    }

    private func isOuterSheet(_ token: Token) -> Bool {
        if token.kind == .text, token.content == .rawtext {
            return HidingRules.find(source.slice(token.contentRange), "@import", from: 0) != nil
        }
        guard token.kind == .startTag, token.tag == .link, let base = source.bytes.baseAddress,
            let rel = buffer.attribute(named: "rel", of: token, in: base)
        else { return false }
        return CSSText(source.slice(rel.valueRange)).contains("stylesheet")
    }

    /// A colour of an attribute.
    func color(_ range: Range<Int>) -> CSSPaint {
        let text = source.text(of: range, inAttribute: true)
        return text.withUnsafeBufferPointer { bytes in
            let value = CSSText(bytes).trimmed
            if value.count == 0 || value.equals("transparent") { return .undeclared }
            return CSSColor(attribute: value).map { .solid($0) } ?? .unknown
        }
    }
}
