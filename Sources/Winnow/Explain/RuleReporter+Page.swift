/// Writes what a rule made of a page.
extension RuleReporter {
    /// Runs that are shown of a page, unless all are asked for.
    private static let shownRuns = 5

    /// The rule on the page, run by run and condition by condition.
    ///
    /// - Parameters:
    ///   - explanation: The rule and what it made of the page.
    ///   - all: Whether runs that are further from it are shown, too.
    /// - Returns: Some lines of text with a line end.
    package func text(_ explanation: RuleExplanation, all: Bool = false) -> String {
        let (rule, runs) = (explanation.rule, explanation.runs)
        let fired = runs.count { $0.condition?.holds == true }
        let path = paint(SafeText.escaped(explanation.report.path), .bold)
        var lines = ["\(path): \(explanation.report.verdict.rawValue)"]
        var summary = "\(rule.id) fires on \(fired == 0 ? "none" : "\(fired)") of "
        summary += runs.count == 1 ? "1 run" : "\(runs.count) runs"
        if runs.isEmpty { summary = "\(rule.id) was tried on nothing: the page has no run" }
        lines.append("  \(summary) of scope '\(rule.scope.rawValue)'")
        if explanation.otherRuns > 0 {
            let count = explanation.otherRuns
            lines.append("  \(count == 1 ? "1 run" : "\(count) runs") of other scopes")
        }
        if !explanation.isInForce {
            let why = rule.status == .deprecated ? "deprecated" : "of level \(rule.level)"
            lines.append("  it is \(why), so it is not in force")
        }
        if !explanation.report.limits.isEmpty {
            lines.append("  limits reached: \(explanation.report.limits.joined(separator: ", "))")
        }
        let shown = all ? runs : Array(runs.prefix(Self.shownRuns))
        for (number, run) in shown.enumerated() { lines += text(run, number + 1) }
        if shown.count < runs.count {
            let rest = runs.count - shown.count
            lines += ["", "  \(rest) more \(rest == 1 ? "run" : "runs"); --all shows them"]
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private func text(_ run: Explanation.Run, _ number: Int) -> [String] {
        guard let condition = run.condition else { return [] }
        let range = run.ranges.first.map { ", bytes \($0.lowerBound)-\($0.upperBound)" } ?? ""
        let outcome = condition.holds == true ? paint("fires", .green) : "does not fire"
        let name = paint("run \(number): \(run.origin)", .bold)
        let says = run.leaves.first.map { $0.text.isEmpty ? "" : ", “\($0.text.prefix(40))”" } ?? ""
        var lines = [
            "", "  \(name), line \(run.line)\(range)\(SafeText.defanged(says)): \(outcome)",
        ]
        // That all of a rule's conditions must hold goes without saying.
        let parts = condition.kind == .all ? condition.parts : [condition]
        for part in parts { lines += text(part, depth: 2) }
        return lines
    }

    private func text(_ trace: ConditionTrace, depth: Int) -> [String] {
        let indent = String(repeating: "  ", count: depth)
        let mark = trace.holds == true ? paint("✓", .green) : paint("✗", .red)
        let actual = trace.actual.map { ": " + paint(SafeText.defanged($0), .dim) } ?? ""
        let colon = trace.parts.isEmpty ? "" : ":"
        return ["\(indent)\(mark) \(Self.shortened(trace.text))\(colon)\(actual)"]
            + trace.parts.flatMap { text($0, depth: depth + 1) }
    }
}
