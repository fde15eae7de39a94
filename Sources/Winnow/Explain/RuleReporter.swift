/// Writes what a rule asks, in plain words, for people.
package struct RuleReporter: Sendable {
    /// Columns of a line of prose.
    private static let width = 80
    /// Characters of a condition; an expression may be much longer.
    private static let conditionLength = 160

    let rules: RuleSet
    let paint: Painter

    package init(_ rules: RuleSet, usesColor: Bool) {
        self.rules = rules
        paint = Painter(usesColor: usesColor)
    }

    /// The rule in words, some lines of text with a line end.
    package func text(_ rule: Rule) -> String {
        var lines = [paint(rule.id, .bold)]
        lines += Self.wrapped(rule.title, indent: 2) + [""]
        lines += facts(of: rule).map { "  \(paint(Self.padded($0.0), .dim))  \($0.1)" } + [""]
        lines += Self.wrapped(rule.summary, indent: 2)
        lines += ["", paint("It fires when", .bold)]
        lines += conditions(ConditionWords(rules).outline(rule.condition), depth: 1)
        lines += ["", paint("Honest pages that look alike", .bold)]
        lines += rule.falsePositives.flatMap { Self.wrapped($0, indent: 4, bullet: true) }
        if !rule.references.isEmpty {
            lines += ["", paint("References", .bold)]
            lines += rule.references.map { "  - " + SafeText.escaped($0) }
        }
        let matches = rule.examples.count { $0.matches }
        lines += [
            "", paint("Examples", .bold),
            "  \(matches) on which it must fire, \(rule.examples.count - matches) on which it must not",
        ]
        return lines.map { $0 + "\n" }.joined()
    }

    private func facts(of rule: Rule) -> [(String, String)] {
        let kinds = EvidenceKind.allCases.filter { rule.kinds.contains($0) }.map(\.rawValue)
        return [
            ("status", rule.status.rawValue + Self.meaning(of: rule.status)),
            ("technique", rule.technique.rawValue), ("scope", rule.scope.rawValue),
            ("score", ConditionWords.number(rule.score)),
            ("evidence", kinds.isEmpty ? "none" : kinds.joined(separator: ", ")),
            ("cuts", rule.clean.rawValue),
        ] + rule.conditionsOfUse.map { ($0.name, $0.value) }
    }

    private static func meaning(of status: Rule.Status) -> String {
        switch status {
        case .stable: ""
        case .experimental: ", adds nothing to a verdict"
        case .deprecated: ", never tried"
        }
    }

    private static func padded(_ word: String) -> String {
        word + String(repeating: " ", count: max(0, "technique".count - word.count))
    }

    private func conditions(_ trace: ConditionTrace, depth: Int) -> [String] {
        let indent = String(repeating: "  ", count: depth)
        return [indent + Self.shortened(trace.text) + (trace.parts.isEmpty ? "" : ":")]
            + trace.parts.flatMap { conditions($0, depth: depth + 1) }
    }

    /// A condition on one line, without what a terminal would act on.
    static func shortened(_ text: String) -> String {
        let short = text.prefix(conditionLength)
        return SafeText.escaped(String(short)) + (short.count < text.count ? "…" : "")
    }

    /// Prose in lines of a bounded width.
    static func wrapped(_ text: String, indent: Int, bullet: Bool = false) -> [String] {
        let margin = String(repeating: " ", count: indent)
        var lines: [String] = []
        var line = ""
        for word in SafeText.escaped(text.replacing("\n", with: " ")).split(separator: " ") {
            if !line.isEmpty, indent + line.count + 1 + word.count > width {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        if !line.isEmpty { lines.append(line) }
        return lines.enumerated().map { number, line in
            bullet && number == 0 ? String(margin.dropLast(2)) + "- " + line : margin + line
        }
    }
}

extension Rule {
    /// What is said of it beyond the usual, as name and value.
    var conditionsOfUse: [(name: String, value: String)] {
        var facts: [(name: String, value: String)] = []
        if level > 1 { facts.append(("level", "\(level)")) }
        if let group { facts.append(("group", group)) }
        if isOneShot { facts.append(("one_shot", "true")) }
        if !languages.isEmpty { facts.append(("language", languages.joined(separator: ", "))) }
        return facts
    }
}
