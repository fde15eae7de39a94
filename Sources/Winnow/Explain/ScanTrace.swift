internal import WinnowHTML

/// Writes down what the first pass of a scan saw and decided, for ``Explanation``.
final class ScanTrace {
    /// Runs that are written down; those with fired rules come first.
    static let maximumRuns = 500
    /// Leaves written down of one run.
    static let maximumLeaves = 200
    /// Characters of a leaf's text.
    private static let maximumText = 80
    /// Facts of one leaf.
    private static let maximumFacts = 8

    private(set) var page = Explanation.Page()
    private(set) var runs: [Explanation.Run] = []
    private(set) var isFilled = false

    /// The rule whose conditions are written down one by one, by its place in the rule set.
    let rule: Int?

    init(rule: Int? = nil) { self.rule = rule }

    /// What the pass had in hands.
    struct Pass {
        var source: Source
        var tokens: [Token]
        var page: Page
        var evidence: Evidence
        var lexicon: Lexicon
        var policy: Policy
        var domains: DomainTable
        var isLimited: Bool

        /// The name in an element's start tag, as it is written.
        func name(of element: Element) -> String {
            let token = tokens[Int(element.startToken)]
            return String(decoding: source.bytes[token.contentRange].prefix(40), as: UTF8.self)
        }
    }

    /// A run as it came out.
    struct Outcome {
        var run: Run
        var signals: RunSignals
        var rules: [Explanation.RuleOutcome]
        var judgement: Judge.Judgement?
        var isCut: Bool
        /// Why a run that might be cut is not, in words.
        var objection: String?
        /// What became of the conditions of the rule that was asked for, when it is of the run's scope.
        var condition: ConditionTrace?
    }

    /// Notes what the page is made of.
    func record(_ pass: Pass) {
        isFilled = true
        page.ownSite = pass.page.ownDomain
        page.elements = pass.page.elements.count - 1
        for leaf in pass.page.leaves where leaf.link >= 0 {
            let relation = pass.page.links[Int(leaf.link)].relation
            if relation != .none { page.links += 1 }
            if relation == .foreign || relation == .unknown { page.outboundLinks += 1 }
        }
        page.hiddenElements = pass.page.elements.count {
            !$0.ownHiding.isDisjoint(with: .ofAnyKind)
        }
        page.topicTerms =
            Set(
                pass.evidence.hits.map(\.term).filter {
                    pass.lexicon.topics[Int(pass.lexicon.matcher.entries[Int($0)].list)] != nil
                }
            ).count
    }

    /// Notes the runs, those with the most to tell first.
    func record(_ outcomes: [Outcome], _ pass: Pass) {
        let ordered = outcomes.enumerated().sorted { left, right in
            let (a, b) = (left.element, right.element)
            let (firedA, firedB) = (fired(a), fired(b))
            if firedA != firedB { return firedA > firedB }
            // Of those on which nothing fired, what the page shows or hides says most.
            let (contentA, contentB) = (a.run.origin.isContent, b.run.origin.isContent)
            if contentA != contentB { return contentA }
            let (closeA, closeB) = (closeness(a), closeness(b))
            return closeA != closeB ? closeA > closeB : left.offset < right.offset
        }
        var lines = LineCounter(pass.source)
        runs = ordered.prefix(Self.maximumRuns).map { explained($0.element, pass, &lines) }
    }

    private func fired(_ outcome: Outcome) -> Double {
        outcome.rules.reduce(0) { $1.hasFired ? $0 + max($1.score, 0.01) : $0 }
    }

    private func closeness(_ outcome: Outcome) -> Double {
        outcome.rules.map(\.closeness).max() ?? 0
    }

    private func explained(
        _ outcome: Outcome,
        _ pass: Pass,
        _ lines: inout LineCounter
    ) -> Explanation.Run {
        let run = outcome.run
        let start = run.ranges.first?.lowerBound ?? 0
        return Explanation.Run(
            origin: run.origin.words,
            line: lines.line(of: start),
            ranges: run.ranges,
            hiddenBy: hidingWords(run, pass, &lines),
            score: fired(outcome) < 0.1 ? 0 : fired(outcome),
            outcome: words(for: outcome, pass),
            leaves: run.leaves.prefix(Self.maximumLeaves).map { explained($0, pass, &lines) },
            leafCount: run.leaves.count,
            signals: Signal.allCases.compactMap { signal in
                let value = outcome.signals[signal]
                return value == 0 ? nil : (signal.name, Double(value))
            },
            rules: outcome.rules.sorted { left, right in
                if left.hasFired != right.hasFired { return left.hasFired }
                if left.hasFired { return (right.score, left.id) < (left.score, right.id) }
                return left.closeness != right.closeness
                    ? left.closeness > right.closeness : left.id < right.id
            },
            condition: outcome.condition
        )
    }

    // MARK: Words

