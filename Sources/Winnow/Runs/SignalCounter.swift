internal import WinnowHTML

/// Counts the signals of runs.
///
/// A class, because every run of a page keeps hold of it.
final class SignalCounter {
    let source: Source
    let page: Page
    let evidence: Evidence
    let lexicon: Lexicon
    /// Asks the Bayes model, if there is one.
    let scorer: BagScorer?
    let host = Host()
    /// True for leaves that some run holds: the host's own text is what is not among them.
    let isProposed: [Bool]
    /// Weight of different terms of each topic list in the host's own text, by list.
    private let hostTerms: [Float]
    /// Domains that the host's own part of the page links to.
    let hostDomains: Set<Int32>
    /// The host's own text, for what a title repeats of it.
    private let vocabulary: HostVocabulary?
    private let hostIsWide: Bool?
    let shapes = LinkShapes()
    let sums: PageSums
    let firstBodyLeaf: Int
    let lastProse: Int

    /// Things at the start of the body that still count as its start.
    static let startLeaves = 4
    /// Letters from which a text is prose, which a footer is not.
    private static let proseLetters = 60

    init(
        source: Source,
        page: Page,
        evidence: Evidence,
        lexicon: Lexicon,
        sums: PageSums,
        runs: [Run],
        scorer: BagScorer?
    ) {
        self.scorer = scorer
        self.sums = sums
        self.source = source
        self.page = page
        self.evidence = evidence
        self.lexicon = lexicon
        let proposed = HostVoice.isProposed(page, source, runs)
        isProposed = proposed
        var terms = [Set<UInt32>](repeating: [], count: lexicon.topics.count)
        var letters = 0
        var wide = 0
        var prose = 0
        for (index, seen) in evidence.leaves.enumerated() where !proposed[index] {
            guard page.leaves[index].kind == .text || page.leaves[index].kind == .link else {
                continue
            }
            letters += seen.measure.letters
            wide += seen.measure.wideLetters
            if page.leaves[index].kind == .text, seen.measure.letters >= Self.proseLetters {
                prose = index
            }
            for hit in evidence.hits[seen.hits] {
                terms[Int(lexicon.matcher.entries[Int(hit.term)].list)].insert(hit.term)
            }
        }
        // In order, because sums of fractions depend on it and a set's order differs by process.
        hostTerms = terms.map { terms in
            terms.sorted().reduce(0) { $0 + lexicon.matcher.entries[Int($1)].weight }
        }
        // What stands in the row of a run is no part of the host's page, even where no list knows it.
        var taken: Set<Int32> = []
        for index in page.leaves.indices where proposed[index] && page.leaves[index].link >= 0 {
            taken.insert(sums.row(of: page.leaves[index].element))
        }
        hostDomains = Set(
            page.leaves.indices.lazy.filter {
                !proposed[$0] && page.leaves[$0].link >= 0
                    && !taken.contains(sums.row(of: page.leaves[$0].element))
            }
            .map { page.links[Int(page.leaves[$0].link)].domain }
        )
        vocabulary =
            runs.contains { $0.origin == .title }
            ? HostVocabulary(page: page, evidence: evidence, isProposed: proposed) : nil
        hostIsWide = letters < 100 ? nil : wide * 2 > letters
        lastProse = prose
        firstBodyLeaf = page.leaves.firstIndex { $0.zone >= .body && $0.kind != .comment } ?? 0
    }

