internal import WinnowHTML

/// What attributes, style blocks and scripts say about an element's visibility.
extension PageBuilder {
    /// Classes of one element that are looked up.
    package static let maximumClasses = 64

    /// What is known of an element while its attributes are read.
    struct Appearance {
        var attributes: Hiding = []
        /// What attributes such as `bgcolor` say.
        var hints = InlineStyle()
        /// What its `style` attribute says.
        var own = InlineStyle()
        /// True for a dialog, which a site's own sheet hides until it is wanted.
        var isDialog = false
        /// True when rules that are not in the page may say something of it.
        var hasName = false
        var scripts: [HideScript.Entry] = []
    }

    mutating func readVisibility(_ token: Token) {
        let element = page.elements.count - 1
        var appearance = Appearance()
        matches.removeAll(keepingCapacity: true)
        for attribute in buffer.attributes(of: token) {
            if isDesign(attribute) { page.elements[element].isStyled = true }
            readCommentName(attribute, element)
            read(attribute, of: token, element, &appearance)
        }
        settleComment(element, token.tag)
        let style = settle(element, token, appearance)
        paint(element, style, appearance)
        page.elements[element].hiding.subtract(style.undoes)
        let own = page.elements[element].ownHiding
        if !own.isEmpty { page.elements[element].hiding.formUnion(own) }
    }

    private mutating func read(
        _ attribute: Attribute,
        of token: Token,
        _ element: Int,
        _ appearance: inout Appearance
    ) {
        let value = attribute.valueRange
        switch attribute.nameRange.count {
        case 4:
            if isNamed(attribute, "role"), CSSText(source.slice(value)).equals("dialog") {
                appearance.isDialog = true
            }
        case 2: if isNamed(attribute, "id") { readID(value, token, element, &appearance) }
        case 5:
            if isNamed(attribute, "style") {
                appearance.own = inlineStyle(value)
            } else if isNamed(attribute, "class") {
                readClasses(value, token, &appearance)
            } else if token.tag == .font, isNamed(attribute, "color") {
                appearance.hints.hint(color: color(value))
            }
        case 6: if isNamed(attribute, "hidden") { appearance.attributes.insert(.attribute) }
        case 7: if isNamed(attribute, "bgcolor") { appearance.hints.hint(background: color(value)) }
        case 10:
            if isNamed(attribute, "background") { appearance.hints.hint(background: .unknown) }
        case 11:
            if isNamed(attribute, "aria-hidden"), CSSText(source.slice(value)).equals("true") {
                appearance.attributes.insert(.aria)
            }
        default: break
        }
    }

    /// Puts together how an element is hidden, and by which token.
    ///
    /// - Returns: Its style.
    private mutating func settle(
        _ element: Int,
        _ token: Token,
        _ appearance: Appearance
    ) -> InlineStyle {
        var style = appearance.hints
        if matches.count > 1 { matches.sort { $0.rank < $1.rank } }
        for match in matches { style.override(with: match.entry.style) }
        style.override(with: appearance.own)
        var hiding = style.hiding
        let sheet = matches.last { !hiding.isEmpty && $0.entry.style.helpsHiding }?.entry
        if let sheet {
            if appearance.isDialog, sheet.isSheet, appearance.own.hiding.isEmpty {
                hiding = []
            } else {
                if sheet.isSheet { hiding.insert(.styleSheet) }
                hide(element, .styleSheet, sheet.token)
            }
        }
        hiding.formUnion(appearance.attributes)
        let start = page.elements[element].startToken
        let kind = kindHiding(token)
        if !kind.isEmpty { hide(element, .kind, start) }
        if appearance.attributes.contains(.attribute) { hide(element, .attribute, start) }
        if !appearance.own.hiding.isEmpty, !hiding.isEmpty { hide(element, .ownStyle, start) }
        hiding.formUnion(kind)
        for entry in appearance.scripts {
            if entry.className != 0 {
                guard rules.hides(className: entry.className), !hiding.isEmpty else { continue }
                hiding.insert(.script)
            } else {
                let done = scriptHiding(entry.style, style)
                guard !done.isEmpty else { continue }
                hiding.formUnion(done.union(.script))
                hide(element, .script, entry.token)
            }
            note(entry.token, hides: element)
        }
        page.elements[element].ownHiding = hiding
        return style
    }

    private mutating func note(_ script: Int32, hides element: Int) {
        guard page.hideScripts.count < Page.maximumHideScripts else { return }
        page.hideScripts.append(HidingScript(element: Int32(element), token: script))
    }

    private mutating func hide(_ element: Int, _ reason: Element.HiddenBy, _ token: Int32) {
        page.elements[element].hiddenBy = reason
        page.elements[element].hidingToken = token
    }

