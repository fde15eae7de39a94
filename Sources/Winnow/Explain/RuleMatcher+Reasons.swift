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
        case .signal(let signal, let least, _):
            let value = value(of: signal)
            let has = "\(signal.name) is \(Self.number(value))"
            let wants = Self.words(for: condition, rules).dropFirst(signal.name.count)
            return [value < least || value > least ? has + "," + wants : has]
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
            if least == .leastNonzeroMagnitude {
                "\(signal.name) above 0"
            } else if most == .infinity {
                "\(signal.name) at least \(number(least))"
            } else if least == -.infinity {
                "\(signal.name) at most \(number(most))"
            } else {
                "\(signal.name) from \(number(least)) to \(number(most))"
            }
        case .regex(let compiled, let target):
            "match of '\(compiled.source.prefix(60))' in \(target.rawValue)"
        case .list(let list, let target, let least):
            "\(least) terms of list \(rules.lexicon.matcher.listNames[list]) in \(target.rawValue)"
        case .rule(let reference): "rule \(reference.id)"
        }
    }

    /// A number with as many digits as it needs, three at the most.
    private static func number(_ value: Float) -> String {
        let thousandths = Int((Double(value) * 1_000).rounded())
        var text = "\(thousandths / 1_000)"
        let rest = abs(thousandths) % 1_000
        if rest > 0 {
            var digits = String(rest + 1_000).dropFirst()
            while digits.last == "0" { digits.removeLast() }
            text += "." + digits
        }
        return text
    }
}