    /// The signals of a run.
    func signals(of run: Run) -> RunSignals {
        var signals = RunSignals()
        countLeaves(run, &signals)
        countTopics(run, &signals)
        setHiding(run.hiding, &signals)
        setPlacement(run, &signals)
        signals[.encodedShare] = encodedShare(of: run)
        signals[.sameIdElements] = Float(run.sameIdentifierCount)
        signals[.sameIdTags] = Float(run.sameIdentifierTags)
        if run.origin == .title, let range = run.ranges.first {
            let text = source.text(of: range)
            let isFront = run.leaves.first.map {
                page.leaves[$0].range.upperBound > range.upperBound
            }
            if isFront == true, let first = run.leaves.first,
                range.lowerBound == page.leaves[first].range.lowerBound
            {
                signals[.inFront] = 1
            }
            if let vocabulary {
                signals[.titleEcho] = vocabulary.echo(of: text, lexicon.normaliser)
                signals[.restEcho] = restEcho(of: run, range, vocabulary)
            }
            countTitle(text, &signals)
        }
        signals[.scriptBytes] = scriptBytes(of: run)
        if run.origin == .comment { signals[.inComment] = 1 }
        signals[.markedByComments] = Float(run.marks)
        signals[.scriptRepeats] = Float(run.scriptRepeats)
        signals[.glossedCharacters] = run.glossedCharacters
        signals[.controlMarks] = run.origin == .page ? Float(run.controlMarks) : 0
        if run.element >= 0 { signals[.unknownElements] = Float(unknownElements(run.element)) }
        return signals
    }

    /// The share that the page repeats of the title without a run; 0 where nothing is left.
    private func restEcho(of run: Run, _ range: Range<Int>, _ vocabulary: HostVocabulary) -> Float {
        guard let first = run.leaves.first else { return 0 }
        let title = page.leaves[first].range
        guard range.lowerBound >= title.lowerBound, range.upperBound <= title.upperBound else {
            return 0
        }
        let rest =
            source.text(of: title.lowerBound..<range.lowerBound)
            + source.text(of: range.upperBound..<title.upperBound)
        return vocabulary.says(rest, lexicon.normaliser)
    }

    /// Bytes of the script that a run is; 0 for any other.
    func scriptBytes(of run: Run) -> Float {
        guard run.origin == .script, let first = run.leaves.first else { return 0 }
        return Float(page.leaves[first].range.count)
    }

    /// The share of a title's or meta's characters that are ASCII written as references.
    func encodedShare(of run: Run) -> Float {
        switch run.origin {
        case .title:
            run.ranges.first.map { Float(TitleItems.encodedShare(of: source.slice($0))) } ?? 0
        case .meta:
            run.leaves.first.map {
                Float(TitleItems.encodedShare(of: source.slice(page.leaves[$0].range)))
            } ?? 0
        default: 0
        }
    }

    /// What a script names; nil of what is no script.
    func scriptFacts(of run: Run) -> ScriptFacts? {
        guard run.origin == .script, let first = run.leaves.first else { return nil }
        return ScriptFacts(
            source.slice(page.leaves[first].range),
            own: page.ownDomain,
            lexicon: lexicon
        )
    }

    /// Elements of made-up names; what stands in SVG or MathML has names of its own.
    private func unknownElements(_ element: Int32) -> Int {
        var count = 0
        var index = Int(element)
        let end = Int(page.elements[index].endElement)
        while index < end {
            let inner = page.elements[index]
            if inner.tag == .svg || inner.tag == .math {
                index = max(index + 1, Int(inner.endElement))
                continue
            }
            if inner.tag == .unknown, !isCustom(inner) { count += 1 }
            index += 1
        }
        return count
    }

    /// True for a name with a dash, as authors' own elements have by the standard.
    private func isCustom(_ element: Element) -> Bool {
        let tag = source.bytes[Int(element.start)..<Int(element.end)].prefix(64)
        let name = tag.prefix { $0 != 0x3E && !ASCII.isSpace($0) }
        // Office programs write names of their own namespaces.
        return name.contains(0x2D) || name.contains(0x3A)
    }