    /// What a script adds to how an element is hidden.
    private func scriptHiding(_ script: InlineStyle, _ style: InlineStyle) -> Hiding {
        if !script.hiding.isEmpty { return script.hiding }
        var both = style
        both.override(with: script)
        return both.hiding.subtracting(style.hiding)
    }

    private func kindHiding(_ token: Token) -> Hiding {
        switch token.tag {
        case .noscript, .template: .inert
        case .marquee: isTinyMarquee(token) ? .marquee : []
        default: []
        }
    }

    // MARK: Style, class and id

    private mutating func inlineStyle(_ range: Range<Int>) -> InlineStyle {
        guard !range.isEmpty else { return InlineStyle() }
        let number = HidingRules.number(of: source.slice(range))
        if let known = styleCache[number] { return known }
        let style = InlineStyle(source.text(of: range, inAttribute: true))
        styleCache[number] = style
        return style
    }

    private mutating func readID(
        _ range: Range<Int>,
        _ token: Token,
        _ element: Int,
        _ appearance: inout Appearance
    ) {
        guard !range.isEmpty else { return }
        appearance.hasName = true
        page.elements[element].identifier = HidingRules.number(of: source.slice(range))
        guard rules.hasIdentifiers || rules.hasScriptTargets else { return }
        let number = plainNumber(source.slice(range), range)
        if rules.hasIdentifiers { match(.id, number, token) }
        appendScripts(.id, number, token, &appearance)
    }

    /// Appends what scripts do to an id or class, and the classes they give.
    private mutating func appendScripts(
        _ kind: CSSSelector.Kind,
        _ number: UInt64,
        _ token: Token,
        _ appearance: inout Appearance
    ) {
        guard rules.hasScriptTargets else { return }
        for entry in rules.scripts(kind, number) {
            appearance.scripts.append(entry)
            if entry.className != 0 { match(.cls, entry.className, token) }
        }
    }

    private mutating func readClasses(
        _ range: Range<Int>,
        _ token: Token,
        _ appearance: inout Appearance
    ) {
        appearance.hasName = appearance.hasName || !range.isEmpty
        guard rules.hasClasses || rules.hasScriptTargets else { return }
        let value = source.slice(range)
        var compounds: [UInt64] = []
        var start = 0
        var count = 0
        for end in 0...value.count where end == value.count || ASCII.isSpace(value[end]) {
            defer { start = end + 1 }
            guard end > start, count < Self.maximumClasses else { continue }
            count += 1
            let part = (range.lowerBound + start)..<(range.lowerBound + end)
            let number = plainNumber(source.slice(part), part)
            match(.cls, number, token)
            appendScripts(.cls, number, token, &appearance)
            guard rules.isCompound(number), !compounds.contains(number) else { continue }
            for other in compounds { rules.match(both: number, and: other, into: &matches) }
            compounds.append(number)
        }
    }

    private mutating func match(_ kind: CSSSelector.Kind, _ number: UInt64, _ token: Token) {
        rules.match(
            kind,
            number,
            tag: HidingRules.number(ofTag: source.slice(token.contentRange)),
            into: &matches
        )
    }

    /// The number of a name, character references resolved.
    private func plainNumber(_ name: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UInt64 {
        guard name.contains(0x26) else { return HidingRules.number(of: name) }
        return HidingRules.number(of: source.text(of: range, inAttribute: true))
    }

    /// True for a marquee of a few pixels that jumps by thousands: nothing of it can be read.
    private func isTinyMarquee(_ token: Token) -> Bool {
        guard let base = source.bytes.baseAddress else { return false }
        func number(_ name: StaticString) -> Int? {
            guard let attribute = buffer.attribute(named: name, of: token, in: base) else {
                return nil
            }
            let digits = source.slice(attribute.valueRange).prefix(6).prefix(while: ASCII.isDigit)
            return digits.isEmpty ? nil : digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }
        let isSmall = (number("height") ?? 100) <= 10 || (number("width") ?? 100) <= 10
        let isFast = (number("scrollamount") ?? 6) >= 1_000
        return isSmall && isFast
    }

    /// True for a class, an id, and `data-` and `aria-` attributes.
    private func isDesign(_ attribute: Attribute) -> Bool {
        let name = source.slice(attribute.nameRange)
        switch name.count {
        case 2: return isNamed(attribute, "id")
        case 5 where isNamed(attribute, "class"): return !attribute.valueRange.isEmpty
        case 5...:
            guard let start = name.baseAddress else { return false }
            return ASCII.equals(start, 5, "data-") || ASCII.equals(start, 5, "aria-")
        default: return false
        }
    }
}
