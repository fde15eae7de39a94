/// What a start tag ends, and end tags.
extension SkeletonBuilder {
    /// How many elements stay open when an element starts that is no part of a table.
    mutating func depthAfterClosing(_ tag: Tag) -> Int {
        var depth = stack.count
        switch tag {
        case .li: depth = find(.item, below: depth, barrier: .listBarriers) ?? depth
        case .dd, .dt:
            depth = find(.definitionItem, below: depth, barrier: .listBarriers) ?? depth
        case .a, .nobr: depth = depthAfterSame(tag, depth)
        case .button: depth = find(TagSet(.button), below: depth, barrier: .scope) ?? depth
        case .option: depth = top(TagSet(.option), depth)
        case .input, .keygen, .textarea, .select:
            guard openCounts[Int(Tag.select.rawValue)] > 0 else { break }
            depth = find(TagSet(.select), below: depth, barrier: .scope) ?? depth
        case .optgroup: depth = top(TagSet(.optgroup), top(TagSet(.option), depth))
        case .rb, .rtc, .rp, .rt:
            if openCounts[Int(Tag.ruby.rawValue)] > 0 {
                let ends = tag == .rb || tag == .rtc ? TagSet.impliedEnd : .impliedEndInRuby
                while depth > 0, ends.contains(stack[depth - 1].tag) { depth -= 1 }
            }
        case .table:
            if depth > 0, !stack[depth - 1].isForeign,
                TagSet.tableContexts.contains(stack[depth - 1].tag)
            {
                depth = find(TagSet(.table), below: depth, barrier: .tableScope) ?? depth
            }
        default: break
        }
        // Without a modern doctype a browser lets a paragraph hold a table.
        if TagSet.closesParagraph.contains(tag), tag != .table || !isQuirks,
            openCounts[Int(Tag.p.rawValue)] > 0
        {
            depth = find(TagSet(.p), below: depth, barrier: .buttonScope) ?? depth
        }
        return TagSet.headings.contains(tag)
            ? top(.headings, depth) : depth
    }

    /// One less where the innermost element has one of some tags.
    private func top(_ tags: TagSet, _ depth: Int) -> Int {
        guard depth > 0, !stack[depth - 1].isForeign else { return depth }
        return tags.contains(stack[depth - 1].tag) ? depth - 1 : depth
    }

    /// Ends the link that a link starts in; across blocks it ends with them.
    private mutating func depthAfterSame(_ tag: Tag, _ depth: Int) -> Int {
        guard openCounts[Int(tag.rawValue)] > 0,
            let index = find(TagSet(tag), below: depth, barrier: .markers)
        else { return depth }
        guard holdsSpecial(after: index) else { return index }
        end(index, endTag: -1)
        return depth
    }

    /// Whether a block is open within an element.
    private mutating func holdsSpecial(after index: Int) -> Bool {
        var current = stack.count - 1
        while current > index, current == stack.count - 1 || mayWork() {
            let entry = stack[current]
            if entry.isIntegrationPoint || (!entry.isForeign && TagSet.special.contains(entry.tag))
            {
                return true
            }
            current -= 1
        }
        return current > index
    }

    /// Where a part of a table goes, and the parts around it that are left out.
    ///
    /// - Parameter tag: A cell, row, section, caption or column.
    /// - Returns: How many elements stay open, and what is implied; nil outside of a table.
    mutating func placeInTable(_ tag: Tag) -> (depth: Int, implied: [Tag])? {
        guard
            let root = find(.tableOrTemplate, below: stack.count, barrier: .tableScope)
        else { return nil }
        guard stack[root].tag == .table else { return (stack.count, []) }
        let isCell = TagSet.cells.contains(tag)
        var depth = root + 1
        var implied: [Tag] = []
        if isCell || tag == .tr {
            if depth < stack.count, TagSet.tableSections.contains(stack[depth].tag) {
                depth += 1
            } else {
                implied.append(.tbody)
            }
        } else if tag == .col {
            if depth < stack.count, stack[depth].tag == .colgroup {
                depth += 1
            } else {
                implied.append(.colgroup)
            }
        }
        if isCell {
            if implied.isEmpty, depth < stack.count, stack[depth].tag == .tr {
                depth += 1
            } else {
                implied.append(.tr)
            }
        }
        return (depth, implied)
    }

