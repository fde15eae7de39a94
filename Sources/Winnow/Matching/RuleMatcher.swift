internal import WinnowRegex

/// Tries the rules of a set on the runs of a page.
struct RuleMatcher {
    /// A run that rules are tried on.
    struct Candidate {
        /// Its place among the runs of the page.
        var number: Int
        var run: Run
        var signals: LazySignals
        /// False for one that no rule could report, which is looked at with `--no-screen` only.
        var isReportable = true
    }

    /// A rule that fired, and what it wants cut.
    struct Fired {
        var rule: Rule
        /// The bytes, sorted; none when it only tells.
        var cut: [Range<Int>]
    }

    /// A run and the rules that fired on it.
    struct Match {
        /// The number of its candidate.
        var number: Int
        var run: Run
        var signals: RunSignals
        var fired: [Fired]

        var rules: [Rule] { fired.map(\.rule) }
    }

    let rules: RuleSet
    /// Rules that may fire on this page, by scope.
    private let active: [[Int32]]
    private(set) var subjects: SubjectMatcher
    private let profile: RuleProfile?
    /// Ids of rules whose regular expressions ran into a limit.
    private(set) var undecided: Set<String> = []
    /// Whether the run at hand could be reported at all.
    private var countsUndecided = true
    /// Rules that fired on some run of the page, by index.
    private var firedOnPage: Set<Int> = []
    /// What is known of rules on the run at hand, by index.
    private var known: [Int: Bool] = [:]
    /// What is known of texts that are the same for all runs: by expression whether it matches, by
    /// list and target the terms.
    private var pageWideMatches: [Int: SubjectMatcher.Outcome] = [:]
    private var pageWideTerms: [PageWideList: Int] = [:]

    private struct PageWideList: Hashable {
        var list: Int
        var target: TextTarget
    }

    /// Makes a matcher for a page.
    init(
        rules: RuleSet,
        active: [[Int32]],
        subjects: SubjectMatcher,
        profile: RuleProfile? = nil
    ) {
        self.rules = rules
        self.active = active
        self.subjects = subjects
        self.profile = profile
    }

    /// The runs on which rules fire, and these rules, in the order of the runs.
    ///
    /// Rules that need others of another scope are tried when those have been tried on all runs.
    ///
    /// - Complexity: Linear in candidates times the rules of their scopes that may fire.
    mutating func matches(_ candidates: [Candidate]) -> [Match] {
        var fired = [[Int]](repeating: [], count: candidates.count)
        for stage in 0...rules.lastStage {
            for (place, candidate) in candidates.enumerated() {
                turn(to: candidate)
                let indices = active[candidate.run.origin.scope.index]
                for index in indices where rules.stages[Int(index)] == stage {
                    let start = profile.map { _ in ContinuousClock.now }
                    let isMet = isMet(Int(index))
                    if let start { profile?.count(Int(index), since: start, fired: isMet) }
                    if isMet { fired[place].append(Int(index)) }
                }
            }
            for index in fired.joined() { firedOnPage.insert(index) }
        }
        var matches: [Match] = []
        for (place, candidate) in candidates.enumerated() where !fired[place].isEmpty {
            turn(to: candidate)
            matches.append(
                Match(
                    number: candidate.number,
                    run: candidate.run,
                    signals: candidate.signals.value,
                    fired: fired[place].sorted().map { index in
                        Fired(rule: rules.rules[index], cut: cut(by: rules.rules[index]))
                    }
                )
            )
        }
        return matches
    }

    /// The signals of the run at hand.
    ///
    /// They are counted when the first condition asks for one: most scripts fail on a regular
    /// expression before.
    private var signals = LazySignals.none

    mutating func turn(to candidate: Candidate) {
        subjects.texts.turn(to: candidate.run)
        signals = candidate.signals
        countsUndecided = candidate.isReportable
        known.removeAll(keepingCapacity: true)
    }

    /// True where a rule's condition holds on the run at hand.
    mutating func isMet(_ index: Int) -> Bool {
        isMet(rules.rules[index].condition, rules.rules[index])
    }

    mutating func isMet(_ condition: Condition, _ rule: Rule) -> Bool {
        switch condition {
        case .all(let parts):
            for part in parts where !isMet(part, rule) { return false }
            return true
        case .any(let parts):
            for part in parts where isMet(part, rule) { return true }
            return false
        case .not(let part): return !isMet(part, rule)
        case .signal(let signal, let least, let most):
            let value = value(of: signal)
            return value >= least && value <= most
        case .regex(let compiled, let target):
            profile?.countExpression(of: rule.id)
            switch outcome(of: compiled, target) {
            case .match: return true
            case .noMatch: return false
            case .undecided:
                if countsUndecided { undecided.insert(rule.id) }
                return false
            }
        case .list(let list, let target, let least):
            return terms(of: list, in: target) >= least
        case .rule(let reference): return isMet(reference, by: rule)
        }
    }