    private func words(for outcome: Outcome, _ pass: Pass) -> String {
        guard let judgement = outcome.judgement else {
            return fired(outcome) > 0
                ? "nothing: \(number(fired(outcome))) of the \(number(Double(pass.policy.suspicious)))"
                    + " from which it is told, or a stronger finding holds it"
                : "nothing: no rule fired"
        }
        if outcome.isCut { return "cut" }
        if let objection = outcome.objection { return "told, not cut: \(objection)" }
        if pass.isLimited { return "told, not cut: a limit was reached" }
        let threshold = pass.policy.cut(on: judgement.kinds)
        if judgement.score < threshold {
            return "told, not cut: \(number(Double(judgement.score))) of the"
                + " \(number(Double(threshold))) that a cut needs"
        }
        if judgement.kinds.count < pass.policy.minimumKinds,
            !judgement.kinds.contains(.kitMarker)
        {
            let kinds = judgement.kinds.map(\.rawValue).sorted().joined(separator: ", ")
            let count = judgement.kinds.count
            return count == 1
                ? "told, not cut: one kind of evidence alone (\(kinds))"
                : "told, not cut: \(count) of the \(pass.policy.minimumKinds) kinds of evidence"
                    + " that a cut needs (\(kinds))"
        }
        return "told, not cut: its rules say where, not what to cut"
    }

    /// By what a run is hidden and where that stands.
    private func hidingWords(_ run: Run, _ pass: Pass, _ lines: inout LineCounter) -> String? {
        guard let first = run.leaves.first else { return nil }
        var index = run.element >= 0 ? run.element : pass.page.leaves[first].element
        while index > 0 {
            let element = pass.page.elements[Int(index)]
            if !element.ownHiding.isDisjoint(with: .ofAnyKind) {
                let line = lines.line(of: Int(element.start))
                let tag = "<\(pass.name(of: element))> in line \(line)"
                return "\(element.ownHiding.words), \(place(of: element, pass, &lines)) of \(tag)"
            }
            index = element.parent
        }
        return nil
    }

    /// Where it is said that an element is hidden.
    private func place(of element: Element, _ pass: Pass, _ lines: inout LineCounter) -> String {
        let token = Int(element.hidingToken)
        let line =
            pass.tokens.indices.contains(token)
            ? lines.line(of: Int(pass.tokens[token].start)) : 0
        switch element.hiddenBy {
        case .styleSheet: return "by the style sheet in line \(line),"
        case .script: return "by the script in line \(line),"
        case .attribute: return "by an attribute"
        case .kind: return "by what it is,"
        case .ownStyle: return "by the style"
        case .ancestor, .nothing: return "as it seems,"
        }
    }

    private func explained(
        _ index: Int,
        _ pass: Pass,
        _ lines: inout LineCounter
    ) -> Explanation.Leaf {
        let leaf = pass.page.leaves[index]
        let seen = pass.evidence.leaves[index]
        var text = String(decoding: pass.evidence.text[seen.text].prefix(400), as: UTF8.self)
        if seen.text.isEmpty, leaf.kind == .script || leaf.kind == .comment {
            let raw = pass.source.text(of: leaf.range.prefix(400).indices, resolving: false)
            text = String(decoding: raw, as: UTF8.self)
        }
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return Explanation.Leaf(
            kind: "\(leaf.kind)",
            line: lines.line(of: Int(leaf.start)),
            text: String(words.prefix(Self.maximumText)),
            score: Double(seen.score),
            evidence: facts(leaf, seen, pass)
        )
    }

    private func facts(_ leaf: Leaf, _ seen: LeafEvidence, _ pass: Pass) -> [String] {
        var facts: [String] = []
        if leaf.link >= 0 {
            let link = pass.page.links[Int(leaf.link)]
            let host = link.domain >= 0 ? pass.domains.names[Int(link.domain)] : ""
            switch link.relation {
            case .own: facts.append("link within the site")
            case .foreign: facts.append("link to \(host), another site")
            case .unknown: facts.append("link to \(host), on a page of unknown site")
            case .none: facts.append("anchor that leads nowhere")
            }
            if link.isWellKnown { facts.append("well-known") }
            if link.handsPageOn { facts.append("hands the page on") }
            if link.rel.contains(.dofollow) { facts.append("rel=dofollow") }
        }
        let means = leaf.hiding.words
        if !means.isEmpty { facts.append("hidden: \(means)") }
        if leaf.zone != .body, leaf.kind != .title, leaf.kind != .meta {
            facts.append(leaf.zone.words)
        }
        if seen.labelWeight > 0 { facts.append("list label") }
        for hit in pass.evidence.hits[seen.hits].prefix(Self.maximumFacts) {
            let entry = pass.lexicon.matcher.entries[Int(hit.term)]
            guard let topic = pass.lexicon.topics[Int(entry.list)] else { continue }
            let term = pass.evidence.normal[Int(hit.start)..<Int(hit.end)]
            facts.append("\(topic.rawValue): \(String(decoding: term, as: UTF8.self))")
        }
        if seen.targetWeight > 0 { facts.append("topic in its target") }
        return facts
    }

    private func number(_ value: Double) -> String { TextReporter.number(value) }
}

/// Lines of offsets that are asked for in any order, from 1.
struct LineCounter {
    private let source: Source
    private var starts: [Int] = []

    init(_ source: Source) {
        self.source = source
        starts = source.bytes.indices.filter { source.bytes[$0] == 0x0A }
    }

    /// The line of an offset.
    ///
    /// - Complexity: Logarithmic in the lines.
    func line(of offset: Int) -> Int {
        var low = 0
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] < offset { low = middle + 1 } else { high = middle }
        }
        return low + 1
    }
}