    private func countLeaves(_ run: Run, _ signals: inout RunSignals) {
        var domains: Set<Int32> = []
        var unknownDomains: Set<Int32> = []
        var linkLetters = 0
        var letters = 0
        var withTopic = 0
        var foreign = 0
        var linksWithTopic = 0
        var items = 0
        for index in run.leaves {
            let leaf = page.leaves[index]
            let seen = evidence.leaves[index]
            letters += seen.measure.letters
            signals[.labelWeight] = max(signals[.labelWeight], seen.labelWeight)
            switch leaf.kind {
            case .link:
                linkLetters += seen.measure.letters
                signals[.targetTopic] += seen.targetWeight
                items += 1
                if seen.weight + seen.targetWeight >= 0.5 { withTopic += 1 }
                guard leaf.link >= 0 else { break }
                let link = page.links[Int(leaf.link)]
                if isOutbound(link) {
                    foreign += 1
                    if seen.weight + seen.targetWeight >= 0.5 { linksWithTopic += 1 }
                }
                if seen.measure.letters == 0 { signals[.media] += 1 }
                let hasText = seen.measure.letters > 0
                count(link, hasText: hasText, &domains, &unknownDomains, &signals)
            case .text:
                if seen.measure.letters > 0, seen.labelWeight == 0 {
                    items += 1
                    if leaf.continuesList { signals[.listItems] += 1 }
                    if seen.weight >= 0.5 { withTopic += 1 }
                }
                if run.origin == .comment, NoiseText.isBesideLink(index, page),
                    NoiseText.isNoise(index, page, evidence)
                {
                    signals[.noiseTexts] += 1
                }
                signals[.characters] += Float(seen.measure.characters)
                signals[.sentenceEnds] += Float(seen.measure.sentenceEnds)
            case .media: signals[.media] += 1
            case .comment, .rawText:
                guard run.origin == .inertMarkup, leaf.markup >= 0 else { break }
                let links = page.markups[Int(leaf.markup)].links
                for link in page.links[links] {
                    items += 1
                    if isOutbound(link) { foreign += 1 }
                    count(link, hasText: true, &domains, &unknownDomains, &signals)
                }
                signals[.targetTopic] += seen.targetWeight
                linkLetters += Int(
                    page.markups[Int(leaf.markup)].anchorShare * Float(seen.measure.letters)
                )
                if seen.weight + seen.targetWeight >= 0.5 { withTopic = items }
                linksWithTopic = seen.weight + seen.targetWeight >= 0.5 ? foreign : 0
            case .script, .style, .title, .meta: break
            }
        }
        signals.domains = domainsInOrder(run)
        signals[.foreignDomains] =
            Float(domains.count) + Float(unknownDomains.subtracting(domains).count) / 2
        signals[.items] = Float(items)
        signals[.linkDensity] = letters == 0 ? 0 : Float(linkLetters) / Float(letters)
        signals[.topicShare] = items == 0 ? 0 : Float(withTopic) / Float(items)
        let links = signals[.links]
        signals[.foreignShare] = links == 0 ? 0 : Float(foreign) / links
        if foreign > 1 { signals[.topicShare] = Float(linksWithTopic) / Float(foreign) }
        setStyle(run, &signals)
    }

    private func count(
        _ link: Link,
        hasText: Bool,
        _ domains: inout Set<Int32>,
        _ unknown: inout Set<Int32>,
        _ signals: inout RunSignals
    ) {
        if link.relation != .none { signals[.links] += 1 }
        if link.isWellKnown { signals[.wellKnownLinks] += 1 }
        if link.rel.contains(.dofollow) { signals[.dofollowLinks] += 1 }
        if link.rel.contains(.tag) { signals[.tagLinks] += 1 }
        if link.rel.contains(.sponsored) { signals[.sponsoredLinks] += 1 }
        switch link.relation {
        case .own: signals[.ownLinks] += 1
        case .foreign where hasText && !link.handsPageOn:
            signals[.foreignLinks] += 1
            if !link.isWellKnown, !hostDomains.contains(link.domain) { domains.insert(link.brand) }
        case .unknown where hasText:
            signals[.foreignLinks] += 0.5
            if !link.isWellKnown, !hostDomains.contains(link.domain) { unknown.insert(link.brand) }
        case .foreign, .unknown, .none: break
        }
    }

    func isOutbound(_ link: Link) -> Bool {
        (link.relation == .foreign && !link.handsPageOn) || link.relation == .unknown
    }

