internal import WinnowHTML

/// Confirms a cut on the structure that libxml2 builds of the page.
///
/// Page and ``Document`` were made in two ways. A range must stand in the same element by both, and
/// by both hold either both tags of an element or neither; where they disagree nothing is cut.
struct StructureGuard {
    let page: Page
    let tokens: TokenBuffer
    let document: Document

    /// True when the document agrees with the page on every range.
    ///
    /// - Complexity: Linear in the tokens of the ranges and in the depth of each.
    func confirms(_ cut: ByteRanges) -> Bool {
        guard document.isMapped, document.limits.isEmpty else { return false }
        let ranges = cut.ranges.filter { !isWithinTag($0) }.map(tokenRange).filter { !$0.isEmpty }
        let isPlaced = ranges.allSatisfy { range in
            enclosingTag(byPage: range) == enclosingTag(byDocument: range)
        }
        return isPlaced
            && document.isBalanced(Self.joined(ranges), leavingOpen: unclosed(in: ranges))
    }

    /// True for attributes, or part of them: whatever goes of a tag, its element stays.
    private func isWithinTag(_ range: Range<Int>) -> Bool {
        let token = tokens.index(ofTokenAt: range.lowerBound + 1) - 1
        guard token >= 0, tokens.tokens[token].kind == .startTag else { return false }
        return range.lowerBound > Int(tokens.tokens[token].contentEnd) - 1
            && range.upperBound < Int(tokens.tokens[token].end)
    }

    /// The tokens that a range of bytes touches.
    private func tokenRange(_ range: Range<Int>) -> Range<Int> {
        var start = tokens.index(ofTokenAt: range.lowerBound)
        if start > 0, Int(tokens.tokens[start - 1].end) > range.lowerBound { start -= 1 }
        return start..<max(start, tokens.index(ofTokenAt: range.upperBound))
    }

    /// Ranges that share a token are one.
    private static func joined(_ ranges: [Range<Int>]) -> [Range<Int>] {
        ranges.reduce(into: []) { joined, range in
            if let last = joined.last, range.lowerBound < last.upperBound {
                joined[joined.count - 1] =
                    last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                joined.append(range)
            }
        }
    }

    /// Start tags of boxes that the injector never closed; the end tag they found is the host's.
    private func unclosed(in ranges: [Range<Int>]) -> Set<Int32> {
        var open: Set<Int32> = []
        for range in ranges {
            var index = firstElement(atOrAfter: range.lowerBound)
            while index < page.elements.count,
                Int(page.elements[index].startToken) < range.upperBound
            {
                if CutGuard.mayStayOpen(page.elements[index]) {
                    open.insert(page.elements[index].startToken)
                }
                index += 1
            }
        }
        return open
    }

    /// The start tag of the innermost element around a range that ends before the body does, -1 for
    /// none; `<html>`, `<head>` and `<body>` are no elements to the page.
    ///
    /// What nothing closes goes on behind `</body>` for libxml2, as in browsers, and ends there for
    /// the page. No cut can take half of it: it has no end tag.
    private func enclosingTag(byDocument range: Range<Int>) -> Int32 {
        var node = document.enclosingNode(ofTokens: range) ?? -1
        while node >= 0 {
            let found = document.nodes[Int(node)]
            let isFrame = found.tag == .html || found.tag == .head || found.tag == .body
            if found.token >= 0, !isFrame, found.closing != .missingAtEnd { return found.token }
            node = found.parent
        }
        return -1
    }

    private func enclosingTag(byPage range: Range<Int>) -> Int32 {
        var index = Int32(firstElement(atOrAfter: range.lowerBound) - 1)
        while index > 0 {
            let element = page.elements[Int(index)]
            if !element.isWritten, Int(element.endToken) >= range.upperBound,
                !endsWithBody(element)
            {
                return element.startToken
            }
            index = element.parent
        }
        return -1
    }

    /// True for an element that nothing closes but the end of the body or the document.
    private func endsWithBody(_ element: Element) -> Bool {
        guard element.closing != .explicit else { return false }
        guard Int(element.endToken) < tokens.tokens.count else { return true }
        let next = tokens.tokens[Int(element.endToken)]
        return next.kind == .endTag && (next.tag == .body || next.tag == .html)
    }

    /// The index of the first element whose start tag is a token or stands behind it.
    private func firstElement(atOrAfter token: Int) -> Int {
        var low = 1
        var high = page.elements.count
        while low < high {
            let middle = (low + high) / 2
            if Int(page.elements[middle].startToken) < token {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }
}
