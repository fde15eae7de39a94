internal import WinnowHTML

/// The links and texts in markup that no browser shows: in comments, in `<iframe>` and the like.
///
/// Readers never see them, parsers of all kinds do: a farm that was commented out, put into a
/// conditional comment for a browser nobody has, or between the tags of a map's frame.
package struct InertMarkup: Sendable {
    /// Those with links that are looked at in one page.
    package static let maximumCount = 10_000

    /// The links, in `Page.links`.
    package var links: Range<Int>
    /// The bytes of the texts, in order.
    package var texts: [Range<Int>]
    /// The share of those bytes that stands in anchors, 0 to 1.
    package var anchorShare: Float = 0
}

extension PageBuilder {
    /// Notes a comment, with the links in it.
    ///
    /// - Complexity: Linear in the comment.
    mutating func visitComment(_ index: Int, _ token: Token, _ domains: inout DomainTable) {
        addLeaf(.comment, index, token.range)
        readInertMarkup(token.contentRange, &domains)
    }

    /// Notes text that browsers don't show, when it has links in it.
    mutating func visitInertText(_ index: Int, _ token: Token, _ domains: inout DomainTable) {
        let element = page.elements[Int(stack[stack.count - 1])]
        // A text field shows its content, code to be copied for instance, unless it is hidden itself.
        if element.tag == .textarea, element.hiding.isDisjoint(with: .means) { return }
        guard mayHoldLink(source.slice(token.contentRange)) else { return }
        addLeaf(.rawText, index, token.contentRange)
        readInertMarkup(token.contentRange, &domains)
    }

    /// Reads the links of the last leaf, if it has any.
    private mutating func readInertMarkup(_ body: Range<Int>, _ domains: inout DomainTable) {
        let text = source.slice(body)
        guard mayHoldLink(text) else { return }
        guard page.markups.count < InertMarkup.maximumCount else {
            if !page.limits.contains("inert-markup") { page.limits.append("inert-markup") }
            return
        }
        var inner = TokenBuffer()
        Tokenizer.tokenize(text, into: &inner)
        var markup = InertMarkup(links: page.links.count..<page.links.count, texts: [])
        var (anchorBytes, bytes) = (0, 0)
        var isInAnchor = false
        for token in inner.tokens {
            if token.tag == .a { isInAnchor = token.kind == .startTag }
            switch token.kind {
            case .text where token.content == .data:
                let letters = text[token.contentRange].count { !ASCII.isSpace($0) }
                bytes += letters
                if isInAnchor { anchorBytes += letters }
                markup.texts.append(token.contentRange.shifted(by: body.lowerBound))
            case .startTag where token.tag == .a:
                guard let base = text.baseAddress,
                    let href = inner.attribute(named: "href", of: token, in: base),
                    page.links.count < Self.maximumLinks
                else { continue }
                var link = Link(
                    relation: .none,
                    domain: -1,
                    href: href.valueRange.shifted(by: body.lowerBound)
                )
                resolve(&link, &domains, countsForSite: false)
                page.links.append(link)
            default: continue
            }
        }
        markup.links = markup.links.lowerBound..<page.links.count
        markup.anchorShare = Float(anchorBytes) / Float(max(bytes, 1))
        guard !markup.links.isEmpty else { return }
        page.leaves[page.leaves.count - 1].markup = Int32(page.markups.count)
        page.markups.append(markup)
    }

    /// True where an anchor may begin.
    private func mayHoldLink(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var position = 0
        while let found = HidingRules.find(text, "<", from: position) {
            position = found + 1
            guard position + 1 < text.count else { return false }
            if text[position] | 0x20 == 0x61, ASCII.isSpace(text[position + 1]) { return true }
        }
        return false
    }
}

extension Range<Int> {
    fileprivate func shifted(by offset: Int) -> Range<Int> {
        (lowerBound + offset)..<(upperBound + offset)
    }
}
