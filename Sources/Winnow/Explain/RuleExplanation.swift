/// Why one rule fired on a document, or did not: every run of its scope, condition by condition.
package struct RuleExplanation: Sendable {
    package var rule: Rule
    /// False for a rule that is deprecated, or stricter than the policy.
    package var isInForce: Bool
    /// What the scan reports.
    package var report: Report
    /// The runs of its scope, with their ``Explanation/Run/condition``, nearest first.
    package var runs: [Explanation.Run]
    /// Runs of other scopes, on which it is not tried.
    package var otherRuns: Int
}

extension PageScanner {
    /// Scans a document the whole way and writes down what one rule makes of each run.
    ///
    /// - Parameters:
    ///   - index: The rule's place in the rule set.
    ///   - bytes: The document as it is.
    ///   - request: What is known of it.
    /// - Returns: The runs of the rule's scope, those on which it fired first, then the nearest.
    /// - Complexity: As ``explain(_:_:)``.
    package func explain(
        rule index: Int,
        _ bytes: [UInt8],
        _ request: ScanRequest
    ) -> RuleExplanation {
        let scanner = PageScanner(rules: rules, limits: limits, screens: false)
        let trace = ScanTrace(rule: index)
        scanner.trace = trace
        let report = scanner.scan(bytes, request)
        let runs = trace.runs.filter { $0.condition != nil }
        let ordered = runs.enumerated().sorted { left, right in
            let a = left.element.condition?.closeness ?? 0
            let b = right.element.condition?.closeness ?? 0
            return a != b ? a > b : left.offset < right.offset
        }
        // Different ways lead to one and the same run.
        var distinct: [Explanation.Run] = []
        for run in ordered.map(\.element)
        where distinct.last.map({ $0.ranges != run.ranges || $0.condition != run.condition })
            ?? true
        {
            distinct.append(run)
        }
        return RuleExplanation(
            rule: rules.rules[index],
            isInForce: rules.isInForce[index],
            report: report,
            runs: distinct,
            otherRuns: trace.runs.count - runs.count
        )
    }
}
