internal import WinnowHTML
internal import WinnowRegex

/// Tries one expression after the other on the tags, texts, targets or comments of a page.
struct SeedFinder {
    private let texts: RunTexts
    private let literals: PageLiterals
    private let index: LiteralIndex
    private let subjects: SubjectMatcher
    private(set) var runs: [Run] = []
    private(set) var isLimited = false
    /// True when a limit kept an expression from being tried everywhere.
    private(set) var isUndecided = false
    private var seen: Set<Place> = []
    /// The leaf of every link; -1 for links in comments.
    private lazy var leafOfLink = makeLeafOfLink()

    private struct Place: Hashable {
        var range: Range<Int>
        var origin: Run.Origin
    }

    private var source: Source { texts.source }
    private var page: Page { texts.page }
    private var evidence: Evidence { texts.evidence }

    private init(_ subjects: SubjectMatcher) {
        texts = subjects.texts
        (literals, index, self.subjects) = (subjects.literals, subjects.index, subjects)
    }

    /// Finds the runs that expressions of rules point at.
    ///
    /// - Complexity: Linear in the places at which literals of the expressions stand.
    init(_ rules: RuleSet, active: [[Int32]], _ subjects: SubjectMatcher) {
        self.init(subjects)
        if active[Rule.Scope.page.index].contains(where: { rules.seeds.readsPage[Int($0)] }) {
            addPage()
        }
        for scope in [Rule.Scope.run, .comment, .title, .raw] {
            for rule in active[scope.index] {
                for seed in rules.seeds.seeds[Int(rule)] { find(seed) }
            }
        }
    }

    private mutating func find(_ seed: RuleSeeds.Seed) {
        let pattern = seed.compiled
        let places = literals.places(of: seed.compiled.number, in: 0..<Int.max, index)
        switch seed.target {
        case .attributes: findElements(pattern, places)
        case .comment: findComments(pattern, places, in: seed.zones)
        case .anchorText, .runText:
            findLeaves(pattern, places, withTexts: seed.target == .runText)
        case .linkHost, .linkPath: findTargets(pattern, places, isHost: seed.target == .linkHost)
        case .source: findRaw(seed.compiled, places)
        case .title: findTitle(pattern, places)
        case .script, .meta, .pageText: break
        }
    }

    // MARK: Tags

    private mutating func findElements(_ pattern: CompiledPattern, _ places: [Int]?) {
        // Held apart from what the loop changes, or all of it would be copied for every element.
        let (subjects, source, page) = (subjects, source, page)
        let indices =
            places.map { $0.compactMap(element).uniqued() }
            ?? Array(page.elements.indices.dropFirst())
        for index in indices {
            let token = texts.buffer.tokens[Int(page.elements[index].startToken)]
            guard token.attributeCount > 0 else { continue }
            if subjects.mayMatch(pattern, source.slice(token.range), token.range) {
                addElement(index)
            }
        }
    }

    /// The element in whose start tag an offset stands.
    private func element(at offset: Int) -> Int? {
        let token = texts.buffer.token(at: offset)
        guard token >= 0, texts.buffer.tokens[token].kind == .startTag else { return nil }
        let low = page.elements.partitioningIndex { Int($0.startToken) >= token }
        guard low > 0, low < page.elements.count, Int(page.elements[low].startToken) == token else {
            return nil
        }
        return low
    }

    // MARK: Comments