    /// Sets how much of the run's inside carries marks of a design; injectors write bare tags.
    private func setStyle(_ run: Run, _ signals: inout RunSignals) {
        guard let first = run.leaves.first, let last = run.leaves.last else { return }
        let start = run.element >= 0 ? Int(run.element) + 1 : Int(page.leaves[first].element)
        // A box that was never closed holds elements of the host's behind its last leaf.
        let isWhole =
            run.element >= 0 && Int(page.elements[Int(run.element)].endLeaf) == last + 1
        let end =
            isWhole
            ? Int(page.elements[Int(run.element)].endElement) : Int(page.leaves[last].element) + 1
        guard start < end else { return }
        let styled = page.elements[start..<end].count(where: \.isStyled)
        signals[.styledShare] = Float(styled) / Float(end - start)
    }

    /// Counts the terms of the title items that make up a run, not those of the whole title.
    private func countTitle(_ text: [UInt8], _ signals: inout RunSignals) {
        let found = lexicon.topicHits(in: text)
        let covered = found.reduce(0) { $0 + Int($1.end - $1.start) }
        signals[.items] = Float(TitleItems.count(in: text))
        signals[.topicCoverage] = min(1, Float(covered) / Float(max(text.count, 1)))
        signals[.topicTerms] = Float(Set(found.map(\.term)).count)
        signals[.topicWeight] = found.reduce(0) {
            $0 + lexicon.matcher.entries[Int($1.term)].weight
        }
    }

    private func countTopics(_ run: Run, _ signals: inout RunSignals) {
        guard run.origin != .script else { return }
        var terms: Set<UInt32> = []
        var byList = [Float](repeating: 0, count: lexicon.topics.count)
        var covered: Float = 0
        var letters: Float = 0
        for index in run.leaves {
            let seen = evidence.leaves[index]
            signals[.topicWeight] += seen.weight
            covered += seen.coverage * Float(seen.measure.letters)
            letters += Float(seen.measure.letters)
            for hit in evidence.hits[seen.hits] {
                let entry = lexicon.matcher.entries[Int(hit.term)]
                guard lexicon.topics[Int(entry.list)] != nil else { continue }
                terms.insert(hit.term)
                byList[Int(entry.list)] += entry.weight
            }
        }
        signals[.topicTerms] = Float(terms.count)
        signals[.topicCoverage] = letters == 0 ? 0 : covered / letters
        if let best = byList.indices.max(by: { byList[$0] < byList[$1] }), byList[best] > 0 {
            signals.topic = lexicon.topics[best]
            signals[.hostTopic] = hostTerms[best]
        }
        setScript(run, &signals)
    }

    /// Sets whether the run is written in another kind of script than the host's text.
    private func setScript(_ run: Run, _ signals: inout RunSignals) {
        guard let hostIsWide else { return }
        var letters = 0
        var wide = 0
        for index in run.leaves {
            letters += evidence.leaves[index].measure.letters
            wide += evidence.leaves[index].measure.wideLetters
        }
        guard letters >= 20 else { return }
        let isWide = wide * 2 > letters
        signals[.scriptMismatch] = isWide != hostIsWide ? 1 : 0
    }

    private func setHiding(_ hiding: Hiding, _ signals: inout RunSignals) {
        func set(_ signal: Signal, _ means: Hiding) {
            signals[signal] = hiding.isDisjoint(with: means) ? 0 : 1
        }
        set(.hidden, .means)
        set(.hiddenByDisplay, .display)
        set(.hiddenByVisibility, .visibility)
        set(.hiddenByPosition, .position)
        set(.hiddenBySize, [.size, .tinyFont])
        set(.hiddenByOpacity, .opacity)
        set(.hiddenByAttribute, .attribute)
        set(.hiddenByMarquee, .marquee)
        set(.hiddenByScript, .script)
        set(.hiddenByStyleSheet, .styleSheet)
        set(.hiddenByColor, .sameColor)
        set(.inert, .inert)
    }
}
