internal import WinnowRegex

/// What a rule asks of a run.
package indirect enum Condition: Sendable {
    case all([Condition])
    case any([Condition])
    case not(Condition)
    /// A signal within bounds; both ends belong to them.
    case signal(Signal, atLeast: Float, atMost: Float)
    /// A regular expression that must match a text of the run.
    case regex(CompiledPattern, target: TextTarget)
    /// A word list of which the texts of the run must hold so many different terms.
    case list(Int, target: TextTarget, atLeast: Int)
    /// Another rule that must fire, on this run or, when it is of another scope, on the page.
    case rule(RuleReference)

    /// How many conditions it is made of at the top.
    var count: Int {
        if case .all(let parts) = self { parts.count } else { 1 }
    }

    /// The kinds of evidence the condition rests on, negations left out; those of rules that it
    /// refers to are added when these are known.
    package var kinds: Set<EvidenceKind> {
        switch self {
        case .all(let conditions), .any(let conditions):
            conditions.reduce(into: []) { $0.formUnion($1.kinds) }
        case .not, .rule: []
        case .signal(let signal, _, _): signal.kind.map { [$0] } ?? []
        case .regex(_, let target): target.kind.map { [$0] } ?? []
        case .list: [.topic]
        }
    }

    /// Visits every regular expression and reference in it, which may be replaced.
    mutating func forEachLeaf(_ visit: (inout Condition) -> Void) {
        switch self {
        case .all(var parts):
            for index in parts.indices { parts[index].forEachLeaf(visit) }
            self = .all(parts)
        case .any(var parts):
            for index in parts.indices { parts[index].forEachLeaf(visit) }
            self = .any(parts)
        case .not(var part):
            part.forEachLeaf(visit)
            self = .not(part)
        case .signal, .regex, .list, .rule: visit(&self)
        }
    }

    /// The rules it refers to.
    ///
    /// - Parameter asked: Whether only those count that must fire, not those that must not.
    /// - Returns: The references, in the order in which they stand.
    func references(asked: Bool = false) -> [RuleReference] {
        switch self {
        case .all(let parts), .any(let parts): parts.flatMap { $0.references(asked: asked) }
        case .not(let part): asked ? [] : part.references()
        case .rule(let reference): [reference]
        case .signal, .regex, .list: []
        }
    }
}

/// A regular expression of a rule; the wrapper keeps PCRE2's types out of this module's surface.
package struct CompiledPattern: Sendable {
    let pattern: Pattern
    /// Its number among the expressions of the rule set, given when all rules are known.
    var number = -1

    init(_ pattern: Pattern) { self.pattern = pattern }

    /// The expression as it was written.
    package var source: String { pattern.source }
}

/// A rule named by another.
package struct RuleReference: Sendable, Equatable {
    package var id: String
    /// Its index in the rule set, set when all rules are known.
    package var index = -1

    package init(id: String) { self.id = id }
}
