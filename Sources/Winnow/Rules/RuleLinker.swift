/// Ties the rules of a set together: references to their rules, expressions to numbers, and the
/// stage at which each rule can be tried.
struct RuleLinker {
    /// Rules that lead from one to the next by reference.
    static let maximumStages = 8

    /// What a rule names, as it stands in its file, with the diagnostic that an unknown name would be.
    struct Mention {
        /// What is named.
        enum Kind { case rule, group }

        var kind: Kind
        var rule: String
        var target: String
        var diagnostic: RuleDiagnostic
    }

    private(set) var rules: [Rule]
    /// By rule: 0 for one that needs no other on the page, else one more than the latest it needs.
    private(set) var stages: [Int]
    /// True for rules that some rule of another scope refers to.
    private(set) var isNeededByPage: [Bool]
    /// How many regular expressions there are.
    private(set) var patternCount = 0
    private(set) var diagnostics: [RuleDiagnostic] = []
    /// True when every reference leads to a rule, and none in a circle.
    private(set) var isSound = true

    private enum Visit { case no, open, done }
    private let indices: [String: Int]
    private var visits: [Visit]
    /// By rule: how many rules stand one behind the other in its references.
    private var depths: [Int]

    /// Links rules.
    ///
    /// - Parameters:
    ///   - rules: The rules, sorted by id.
    ///   - mentions: Where rules name others, and groups.
    ///   - groups: The groups that the policy knows.
    /// - Complexity: Linear in rules and references.
    init(_ rules: [Rule], mentions: [Mention], groups: [String]) {
        self.rules = rules
        stages = [Int](repeating: 0, count: rules.count)
        isNeededByPage = [Bool](repeating: false, count: rules.count)
        visits = [Visit](repeating: .no, count: rules.count)
        depths = [Int](repeating: 0, count: rules.count)
        indices = Dictionary(
            rules.enumerated().map { ($1.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        for mention in mentions {
            let known = mention.kind == .rule ? rules.map(\.id) : groups
            guard !known.contains(mention.target) else { continue }
            var diagnostic = mention.diagnostic
            diagnostic.hint = YAMLDocument.suggestion(for: mention.target, among: known)
            diagnostics.append(diagnostic)
        }
        for index in self.rules.indices { number(index) }
        for index in self.rules.indices { visit(index, mentions) }
    }

    private mutating func number(_ index: Int) {
        var next = patternCount
        let indices = indices
        rules[index].condition.forEachLeaf { condition in
            switch condition {
            case .regex(var compiled, let target):
                compiled.number = next
                next += 1
                condition = .regex(compiled, target: target)
            case .rule(var reference):
                reference.index = indices[reference.id] ?? -1
                isSound = isSound && reference.index >= 0
                condition = .rule(reference)
            default: break
            }
        }
        patternCount = next
    }

    /// Follows a rule's references before itself.
    ///
    /// The depth is bounded by the number of rules, and a chain longer than `maximumStages` is a
    /// mistake, so it ends early.
    private mutating func visit(_ index: Int, _ mentions: [Mention], depth: Int = 0) {
        guard visits[index] == .no else { return }
        visits[index] = .open
        for reference in rules[index].condition.references() where reference.index >= 0 {
            let isCircle = visits[reference.index] == .open
            if isCircle || depth >= Self.maximumStages {
                report(index, reference, isCircle, mentions)
                continue
            }
            visit(reference.index, mentions, depth: depth + 1)
            depths[index] = max(depths[index], depths[reference.index] + 1)
            if depths[index] > Self.maximumStages {
                report(index, reference, false, mentions)
                depths[index] = 0
                continue
            }
            let isOther = rules[reference.index].scope != rules[index].scope
            if isOther { isNeededByPage[reference.index] = true }
            stages[index] = max(stages[index], stages[reference.index] + (isOther ? 1 : 0))
        }
        for reference in rules[index].condition.references(asked: true)
        where reference.index >= 0 && !rules[index].declaresKinds {
            rules[index].kinds.formUnion(rules[reference.index].kinds)
        }
        visits[index] = .done
    }

    private mutating func report(
        _ index: Int,
        _ reference: RuleReference,
        _ isCircle: Bool,
        _ mentions: [Mention]
    ) {
        isSound = false
        let mention = mentions.first {
            $0.kind == .rule && $0.rule == rules[index].id && $0.target == reference.id
        }
        guard var diagnostic = mention?.diagnostic else { return }
        diagnostic.code = .circularRule
        diagnostic.message =
            isCircle
            ? "the rules '\(rules[index].id)' and '\(reference.id)' refer to each other"
            : "more than \(Self.maximumStages) rules refer to one another in a row"
        diagnostic.hint = "a rule may only refer to rules that can do without it"
        diagnostics.append(diagnostic)
    }
}