    /// Tries an expression on the comments of some zones: of others its rule asks for what they are
    /// not.
    private mutating func findComments(
        _ pattern: CompiledPattern,
        _ places: [Int]?,
        in zones: Set<Zone>
    ) {
        let (texts, subjects, page) = (texts, subjects, page)
        func isCandidate(_ index: Int) -> Bool {
            let leaf = page.leaves[index]
            return leaf.kind == .comment && leaf.markup < 0 && zones.contains(leaf.zone)
        }
        let indices: [Int]
        if let places, texts.code.isInPlace {
            indices = places.compactMap { page.leaf(at: $0) }.uniqued().filter(isCandidate)
        } else {
            let comments = page.leaves.indices.filter(isCandidate)
            if comments.count > RuleSeeds.maximumTargets { isUndecided = true }
            indices =
                places?.isEmpty == true ? [] : Array(comments.prefix(RuleSeeds.maximumTargets))
        }
        for index in indices {
            let leaf = page.leaves[index]
            let item = RunTexts.Item(
                range: texts.code.range(of: index, in: page),
                leaf: index
            )
            if subjects.mayMatch(pattern, item, .comment) {
                add(
                    Run(
                        origin: .inertMarkup,
                        leaves: index..<(index + 1),
                        hiding: leaf.hiding,
                        ranges: [leaf.range]
                    )
                )
            }
        }
    }

    // MARK: Texts and targets

    private mutating func findLeaves(_ pattern: CompiledPattern, _ places: [Int]?, withTexts: Bool)
    {
        let (subjects, page, evidence) = (subjects, page, evidence)
        let indices: [Int]
        if let places {
            indices = places.compactMap { evidence.leaf(at: $0) }.uniqued()
        } else {
            indices = Array(page.leaves.indices)
        }
        for index in indices {
            let kind = page.leaves[index].kind
            guard kind == .link || (kind == .text && withTexts) else { continue }
            let hit = evidence.text.withUnsafeBufferPointer { text in
                let range = evidence.leaves[index].text
                return subjects.mayMatch(
                    pattern,
                    UnsafeBufferPointer(rebasing: text[range]),
                    range
                )
            }
            if hit { addLeaf(index) }
        }
    }

    private mutating func findTargets(_ pattern: CompiledPattern, _ places: [Int]?, isHost: Bool) {
        let (subjects, page) = (subjects, page)
        let links: [Int]
        if let places {
            links = places.compactMap { page.link(at: $0) }.uniqued()
        } else {
            links = Array(page.links.indices.prefix(RuleSeeds.maximumTargets))
            if page.links.count > RuleSeeds.maximumTargets { isUndecided = true }
        }
        for link in links where leafOfLink[link] >= 0 {
            let range = isHost ? page.links[link].host : page.links[link].path
            guard !range.isEmpty else { continue }
            let hit = page.targets.withUnsafeBufferPointer { targets in
                let place = Int(range.lowerBound)..<Int(range.upperBound)
                return subjects.mayMatch(
                    pattern,
                    UnsafeBufferPointer(rebasing: targets[place]),
                    place
                )
            }
            if hit { addLeaf(Int(leafOfLink[link])) }
        }
    }

    private func makeLeafOfLink() -> [Int32] {
        var leaves = [Int32](repeating: -1, count: page.links.count)
        for (index, leaf) in page.leaves.enumerated() where leaf.link >= 0 {
            leaves[Int(leaf.link)] = Int32(index)
        }
        return leaves
    }

    private mutating func findTitle(_ pattern: CompiledPattern, _ places: [Int]?) {
        guard let index = page.leaves.firstIndex(where: { $0.kind == .title }) else { return }
        let range = evidence.leaves[index].text
        guard places?.contains(where: range.contains) ?? true else { return }
        let hit = evidence.text.withUnsafeBufferPointer {
            subjects.mayMatch(pattern, UnsafeBufferPointer(rebasing: $0[range]), range)
        }
        guard hit else { return }
        add(Run(origin: .title, leaves: index..<(index + 1), ranges: [page.leaves[index].range]))
    }

    /// The page as a whole, for rules that ask for its texts.
    private mutating func addPage() {
        let range = source.bytes.indices
        guard !range.isEmpty else { return }
        add(Run(origin: .page, leaves: page.leaves.indices, ranges: [range]))
    }

    // MARK: Bytes

