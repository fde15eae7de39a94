/// Writes an explanation for people.
public struct ExplanationReporter: Sendable {
    /// How much is shown.
    public enum Detail: Sendable {
        /// Runs on which a rule fired; if there are none, those that came nearest.
        case findings
        /// All runs, all of their leaves and all rules.
        case all
    }

    /// Runs shown when no rule fired.
    private static let nearestRuns = 3
    /// Rules that did not fire, shown of a run, and conditions of each.
    private static let (nearestRules, shownConditions) = (3, 4)
    /// Characters of one condition; `all` shows the rest.
    private static let conditionLength = 100
    /// Leaves shown of a run.
    private static let shownLeaves = 12

    private let detail: Detail
    private let usesColor: Bool

    /// Makes a reporter.
    public init(detail: Detail = .findings, usesColor: Bool) {
        self.detail = detail
        self.usesColor = usesColor
    }

    /// The explanation, some lines of text with a line end.
    public func text(_ explanation: Explanation) -> String {
        let (report, page) = (explanation.report, explanation.page)
        var text = TextReporter(usesColor: usesColor).headline(report) + "\n"
        let site = page.ownSite.map { SafeText.defanged(host: $0) } ?? "unknown"
        text += "  read as \(report.charset); own site \(site)\n"
        text +=
            "  \(page.elements) elements, \(page.hiddenElements) hidden; \(page.links) links,"
            + " \(page.outboundLinks) to other sites; \(page.topicTerms) terms of word lists\n"
        if !report.limits.isEmpty {
            text += "  limits reached: \(report.limits.joined(separator: ", "))\n"
        }
        if !explanation.whyNothing.isEmpty {
            text += "\n  Nothing was found.\n"
            for reason in explanation.whyNothing { text += "  - \(SafeText.escaped(reason))\n" }
        }
        let shown = shownRuns(explanation)
        for (number, run) in shown.enumerated() { text += describe(run, number + 1) }
        if shown.count < explanation.runs.count {
            let rest = explanation.runs.count - shown.count
            text += "\n  \(rest) more \(rest == 1 ? "run" : "runs") looked at; --all shows them\n"
        }
        return text
    }

    private func shownRuns(_ explanation: Explanation) -> [Explanation.Run] {
        if detail == .all { return explanation.runs }
        let fired = explanation.runs.filter(\.hasFired)
        return fired.isEmpty ? Array(explanation.runs.prefix(Self.nearestRuns)) : fired
    }

    private func describe(_ run: Explanation.Run, _ number: Int) -> String {
        let range = run.ranges.first.map { "\($0.lowerBound)-\($0.upperBound)" } ?? ""
        let more = run.ranges.count > 1 ? " and \(run.ranges.count - 1) more" : ""
        var text = "\n" + paint("  run \(number): \(run.origin)", bold: true)
        text += ", line \(run.line), bytes \(range)\(more)\n"
        text += "    became   \(SafeText.escaped(run.outcome))\n"
        if let hiddenBy = run.hiddenBy { text += "    hidden   \(SafeText.escaped(hiddenBy))\n" }
        text += rules(of: run)
        text += signals(of: run)
        let limit = detail == .all ? run.leaves.count : Self.shownLeaves
        for leaf in run.leaves.prefix(limit) { text += describe(leaf) }
        if run.leafCount > limit {
            text += "             and \(run.leafCount - limit) more leaves\n"
        }
        return text
    }

    private func rules(of run: Explanation.Run) -> String {
        var text = ""
        for rule in run.rules where rule.hasFired {
            text +=
                "    fired    +\(TextReporter.number(rule.score))  \(rule.title)  "
                + "[\(rule.id)]\n"
        }
        let others = run.rules.filter { !$0.hasFired }
        for rule in detail == .all ? others[...] : others.prefix(Self.nearestRules) {
            text += "    not      \(rule.id): "
            let shown = rule.lacking.prefix(detail == .all ? .max : Self.shownConditions)
            text += SafeText.escaped(shown.map(shortened).joined(separator: "; "))
            if shown.count < rule.lacking.count { text += "; and more" }
            text += "\n"
        }
        if detail != .all, others.count > Self.nearestRules {
            text += "             and \(others.count - Self.nearestRules) rules further off\n"
        }
        return text
    }

    private func shortened(_ condition: String) -> String {
        guard detail != .all, condition.count > Self.conditionLength else { return condition }
        return condition.prefix(Self.conditionLength) + "…"
    }

    private func signals(of run: Explanation.Run) -> String {
        guard !run.signals.isEmpty else { return "" }
        let values = run.signals.map { signal in
            let value = signal.value
            let text = value == value.rounded() ? "\(Int(value))" : TextReporter.number(value)
            return "\(signal.name) \(text)"
        }
        return "    signals  " + values.joined(separator: ", ") + "\n"
    }

    private func describe(_ leaf: Explanation.Leaf) -> String {
        let score =
            leaf.score < 0 ? TextReporter.number(leaf.score) : "+" + TextReporter.number(leaf.score)
        var text = "    \(score.padded(to: 7))  line \(leaf.line)  \(leaf.kind)"
        if !leaf.text.isEmpty { text += "  “\(SafeText.defanged(leaf.text))”" }
        if !leaf.evidence.isEmpty {
            text += "  (" + SafeText.defanged(leaf.evidence.joined(separator: "; ")) + ")"
        }
        return text + "\n"
    }

    private func paint(_ text: String, bold: Bool) -> String {
        usesColor && bold ? "\u{1B}[1m\(text)\u{1B}[0m" : text
    }
}

extension String {
    /// With blanks in front, so that columns of numbers end alike.
    fileprivate func padded(to width: Int) -> String {
        String(repeating: " ", count: Swift.max(0, width - count)) + self
    }
}
