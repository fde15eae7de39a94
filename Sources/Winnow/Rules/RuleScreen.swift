internal import WinnowHTML
internal import WinnowRegex

/// The end of the first tier: which runs any rule could still report.
///
/// The same conditions that decide are asked with what is known cheaply: signals are counted, of
/// scripts and comments the literals are looked up, and what only a regular expression, a list or
/// a costly signal can tell stays open. A run is a candidate when the rules that are not ruled out
/// could together reach the score from which findings are told. So nothing that the second tier
/// would report is lost, by construction, and a test says so for every lab page.
struct RuleScreen {
    /// What is known of a condition.
    private enum Answer {
        case yes
        case no
        case open
    }

    private let rules: RuleSet
    private let source: Source
    private let page: Page
    /// Which literals stand in the page.
    private let literals: RuleSeeds.Literals
    /// Which literals stand in the script or comment at hand.
    private var found: [Bool]
    /// Whether costly signals are counted, or left open.
    private var countsAll = false

    init(rules: RuleSet, source: Source, page: Page, literals: RuleSeeds.Literals) {
        self.literals = literals
        self.rules = rules
        self.source = source
        self.page = page
        found = [Bool](repeating: false, count: rules.screen.count)
    }

    /// True when rules could report the run.
    ///
    /// - Complexity: Linear in the run and in the rules of its scope.
    mutating func isCandidate(_ run: Run, _ signals: LazySignals) -> Bool {
        let scope = run.origin.scope
        let isScreened = scope == .script || scope == .comment
        if isScreened { readLiterals(of: run) }
        // What is costly is counted only for what nothing else rules out.
        for countsAll in [false, true] {
            self.countsAll = countsAll
            guard mayReport(signals, scope, isScreened) else { return false }
        }
        return true
    }

    private func mayReport(
        _ signals: LazySignals,
        _ scope: Rule.Scope,
        _ isScreened: Bool
    ) -> Bool {
        var score: Float = 0
        for index in rules.indices(of: scope) {
            let status = rules.rules[index].status
            guard status == .experimental || rules.rules[index].score > 0,
                answer(rules.rules[index].condition, signals, isScreened) != .no
            else { continue }
            if status == .experimental { return true }
            score += rules.rules[index].score
            if score >= rules.policy.suspicious { return true }
        }
        return false
    }

    private mutating func readLiterals(of run: Run) {
        for index in found.indices { found[index] = false }
        guard let leaf = run.leaves.first else { return }
        let range = page.leaves[leaf].range
        let text = source.slice(range)
        if source.charset == .utf8 || text.allSatisfy({ $0 < 0x80 }) {
            rules.screen.scan(text, into: &found)
        } else {
            // Expressions see UTF-8, and so must the literals that were read off them.
            source.text(of: range, resolving: false)
                .withUnsafeBufferPointer { rules.screen.scan($0, into: &found) }
        }
    }

    private func answer(
        _ condition: Condition,
        _ signals: LazySignals,
        _ isScreened: Bool
    ) -> Answer {
        switch condition {
        case .all(let parts):
            var result = Answer.yes
            for part in parts {
                switch answer(part, signals, isScreened) {
                case .no: return .no
                case .open: result = .open
                case .yes: break
                }
            }
            return result
        case .any(let parts):
            var result = Answer.no
            for part in parts {
                switch answer(part, signals, isScreened) {
                case .yes: return .yes
                case .open: result = .open
                case .no: break
                }
            }
            return result
        case .not(let part):
            switch answer(part, signals, isScreened) {
            case .yes: return .no
            case .no: return .yes
            case .open: return .open
            }
        case .signal(let signal, let least, let most):
            guard !signal.isCostly || countsAll else { return .open }
            let value = signal.isCostly ? signals.value[signal] : signals.cheap[signal]
            return value >= least && value <= most ? .yes : .no
        case .regex(let compiled, let target):
            if isScreened, target.isScreened, let needed = compiled.literals {
                return needed.contains { found[$0] } ? .open : .no
            }
            let isRuledOut = rules.seeds.isRuledOut(compiled.pattern, target, by: literals)
            return isRuledOut ? .no : .open
        case .list: return .open
        }
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
        }
    }
}

/// The signals of a run, counted once and only when asked for, costly ones last.
final class LazySignals {
    private let run: Run
    private let counter: SignalCounter
    /// All signals but the costly ones, which are 0.
    private(set) lazy var cheap = counter.signals(of: run)
    /// All signals.
    private(set) lazy var value = counter.addingCostly(of: run, to: cheap)

    init(run: Run, counter: SignalCounter) {
        self.run = run
        self.counter = counter
    }
}
