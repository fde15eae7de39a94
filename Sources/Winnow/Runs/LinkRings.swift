internal import WinnowHTML

/// Runs of links that say nothing and lead everywhere: the rings by which doorways link one another.
///
/// `<a href=http://one.example/x/>as</a>, <a href=http://two.example/y/>mr</a>, …`
struct LinkRings {
    /// Links in a row before they are a run.
    static let minimumLinks = 10
    /// Letters of an anchor that says nothing.
    static let maximumLetters = 3

    let page: Page
    let evidence: Evidence
    let extent: Extent

    /// The runs, in order.
    ///
    /// - Complexity: Linear in the leaves.
    func runs() -> [Run] {
        var runs: [Run] = []
        var start = 0
        while start < page.leaves.count {
            var end = start
            var links = 0
            while end < page.leaves.count, let isLink = isPart(end) {
                if isLink { links += 1 }
                end += 1
            }
            if links >= Self.minimumLinks {
                var last = end - 1
                while isPart(last) == false { last -= 1 }
                let leaves = start..<(last + 1)
                runs.append(
                    Run(
                        origin: .score,
                        leaves: leaves,
                        hiding: page.leaves[start].hiding,
                        ranges: extent.ranges(ofLeaves: leaves)
                    )
                )
            }
            start = max(end, start + 1)
        }
        return runs
    }

    private func isUnquoted(_ href: Range<Int>) -> Bool {
        guard href.lowerBound > 0 else { return false }
        let before = extent.source.bytes[href.lowerBound - 1]
        return before != 0x22 && before != 0x27
    }

    /// True for small letters, and digits among them.
    private static func isSmall(_ text: ArraySlice<UInt8>) -> Bool {
        text.contains { !ASCII.isDigit($0) && !ASCII.isSpace($0) }
            && text.allSatisfy { byte in
                byte >= 0x80 || byte &- 0x61 < 26 || ASCII.isDigit(byte) || ASCII.isSpace(byte)
            }
    }

    /// True for a link of such a ring, false for what may stand between, nil for anything else.
    private func isPart(_ index: Int) -> Bool? {
        let (leaf, seen) = (page.leaves[index], evidence.leaves[index])
        switch leaf.kind {
        case .link:
            // Two Han characters are a word.
            guard leaf.link >= 0, (1...Self.maximumLetters).contains(seen.measure.letters),
                seen.measure.wideLetters == 0
            else { return nil }
            let link = page.links[Int(leaf.link)]
            // The kits write no quotes and small letters; footnotes are numbers, countries capitals.
            guard isUnquoted(link.href), Self.isSmall(evidence.text[seen.text]) else { return nil }
            let leadsAway = link.relation == .foreign || link.relation == .unknown
            return leadsAway && !link.isWellKnown ? true : nil
        case .text: return seen.measure.letters == 0 ? false : nil
        case .comment: return false
        case .media, .script, .style, .rawText, .title, .meta: return nil
        }
    }
}
