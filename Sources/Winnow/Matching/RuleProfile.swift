/// What each rule cost and found over many pages; for rule authors, switched on when asked for.
package final class RuleProfile {
    /// What one rule did.
    package struct Counts: Sendable, Equatable {
        /// Runs it was tried on.
        package var runs = 0
        /// Runs on which it fired.
        package var hits = 0
        /// Times an expression of it was asked for.
        package var expressions = 0
        /// Documents on which it kept some run from being ruled out in the first tier.
        package var kept = 0
        /// Time its conditions took.
        package var time = Duration.zero
    }

    /// By index of the rule.
    package private(set) var counts: [Counts]
    /// Whether a rule kept a run of the document at hand, by index.
    private var hasKept: [Bool]
    private let indices: [String: Int]

    /// Makes a profile for the rules of a set.
    package init(_ rules: RuleSet) {
        counts = [Counts](repeating: Counts(), count: rules.rules.count)
        hasKept = [Bool](repeating: false, count: rules.rules.count)
        indices = Dictionary(
            rules.rules.enumerated().map { ($1.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    func count(
        _ index: Int,
        since start: ContinuousClock.Instant,
        runs: Int = 1,
        fired: Bool
    ) {
        counts[index].time += ContinuousClock.now - start
        counts[index].runs += runs
        if fired { counts[index].hits += 1 }
    }

    /// Begins a document.
    func begin() { hasKept = [Bool](repeating: false, count: counts.count) }

    /// Counts the document at hand for rules that could together report a run of it.
    func countKept(_ indices: [Int]) {
        for index in indices where !hasKept[index] {
            hasKept[index] = true
            counts[index].kept += 1
        }
    }

    func countExpression(of id: String) {
        guard let index = indices[id] else { return }
        counts[index].expressions += 1
    }
}
