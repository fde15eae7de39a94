/// Reasons why rules did not fire.
extension RuleMatcher {
    /// What every rule of a run's scope made of it: fired, or what it lacked, in words.
    mutating func outcomes(_ candidate: Candidate) -> [Explanation.RuleOutcome] {
        turn(to: candidate)
        return rules.indices(of: candidate.run.origin.scope).map { index in
            let rule = rules.rules[Int(index)]
            let lacking = lacking(rule.condition, rule)
            return Explanation.RuleOutcome(
                id: rule.id,
                title: rule.title,
                score: rule.status == .stable ? Double(rule.score) : 0,
                hasFired: lacking.isEmpty,
                conditions: rule.condition.count,
                lacking: lacking
            )
        }
    }

    /// The parts of a condition that are not met, in words; none when it is met.
    private mutating func lacking(
        _ condition: Condition,
        _ rule: Rule
    ) -> [String] {
        guard !isMet(condition, rule) else { return [] }
        switch condition {
        case .all(let parts):
            var result: [String] = []
            for part in parts { result += lacking(part, rule) }
            return result
        case .any(let parts):
            var branches: [String] = []
            for part in parts {
                branches.append(lacking(part, rule).joined(separator: " and "))
            }
            return ["one of: " + branches.joined(separator: "; or ")]
        case .not(let part): return ["must not be: \(Self.words(for: part, rules))"]
        case .signal(let signal, let least, let most):
            let value = value(of: signal)
            let has = "\(signal.name) is \(ConditionWords.number(value))"
            return [has + ", not " + ConditionWords.bounds(least, most)]
        case .regex, .list: return ["no " + Self.words(for: condition, rules)]
        case .rule: return [Self.words(for: condition, rules) + " did not fire"]
        }
    }

    /// A condition in words.
    private static func words(for condition: Condition, _ rules: RuleSet) -> String {
        switch condition {
        case .all(let parts): parts.map { words(for: $0, rules) }.joined(separator: " and ")
        case .any(let parts): parts.map { words(for: $0, rules) }.joined(separator: " or ")
        case .not(let part): "not " + words(for: part, rules)
        case .signal(let signal, let least, let most):
            "\(signal.name) \(ConditionWords.bounds(least, most))"
        case .regex(let compiled, let target):
            "match of '\(compiled.source.prefix(60))' in \(target.rawValue)"
        case .list(let list, let target, let least):
            "\(least) terms of list \(rules.lexicon.matcher.listNames[list]) in \(target.rawValue)"
        case .rule(let reference): "rule \(reference.id)"
        }
    }
}
