internal import WinnowBayes

/// What a rule asks of the Bayes model, and whether the rules at hand have it.
///
/// An example of such a rule was written with a model; without, it says nothing of the rule.
struct ModelNeeds {
    /// Whether the rule asks the model at all.
    let areThere: Bool
    /// Why the examples of the rule can't be tried; nil where they can.
    let unmet: String?

    /// - Complexity: Linear in the conditions of the rule and of those it refers to.
    init(_ rule: Rule, _ rules: RuleSet) {
        var needs = Needs()
        needs.add(rule, rules)
        areThere = !needs.kinds.isEmpty
        guard areThere else {
            unmet = nil
            return
        }
        guard let model = rules.model else {
            unmet = "the rule rests on the Bayes model, which is not loaded"
            return
        }
        let silent = needs.kinds.filter { model.kinds[Int($0.rawValue)].calibration == nil }
        unmet = BagKind.allCases.first(where: silent.contains).map {
            "the Bayes model does not score \($0.name)"
        }
    }

    /// The kinds of text whose scores are asked for.
    private struct Needs {
        var kinds: Set<BagKind> = []
        private var seen: Set<String> = []

        mutating func add(_ rule: Rule, _ rules: RuleSet) {
            guard seen.insert(rule.id).inserted else { return }
            add(rule.condition, rule.scope)
            for reference in rule.condition.references() where reference.index >= 0 {
                add(rules.rules[reference.index], rules)
            }
        }

        private mutating func add(_ condition: Condition, _ scope: Rule.Scope) {
            switch condition {
            case .all(let parts), .any(let parts): for part in parts { add(part, scope) }
            case .not(let part): add(part, scope)
            case .signal(.bayesSpam, _, _): kinds.insert(scope == .title ? .title : .anchors)
            case .signal(.bayesProse, _, _): kinds.insert(.prose)
            case .signal(.bayesHost, _, _): kinds.insert(.anchors)
            case .signal, .regex, .list, .rule: break
            }
        }
    }
}
