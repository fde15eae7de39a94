internal import WinnowHTML

/// The stack of open elements.
extension PageBuilder {
    /// Records an element with an end tag to come.
    mutating func open(_ tag: Tag, _ index: Int, _ token: Token) {
        guard stack.count < Self.maximumDepth else {
            if !page.limits.contains("depth") { page.limits.append("depth") }
            return
        }
        push(tag, index, token.range)
        readVisibility(token)
    }

    mutating func push(_ tag: Tag, _ index: Int, _ range: Range<Int>) {
        let parent = stack[stack.count - 1]
        page.elements.append(
            Element(
                tag: tag,
                hiding: page.elements[Int(parent)].hiding,
                parent: parent,
                startToken: Int32(index),
                endToken: Int32(index + 1),
                firstLeaf: Int32(page.leaves.count),
                start: Int32(range.lowerBound)
            )
        )
        if !page.elements[Int(parent)].hiding.isDisjoint(with: .ofAnyKind) {
            page.elements[page.elements.count - 1].hiddenBy = .ancestor
        }
        stack.append(Int32(page.elements.count - 1))
        paints.append(paints[paints.count - 1])
        openCount[Int(tag.rawValue)] += 1
    }

    /// Ends the innermost open element.
    mutating func pop(endToken: Int, end: Int32, explicit: Bool) {
        let index = Int(stack.removeLast())
        paints.removeLast()
        let tag = page.elements[index].tag
        openCount[Int(tag.rawValue)] -= 1
        page.elements[index].endToken = Int32(endToken)
        page.elements[index].end = end
        page.elements[index].endElement = Int32(page.elements.count)
        page.elements[index].endLeaf = Int32(page.leaves.count)
        page.elements[index].closing =
            explicit ? .explicit : Self.mayOmitEndTag(tag) ? .implied : .missing
    }

    /// Ends what an end tag ends; an end tag that matches nothing in reach ends nothing.
    mutating func close(_ tag: Tag, _ index: Int, _ token: Token) {
        guard openCount[Int(tag.rawValue)] > 0, let place = placeOfOpen(tag, token) else { return }
        while stack.count > place + 1 {
            pop(endToken: index, end: Int32(token.start), explicit: false)
        }
        pop(endToken: index + 1, end: Int32(token.end), explicit: true)
    }

    private mutating func placeOfOpen(_ tag: Tag, _ token: Token) -> Int? {
        var place = stack.count - 1
        while place > 0 {
            nestingWork += 1
            guard nestingWork < Self.maximumNestingWork else {
                if !page.limits.contains("nesting") { page.limits.append("nesting") }
                return nil
            }
            let open = page.elements[Int(stack[place])]
            if open.tag == tag, tag != .unknown || hasSameName(open, token) { return place }
            if Self.isBarrier(open.tag), !Self.isTablePart(tag) { return nil }
            place -= 1
        }
        return nil
    }

    private func hasSameName(_ element: Element, _ token: Token) -> Bool {
        let name = source.slice(buffer.tokens[Int(element.startToken)].contentRange)
        return name.elementsEqual(source.slice(token.contentRange)) {
            ASCII.lowercased($0) == ASCII.lowercased($1)
        }
    }

    /// Ends what a start tag ends: a `<li>` before the next, a `<p>` before a block.
    mutating func closeImplied(before tag: Tag, at index: Int) {
        let start = Int32(buffer.tokens[index].start)
        switch tag {
        case .li: closeOpen([.li], upTo: [.ul, .ol, .menu], index, start)
        case .dd, .dt: closeOpen([.dd, .dt], upTo: [.dl], index, start)
        case .option, .optgroup: closeOpen([.option], upTo: [.select, .datalist], index, start)
        case .tr: closeOpen([.tr, .td, .th], upTo: [.table], index, start)
        case .td, .th: closeOpen([.td, .th], upTo: [.tr, .table], index, start)
        case .tbody, .tfoot, .thead:
            closeOpen([.tbody, .thead, .tfoot, .tr, .td, .th], upTo: [.table], index, start)
        default: break
        }
        if Self.closesParagraph(tag), openCount[Int(Tag.p.rawValue)] > 0 {
            closeOpen([.p], upTo: [.button, .object, .marquee], index, start)
        }
    }

    /// Ends the anchor that is still open: anchors do not nest.
    ///
    /// Its element ends, too, unless blocks are open in it; browsers move those out of it.
    mutating func closeAnchor(before index: Int, _ token: Token) {
        closeLink(atToken: index, at: Int32(token.start))
        guard openCount[Int(Tag.a.rawValue)] > 0 else { return }
        var place = stack.count - 1
        while place > 0, page.elements[Int(stack[place])].tag.isInline {
            if page.elements[Int(stack[place])].tag == .a {
                while stack.count > place {
                    pop(endToken: index, end: Int32(token.start), explicit: false)
                }
                return
            }
            place -= 1
        }
    }

    private mutating func closeOpen(_ tags: [Tag], upTo: [Tag], _ index: Int, _ start: Int32) {
        guard tags.contains(where: { openCount[Int($0.rawValue)] > 0 }) else { return }
        var place = stack.count - 1
        var outermost: Int?
        while place > 0 {
            nestingWork += 1
            guard nestingWork < Self.maximumNestingWork else {
                if !page.limits.contains("nesting") { page.limits.append("nesting") }
                return
            }
            let tag = page.elements[Int(stack[place])].tag
            if tags.contains(tag) {
                outermost = place
            } else if upTo.contains(tag) || Self.isBarrier(tag) {
                break
            }
            place -= 1
        }
        guard let outermost else { return }
        if openLink >= 0 { closeLink(atToken: index, at: start) }
        while stack.count > outermost { pop(endToken: index, end: start, explicit: false) }
    }

    private static func isBarrier(_ tag: Tag) -> Bool {
        switch tag {
        case .table, .td, .th, .caption, .template, .object, .applet, .marquee: true
        default: false
        }
    }

    private static func isTablePart(_ tag: Tag) -> Bool {
        switch tag {
        case .table, .tbody, .thead, .tfoot, .tr, .td, .th, .caption, .template, .object,
            .applet, .marquee:
            true
        default: false
        }
    }

    private static func mayOmitEndTag(_ tag: Tag) -> Bool {
        switch tag {
        case .p, .li, .dd, .dt, .option, .optgroup, .tr, .td, .th, .tbody, .thead, .tfoot,
            .colgroup, .rb, .rt, .rtc, .rp, .html, .head, .body, .unknown:
            true
        default: false
        }
    }

    private static func closesParagraph(_ tag: Tag) -> Bool {
        switch tag {
        case .address, .article, .aside, .blockquote, .center, .details, .dialog, .dir, .div, .dl,
            .fieldset, .figcaption, .figure, .footer, .form, .h1, .h2, .h3, .h4, .h5, .h6, .header,
            .hgroup, .hr, .main, .menu, .nav, .ol, .p, .pre, .listing, .section, .summary, .table,
            .ul, .li, .dd, .dt, .plaintext, .xmp, .search:
            true
        default: false
        }
    }
}