    /// How an expression comes out on the run at hand.
    mutating func outcome(
        of compiled: CompiledPattern,
        _ target: TextTarget
    ) -> SubjectMatcher.Outcome {
        let isPageWide = RunTexts.isPageWide(target, in: subjects.texts.run.origin.scope)
        if isPageWide, let known = pageWideMatches[compiled.number] { return known }
        let outcome = subjects.firstMatch(compiled, target)
        if isPageWide { pageWideMatches[compiled.number] = outcome }
        return outcome
    }

    /// How many different terms of a list the run at hand has in a target's texts.
    mutating func terms(of list: Int, in target: TextTarget) -> Int {
        let isPageWide = RunTexts.isPageWide(target, in: subjects.texts.run.origin.scope)
        let key = PageWideList(list: list, target: target)
        if isPageWide, let known = pageWideTerms[key] { return known }
        let terms = ListCounter(rules.lexicon, subjects.texts).terms(of: list, in: target)
        if isPageWide { pageWideTerms[key] = terms }
        return terms
    }

    private mutating func isMet(_ reference: RuleReference, by rule: Rule) -> Bool {
        guard reference.index >= 0, rules.isInForce[reference.index],
            !subjects.literals.leftOut.contains(reference.index)
        else { return false }
        let other = rules.rules[reference.index]
        guard other.scope == rule.scope else { return firedOnPage.contains(reference.index) }
        if let isKnown = known[reference.index] { return isKnown }
        let isMet = isMet(other.condition, other)
        known[reference.index] = isMet
        return isMet
    }

    /// The value of a signal on the run at hand.
    func value(of signal: Signal) -> Float {
        signals.value(of: signal)
    }

    // MARK: Cuts

    /// What a rule that fired on the run at hand wants cut.
    private mutating func cut(by rule: Rule) -> [Range<Int>] {
        let run = subjects.texts.run
        let extent = Extent(
            source: subjects.texts.source,
            buffer: subjects.texts.buffer,
            page: subjects.texts.page
        )
        switch rule.clean {
        case .none, .page: return []
        case .run: return run.ranges
        case .links: return extent.ranges(ofLinks: links(of: rule))
        case .element: return extent.ranges(ofElementAround: run)
        case .attribute:
            var isUndecided = false
            let own = expressions(rule.condition, in: [.attributes])
            let ranges = extent.ranges(ofAttributesIn: run) { attribute in
                own.contains { compiled, _ in
                    let outcome = subjects.matcher.firstMatch(of: compiled.pattern, in: attribute)
                    if outcome == .undecided { isUndecided = true }
                    if case .match = outcome { return true }
                    return false
                }
            }
            if isUndecided { undecided.insert(rule.id) }
            return ranges
        }
    }

    /// The links that a rule means: those its own expressions and lists find, or all that lead to
    /// other sites.
    private mutating func links(of rule: Rule) -> [Int] {
        let texts = subjects.texts
        var found: Set<Int> = []
        let own = expressions(rule.condition, in: [.anchorText, .linkHost, .linkPath])
        for (compiled, target) in own {
            let (leaves, isUndecided) = subjects.leaves(compiled, target)
            found.formUnion(leaves)
            if isUndecided { undecided.insert(rule.id) }
        }
        let lists = lists(rule.condition)
        for (list, target) in lists {
            found.formUnion(ListCounter(rules.lexicon, texts).leaves(of: list, in: target))
        }
        if own.isEmpty, lists.isEmpty {
            found = Set(texts.run.leaves.filter { texts.page.leadsAway($0) })
        }
        return found.filter { texts.page.leaves[$0].kind == .link }.sorted()
    }

    private func expressions(
        _ condition: Condition,
        in targets: Set<TextTarget>
    ) -> [(CompiledPattern, TextTarget)] {
        switch condition {
        case .all(let parts), .any(let parts): parts.flatMap { expressions($0, in: targets) }
        case .regex(let compiled, let target): targets.contains(target) ? [(compiled, target)] : []
        case .not, .signal, .list, .rule: []
        }
    }

    private func lists(_ condition: Condition) -> [(Int, TextTarget)] {
        switch condition {
        case .all(let parts), .any(let parts): parts.flatMap(lists)
        case .list(let list, let target, _):
            [.anchorText, .linkHost, .linkPath].contains(target) ? [(list, target)] : []
        case .not, .signal, .regex, .rule: []
        }
    }
}