    /// Every match in the document's bytes, one behind the other.
    private mutating func findRaw(_ compiled: CompiledPattern, _ places: [Int]?) {
        let width = index.entries[compiled.number].width
        var next = 0
        for place in places ?? [-1] {
            while !isLimited, place < 0 || place >= next {
                let isWindow = place >= 0 && width != nil
                let start = isWindow ? max(next, place - (width ?? 0)) : next
                let outcome = subjects.matcher.firstMatch(
                    of: compiled.pattern,
                    in: source.bytes,
                    from: start,
                    limit: isWindow ? place : nil
                )
                guard case .match(let range) = outcome else {
                    if outcome == .undecided { isUndecided = true }
                    // Without a window one look says it for all that follows.
                    if !isWindow { return }
                    break
                }
                next = max(range.upperBound, range.lowerBound + 1)
                guard !range.isEmpty else { continue }
                add(Run(origin: .raw, leaves: page.leaves(in: range), ranges: [range]))
            }
            if isLimited { return }
        }
    }

    // MARK: Runs

    private var extent: Extent { Extent(source: source, buffer: texts.buffer, page: page) }

    private mutating func addElement(_ index: Int) {
        let element = page.elements[index]
        guard element.closing == .explicit else { return }
        add(
            Run(
                origin: .seed,
                leaves: element.leaves,
                element: Int32(index),
                hiding: element.hiding,
                ranges: extent.ranges(ofElement: Int32(index))
            )
        )
    }

    private mutating func addLeaf(_ index: Int) {
        add(
            Run(
                origin: .seed,
                leaves: index..<(index + 1),
                hiding: page.leaves[index].hiding,
                ranges: extent.ranges(ofLeaves: index..<(index + 1))
            )
        )
        var element = page.leaves[index].element
        while element > 0, page.elements[Int(element)].tag.isInline {
            element = page.elements[Int(element)].parent
        }
        if element > 0 { addElement(Int(element)) }
    }

    private mutating func add(_ run: Run) {
        guard let first = run.ranges.first else { return }
        let place = Place(range: first, origin: run.origin)
        guard !seen.contains(place) else { return }
        guard runs.count < RuleSeeds.maximumSeeds else {
            isLimited = true
            return
        }
        seen.insert(place)
        runs.append(run)
    }
}

extension [Int] {
    /// Without neighbours that are equal, in order.
    fileprivate func uniqued() -> [Int] {
        var result: [Int] = []
        for value in self.sorted() where result.last != value { result.append(value) }
        return result
    }
}

extension TokenBuffer {
    /// The index of the token an offset stands in; -1 when there is none.
    fileprivate func token(at offset: Int) -> Int {
        index(ofTokenAt: offset + 1) - 1
    }
}

extension Page {
    /// The leaf whose bytes hold an offset, the innermost where one stands in another.
    ///
    /// - Complexity: Logarithmic in the leaves.
    fileprivate func leaf(at offset: Int) -> Int? {
        let place = leaves.partitioningIndex { Int($0.start) > offset } - 1
        guard place >= 0, leaves[place].range.contains(offset) else { return nil }
        return place
    }

    /// The leaves that begin within a range.
    fileprivate func leaves(in range: Range<Int>) -> Range<Int> {
        let first = leaves.partitioningIndex { Int($0.start) >= range.lowerBound }
        return first..<max(first, leaves.partitioningIndex { Int($0.start) >= range.upperBound })
    }

    /// The link whose host or path an offset in `targets` stands in.
    ///
    /// - Complexity: Logarithmic in the links.
    fileprivate func link(at offset: Int) -> Int? {
        let place = links.partitioningIndex { Int($0.path.upperBound) > offset }
        return place < links.count ? place : nil
    }
}

extension Evidence {
    /// The leaf in whose text an offset stands.
    ///
    /// - Complexity: Logarithmic in the leaves.
    fileprivate func leaf(at offset: Int) -> Int? {
        let place = leaves.partitioningIndex { $0.text.upperBound > offset }
        return place < leaves.count ? place : nil
    }
}
