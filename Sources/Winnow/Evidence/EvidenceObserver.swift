package import WinnowHTML

/// Reads the text of every leaf once and notes what it says.
package struct EvidenceObserver {
    /// Bytes of a leaf's text that are read; longer ones are prose.
    package static let maximumLeafText = 65_536

    let source: Source
    let buffer: TokenBuffer
    let page: Page
    let lexicon: Lexicon
    let weights: LeafWeights
    private var scratch: [UInt8] = []
    private var found: [TermMatcher.Hit] = []

    /// Collects the evidence of a page.
    ///
    /// - Complexity: Linear in the text of the page.
    package static func observe(
        _ page: Page,
        _ source: Source,
        _ buffer: TokenBuffer,
        lexicon: Lexicon,
        weights: LeafWeights,
        into evidence: inout Evidence
    ) {
        evidence.reset()
        var observer = EvidenceObserver(
            source: source,
            buffer: buffer,
            page: page,
            lexicon: lexicon,
            weights: weights
        )
        for index in page.leaves.indices {
            evidence.leaves.append(observer.observe(index, &evidence))
        }
        for index in page.leaves.indices {
            evidence.leaves[index].score = weights.score(of: index, page, evidence)
        }
    }

    private init(
        source: Source,
        buffer: TokenBuffer,
        page: Page,
        lexicon: Lexicon,
        weights: LeafWeights
    ) {
        self.source = source
        self.buffer = buffer
        self.page = page
        self.lexicon = lexicon
        self.weights = weights
    }

    private mutating func observe(_ index: Int, _ evidence: inout Evidence) -> LeafEvidence {
        let leaf = page.leaves[index]
        var seen = LeafEvidence()
        let start = evidence.text.count
        seen.text = start..<start
        switch leaf.kind {
        case .text, .title: append(leaf.range, isText: true, &evidence)
        case .meta: append(leaf.range, isText: false, &evidence)
        case .link:
            var isWordOver = false
            for token in buffer.tokens[Int(leaf.firstToken)..<Int(leaf.endToken)] {
                guard token.kind == .text else {
                    isWordOver = isWordOver || Self.endsWord(token)
                    continue
                }
                if isWordOver, evidence.text.count > start { evidence.text.append(0x20) }
                isWordOver = false
                append(token.contentRange, isText: true, &evidence)
                guard evidence.text.count - start < Self.maximumLeafText else { break }
            }
        case .comment, .rawText:
            guard leaf.markup >= 0 else { return seen }
            for range in page.markups[Int(leaf.markup)].texts {
                append(range, isText: true, &evidence)
                evidence.text.append(0x20)
                guard evidence.text.count - start < Self.maximumLeafText else { break }
            }
        case .media, .script, .style: return seen
        }
        seen.text = start..<evidence.text.count
        normalise(&seen, &evidence)
        if leaf.kind == .link, leaf.link >= 0 {
            seen.targetWeight = targetWeight(page.links[Int(leaf.link)], &evidence)
        }
        if leaf.markup >= 0 {
            let links = page.markups[Int(leaf.markup)].links
            seen.targetWeight = page.links[links].reduce(0) { $0 + targetWeight($1, &evidence) }
        }
        return seen
    }

    /// False for what stands within words: comments, and tags that only say how letters look.
    private static func endsWord(_ token: Token) -> Bool {
        switch token.kind {
        case .comment, .bogusComment, .discarded: return false
        case .text, .startTag, .endTag, .doctype, .opaque: break
        }
        switch token.tag {
        case .b, .i, .u, .s, .em, .strong, .font, .big, .small, .tt, .mark, .wbr: return false
        default: return true
        }
    }

    private mutating func append(_ range: Range<Int>, isText: Bool, _ evidence: inout Evidence) {
        let bounded = range.prefix(Self.maximumLeafText)
        source.appendText(
            of: bounded.startIndex..<bounded.endIndex,
            inAttribute: !isText,
            scratch: &scratch,
            into: &evidence.text
        )
    }

    private mutating func normalise(_ seen: inout LeafEvidence, _ evidence: inout Evidence) {
        let normalStart = evidence.normal.count
        seen.measure = evidence.text.withUnsafeBufferPointer {
            lexicon.normaliser.append(
                UnsafeBufferPointer(rebasing: $0[seen.text]),
                to: &evidence.normal
            )
        }
        seen.normal = normalStart..<evidence.normal.count
        let firstHit = evidence.hits.count
        evidence.normal.withUnsafeBufferPointer {
            lexicon.matcher.appendHits(
                in: UnsafeBufferPointer(rebasing: $0[seen.normal]),
                base: normalStart,
                scratch: &found,
                to: &evidence.hits
            )
        }
        seen.hits = firstHit..<evidence.hits.count
        var covered = 0
        var end: UInt32 = 0
        for hit in evidence.hits[seen.hits] {
            let entry = lexicon.matcher.entries[Int(hit.term)]
            if lexicon.topics[Int(entry.list)] != nil {
                seen.weight += entry.weight
                if hit.start >= end { covered += Int(hit.end - hit.start) }
                end = hit.end
            } else if Int(entry.list) == lexicon.labels {
                seen.labelWeight += entry.weight
            }
        }
        let letters = max(seen.normal.count - 2, 1)
        seen.coverage = min(1, Float(covered) / Float(letters))
    }

    /// The weight of topic terms in a link's host and path, words taken apart at every mark.
    private mutating func targetWeight(_ link: Link, _ evidence: inout Evidence) -> Float {
        guard link.domain >= 0, !link.href.isEmpty, link.href.count <= LinkTarget.maximumLength
        else { return 0 }
        let normalStart = evidence.normal.count
        let firstHit = evidence.hits.count
        defer {
            evidence.normal.removeLast(evidence.normal.count - normalStart)
            evidence.hits.removeLast(evidence.hits.count - firstHit)
        }
        _ = lexicon.normaliser.append(source.slice(link.href), to: &evidence.normal)
        evidence.normal.withUnsafeBufferPointer {
            lexicon.matcher.appendHits(
                in: UnsafeBufferPointer(rebasing: $0[normalStart...]),
                base: normalStart,
                scratch: &found,
                to: &evidence.hits
            )
        }
        return evidence.hits[firstHit...].reduce(0) { sum, hit in
            let entry = lexicon.matcher.entries[Int(hit.term)]
            return lexicon.topics[Int(entry.list)] == nil ? sum : sum + entry.weight
        }
    }
}