    // MARK: End tags

    /// Writes an end tag where it closes something.
    mutating func endTag(at index: Int, in bytes: UnsafeBufferPointer<UInt8>) {
        let token = buffer.tokens[index]
        if !foreign.isEmpty {
            let wasHTML = foreign.isHTML
            foreign.close(token.tag)
            if !wasHTML, token.tag == .p || token.tag == .br { leaveForeign(cause: index) }
        }
        switch token.tag {
        case .html:
            if skeleton.htmlEndTag < 0 { skeleton.htmlEndTag = Int32(truncatingIfNeeded: index) }
        case .body:
            if openBodies <= 1, skeleton.bodyEndTag < 0 {
                skeleton.bodyEndTag = Int32(truncatingIfNeeded: index)
            }
            openBodies = max(0, openBodies - 1)
        case .head:
            if phase == .inHead { leaveHead(cause: index, endTag: true) }
        default:
            let entry = entry(for: token, in: bytes)
            if !overflow.isEmpty, closesOverflow(entry) { return }
            guard openCounts[Int(token.tag.rawValue)] > 0 || TagSet.headings.contains(token.tag)
            else { return }
            if closesForeign(entry, index) { return }
            closeHTML(entry, index)
        }
    }

    /// Closes an element that is too deep to have been written.
    private mutating func closesOverflow(_ entry: Entry) -> Bool {
        guard overflowCounts[Int(entry.tag.rawValue)] > 0 else { return false }
        var current = overflow.count - 1
        while current >= 0, current == overflow.count - 1 || mayWork() {
            let open = overflow[current]
            if open.tag == entry.tag, open.hash == entry.hash {
                closeOverflow(to: current)
                return true
            }
            current -= 1
        }
        return false
    }

    /// Closes an element of SVG or MathML; false where none of that name is open.
    private mutating func closesForeign(_ entry: Entry, _ index: Int) -> Bool {
        var current = stack.count - 1
        while current >= 0, stack[current].isForeign, current == stack.count - 1 || mayWork() {
            if stack[current].tag == entry.tag, stack[current].hash == entry.hash {
                closeOverflow(to: 0)
                close(current, endTag: index)
                return true
            }
            current -= 1
        }
        return false
    }

    private mutating func closeHTML(_ entry: Entry, _ index: Int) {
        let tag = entry.tag
        let found: Int?
        switch tag {
        case .p: found = find(TagSet(tag), below: stack.count, barrier: .buttonScope)
        case .li: found = find(TagSet(tag), below: stack.count, barrier: .listScope)
        case .h1, .h2, .h3, .h4, .h5, .h6:
            found = find(.headings, below: stack.count, barrier: .scope)
        case .table, .caption, .colgroup, .tbody, .thead, .tfoot, .tr, .td, .th:
            found = find(TagSet(tag), below: stack.count, barrier: .tableScope)
        case .template, .noscript, .frameset:
            found = find(TagSet(tag), below: stack.count, barrier: TagSet(.unknown))
        case _ where TagSet.blocks.contains(tag) || TagSet.formatting.contains(tag):
            found = find(TagSet(tag), below: stack.count, barrier: .scope)
        default: found = findOrdinary(entry)
        }
        guard let found else { return }
        let isMisnested =
            tag == .form
            ? found < stack.count - 1 && holdsSpecial(after: found)
            : TagSet.formatting.contains(tag) && holdsSpecial(after: found)
        guard !isMisnested else {
            end(found, endTag: Int32(truncatingIfNeeded: index))
            return
        }
        closeOverflow(to: 0)
        close(found, endTag: index)
    }

    /// The innermost element of a name, unless a block is open within it.
    private mutating func findOrdinary(_ entry: Entry) -> Int? {
        var current = stack.count - 1
        while current >= 0, current == stack.count - 1 || mayWork() {
            let open = stack[current]
            if open.tag == entry.tag, open.hash == entry.hash, !open.isEnding { return current }
            if open.isIntegrationPoint || (!open.isForeign && TagSet.special.contains(open.tag)) {
                return nil
            }
            current -= 1
        }
        return nil
    }
}
