internal import WinnowHTML
internal import WinnowRegex

/// The end of the first tier: which runs any rule could still report.
///
/// The same conditions that decide are asked with what is known cheaply: signals are counted, terms
/// of lists were noted when texts were read, of expressions the literals are looked up. What only a
/// match or a costly signal can tell stays open at first; where a rule still may hold, expressions are
/// tried on texts that are short, and then costly signals are counted. A run is a candidate when the
/// rules that are not ruled out could together reach the score from which findings are told. So
/// nothing that the second tier would report is lost, by construction, and a test says so for every
/// lab page.
struct RuleScreen {
    /// What is known of a condition.
    private enum Answer {
        case yes
        case no
        case open
    }

    /// What is done to know it; each step does what those before it do.
    private enum Effort: Int, CaseIterable {
        case cheapSignals
        case shortTexts
        case allSignals
    }

    /// Bytes of a target's texts up to which an expression is tried on them.
    ///
    /// Such a try costs some microseconds, and most rules that ask for a word that many pages have
    /// are ruled out by it.
    static let maximumShortText = 32_768

    private let rules: RuleSet
    /// Which literals stand in the page, and where.
    private let literals: PageLiterals
    private var subjects: SubjectMatcher
    private let runs: [RuleMatcher.Candidate]
    private let profile: RuleProfile?
    private var signals = LazySignals.none
    /// By expression: whether it may match a text that is the same for all runs, where that is known.
    private var pageWide: [Int: Bool] = [:]
    /// By expression: what came of trying it on such a text.
    private var pageWideTries: [Int: Answer] = [:]
    private var effort = Effort.cheapSignals
    /// The rule at hand, by index.
    private var current = 0
    /// What was said on the run at hand of rules that others refer to, with what effort.
    private var known: [Int: (effort: Effort, answer: Answer)] = [:]
    /// Rules that others of another scope refer to: whether they may fire on some run of the page.
    private var isPossible: [Int: Bool] = [:]
    /// Those of them that a rule waits for which may still fire.
    private var awaited: Set<Int> = []

    /// Makes a screen for a page.
    ///
    /// - Parameters:
    ///   - rules: The rules.
    ///   - subjects: The page's texts and which literals stand in them.
    ///   - runs: All its runs, some of which are looked through for rules that others refer to.
    ///   - profile: Where it is counted which rules keep a page from ending in the first tier.
    init(
        rules: RuleSet,
        subjects: SubjectMatcher,
        runs: [RuleMatcher.Candidate],
        profile: RuleProfile? = nil
    ) {
        (self.rules, self.subjects, self.runs, self.profile) = (rules, subjects, runs, profile)
        literals = subjects.literals
        guard rules.lastStage > 0 else { return }
        for index in literals.active.joined().lazy.map({ Int($0) })
        where rules.stages[index] > 0 && mayFire(index) {
            for reference in rules.rules[index].condition.references() where reference.index >= 0 {
                awaited.insert(reference.index)
            }
        }
    }

    /// True when a rule may fire on some run of the page, as far as cheap signals tell.
    ///
    /// - Complexity: Linear in the runs of its scope, once for each rule: references have no circles.
    private mutating func mayFire(_ index: Int) -> Bool {
        if let known = isPossible[index] { return known }
        let scope = rules.rules[index].scope
        guard literals.active[scope.index].contains(Int32(index)) else {
            isPossible[index] = false
            return false
        }
        // The run at hand is left as it is.
        var other = self
        other.effort = .cheapSignals
        let isFound = runs.contains { candidate in
            guard candidate.run.origin.scope == scope else { return false }
            other.turn(to: candidate.run, candidate.signals)
            return other.answer(rules.rules[index].condition, scope) != .no
        }
        (isPossible, pageWide) = (other.isPossible, other.pageWide)
        isPossible[index] = isFound
        return isFound
    }

    /// True when rules could report the run.
    ///
    /// - Complexity: Linear in the run, in the rules of its scope that may fire on the page, and in
    ///   the short texts that these are tried on.
    mutating func isCandidate(_ run: Run, _ signals: LazySignals) -> Bool {
        var left = literals.active[run.origin.scope.index].map { Int($0) }
        guard !left.isEmpty else { return false }
        turn(to: run, signals)
        // What takes more is done only for rules that nothing else rules out.
        for effort in Effort.allCases {
            self.effort = effort
            left = left.filter { mayHold($0) }
            guard mayReport(left) else { return false }
        }
        profile?.countKept(left)
        return true
    }

    private mutating func turn(to run: Run, _ signals: LazySignals) {
        subjects.texts.turn(to: run)
        self.signals = signals
        known.removeAll(keepingCapacity: true)
    }

