internal import WinnowHTML

/// Comments without a container: links to other sites on one line, with noise between them.
///
/// Programs that post everywhere put random letters, numbers or smileys between their links, so that
/// no two comments are alike, and write an address once more as text.
struct PastedRuns {
    /// Links that a line must have, and the bytes of a text on it beyond which it is somebody's
    /// paragraph.
    static let (minimumLinks, maximumText) = (2, 240)
    /// Leaves of one line.
    static let maximumLeaves = 200

    let buffer: TokenBuffer
    let page: Page
    let evidence: Evidence
    let extent: Extent

    /// The lines, in document order.
    ///
    /// - Parameter limit: How many are made.
    /// - Returns: Runs of whole lines.
    /// - Complexity: Linear in the leaves.
    func runs(limit: Int) -> [Run] {
        var runs: [Run] = []
        var start = 0
        while start < page.leaves.count, runs.count < limit {
            guard isPart(start) else {
                start += 1
                continue
            }
            var end = start + 1
            while end < page.leaves.count, end - start < Self.maximumLeaves, isPart(end),
                isSameLine(end - 1, end)
            {
                end += 1
            }
            if let run = run(start..<end) { runs.append(run) }
            start = end
        }
        return runs
    }

    /// True for a link to another site that has text, and for a short text.
    private func isPart(_ index: Int) -> Bool {
        let leaf = page.leaves[index]
        guard leaf.zone == .body else { return false }
        switch leaf.kind {
        case .link: return isOutbound(index)
        case .text: return evidence.leaves[index].text.count <= Self.maximumText
        default: return false
        }
    }

    private func isOutbound(_ index: Int) -> Bool {
        guard page.leaves[index].link >= 0 else { return false }
        let link = page.links[Int(page.leaves[index].link)]
        return !link.isWellKnown && evidence.leaves[index].measure.letters > 0
            && (link.relation == .foreign || link.relation == .unknown)
    }

    /// True when one element holds both and no tag of a block stands between them.
    private func isSameLine(_ first: Int, _ second: Int) -> Bool {
        let (left, right) = (page.leaves[first], page.leaves[second])
        guard container(left) == container(right) else { return false }
        let between = Int(left.endToken)..<max(Int(left.endToken), Int(right.firstToken))
        return buffer.tokens[between].allSatisfy { token in
            switch token.kind {
            case .startTag, .endTag: token.tag.isInline && token.tag != .br
            case .text, .comment: true
            default: false
            }
        }
    }

    private func container(_ leaf: Leaf) -> Int32 {
        leaf.kind == .link ? page.elements[Int(leaf.element)].parent : leaf.element
    }

    /// The stretch of a line from its first link or noise to its last.
    private func run(_ line: Range<Int>) -> Run? {
        let links = line.filter { page.leaves[$0].kind == .link }
        guard links.count >= Self.minimumLinks, var first = links.first, var last = links.last
        else { return nil }
        var noise = 0
        for index in first...last where page.leaves[index].kind == .text {
            if isNoise(index) { noise += 1 }
        }
        if first > line.lowerBound, isNoise(first - 1) {
            first -= 1
            noise += 1
        }
        if last + 1 < line.upperBound, isNoise(last + 1) {
            last += 1
            noise += 1
        }
        guard noise > 0 else { return nil }
        return Run(
            origin: .comment,
            leaves: first..<(last + 1),
            hiding: page.leaves[first].hiding.intersection(page.leaves[last].hiding),
            ranges: extent.ranges(ofLeaves: first..<(last + 1))
        )
    }

    private func isNoise(_ index: Int) -> Bool {
        NoiseText.isNoise(index, page, evidence)
    }
}
