internal import WinnowHTML
internal import WinnowRegex

/// The expressions by which rules themselves point at places of a page.
///
/// A rule is tested on the runs that scores, hiding and marks propose. What a rule's expression
/// matches is a proposal, too: the element whose start tag it matches, the anchor or text it
/// matches and the smallest block around it, the comment, the bytes. So a new rule can find what
/// nothing else proposes. An expression is tried only where its literals stand.
struct RuleSeeds: Sendable {
    /// Places of one page that are taken up.
    static let maximumSeeds = 500
    /// Links or comments that are tried against expressions without a literal.
    static let maximumTargets = 50_000

    struct Seed: Sendable {
        var compiled: CompiledPattern
        var target: TextTarget
        /// Of an expression on comments: where these stand, by the rule's own signals.
        var zones = Zone.all
    }

    /// By index of the rule.
    let seeds: [[Seed]]
    /// By index of the rule: whether it asks for what the page as a whole holds.
    let readsPage: [Bool]

    /// Takes up the expressions of rules; those a rule refuses point at nothing.
    ///
    /// Nor does an expression without a rare literal, but for one on hosts, paths or comments: it
    /// would have to be tried everywhere.
    init(_ rules: [Rule], _ index: LiteralIndex) {
        readsPage = rules.map { $0.scope == .page && Self.readsText($0.condition) }
        seeds = rules.map { rule in
            var found: [Seed] = []
            Self.collect(rule.condition, rule.scope, index, into: &found)
            let zones = Zone.all.filter { rule.condition.mayHold(in: $0) }
            for place in found.indices where found[place].target == .comment {
                found[place].zones = zones
            }
            return found
        }
    }

    private static func readsText(_ condition: Condition) -> Bool {
        switch condition {
        case .all(let parts), .any(let parts): parts.contains(where: readsText)
        case .not(let part): readsText(part)
        case .signal(let signal, _, _): signal.scopes != [.page]
        case .regex, .list, .rule: true
        }
    }

    private static func collect(
        _ condition: Condition,
        _ scope: Rule.Scope,
        _ index: LiteralIndex,
        into seeds: inout [Seed]
    ) {
        switch condition {
        case .all(let parts), .any(let parts):
            for part in parts { collect(part, scope, index, into: &seeds) }
        case .not, .signal, .list, .rule: break
        case .regex(let compiled, let target):
            let isKnown = index.entries[compiled.number].literals != nil
            let isNarrow = target.domain == .links || target == .comment || target == .title
            if target.isSeed(of: scope), isKnown || isNarrow {
                seeds.append(Seed(compiled: compiled, target: target))
            }
        }
    }
}

extension Zone {
    /// All parts of a page.
    static let all: Set<Zone> = [.beforeDocument, .head, .body, .afterBody, .afterDocument]
}

extension Condition {
    /// False where a signal asked for says that nothing in a part of a page is meant.
    fileprivate func mayHold(in zone: Zone) -> Bool {
        switch self {
        case .all(let parts): return parts.allSatisfy { $0.mayHold(in: zone) }
        case .any(let parts): return parts.contains { $0.mayHold(in: zone) }
        case .not, .regex, .list, .rule: return true
        case .signal(let signal, let least, let most):
            let place: Zone
            switch signal {
            case .beforeDocument: place = .beforeDocument
            case .inHead: place = .head
            case .afterBody: place = .afterBody
            case .afterDocument: place = .afterDocument
            default: return true
            }
            return (least...max(least, most)).contains(place == zone ? 1 : 0)
        }
    }
}

extension TextTarget {
    /// True for texts that say where in a page a rule of this scope points.
    fileprivate func isSeed(of scope: Rule.Scope) -> Bool {
        switch self {
        case .attributes, .anchorText, .runText, .linkHost, .linkPath: scope == .run
        case .comment: scope == .comment
        case .title: scope == .title
        case .source: scope == .raw
        case .script, .meta, .pageText: false
        }
    }
}