    /// True where a rule that counts may hold on the run at hand.
    private mutating func mayHold(_ index: Int) -> Bool {
        guard isAsked(index) || rules.rules[index].score > 0 else { return false }
        current = index
        guard effort != .cheapSignals, let profile else {
            return answer(rules.rules[index].condition, rules.rules[index].scope) != .no
        }
        let start = ContinuousClock.now
        let answer = answer(rules.rules[index].condition, rules.rules[index].scope)
        // A run that is left is counted when the rule itself is tried on it.
        profile.count(index, since: start, runs: answer == .no ? 1 : 0, fired: false)
        return answer != .no
    }

    /// True for a rule that must be known whatever it adds itself: another waits for it, or it is
    /// tried out.
    private func isAsked(_ index: Int) -> Bool {
        rules.rules[index].status == .experimental || awaited.contains(index)
    }

    /// True when rules that may hold could together be told.
    private func mayReport(_ left: [Int]) -> Bool {
        var score: Float = 0
        for index in left {
            if isAsked(index) { return true }
            score += rules.rules[index].score
            if score >= rules.policy.suspicious { return true }
        }
        return false
    }

    private mutating func answer(_ condition: Condition, _ scope: Rule.Scope) -> Answer {
        switch condition {
        case .all(let parts):
            var result = Answer.yes
            for part in parts {
                switch answer(part, scope) {
                case .no: return .no
                case .open: result = .open
                case .yes: break
                }
            }
            return result
        case .any(let parts):
            var result = Answer.no
            for part in parts {
                switch answer(part, scope) {
                case .yes: return .yes
                case .open: result = .open
                case .no: break
                }
            }
            return result
        case .not(let part):
            switch answer(part, scope) {
            case .yes: return .no
            case .no: return .yes
            case .open: return .open
            }
        case .signal(let signal, let least, let most):
            guard !signal.isCostly || effort == .allSignals else { return .open }
            let value = signals.value(of: signal)
            return value >= least && value <= most ? .yes : .no
        case .regex(let compiled, let target):
            if target == .source, scope == .raw { return .open }
            guard mayMatch(compiled, target, scope) else { return .no }
            return effort == .cheapSignals ? .open : tried(compiled, target, scope)
        case .list(let list, let target, let least):
            guard
                let known = ListCounter(rules.lexicon, subjects.texts).knownTerms(
                    of: list,
                    in: target
                )
            else { return .open }
            return known >= least ? .yes : .no
        case .rule(let reference):
            guard reference.index >= 0, rules.isInForce[reference.index],
                !literals.leftOut.contains(reference.index)
            else { return .no }
            guard rules.rules[reference.index].scope == scope else {
                return mayFire(reference.index) ? .open : .no
            }
            // What was said with less effort still holds, if anything was said.
            if let known = known[reference.index],
                known.answer != .open || known.effort == effort
            {
                return known.answer
            }
            let result = answer(rules.rules[reference.index].condition, scope)
            known[reference.index] = (effort, result)
            return result
        }
    }

    private mutating func mayMatch(
        _ compiled: CompiledPattern,
        _ target: TextTarget,
        _ scope: Rule.Scope
    ) -> Bool {
        let isPageWide = RunTexts.isPageWide(target, in: scope)
        if isPageWide, let known = pageWide[compiled.number] { return known }
        let places = subjects.texts.places(of: target)
        let result = literals.mayMatch(compiled.number, in: places, rules.literals)
        if isPageWide { pageWide[compiled.number] = result }
        return result
    }

    /// What an expression says of the run at hand where its texts are short; else open.
    private mutating func tried(
        _ compiled: CompiledPattern,
        _ target: TextTarget,
        _ scope: Rule.Scope
    ) -> Answer {
        let isPageWide = RunTexts.isPageWide(target, in: scope)
        if isPageWide, let known = pageWideTries[compiled.number] { return known }
        let length = subjects.texts.places(of: target).reduce(0) { $0 + $1.count }
        var result = Answer.open
        if length <= Self.maximumShortText {
            profile?.countExpression(of: rules.rules[current].id)
            switch subjects.firstMatch(compiled, target) {
            case .match: result = .yes
            case .noMatch: result = .no
            case .undecided: break
            }
        }
        if isPageWide { pageWideTries[compiled.number] = result }
        return result
    }
}

extension Run.Origin {
    /// The scope of the rules that runs of this origin are tested on.
    var scope: Rule.Scope {
        switch self {
        case .score, .hidden, .sameIdentifier, .comment, .seed: .run
        case .title: .title
        case .script: .script
        case .meta: .meta
        case .leaf: .leaf
        case .inertMarkup: .comment
        case .page: .page
        case .raw: .raw
        }
    }
}
