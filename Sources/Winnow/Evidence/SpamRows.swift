internal import WinnowHTML

/// Finds the links and items whose row the Bayes model takes for spam, so that their scores
/// are raised and runs found where no word list knows the words.
///
/// A row is what stands side by side in one element: a paragraph, a list, a line of links. Only rows
/// of several outbound links are scored, and lists of short texts; of others there is too little to
/// tell. Of a row that is spam those are raised whose own words lean to it; of one that is not as a
/// whole, a stretch of such that is.
struct SpamRows {
    /// Outbound links or texts that make a row worth scoring.
    static let (minimumLinks, minimumItems) = (3, 5)
    /// The least probability for texts on lines of their own: so stand the menus of shops, too, and
    /// have no targets to tell by.
    private static let lineProbability: Float = 0.99
    /// The least probability for a link to be looked at by itself.
    private static let loneProbability: Float = 0.95
    /// Rows of a page that are scored.
    static let maximumRows = 2_000

    private let page: Page
    private let sums: PageSums
    private let scorer: BagScorer
    private let policy: Policy
    private var rows = 0
    private var row: [Int] = []
    private var kind = Leaf.Kind.link
    private var parent: Int32 = -1
    /// Scores to be raised, by leaf.
    private var raised: [(leaf: Int, score: Float)] = []
    /// Links that read like spam one by one.
    private var lone: [Int] = []

    /// What the model found in the rows of a page.
    struct Found {
        /// Leaves with their new scores.
        var scores: [(leaf: Int, score: Float)] = []
        /// Links that read like spam by themselves, in rows that as a whole do not.
        var lone: [Int] = []
        /// False when the page has more rows than are scored.
        var isComplete = true
    }

    /// Scores that are to be raised, from the probability and by the weight that a policy names.
    ///
    /// - Complexity: Linear in the texts of such rows.
    static func raised(
        _ evidence: Evidence,
        _ page: Page,
        _ sums: PageSums,
        _ scorer: BagScorer,
        _ policy: Policy
    ) -> Found {
        guard policy.leaf.modelRow != 0 else { return Found() }
        var rows = SpamRows(page: page, sums: sums, scorer: scorer, policy: policy)
        for index in page.leaves.indices { rows.add(index, evidence) }
        rows.endRow(evidence)
        return Found(
            scores: rows.raised,
            lone: rows.lone,
            isComplete: rows.rows <= maximumRows
        )
    }

    private init(page: Page, sums: PageSums, scorer: BagScorer, policy: Policy) {
        (self.page, self.sums, self.scorer, self.policy) = (page, sums, scorer, policy)
    }

    private mutating func add(_ index: Int, _ evidence: Evidence) {
        let leaf = page.leaves[index]
        guard isItem(leaf, evidence.leaves[index]) else {
            // A sentence between two lists keeps them apart.
            if leaf.kind == .text, evidence.leaves[index].measure.letters > 0, kind == .text {
                endRow(evidence)
            }
            return
        }
        let own = sums.row(of: leaf.element)
        if own != parent || leaf.kind != kind || startsList(index) {
            endRow(evidence)
            (parent, kind) = (own, leaf.kind)
        }
        row.append(index)
    }

    /// True for the first item of a list within a line, and for what stands on the line behind one.
    private func startsList(_ index: Int) -> Bool {
        guard page.leaves[index].kind == .text, !page.leaves[index].continuesList else {
            return false
        }
        let isFirst =
            index + 1 < page.leaves.count && page.leaves[index + 1].kind == .text
            && page.leaves[index + 1].continuesList
        return isFirst || row.last.map { page.leaves[$0].continuesList } ?? false
    }

    private func isItem(_ leaf: Leaf, _ seen: LeafEvidence) -> Bool {
        guard seen.measure.letters > 0 else { return false }
        switch leaf.kind {
        case .link:
            guard leaf.link >= 0 else { return false }
            let link = page.links[Int(leaf.link)]
            return (link.relation == .foreign || link.relation == .unknown) && !link.isWellKnown
                && !link.handsPageOn
        case .text:
            return seen.measure.letters < LeafRuns.itemLetters && seen.measure.sentenceEnds == 0
                && seen.labelWeight == 0
        default: return false
        }
    }

    private mutating func endRow(_ evidence: Evidence) {
        defer { row.removeAll(keepingCapacity: true) }
        let least = kind == .text ? Self.minimumItems : Self.minimumLinks
        guard row.count >= least else { return }
        rows += 1
        guard rows <= Self.maximumRows else { return }
        let isWhole = isSpam(row[...], evidence)
        guard isWhole || row.count > least else { return }
        let leans = row.map { scorer.leansToSpam($0, evidence) }
        if isWhole {
            for place in row.indices where leans[place] { raise(row[place], evidence) }
            return
        }
        for stretch in MaximalRuns.of(leans.lazy.map { $0 ? 1 : -1 })
        where stretch.range.count >= least && isSpam(row[stretch.range], evidence) {
            for place in stretch.range where leans[place] { raise(row[place], evidence) }
        }
        guard kind == .link else { return }
        for (leaf, leans) in zip(row, leans) where leans {
            let probability = scorer.link(leaf, page, evidence) ?? 0
            if probability >= Self.loneProbability { lone.append(leaf) }
        }
    }

    private func isSpam(_ leaves: ArraySlice<Int>, _ evidence: Evidence) -> Bool {
        let probability =
            kind == .text
            ? scorer.items(leaves, page, evidence) : scorer.anchors(leaves, page, evidence)
        let isOnLines = kind == .text && !leaves.contains { page.leaves[$0].continuesList }
        return probability
            >= (isOnLines ? max(policy.model.row, Self.lineProbability) : policy.model.row)
    }

    private mutating func raise(_ leaf: Int, _ evidence: Evidence) {
        let score = evidence.leaves[leaf].score
        let higher = kind == .text ? max(score, policy.leaf.modelRow) : score + policy.leaf.modelRow
        raised.append((leaf, higher))
    }
}
