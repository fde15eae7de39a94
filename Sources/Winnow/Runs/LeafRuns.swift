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
    /// Asks the Bayes model, if there is one.
    let scorer: BagScorer?

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
        let comments = CommentRuns(page: page, evidence: evidence, sums: sums, scorer: scorer)
            .runs(around: runs, limit: limit)
        let captions = captions()
        // A caption says where its list begins and ends, so such runs come first.
        let all =
            captionedRuns(captions.prefix(limit)) + runs
            + comments.runs
        return (all, max(scored.count, captions.count) > limit || comments.isLimited)
    }

    // MARK: By score

    private func scoredRun(_ span: MaximalRuns.Run) -> Run? {
        let leaves = grown(span.range)
        return leaves.count > 1 ? run(leaves) : nil
    }

    private func run(_ leaves: Range<Int>, isCertain: Bool = false) -> Run {
        Run(
            origin: .score,
            leaves: leaves,
            hiding: hiding(of: leaves),
            ranges: wholeList(leaves)
                ?? extent.ranges(ofLeaves: leaves, isCertain: isCertain)
        )
    }

    /// The element that is the list of which some items look planted.
    private func wholeList(_ leaves: Range<Int>) -> [Range<Int>]? {
        extent.ranges(ofListAround: leaves) { index in
            let measure = evidence.leaves[index].measure
            return page.leaves[index].kind == .text && measure.letters <= Self.itemLetters
                && measure.sentenceEnds == 0
        }
    }

    /// How all links and texts of a stretch are hidden; a comment of the host's between two hidden
    /// boxes does not show them.
    private func hiding(of leaves: Range<Int>) -> Hiding {
        var shared = Hiding(rawValue: .max)
        var isEmpty = true
        for leaf in page.leaves[leaves] where leaf.kind == .link || leaf.kind == .text {
            shared.formIntersection(leaf.hiding)
            isEmpty = false
        }
        return isEmpty ? [] : shared
    }

    /// Maximal runs of each row; those of neighbouring rows that touch become one.
    ///
    /// A run never bridges what the host put between two rows, however much spam stands on both
    /// sides of it, nor the end of the body or the document.
    private func spans() -> [MaximalRuns.Run] {
        var spans: [MaximalRuns.Run] = []
        var start = 0
        while start < page.leaves.count {
            let row = row(of: start)
            let zone = page.leaves[start].zone
            var end = start + 1
            while end < page.leaves.count, self.row(of: end) == row, page.leaves[end].zone == zone {
                end += 1
            }
            for found in MaximalRuns.of(evidence.leaves[start..<end].lazy.map(\.score)) {
                let range = (found.range.lowerBound + start)..<(found.range.upperBound + start)
                if let last = spans.last, isOnlyNeutral(last.range.upperBound..<range.lowerBound),
                    self.row(of: last.range.upperBound - 1) != row,
                    page.leaves[last.range.upperBound - 1].zone
                        == page.leaves[range.lowerBound].zone
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

    /// Letters of a text behind the document that may belong to a row of links there: a marker word.
    private static let markerLetters = 20
    /// Share of an element's links that a run must hold before it takes the rest of the element.
    private static let completeShare = 0.6
    /// Letters of a label in front of a list.
    private static let labelLetters = 12

    /// Takes along links at either end that no word list knows but that stand in the same row.
    ///
    /// A row is what one element holds, or what leads to the same domains; behind the document
    /// whatever stands there.
    private func grown(_ leaves: Range<Int>) -> Range<Int> {
        let domains = Set(leaves.compactMap { domain(of: $0) })
        guard !domains.isEmpty else { return leaves }
        let limit = max(2, leaves.count / 3)
        var (start, end) = (leaves.lowerBound, leaves.upperBound)
        var taken = 0
        while start > 0, taken < limit, belongs(start - 1, beside: start, domains) {
            if !isKnown(start - 1, domains) { taken += 1 }
            start -= 1
        }
        taken = 0
        while end < page.leaves.count, taken < limit, belongs(end, beside: end - 1, domains) {
            if !isKnown(end, domains) { taken += 1 }
            end += 1
        }
        return completed(outside(start..<end))
    }

    /// True for a link to one of some domains.
    private func isKnown(_ index: Int, _ domains: Set<Int32>) -> Bool {
        domain(of: index).map(domains.contains) ?? false
    }

    /// Behind the document, all that stands between its end and the run: marker words, first links.
    private func outside(_ leaves: Range<Int>) -> Range<Int> {
        guard page.leaves[leaves.lowerBound].zone == .afterDocument else { return leaves }
        var (start, end) = (leaves.lowerBound, leaves.upperBound)
        while start > 0, mayStandOutside(start - 1) { start -= 1 }
        while end < page.leaves.count, mayStandOutside(end) { end += 1 }
        return start..<end
    }

    private func mayStandOutside(_ index: Int) -> Bool {
        let (leaf, seen) = (page.leaves[index], evidence.leaves[index])
        guard leaf.zone == .afterDocument else { return false }
        switch leaf.kind {
        case .link:
            return domain(of: index) != nil && seen.measure.letters > 0
                && !page.links[Int(leaf.link)].isWellKnown
        case .text:
            let element = page.elements[Int(leaf.element)]
            return seen.measure.letters <= Self.markerLetters && seen.measure.sentenceEnds == 0
                && !element.isStyled && (leaf.element == 0 || element.tag == .p)
        case .media, .script, .style, .comment, .rawText, .title, .meta: return false
        }
    }

    /// The whole of the element around a run that holds most of its links, when the rest of it is a
    /// label, separators and links that lead away, too.
    private func completed(_ leaves: Range<Int>) -> Range<Int> {
        guard let element = commonElement(leaves) else { return leaves }
        let found = page.elements[Int(element)]
        guard found.closing == .explicit, !Extent.isFrame(found.tag),
            found.leaves != leaves, found.leaves.count <= leaves.count * 2 + 4
        else { return leaves }
        var links = 0
        for index in found.leaves where page.leaves[index].link >= 0 { links += 1 }
        let held = leaves.count { page.leaves[$0].link >= 0 }
        guard Double(held) >= Self.completeShare * Double(links) else { return leaves }
        let rest = found.leaves.filter { !leaves.contains($0) }
        return rest.allSatisfy(completes) ? found.leaves : leaves
    }

    /// The innermost element that holds a stretch, when it is no more than a few steps up.
    private func commonElement(_ leaves: Range<Int>) -> Int32? {
        var element = page.leaves[leaves.lowerBound].element
        for _ in 0..<8 {
            guard element > 0 else { return nil }
            let found = page.elements[Int(element)].leaves
            if found.lowerBound <= leaves.lowerBound, found.upperBound >= leaves.upperBound,
                page.elements[Int(element)].tag != .a
            {
                return element
            }
            element = page.elements[Int(element)].parent
        }
        return nil
    }

    private func completes(_ index: Int) -> Bool {
        let (leaf, seen) = (page.leaves[index], evidence.leaves[index])
        switch leaf.kind {
        case .link:
            return domain(of: index) != nil && seen.measure.letters > 0
                && !page.links[Int(leaf.link)].isWellKnown
        case .text:
            guard seen.measure.letters > 0 else { return true }
            return seen.labelWeight > 0 && seen.measure.letters <= Self.itemLetters
                || (seen.measure.letters <= Self.labelLetters && endsWithColon(leaf))
        case .comment, .media, .script, .style, .rawText, .title, .meta: return false
        }
    }

    /// True for a text that introduces what follows: a colon, full-width or not, is its last mark.
    private func endsWithColon(_ leaf: Leaf) -> Bool {
        var text = extent.source.bytes[leaf.range][...]
        while let last = text.last, ASCII.isSpace(last) { text.removeLast() }
        return text.last == 0x3A || text.suffix(3).elementsEqual("：".utf8)
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
