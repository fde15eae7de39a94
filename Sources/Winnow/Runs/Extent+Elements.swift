internal import WinnowHTML

/// The bytes of elements, and of what was planted with them.
extension Extent {
    /// The bytes of a wrapper that was never closed: its start tag and what was planted in it, but
    /// no end tag that stands behind, because that one is the host's.
    ///
    /// - Complexity: Linear in the elements and leaves of the run.
    func range(ofUnclosed index: Int, leaves: Range<Int>) -> Range<Int> {
        let element = page.elements[index]
        var end = Int(buffer.tokens[Int(element.startToken)].end)
        for leaf in page.leaves[leaves] { end = max(end, leaf.range.upperBound) }
        for inner in page.elements[(index + 1)..<max(index + 1, Int(element.endElement))] {
            guard Int(inner.firstLeaf) < leaves.upperBound else { break }
            if inner.closing == .explicit, !inner.leaves.isEmpty,
                inner.leaves.upperBound <= leaves.upperBound
            {
                end = max(end, Int(inner.end))
            }
        }
        return Int(element.start)..<end
    }

    /// True where an element's end tag is really the host's: the injector left his wrapper open.
    ///
    /// An element around it lacks its end tag, and the end tag stands on a later line than the last
    /// thing in the element, indented unlike its start tag.
    func isUnclosed(_ element: Element) -> Bool {
        guard element.closing == .explicit, !element.ownHiding.isDisjoint(with: .means),
            !element.isWritten, hasUnclosedAncestor(element)
        else { return false }
        let content = endOfContent(element)
        let last = buffer.tokens[Int(element.endToken) - 1]
        guard last.kind == .endTag, content < Int(last.start) else { return false }
        let between = source.bytes[content..<Int(last.start)]
        guard between.contains(0x0A) || between.contains(0x0D) else { return false }
        if startsLine(Int(element.start)) {
            return indent(at: Int(last.start)) != indent(at: Int(element.start))
        }
        // Who breaks the line behind the start tag breaks it before the end tag, too.
        let tag = Int(buffer.tokens[Int(element.startToken)].end)
        return tag < source.bytes.count && source.bytes[tag] != 0x0A && source.bytes[tag] != 0x0D
    }

    private func hasUnclosedAncestor(_ element: Element) -> Bool {
        var parent = element.parent
        while parent > 0 {
            let found = page.elements[Int(parent)]
            if found.tag == element.tag, found.closing == .missing { return true }
            parent = found.parent
        }
        return false
    }

    private func endOfContent(_ element: Element) -> Int {
        guard element.endLeaf > element.firstLeaf else {
            return Int(buffer.tokens[Int(element.startToken)].end)
        }
        let leaf = page.leaves[Int(element.endLeaf) - 1]
        var end = leaf.range.upperBound
        // What closes inside the element closes with it.
        for inner in Int(element.endElement) > 0 ? innerElements(of: element, around: leaf) : [] {
            end = max(end, Int(page.elements[inner].end))
        }
        return end
    }

    private func innerElements(of element: Element, around leaf: Leaf) -> [Int] {
        var inner: [Int] = []
        var index = leaf.element
        while index > 0, page.elements[Int(index)].start > element.start {
            if page.elements[Int(index)].closing == .explicit { inner.append(Int(index)) }
            index = page.elements[Int(index)].parent
        }
        return inner
    }

    private func startsLine(_ offset: Int) -> Bool {
        let position = offset - indent(at: offset) - 1
        return position < 0 || source.bytes[position] == 0x0A || source.bytes[position] == 0x0D
    }

    /// Blanks in front of an offset.
    private func indent(at offset: Int) -> Int {
        source.bytes[..<offset].reversed().prefix { $0 == 0x20 || $0 == 0x09 }.count
    }

    /// The bytes of an element and of what was planted with it: the script or style block that
    /// hides it, wrappers that hold nothing else.
    func ranges(ofElement element: Int32) -> [Range<Int>] {
        var outer = element
        while page.elements[Int(outer)].parent > 0 {
            if let table = layoutTable(around: outer) {
                outer = table
                continue
            }
            let parent = page.elements[Int(outer)].parent
            guard page.elements[Int(parent)].leaves == page.elements[Int(outer)].leaves,
                page.elements[Int(parent)].closing == .explicit,
                page.elements[Int(outer)].closing == .explicit,
                !Self.isFrame(page.elements[Int(parent)].tag),
                Int(buffer.tokens[Int(page.elements[Int(parent)].startToken)].end)
                    == Int(page.elements[Int(outer)].start)
            else { break }
            outer = parent
        }
        var ranges = [page.elements[Int(outer)].range]
        ranges += hidingScripts(of: element, within: outer)
        if let style = styleBlock(before: ranges[0].lowerBound, hiding: element) {
            ranges.append(style)
        }
        return Self.merged(ranges, joiningBlanksIn: source)
    }

