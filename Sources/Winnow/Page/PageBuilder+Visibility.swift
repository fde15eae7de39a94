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
            if isComment(attribute) { page.elements[element].isComment = true }
            read(attribute, of: token, element, &appearance)
        }
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
            let done = scriptHiding(entry.style, style)
            guard !done.isEmpty else { continue }
            hiding.formUnion(done.union(.script))
            hide(element, .script, entry.token)
        }
        page.elements[element].ownHiding = hiding
        return style
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
        if let entry = rules.script(.id, number) { appearance.scripts.append(entry) }
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
            if let entry = rules.script(.cls, number) { appearance.scripts.append(entry) }
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

    /// True for a class or id that calls an element a comment, and not a list of them or a part of
    /// one: `comment-12`, `li.comment`, not `comments`, `comment-author`, `comment-form`.
    private func isComment(_ attribute: Attribute) -> Bool {
        guard isNamed(attribute, "class") || isNamed(attribute, "id"),
            attribute.valueRange.count <= 200
        else { return false }
        let value = source.slice(attribute.valueRange)
        let mayBe =
            HidingRules.find(value, "comment", from: 0) != nil
            || HidingRules.find(value, "reply", from: 0) != nil
            || HidingRules.find(value, "guestbook", from: 0) != nil
            || HidingRules.find(value, "Comment", from: 0) != nil
        return mayBe && value.split(whereSeparator: ASCII.isSpace).contains(where: isCommentName)
    }

    private func isCommentName(_ name: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        let words = name.map(ASCII.lowercased).split { !ASCII.isLetter($0) }
        func holds(_ list: [String]) -> Bool {
            words.contains { word in list.contains { $0.utf8.elementsEqual(word) } }
        }
        return holds(Self.commentWords) && !holds(Self.commentParts)
    }

    private static let commentWords = [
        "comment", "reply", "guestbook", "commentitem", "commententry",
    ]
    /// Words that make the name one of a part of a comment, of a list of them, or of the form.
    private static let commentParts = [
        "author", "avatar", "body", "content", "text", "meta", "metadata", "date", "time", "name",
        "link", "links", "form", "respond", "area", "list", "count", "number", "title", "header",
        "head", "footer", "nav", "navigation", "pagination", "actions", "action", "button", "btn",
        "box", "wrap", "wrapper", "section", "container", "template", "add", "new", "post", "login",
        "notes", "info", "user", "image", "icon", "awaiting", "login", "title", "rating", "policy",
    ]
}
