internal import WinnowHTML

/// Runs that the scores and captions of leaves point at.
struct LeafRuns {
    /// The score that leaves must reach together before they are a run.
    static let minimumScore: Float = 1.5
    /// Weight of a label from which it is a kit's own caption and begins a list by itself.
    private static let captionWeight: Float = 2.5
    /// Letters of a text beyond which it is no item of a list.
    static let itemLetters = 60

    let page: Page
    let evidence: Evidence
    let extent: Extent

    let sums: PageSums

    /// The runs, in document order within each way of finding them.
    ///
    /// - Parameter limit: How many are made of each kind; the highest scores come first.
    /// - Returns: The runs, and whether there were more.
    func runs(limit: Int) -> (runs: [Run], isLimited: Bool) {
        let scored = spans().filter { $0.score >= Self.minimumScore }
        let best = scored.sorted { left, right in
            left.score != right.score
                ? left.score > right.score : left.range.lowerBound < right.range.lowerBound
        }
        .prefix(limit).sorted { $0.range.lowerBound < $1.range.lowerBound }
        let runs = best.compactMap(scoredRun)
        let comments = CommentRuns(page: page, sums: sums)
        let captions = captions()
        // A caption says where its list begins and ends, so such runs come first.
        let all =
            captionedRuns(captions.prefix(limit)) + runs
            + runs.compactMap { comments.run(around: $0) }
        return (all, scored.count > limit || captions.count > limit)
    }

    // MARK: By score

    private func scoredRun(_ span: MaximalRuns.Run) -> Run? {
        let leaves = grown(span.range)
        return leaves.count > 1 ? run(leaves) : nil
    }

    private func run(_ leaves: Range<Int>, isCertain: Bool = false) -> Run {
        let hiding = leaves.reduce(into: Hiding(rawValue: .max)) { shared, index in
            shared.formIntersection(page.leaves[index].hiding)
        }
        return Run(
            origin: .score,
            leaves: leaves,
            hiding: hiding,
            ranges: extent.ranges(ofLeaves: leaves, isCertain: isCertain)
        )
    }

    /// Maximal runs of each row; those of neighbouring rows that touch become one.
    ///
    /// A run never bridges what the host put between two rows, however much spam stands on both
    /// sides of it.
    private func spans() -> [MaximalRuns.Run] {
        var spans: [MaximalRuns.Run] = []
        var start = 0
        while start < page.leaves.count {
            let row = row(of: start)
            var end = start + 1
            while end < page.leaves.count, self.row(of: end) == row { end += 1 }
            for found in MaximalRuns.of(evidence.leaves[start..<end].lazy.map(\.score)) {
                let range = (found.range.lowerBound + start)..<(found.range.upperBound + start)
                if let last = spans.last, isOnlyNeutral(last.range.upperBound..<range.lowerBound),
                    self.row(of: last.range.upperBound - 1) != row
                {
                    spans[spans.count - 1] = MaximalRuns.Run(
                        range: last.range.lowerBound..<range.upperBound,
                        score: last.score + found.score
                    )
                } else {
                    spans.append(MaximalRuns.Run(range: range, score: found.score))
                }
            }
            start = end
        }
        return spans
    }

    /// True for leaves that say nothing either way: comments, separators, none at all.
    private func isOnlyNeutral(_ leaves: Range<Int>) -> Bool {
        evidence.leaves[leaves].allSatisfy { $0.score == 0 }
    }

    private func row(of index: Int) -> Int32 { sums.row(of: page.leaves[index].element) }

    // MARK: Growing

    /// Takes along links at either end that no word list knows but that stand in the same row.
    ///
    /// A row is what one element holds, or what leads to the same domains.
    private func grown(_ leaves: Range<Int>) -> Range<Int> {
        let domains = Set(leaves.compactMap { domain(of: $0) })
        guard !domains.isEmpty else { return leaves }
        let limit = max(2, leaves.count / 3)
        var (start, end) = (leaves.lowerBound, leaves.upperBound)
        var taken = 0
        while start > 0, taken < limit, belongs(start - 1, beside: start, domains) {
            start -= 1
            taken += 1
        }
        taken = 0
        while end < page.leaves.count, taken < limit, belongs(end, beside: end - 1, domains) {
            end += 1
            taken += 1
        }
        return start..<end
    }

    private func domain(of index: Int) -> Int32? {
        let link = page.leaves[index].link
        guard link >= 0, page.links[Int(link)].domain >= 0,
            page.links[Int(link)].relation != .own
        else { return nil }
        return page.links[Int(link)].domain
    }

    private func belongs(_ index: Int, beside other: Int, _ domains: Set<Int32>) -> Bool {
        guard let domain = domain(of: index), page.leaves[other].kind == .link else { return false }
        if domains.contains(domain) { return true }
        let (left, right) = (page.leaves[index], page.leaves[other])
        return !page.links[Int(left.link)].isWellKnown
            && page.elements[Int(left.element)].parent == page.elements[Int(right.element)].parent
    }

    // MARK: By caption

    /// Leaves that are the caption of a kit.
    private func captions() -> [Int] {
        page.leaves.indices.filter { index in
            let seen = evidence.leaves[index]
            return seen.labelWeight >= Self.captionWeight
                && seen.measure.letters <= Self.itemLetters
        }
    }

    /// The lists behind captions; a caption within a list is one of its items.
    private func captionedRuns(_ captions: some Sequence<Int>) -> [Run] {
        var end = 0
        return captions.compactMap { index in
            guard index >= end, let run = captionedRun(index) else { return nil }
            end = run.leaves.upperBound
            return run
        }
    }

    /// A caption and the list behind it, whatever its items say.
    private func captionedRun(_ index: Int) -> Run? {
        var end = index + 1
        var relation: Link.Relation?
        while end < page.leaves.count, isItem(end, after: index, &relation) { end += 1 }
        return end > index + 1 ? run(index..<end, isCertain: true) : nil
    }

    private func isItem(_ index: Int, after first: Int, _ relation: inout Link.Relation?) -> Bool {
        let leaf = page.leaves[index]
        let seen = evidence.leaves[index]
        guard leaf.zone == page.leaves[first].zone else { return false }
        switch leaf.kind {
        case .link:
            guard leaf.link >= 0, seen.measure.letters > 0 else { return false }
            let own = page.links[Int(leaf.link)].relation
            if relation == nil { relation = own }
            return relation == own
        case .text:
            guard seen.measure.letters > 0 else { return true }
            return seen.measure.letters <= Self.itemLetters && seen.measure.sentenceEnds == 0
                && leaf.continuesList
        case .media, .script, .style, .comment, .rawText, .title, .meta: return false
        }
    }
}
