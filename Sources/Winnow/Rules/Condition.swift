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
    /// A word list of which a text of the run must hold so many different terms.
    case list(Int, target: TextTarget, atLeast: Int)

    /// How many conditions it is made of at the top.
    var count: Int {
        if case .all(let parts) = self { parts.count } else { 1 }
    }

    /// The kinds of evidence the condition rests on, negations left out.
    package var kinds: Set<EvidenceKind> {
        switch self {
        case .all(let conditions), .any(let conditions):
            conditions.reduce(into: []) { $0.formUnion($1.kinds) }
        case .not: []
        case .signal(let signal, _, _): signal.kind.map { [$0] } ?? []
        case .regex(_, let target): target.kind.map { [$0] } ?? []
        case .list: [.topic]
        }
    }
}

/// A regular expression of a rule; the wrapper keeps PCRE2's types out of this module's surface.
package struct CompiledPattern: Sendable {
    let pattern: Pattern
    /// Numbers of the literals of which a text must hold one, in the rule set's screen for that
    /// kind of text; nil where nothing is known or the text is not screened.
    let literals: [Int]?

    init(_ pattern: Pattern, literals: [Int]? = nil) {
        self.pattern = pattern
        self.literals = literals
    }
}

/// Which text of a run a regular expression or a list is tried on.
package enum TextTarget: String, Sendable, CaseIterable {
    /// The texts of the run's anchors, one a line.
    case anchorText = "anchor-text"
    /// All text of the run, one leaf a line.
    case runText = "run-text"
    /// The targets of the run's anchors, one a line.
    case linkTarget = "link-target"
    /// The page's title.
    case title
    /// The content of the script.
    case script
    /// The body of a comment of the markup.
    case comment
    /// The start tags of the run's elements, as written.
    case attributes
    /// The bytes of the run, as written.
    case source

    /// True for texts that are screened for literals before anything else is asked of them.
    var isScreened: Bool { self == .script || self == .comment }

    /// What a match in it is evidence of, when the rule does not say.
    var kind: EvidenceKind? {
        switch self {
        case .attributes, .source, .script, .comment: .kitMarker
        case .anchorText, .runText, .linkTarget, .title: .topic
        }
    }
}
