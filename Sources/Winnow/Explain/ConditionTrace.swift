/// A condition of a rule in words, the conditions it is made of, and what became of it on a run.
package struct ConditionTrace: Sendable, Equatable {
    /// How the conditions that one is made of decide about it.
    package enum Kind: Sendable {
        case all
        case any
        case not
        /// It is made of none.
        case single
    }

    package var kind: Kind
    /// What is asked, such as `foreign-links is at least 3`.
    package var text: String
    /// Whether it holds; nil when it was not tried on anything.
    package var holds: Bool?
    /// What was there: a signal's value, the text that matched, the terms found.
    package var actual: String?
    /// The conditions it is made of, in their order.
    package var parts: [ConditionTrace] = []

    /// How much of it holds, 0 to 1.
    package var closeness: Double {
        if holds == true { return 1 }
        switch kind {
        case .single, .not: return 0
        case .any: return parts.map(\.closeness).max() ?? 0
        case .all:
            return parts.reduce(0) { $0 + $1.closeness } / Double(max(parts.count, 1))
        }
    }
}

/// Says conditions in words.
package struct ConditionWords {
    private let listNames: [String]
    private let code: @Sendable (String) -> String

    /// Makes a speaker for the conditions of a rule set.
    ///
    /// - Parameters:
    ///   - rules: The rules, for the names of their lists.
    ///   - code: How names and expressions are written, such as between backticks.
    package init(_ rules: RuleSet, code: @escaping @Sendable (String) -> String = { $0 }) {
        listNames = rules.lexicon.matcher.listNames
        self.code = code
    }

    /// The condition as a tree, not tried on anything.
    ///
    /// - Complexity: Linear in the condition.
    package func outline(_ condition: Condition) -> ConditionTrace {
        var trace = self.trace(condition)
        switch condition {
        case .all(let parts), .any(let parts): trace.parts = parts.map(outline)
        case .not(let part): trace.parts = [outline(part)]
        default: break
        }
        return trace
    }

    /// The condition without those it is made of, not tried on anything.
    func trace(_ condition: Condition) -> ConditionTrace {
        let kind: ConditionTrace.Kind =
            switch condition {
            case .all: .all
            case .any: .any
            case .not: .not
            default: .single
            }
        return ConditionTrace(kind: kind, text: text(condition))
    }

    /// The condition in words, without those it is made of.
    package func text(_ condition: Condition) -> String {
        switch condition {
        case .all: "all of these"
        case .any: "at least one of these"
        case .not: "not"
        case .signal(let signal, let least, let most):
            code(signal.name) + " is " + Self.bounds(least, most)
        case .regex(let compiled, let target):
            "\(code(compiled.source)) matches in \(code(target.rawValue))"
        case .list(let list, let target, let least):
            "\(code(target.rawValue)) has "
                + (least == 1 ? "a term" : "\(least) different terms")
                + " of the list \(code(listNames[list]))"
        case .rule(let reference): "the rule \(code(reference.id)) fires"
        }
    }

    /// The bounds of a signal, such as `at least 3`.
    static func bounds(_ least: Float, _ most: Float) -> String {
        if least == .leastNonzeroMagnitude { return "above 0" }
        if least == most { return number(least) }
        if most == .infinity { return "at least \(number(least))" }
        return least == -.infinity
            ? "at most \(number(most))" : "from \(number(least)) to \(number(most))"
    }

    /// A number with as many digits as it needs, three at the most.
    package static func number(_ value: Float) -> String {
        let thousandths = Int((Double(value) * 1_000).rounded())
        let rest = abs(thousandths) % 1_000
        let sign = thousandths < 0 ? "-" : ""
        guard rest > 0 else { return "\(sign)\(abs(thousandths) / 1_000)" }
        var digits = String(rest + 1_000).dropFirst()
        while digits.last == "0" { digits.removeLast() }
        return "\(sign)\(abs(thousandths) / 1_000).\(digits)"
    }

    /// The signals a condition asks for, by their order in the registry.
    package static func signals(of condition: Condition) -> [Signal] {
        var found: Set<Signal> = []
        collect(condition, &found)
        return Signal.allCases.filter { found.contains($0) }
    }

    private static func collect(_ condition: Condition, _ found: inout Set<Signal>) {
        switch condition {
        case .all(let parts), .any(let parts): for part in parts { collect(part, &found) }
        case .not(let part): collect(part, &found)
        case .signal(let signal, _, _): found.insert(signal)
        default: break
        }
    }
}
