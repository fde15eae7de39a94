/// Start tags: which open elements they end, by the rules of the HTML standard.
extension SkeletonBuilder {
    /// Writes a start tag, and all of a raw text element.
    ///
    /// - Parameters:
    ///   - index: Its token.
    ///   - bytes: The document.
    /// - Returns: The token to go on with.
    mutating func startTag(at index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        let token = buffer.tokens[index]
        let wasHTML = foreign.isHTML
        let opened = openForeign(token, in: bytes)
        guard wasHTML || opened.breaksOut || phase == .inFrameset else {
            openForeignElement(index, isIntegrationPoint: opened.isIntegrationPoint, in: bytes)
            return index + 1
        }
        if opened.breaksOut { leaveForeign(cause: index) }
        let isRaw = token.tag.contentModel != .data
        let next = isRaw ? endOfRawText(from: index) : index + 1
        openHTML(index, next: next, in: bytes)
        return next
    }

    /// Where what follows the end tag of a raw text element begins.
    private func endOfRawText(from index: Int) -> Int {
        let tokens = buffer.tokens
        let tag = tokens[index].tag
        var next = index + 1
        if next < tokens.count, tokens[next].kind == .text,
            tokens[next].content == tag.contentModel
        {
            next += 1
        }
        let isClosed =
            next < tokens.count && tokens[next].kind == .endTag && tokens[next].tag == tag
        return isClosed ? next + 1 : next
    }

    // MARK: SVG and MathML

    /// Follows the tokenizer into SVG and MathML and out.
    private mutating func openForeign(
        _ token: Token,
        in bytes: UnsafeBufferPointer<UInt8>
    ) -> (breaksOut: Bool, isIntegrationPoint: Bool) {
        guard token.tag == .svg || token.tag == .math || !foreign.isEmpty,
            let base = bytes.baseAddress
        else { return (false, false) }
        let wasHTML = foreign.isHTML
        let fonts: [StaticString] = token.tag == .font ? ["color", "face", "size"] : []
        let hasFontAttribute = fonts.contains {
            buffer.attribute(named: $0, of: token, in: base) != nil
        }
        var holdsHTML = false
        if token.tag == .annotationxml,
            let encoding = buffer.attribute(named: "encoding", of: token, in: base)
        {
            let value = base + Int(encoding.valueStart)
            holdsHTML =
                ASCII.equals(value, encoding.valueRange.count, "text/html")
                || ASCII.equals(value, encoding.valueRange.count, "application/xhtml+xml")
        }
        foreign.open(
            token.tag,
            isSelfClosing: token.isSelfClosing,
            holdsHTML: holdsHTML,
            hasFontAttribute: hasFontAttribute
        )
        guard !wasHTML else { return (false, false) }
        let breaksOut = token.tag.breaksOutOfForeignContent || hasFontAttribute
        return (breaksOut, !breaksOut && foreign.isHTML)
    }

    private mutating func openForeignElement(
        _ index: Int,
        isIntegrationPoint: Bool,
        in bytes: UnsafeBufferPointer<UInt8>
    ) {
        let token = buffer.tokens[index]
        var entry = entry(for: token, in: bytes)
        // In SVG no rule of HTML applies, so libxml2 must not know the name.
        if entry.name == .canonical { entry.name = .alias }
        // Nor must anyone take an `<html>` in it for the root.
        if entry.tag == .html { entry = Entry(tag: .unknown, name: .hashed) }
        entry.isForeign = true
        entry.isIntegrationPoint = isIntegrationPoint
        push(entry, index, next: index + 1, isWhole: token.isSelfClosing)
    }

    /// Ends SVG or MathML at a tag that cannot stand in it.
    mutating func leaveForeign(cause: Int) {
        var depth = stack.count
        while depth > 0, stack[depth - 1].isForeign, !stack[depth - 1].isIntegrationPoint {
            depth -= 1
        }
        if depth < stack.count { closeOverflow(to: 0) }
        close(to: depth, cause: cause)
    }

    // MARK: HTML

    private mutating func openHTML(
        _ index: Int,
        next: Int,
        in bytes: UnsafeBufferPointer<UInt8>
    ) {
        let token = buffer.tokens[index]
        guard !isFrame(token.tag, index) else { return }
        switch token.tag {
        case .html:
            guard phase == .beforeHead, !hasHTMLTag else { return drop() }
            hasHTMLTag = true
            write(entry(for: token, in: bytes), token: index, kind: .start, other: -1)
        case .head:
            guard phase == .beforeHead else { return drop() }
            phase = .inHead
            write(entry(for: token, in: bytes), token: index, kind: .start, other: -1)
        case .body:
            openBodies += 1
            guard phase == .beforeHead || phase == .inHead || phase == .afterHead else {
                return drop()
            }
            if phase == .inHead { leaveHead(cause: index, endTag: false) }
            phase = .inBody
            write(entry(for: token, in: bytes), token: index, kind: .start, other: -1)
        case .form
        where openCounts[Int(Tag.form.rawValue)] > 0
            && openCounts[Int(Tag.template.rawValue)] == 0:
            drop()
        case _
        where TagSet.tableParts.contains(token.tag)
            && openCounts[Int(Tag.table.rawValue)] == 0
            && openCounts[Int(Tag.template.rawValue)] == 0:
            // Before a body is implied: what is dropped implies none.
            drop()
        default:
            choosePlace(token.tag, cause: index)
            openContent(index, next: next, in: bytes)
        }
    }

