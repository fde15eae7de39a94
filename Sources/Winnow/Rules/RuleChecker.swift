internal import WinnowRegex
internal import Yams

/// Finds what is wrong with a rule beyond its form: what can never fire, costs too much or tests
/// nothing.
///
/// It walks the nodes of a rule beside ``RuleDecoder``, which says what is no rule at all; so what
/// has the wrong type or an unknown name is passed over here.
struct RuleChecker {
    /// Scores a rule may have; far more than decides anything.
    static let scores: ClosedRange<Float> = -100...100

    /// Targets in which every page has much text; an expression without a literal reads it all.
    private static let wideTargets: Set<String> = ["run-text", "page-text", "source", "script"]
    /// Scopes of which a page has many, or that are all of it.
    private static let wideScopes: Set<String> = ["run", "page", "raw"]

    private var document: YAMLDocument
    private var scope = Rule.Scope.run
    private var scopeName = "run"
    private var conditionCount = 0

    /// Notes what is wrong in a document.
    static func check(_ root: Node, _ document: inout YAMLDocument) {
        var checker = RuleChecker(document: document)
        checker.check(root)
        document = checker.document
    }

    private init(document: YAMLDocument) { self.document = document }

    private mutating func check(_ root: Node) {
        guard let mapping = root.mapping else { return }
        for (key, value) in mapping {
            switch key.string {
            case "title", "description": checkText(value, key.string ?? "")
            case "score": checkScore(value)
            case "examples": checkExamples(value)
            case "match":
                if let name = value.mapping?.value("scope")?.string {
                    scopeName = name
                    scope = Rule.Scope(rawValue: name) ?? .run
                }
                checkCondition(value, depth: 0)
            default: break
            }
        }
    }

    private mutating func checkText(_ node: Node, _ name: String) {
        guard let text = node.string, !text.contains(where: { !$0.isWhitespace }) else { return }
        document.add(
            .emptyText,
            "'\(name)' says nothing",
            at: node,
            hint: name == "title"
                ? "write a phrase that answers the report's \"why\""
                : "say what spammers do and how the rule recognises it"
        )
    }

    private mutating func checkScore(_ node: Node) {
        guard let score = node.decimal.map({ Float($0) }), !Self.scores.contains(score),
            abs(score) <= YAMLDocument.maximumNumber
        else { return }
        document.add(
            .badScore,
            "a score lies between \(Int(Self.scores.lowerBound)) and \(Int(Self.scores.upperBound))",
            at: node,
            hint: "3 is told and 6 is cut"
        )
    }

    // MARK: Conditions

    private mutating func checkCondition(_ node: Node, depth: Int) {
        conditionCount += 1
        guard depth <= RuleDecoder.maximumDepth, conditionCount <= RuleDecoder.maximumConditions,
            let mapping = node.mapping.map(NamedNodes.init)
        else { return }
        for name in ["all", "any", "not"] {
            guard let value = mapping.value(name) else { continue }
            let parts = value.sequence.map(Array.init) ?? [value]
            for part in parts { checkCondition(part, depth: depth + 1) }
        }
        if let name = mapping.value("signal"), let signal = name.string.flatMap(Signal.init(name:))
        {
            checkSignal(signal, name, mapping)
        }
        if let expression = mapping.value("regex") {
            checkExpression(expression, mapping.value("in"))
        }
        if let list = mapping.value("list"), let least = mapping.value("at_least") {
            checkCount(list, least)
        }
        checkUnused(mapping)
    }

    private mutating func checkSignal(_ signal: Signal, _ node: Node, _ mapping: NamedNodes) {
        if Rule.Scope(rawValue: scopeName) != nil, !signal.scopes.contains(scope) {
            let known = Rule.Scope.allCases.filter { signal.scopes.contains($0) }
                .map(\.rawValue).joined(separator: ", ")
            document.add(
                .unusedSignal,
                "the signal '\(signal.name)' is never set in the scope '\(scopeName)'",
                at: node,
                hint: "it is in: \(known)"
            )
        }
        for name in ["at_least", "at_most"] {
            guard let bound = mapping.value(name), let number = bound.decimal.map({ Float($0) }),
                !signal.range.contains(number)
            else { continue }
            document.add(
                .badBounds,
                "'\(signal.name)' is never \(name == "at_least" ? "as much" : "as little") as that",
                at: bound,
                hint: Self.words(signal.range)
            )
        }
        checkOrder(mapping)
    }

    /// Numbers as people write them, in what a bound must lie.
    private static func words(_ range: ClosedRange<Float>) -> String {
        range.upperBound.isFinite
            ? "it lies between \(Int(range.lowerBound)) and \(Int(range.upperBound))"
            : "it is \(Int(range.lowerBound)) and up"
    }

