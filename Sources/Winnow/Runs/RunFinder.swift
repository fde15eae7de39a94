internal import WinnowHTML

/// Proposes runs: what the scores of leaves, hiding and shared ids point at.
///
/// A proposal costs nothing but the rules' time; rules decide. Linear in leaves and elements, but
/// for sorting; a page with more than any real one has is cut off at the weakest, and says so.
struct RunFinder {
    /// Runs of one kind proposed for one page.
    static let maximumRuns = 2_048
    /// Leaves and elements that hidden boxes may hold together, each counted in every box around it.
    static let maximumHiddenContents = 4_000_000
    /// Scripts and meta tags looked at, each.
    static let maximumHeadParts = 1_000
    /// Elements that must share an id before they are a run.
    static let minimumSameIdentifiers = 12
    /// Share of a text that topic terms must cover before it is a run by itself; prose has less.
    static let minimumCoverage: Float = 0.3

    let source: Source
    let buffer: TokenBuffer
    let page: Page
    let evidence: Evidence
    let lexicon: Lexicon
    let sums: PageSums
    /// Asks the Bayes model, if there is one.
    let scorer: BagScorer?
    /// Links that read like spam by themselves, in rows that as a whole do not.
    let lone: [Int]

    /// The runs of a page, in no particular order.
    ///
    /// - Returns: The runs, and whether there were more than are made.
    func runs() -> (runs: [Run], isLimited: Bool) {
        let hidden = HiddenRuns(page: page, evidence: evidence, extent: extent, sums: sums)
            .runs(limit: Self.maximumRuns, contentLimit: Self.maximumHiddenContents)
        let leaves = leafRuns()
        let same = sameIdentifierRuns()
        let single = singleLeaves()
        var runs = hidden.runs + same.prefix(Self.maximumRuns) + leaves.runs
        runs += single.prefix(Self.maximumRuns).map(singleLeafRun)
        runs += titleRuns(beside: runs)
        let scripts = scriptRuns()
        let metas = metaRuns()
        let repeated = RepeatedScripts(source: source, buffer: buffer, page: page).runs()
        runs += scripts.prefix(Self.maximumHeadParts) + metas.prefix(Self.maximumHeadParts)
        let marked = MarkedRuns(source: source, page: page).runs()
        let rings = LinkRings(page: page, evidence: evidence, extent: extent).runs()
        let pasted = pastedRuns(besides: runs)
        runs += rings.prefix(Self.maximumRuns) + pasted.prefix(Self.maximumRuns)
        runs += marked.prefix(Self.maximumRuns) + inertRuns() + repeated
        runs += PageTraits(source: source, page: page, evidence: evidence).runs()
        let isLimited =
            hidden.isLimited || leaves.isLimited
            || max(same.count, single.count, marked.count, rings.count, pasted.count)
                > Self.maximumRuns
            || max(scripts.count, metas.count) > Self.maximumHeadParts
        return (runs, isLimited)
    }

    /// Comments without a container, where no container was found.
    private func pastedRuns(besides runs: [Run]) -> [Run] {
        var isComment = [Bool](repeating: false, count: page.leaves.count)
        for run in runs where run.origin == .comment {
            for leaf in run.leaves { isComment[leaf] = true }
        }
        return PastedRuns(buffer: buffer, page: page, evidence: evidence, extent: extent)
            .runs(limit: Self.maximumRuns + 1)
            .filter { !isComment[$0.leaves.lowerBound] }
    }

    /// The runs that scores and captions of leaves point at.
    func leafRuns() -> (runs: [Run], isLimited: Bool) {
        LeafRuns(page: page, evidence: evidence, extent: extent, sums: sums, scorer: scorer)
            .runs(limit: Self.maximumRuns)
    }

    /// The first leaf of the body.
    private var firstBodyLeaf: Int {
        page.leaves.firstIndex { $0.zone >= .body && $0.kind != .comment } ?? 0
    }

    private var extent: Extent { Extent(source: source, buffer: buffer, page: page) }

    /// Single leaves that say enough on their own: a list of keywords in one anchor or text, a link
    /// outside the document.
    private func singleLeaves() -> [Int] {
        let firstBodyLeaf = firstBodyLeaf
        let lone = Set(lone)
        let found = page.leaves.indices.filter { index in
            let leaf = page.leaves[index]
            let seen = evidence.leaves[index]
            if leaf.zone == .beforeDocument || leaf.zone == .afterDocument, leaf.link >= 0,
                seen.measure.letters > 0
            {
                let relation = page.links[Int(leaf.link)].relation
                if relation == .foreign || relation == .unknown { return true }
            }
            guard leaf.kind == .link || leaf.kind == .text, seen.measure.sentenceEnds == 0 else {
                return false
            }
            return seen.weight >= 2 && seen.coverage >= Self.minimumCoverage
                || leaf.link >= 0 && seen.weight >= 1 && seen.coverage >= Self.linkCoverage
                    && page.leadsAway(index)
                || lone.contains(index) || isHeadList(index, firstBodyLeaf)
        }
        return found.sorted { left, right in
            let (a, b) = (evidence.leaves[left].weight, evidence.leaves[right].weight)
            return a != b ? a > b : left < right
        }
    }