    /// Counts a start tag that a browser drops.
    private mutating func drop() { skeleton.droppedStartTags += 1 }

    /// Handles what concerns framesets; false where the tag is none of that.
    private mutating func isFrame(_ tag: Tag, _ index: Int) -> Bool {
        if phase == .inFrameset {
            let isAllowed = tag == .frameset || tag == .frame || tag == .noframes
            guard isAllowed, !stack.isEmpty || tag == .noframes else {
                drop()
                return true
            }
            return false
        }
        guard tag == .frameset || tag == .frame else { return false }
        guard tag == .frameset, phase != .inBody, stack.isEmpty else {
            drop()
            return true
        }
        if phase == .inHead { leaveHead(cause: index, endTag: false) }
        phase = .inFrameset
        return false
    }

    /// Goes to the head or the body for an element, as libxml2 will or by an implied tag.
    private mutating func choosePlace(_ tag: Tag, cause: Int) {
        switch phase {
        case .beforeHead:
            guard TagSet.headContent.contains(tag) else {
                phase = .inBody
                return
            }
            if !TagSet.impliesHead.contains(tag) { writeImpliedStart(.head, cause: cause) }
            phase = .inHead
        case .inHead:
            // A `<noscript>` keeps what it holds, though without scripts a browser moves it out.
            guard stack.isEmpty, !TagSet.headContent.contains(tag) else { return }
            leaveHead(cause: cause, endTag: false)
            phase = .inBody
        case .afterHead:
            if !TagSet.impliesHead.contains(tag), tag != .noframes { phase = .inBody }
        case .inBody, .inFrameset: return
        }
    }

    private mutating func openContent(
        _ index: Int,
        next: Int,
        in bytes: UnsafeBufferPointer<UInt8>
    ) {
        let token = buffer.tokens[index]
        let tag = token.tag
        var depth = stack.count
        var implied: [Tag] = []
        if TagSet.tableParts.contains(tag) {
            guard let place = placeInTable(tag) else { return drop() }
            (depth, implied) = place
        } else if tag != .unknown, phase != .inFrameset {
            depth = depthAfterClosing(tag)
        }
        while depth > 0, stack[depth - 1].isEnding { depth -= 1 }
        if depth < stack.count { closeOverflow(to: 0) }

        if tag == .select, depth < stack.count, stack[depth].tag == .select {
            // A browser takes it for the end tag.
            close(to: depth, cause: index)
            return drop()
        }
        var entry = entry(for: token, in: bytes)
        if implied.isEmpty, depth > 0, stack[depth - 1].name == .canonical,
            ImpliedEnds.ends(stack[depth - 1].tag, at: tag)
        {
            entry.name = .alias
        }
        let isPlain = implied.isEmpty && entry.name == .canonical && !isFull
        close(to: depth, before: isPlain ? tag : .unknown, cause: index)
        for tag in implied where overflow.isEmpty && !isFull {
            open(Entry(tag: tag, name: .canonical), kind: .impliedStart, token: index)
        }
        entry.isForeign = (tag == .svg || tag == .math)
        let isWhole =
            (tag.isVoid && tag != .spacer) || tag.contentModel != .data
            || (entry.isForeign && token.isSelfClosing)
        push(entry, index, next: next, isWhole: isWhole)
    }

    /// Writes an element into the innermost one, or leaves it out where that is too deep.
    private mutating func push(_ entry: Entry, _ index: Int, next: Int, isWhole: Bool) {
        guard overflow.isEmpty, !isFull else {
            skeleton.limits.insert(.depth)
            skeleton.leftOutStartTags += 1
            if !isWhole {
                overflow.append(entry)
                overflowCounts[Int(entry.tag.rawValue)] += 1
            }
            return
        }
        guard isWhole else { return open(entry, kind: .start, token: index) }
        let isRaw = entry.tag.contentModel != .data && !entry.isForeign
        let isClosed = !isRaw || (next > index + 1 && buffer.tokens[next - 1].kind == .endTag)
        write(entry, token: index, kind: isClosed ? .whole : .wholeUnclosed, other: next)
    }

    /// How libxml2 is told of the element that a tag names.
    func entry(for token: Token, in bytes: UnsafeBufferPointer<UInt8>) -> Entry {
        guard token.tag == .unknown else {
            // To libxml2 `<isindex>` has no content; to browsers it is any name.
            return Entry(tag: token.tag, name: token.tag == .isindex ? .alias : .canonical)
        }
        // FNV-1a. Two names of one hash would pass for the same, which only tidies a misnesting.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes[token.contentRange] {
            hash = (hash ^ UInt64(ASCII.lowercased(byte))) &* 0x0000_0100_0000_01B3
        }
        return Entry(tag: .unknown, name: .hashed, hash: hash)
    }
}