    /// The bytes from one element to another behind it, with the style block in front that hides the
    /// first.
    func ranges(from first: Int32, to last: Int32) -> [Range<Int>] {
        let start = Int(page.elements[Int(first)].start)
        var ranges = [start..<Int(page.elements[Int(last)].end)]
        if let style = styleBlock(before: start, hiding: first) { ranges.append(style) }
        return Self.merged(ranges, joiningBlanksIn: source)
    }

    /// The table whose only content is an element: the shell that a planted box was laid out with.
    ///
    /// A `<style>` in front of the element, within the cell, belongs to it.
    private func layoutTable(around element: Int32) -> Int32? {
        let inner = page.elements[Int(element)]
        guard inner.closing == .explicit, inner.tag != .table, !inner.leaves.isEmpty else {
            return nil
        }
        var parent = inner.parent
        var hasCell = false
        while parent > 0 {
            let found = page.elements[Int(parent)]
            guard found.leaves.upperBound == inner.leaves.upperBound,
                found.leaves.lowerBound <= inner.leaves.lowerBound,
                page.leaves[found.leaves.lowerBound..<inner.leaves.lowerBound]
                    .allSatisfy({ $0.kind == .style && $0.firstToken == inner.hidingToken }),
                found.closing != .missing
            else { return nil }
            switch found.tag {
            case .td, .th: hasCell = true
            case .tr, .tbody: break
            case .table: return hasCell && found.closing == .explicit ? parent : nil
            default: return nil
            }
            parent = found.parent
        }
        return nil
    }

    /// The `<script>` elements that hide an element, or one inside it, and do nothing else.
    ///
    /// What they hide elsewhere, too, keeps them.
    ///
    /// - Complexity: Linear in the pairs of scripts and elements of the page.
    private func hidingScripts(of element: Int32, within outer: Int32) -> [Range<Int>] {
        guard !page.hideScripts.isEmpty || page.elements[Int(element)].hiddenBy == .script else {
            return []
        }
        let inside = outer..<max(outer + 1, page.elements[Int(outer)].endElement)
        var tokens: [Int32] = []
        if page.elements[Int(element)].hiddenBy == .script {
            tokens.append(page.elements[Int(element)].hidingToken)
        }
        for script in page.hideScripts where inside.contains(script.element) {
            if !tokens.contains(script.token), tokens.count < Self.maximumHelpers {
                tokens.append(script.token)
            }
        }
        for script in page.hideScripts where !inside.contains(script.element) {
            tokens.removeAll { $0 == script.token }
        }
        return tokens.compactMap { hidingElement(Int($0)) }
    }

    /// The `<script>` element around a token, when it does nothing but hide.
    private func hidingElement(_ token: Int) -> Range<Int>? {
        guard token > 0, token + 1 < buffer.tokens.count else { return nil }
        let (open, close) = (buffer.tokens[token - 1], buffer.tokens[token + 1])
        guard open.kind == .startTag, close.kind == .endTag, open.tag == close.tag else {
            return nil
        }
        let content = buffer.tokens[token].contentRange
        guard open.tag == .script, content.count <= Self.maximumHelper,
            HelperScript.hidesOneElement(source.slice(content))
        else { return nil }
        return Int(open.start)..<Int(close.end)
    }

    /// The `<style>` of a rule or two that hides an element and touches it in front, and a stray
    /// `</title>` before it: planted in one piece through a database field.
    private func styleBlock(before start: Int, hiding element: Int32) -> Range<Int>? {
        var close = buffer.index(ofTokenAt: start) - 1
        while close > 0, buffer.tokens[close].kind == .text, isSeparator(buffer.tokens[close].range)
        {
            close -= 1
        }
        guard close >= 2, buffer.tokens[close].kind == .endTag, buffer.tokens[close].tag == .style
        else { return nil }
        let content = buffer.tokens[close - 1]
        guard says(close - 1, like: Int(page.elements[Int(element)].hidingToken)) else {
            return nil
        }
        guard content.content == .rawtext, content.contentRange.count <= Self.maximumHelper,
            source.bytes[content.contentRange].count(where: { $0 == 0x7B })
                <= HidingRules.maximumOwnRules
        else { return nil }
        var first = close - 2
        if first > 0, buffer.tokens[first - 1].kind == .endTag,
            buffer.tokens[first - 1].tag == .title, isStray(first - 1)
        {
            first -= 1
        }
        return Int(buffer.tokens[first].start)..<Int(buffer.tokens[close].end)
    }

    /// True where a style block is the one that hides an element, or one with the same words: what
    /// was planted through a database stands in every field.
    private func says(_ index: Int, like hiding: Int) -> Bool {
        guard index != hiding, buffer.tokens.indices.contains(hiding) else {
            return index == hiding
        }
        let (one, other) = (buffer.tokens[index], buffer.tokens[hiding])
        return one.content == other.content
            && source.slice(one.contentRange).elementsEqual(source.slice(other.contentRange))
    }

    /// True for an end tag of a title that no title needs.
    private func isStray(_ index: Int) -> Bool {
        index < 2 || buffer.tokens[index - 1].content != .rcdata
    }
}