    /// Share of an anchor that topic terms must cover where they weigh little.
    private static let linkCoverage: Float = 0.6
    /// Letters of a leaf that may be a list of keywords, and how many of the first are looked at.
    private static let (headLetters, headLeaves) = (20...600, 6)

    /// True for one of the first leaves of the body that is a list of keywords to the model.
    private func isHeadList(_ index: Int, _ firstBodyLeaf: Int) -> Bool {
        guard let scorer, Self.headLetters.contains(evidence.leaves[index].measure.letters),
            index < firstBodyLeaf + Self.headLeaves, index >= firstBodyLeaf
        else { return false }
        return scorer.leaf(index, evidence) >= Self.headProbability
    }

    private static let headProbability: Float = 0.9

    private func singleLeafRun(_ index: Int) -> Run {
        Run(
            origin: .leaf,
            leaves: index..<(index + 1),
            hiding: page.leaves[index].hiding,
            ranges: extent.ranges(ofLeaves: index..<(index + 1))
        )
    }

    // MARK: By shared ids

    /// Stretches of elements that all carry one id: the junk of mirror kits.
    private func sameIdentifierRuns() -> [Run] {
        var groups: [UInt64: [Int]] = [:]
        for index in page.elements.indices where page.elements[index].identifier != 0 {
            groups[page.elements[index].identifier, default: []].append(index)
        }
        var runs: [Run] = []
        for identifier in groups.keys.sorted() {
            guard let members = groups[identifier], members.count >= Self.minimumSameIdentifiers
            else { continue }
            var start = 0
            for place in 1...members.count
            where place == members.count || !isNear(members[place - 1], members[place]) {
                if place - start >= Self.minimumSameIdentifiers {
                    runs.append(sameIdentifierRun(Array(members[start..<place])))
                }
                start = place
            }
        }
        return runs
    }

    private func isNear(_ first: Int, _ second: Int) -> Bool {
        second - first <= 2
            && page.elements[second].firstLeaf - page.elements[first].firstLeaf <= 1
    }

    private func sameIdentifierRun(_ members: [Int]) -> Run {
        let start = members.map { Int(page.elements[$0].start) }.min() ?? 0
        let end = members.map { Int(page.elements[$0].end) }.max() ?? start
        let leaves = members.map { Int(page.elements[$0].firstLeaf) }.min() ?? 0
        let endLeaf = members.map { Int(page.elements[$0].endLeaf) }.max() ?? leaves
        var run = Run(
            origin: .sameIdentifier,
            leaves: leaves..<endLeaf,
            hiding: page.elements[members[0]].hiding,
            ranges: [start..<end],
            sameIdentifierCount: members.count,
            sameIdentifierTags: Set(members.map { page.elements[$0].tag }).count
        )
        // A wrapper that holds the junk and nothing else was planted with it.
        var parent = page.elements[members[0]].parent
        while parent > 0 {
            let wrapper = page.elements[Int(parent)]
            guard wrapper.closing == .explicit, wrapper.leaves == run.leaves,
                Int(wrapper.start) <= start, Int(wrapper.end) >= end,
                Int(buffer.tokens[Int(wrapper.startToken)].end) == run.ranges[0].lowerBound
            else { break }
            run.ranges = [wrapper.range]
            run.element = parent
            run.hiding = wrapper.hiding
            parent = wrapper.parent
        }
        return run
    }

    // MARK: Head

    private func titleRuns(beside runs: [Run]) -> [Run] {
        var items = TitleItems(source: source, page: page, lexicon: lexicon, scorer: scorer)
        guard items.isSuspect else { return [] }
        items.vocabulary = HostVocabulary(
            page: page,
            evidence: evidence,
            isProposed: HostVoice.isProposed(page, source, runs)
        )
        return items.runs()
    }

    private func metaRuns() -> [Run] {
        page.leaves.indices.compactMap { index in
            let leaf = page.leaves[index]
            guard leaf.kind == .meta else { return nil }
            return Run(
                origin: .meta,
                leaves: index..<(index + 1),
                ranges: [buffer.tokens[Int(leaf.firstToken)].range]
            )
        }
    }

    /// Comments, and texts that browsers don't show, that hold links.
    private func inertRuns() -> [Run] {
        page.leaves.indices.compactMap { index in
            let leaf = page.leaves[index]
            guard leaf.markup >= 0 else { return nil }
            return Run(
                origin: .inertMarkup,
                leaves: index..<(index + 1),
                hiding: leaf.hiding,
                ranges: [extent.range(ofInertLeaf: index)]
            )
        }
    }

    private func scriptRuns() -> [Run] {
        page.leaves.indices.compactMap { index in
            let leaf = page.leaves[index]
            guard leaf.kind == .script, leaf.element > 0 else { return nil }
            let element = page.elements[Int(leaf.element)]
            guard element.tag == .script, element.closing == .explicit else { return nil }
            return Run(
                origin: .script,
                leaves: index..<(index + 1),
                element: leaf.element,
                ranges: [element.range]
            )
        }
    }
}