    private mutating func checkOrder(_ mapping: NamedNodes) {
        guard let least = mapping.value("at_least")?.decimal, let most = mapping.value("at_most"),
            let limit = most.decimal, least > limit
        else { return }
        document.add(
            .badBounds,
            "'at_least' is more than 'at_most': nothing lies between",
            at: most,
            hint: "swap them"
        )
    }

    private mutating func checkCount(_ list: Node, _ least: Node) {
        guard let number = least.decimal, number < 1 else { return }
        document.add(
            .badBounds,
            "a list is asked for at least 1 term",
            at: least,
            hint: "leave 'at_least' out, or put the condition under 'not'"
        )
    }

    /// Keys that the condition does not look at would be taken for something they are not.
    private mutating func checkUnused(_ mapping: NamedNodes) {
        let unused: [String]
        let kind: String
        if mapping.value("signal") != nil {
            (kind, unused) = ("signal", ["in"])
        } else if mapping.value("regex") != nil {
            (kind, unused) = ("regex", ["at_least", "at_most"])
        } else if mapping.value("list") != nil {
            (kind, unused) = ("list", ["at_most"])
        } else if mapping.value("rule") != nil {
            (kind, unused) = ("rule", ["in", "at_least", "at_most"])
        } else {
            return
        }
        for pair in mapping.pairs where unused.contains(pair.name) {
            document.add(
                .unknownKey,
                "'\(pair.name)' says nothing beside '\(kind)'",
                at: pair.key,
                hint: "leave it out"
            )
        }
    }

    private mutating func checkExpression(_ node: Node, _ targetNode: Node?) {
        // Of an expression that PCRE2 refuses nothing more is said.
        guard let source = node.string, !document.hasWrongRegex(at: node) else { return }
        if let offset = PatternLint(source).nestedRepeat {
            document.add(
                .nestedRepeat,
                "a repeat inside a repeat can share out the same text in very many ways",
                at: node,
                offset: offset,
                hint: "let each round begin with what the inner repeat can't take, or write '++'"
            )
        }
        guard let name = targetNode?.string, Self.wideTargets.contains(name),
            Self.wideScopes.contains(scopeName), let target = TextTarget(rawValue: name)
        else { return }
        if RequiredLiterals(source, isUTF8: target.isUTF8) == nil {
            document.add(
                .noLiteral,
                "the expression has no literal and would be tried on all of '\(name)'",
                at: node,
                hint: "write three letters in a row plainly, or name a narrower target"
            )
        }
    }

    // MARK: Examples

    private mutating func checkExamples(_ node: Node) {
        for name in ["match", "no_match"] {
            for item in node.mapping?.value(name)?.sequence.map(Array.init) ?? [] {
                let html = item.mapping?.value("html") ?? item
                if let text = html.string { checkMarks(text, html) }
            }
        }
    }

    private mutating func checkMarks(_ text: String, _ node: Node) {
        guard text.utf8.contains(0xE2) else { return }
        var isOpen = false
        var offset = 0
        for scalar in text.unicodeScalars {
            if scalar == "⟦" || scalar == "⟧" {
                guard isOpen != (scalar == "⟦") else {
                    document.add(
                        .unbalancedMarks,
                        isOpen ? "'⟦' inside marks" : "'⟧' without '⟦' before it",
                        at: node,
                        offset: offset,
                        hint: "marks come in pairs and do not nest"
                    )
                    return
                }
                isOpen.toggle()
            }
            offset += UTF8.width(scalar)
        }
        if isOpen {
            document.add(.unbalancedMarks, "'⟦' without '⟧' behind it", at: node, offset: offset)
        }
    }
}

extension Node {
    /// The number in it, as `float` tells it.
    ///
    /// Nearly all are written plainly, and those are read without Yams asking for infinities,
    /// underscores and numbers to the base of 60.
    var decimal: Double? {
        guard case .scalar(let scalar) = self, scalar.style == .plain,
            scalar.string.utf8.allSatisfy({ $0 &- 0x30 < 10 || $0 == 0x2E || $0 == 0x2D }),
            let number = Double(scalar.string)
        else { return float }
        return number
    }
}

/// The pairs of a mapping by name, for those that are asked for many.
private struct NamedNodes {
    let pairs: [(name: String, key: Node, value: Node)]

    init(_ mapping: Node.Mapping) {
        pairs = mapping.map { (name: $0.key.scalar?.string ?? "", key: $0.key, value: $0.value) }
    }

    func value(_ name: String) -> Node? {
        for index in pairs.indices where pairs[index].name == name { return pairs[index].value }
        return nil
    }
}

extension Node.Mapping {
    /// The value of a key; quicker than comparing nodes.
    func value(_ name: String) -> Node? { first { $0.key.scalar?.string == name }?.value }
}
