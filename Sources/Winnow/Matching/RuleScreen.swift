internal import WinnowHTML
internal import WinnowRegex

/// The end of the first tier: which runs any rule could still report.
///
/// The same conditions that decide are asked with what is known cheaply: signals are counted, terms
/// of lists were noted when texts were read, of expressions the literals are looked up, and what
/// only a match or a costly signal can tell stays open. A run is a candidate when the rules that
/// are not ruled out could together reach the score from which findings are told. So nothing that
/// the second tier would report is lost, by construction, and a test says so for every lab page.
struct RuleScreen {
    /// What is known of a condition.
    private enum Answer {
        case yes
        case no
        case open
    }

    private let rules: RuleSet
    /// Which literals stand in the page, and where.
    private let literals: PageLiterals
    private var texts: RunTexts
    private var signals = LazySignals.none
    /// By expression: whether it may match a text that is the same for all runs, where that is known.
    private var pageWide: [Int: Bool] = [:]
    /// Whether costly signals are counted, or left open.
    private var countsAll = false
    /// What was said on the run at hand of rules that others refer to, without and with costly
    /// signals.
    private var known: [Int: Answer] = [:]
    private var knownOfAll: [Int: Answer] = [:]
    /// Rules that others of another scope refer to, and that may fire on some run of the page.
    private var possible: Set<Int> = []
    /// Those of them that a rule waits for which may still fire.
    private var awaited: Set<Int> = []

    /// Makes a screen for a page.
    ///
    /// - Parameters:
    ///   - rules: The rules.
    ///   - literals: Which literals stand in the page.
    ///   - texts: Its texts.
    ///   - runs: All its runs, which are looked through once for rules that others refer to.
    init(
        rules: RuleSet,
        literals: PageLiterals,
        texts: RunTexts,
        runs: [RuleMatcher.Candidate]
    ) {
        (self.rules, self.literals, self.texts) = (rules, literals, texts)
        guard rules.lastStage > 0 else { return }
        // A rule's references were tried before it, so one look through the runs is enough for each.
        for stage in 0...rules.lastStage {
            for run in runs { lookForReferences(run, stage) }
        }
    }

    private mutating func lookForReferences(_ candidate: RuleMatcher.Candidate, _ stage: Int) {
        let scope = candidate.run.origin.scope
        var isTurned = false
        for index in literals.active[scope.index].lazy.map({ Int($0) })
        where rules.stages[index] == stage && (stage > 0 || rules.isNeededByPage[index]) {
            if possible.contains(index), stage == 0 { continue }
            if !isTurned {
                turn(to: candidate.run, candidate.signals)
                isTurned = true
            }
            guard answer(rules.rules[index].condition, scope) != .no else { continue }
            possible.insert(index)
            guard stage > 0 else { continue }
            for reference in rules.rules[index].condition.references() where reference.index >= 0 {
                awaited.insert(reference.index)
            }
        }
    }

    /// True when rules could report the run.
    ///
    /// - Complexity: Linear in the run and in the rules of its scope that may fire on the page.
    mutating func isCandidate(_ run: Run, _ signals: LazySignals) -> Bool {
        let active = literals.active[run.origin.scope.index]
        guard !active.isEmpty else { return false }
        turn(to: run, signals)
        // What is costly is counted only for what nothing else rules out.
        for countsAll in [false, true] {
            self.countsAll = countsAll
            guard mayReport(active) else { return false }
        }
        return true
    }

    private mutating func turn(to run: Run, _ signals: LazySignals) {
        texts.turn(to: run)
        self.signals = signals
        known.removeAll(keepingCapacity: true)
        knownOfAll.removeAll(keepingCapacity: true)
    }

    private mutating func mayReport(_ active: [Int32]) -> Bool {
        var score: Float = 0
        for index in active.lazy.map({ Int($0) }) {
            let status = rules.rules[index].status
            // What another rule waits for must be known, whatever it adds itself.
            let isAsked = status == .experimental || awaited.contains(index)
            guard isAsked || rules.rules[index].score > 0,
                answer(rules.rules[index].condition, rules.rules[index].scope) != .no
            else { continue }
            if isAsked { return true }
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
            guard !signal.isCostly || countsAll else { return .open }
            let value = signals.value(of: signal)
            return value >= least && value <= most ? .yes : .no
        case .regex(let compiled, let target):
            if target == .source, scope == .raw { return .open }
            return mayMatch(compiled, target, scope) ? .open : .no
        case .list(let list, let target, let least):
            guard let known = ListCounter(rules.lexicon, texts).knownTerms(of: list, in: target)
            else { return .open }
            return known >= least ? .yes : .no
        case .rule(let reference):
            guard reference.index >= 0, rules.isInForce[reference.index],
                !literals.leftOut.contains(reference.index)
            else { return .no }
            let other = rules.rules[reference.index]
            if other.scope == scope {
                // What was said without costly signals holds for this run as well, if it was said.
                if let known = known[reference.index], known != .open || !countsAll { return known }
                if countsAll, let known = knownOfAll[reference.index] { return known }
                let result = answer(other.condition, scope)
                if countsAll {
                    knownOfAll[reference.index] = result
                } else {
                    known[reference.index] = result
                }
                return result
            }
            return possible.contains(reference.index) ? .open : .no
        }
    }

    private mutating func mayMatch(
        _ compiled: CompiledPattern,
        _ target: TextTarget,
        _ scope: Rule.Scope
    ) -> Bool {
        let isPageWide = RunTexts.isPageWide(target, in: scope)
        if isPageWide, let known = pageWide[compiled.number] { return known }
        let places = texts.places(of: target)
        let result = literals.mayMatch(compiled.number, in: places, rules.literals)
        if isPageWide { pageWide[compiled.number] = result }
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

/// The signals of a run, counted once and only when asked for, costly ones last.
final class LazySignals {
    private let count: () -> RunSignals
    private let addCostly: (RunSignals) -> RunSignals
    /// All signals but the costly ones, which are 0.
    private(set) lazy var cheap = count()
    /// All signals.
    private(set) lazy var value = addCostly(cheap)

    /// The run, for what it knows of itself.
    private let run: Run

    /// The value of one signal; nothing is counted for what the run itself knows.
    func value(of signal: Signal) -> Float {
        switch signal {
        case .glossedCharacters: run.glossedCharacters
        case .controlMarks: run.origin == .page ? Float(run.controlMarks) : 0
        default: signal.isCostly ? value[signal] : cheap[signal]
        }
    }

    init(run: Run, counter: SignalCounter) {
        self.run = run
        count = { counter.signals(of: run) }
        addCostly = { counter.addingCostly(of: run, to: $0) }
    }

    private init() {
        run = Run(origin: .page, leaves: 0..<0, ranges: [])
        count = { RunSignals() }
        addCostly = { $0 }
    }

    /// The signals of no run, all 0.
    static var none: LazySignals { LazySignals() }
}
