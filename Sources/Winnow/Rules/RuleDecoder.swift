internal import WinnowRegex
internal import Yams

/// Makes a ``Rule`` of a YAML file, and notes everything that is wrong with it.
struct RuleDecoder {
    static let keys = [
        "id", "title", "status", "technique", "description", "false_positives", "references",
        "evidence", "match", "score", "group", "one_shot", "level", "language", "clean", "examples",
    ]
    static let required = [
        "id", "title", "status", "technique", "description", "false_positives", "match", "score",
        "examples",
    ]

    /// Conditions inside one another that a rule may have.
    static let maximumDepth = 16
    /// Conditions of one rule; references within YAML could make many of few lines.
    static let maximumConditions = 1_000
    /// The levels of strictness.
    static let levels: ClosedRange<Float> = 1...3

    /// What came of a file.
    struct Decoded {
        /// The rule, unless something is wrong.
        var rule: Rule?
        /// Where it names other rules, and groups of the policy.
        var mentions: [RuleLinker.Mention]
        var diagnostics: [RuleDiagnostic]
    }

    var document: YAMLDocument
    /// The path of the file without its extension, which the id must equal.
    let expectedID: String
    /// Names of the word lists, by number.
    private let lists: [String]
    private var mentions: [RuleLinker.Mention] = []
    private var conditionCount = 0

    /// Reads a rule.
    ///
    /// - Parameters:
    ///   - file: The file, with what local layers change.
    ///   - lists: The names of the word lists, by number.
    /// - Returns: The rule, unless something is wrong, and what is.
    static func decode(_ file: RuleFile, lists: [String]) -> Decoded {
        var decoder = RuleDecoder(file, lists: lists)
        let rule = decoder.document.root().flatMap { root in
            let rule = decoder.rule(root)
            RuleChecker.check(root, &decoder.document)
            return rule
        }
        let diagnostics = decoder.document.diagnostics
        return Decoded(
            rule: diagnostics.isEmpty ? rule : nil,
            mentions: decoder.mentions,
            diagnostics: diagnostics
        )
    }

    private init(_ file: RuleFile, lists: [String]) {
        document = YAMLDocument(file)
        expectedID = file.id
        self.lists = lists
    }

    private mutating func rule(_ root: Node) -> Rule? {
        let pairs = document.pairs(of: root, in: "the rule", allowed: Self.keys)
        for key in Self.required where !pairs.contains(where: { $0.name == key }) {
            document.add(.missingKey, "the key '\(key)' is missing", at: root)
        }
        var rule = Rule(
            id: expectedID,
            title: "",
            status: .experimental,
            technique: .linkFarm,
            summary: "",
            falsePositives: [],
            references: [],
            scope: .run,
            condition: .all([]),
            score: 0,
            kinds: [],
            clean: .run,
            examples: []
        )
        var kinds: Set<EvidenceKind>?
        for (_, name, value) in pairs {
            switch name {
            case "id": readID(value)
            case "title": rule.title = document.string(value, name) ?? ""
            case "status":
                rule.status = document.choice(value, name, Rule.Status.self) ?? rule.status
            case "technique":
                rule.technique = document.choice(value, name, Technique.self) ?? rule.technique
            case "description": rule.summary = document.string(value, name) ?? ""
            case "false_positives": rule.falsePositives = document.strings(value, name)
            case "references": rule.references = document.strings(value, name)
            case "score": rule.score = document.number(value, name) ?? 0
            case "clean": rule.clean = document.choice(value, name, Rule.Clean.self) ?? .run
            case "evidence": kinds = readKinds(value)
            case "group": rule.group = readGroup(value)
            case "one_shot": rule.isOneShot = document.flag(value, name) ?? false
            case "level": rule.level = readLevel(value)
            case "language": rule.languages = readLanguages(value)
            case "match": readMatch(value, &rule)
            case "examples": rule.examples = readExamples(value)
            default: break
            }
        }
        rule.kinds = kinds ?? rule.condition.kinds
        rule.declaresKinds = kinds != nil
        return rule
    }

    private mutating func readGroup(_ node: Node) -> String? {
        guard let group = document.string(node, "group") else { return nil }
        mentions.append(
            RuleLinker.Mention(
                kind: .group,
                rule: expectedID,
                target: group,
                diagnostic: document.diagnostic(
                    .unknownValue,
                    "the policy has no group '\(group)'",
                    at: node
                )
            )
        )
        return group
    }

    private mutating func readLevel(_ node: Node) -> Int {
        guard let level = document.number(node, "level") else { return 1 }
        guard Self.levels.contains(level), level == level.rounded() else {
            document.add(.wrongType, "'level' must be 1, 2 or 3", at: node)
            return 1
        }
        return Int(level)
    }

    /// One BCP 47 tag or a list of them.
    private mutating func readLanguages(_ node: Node) -> [String] {
        let tags =
            node.sequence == nil
            ? [document.string(node, "language")].compactMap { $0 }
            : document.strings(node, "language")
        for tag in tags where !Self.isLanguage(tag) {
            document.add(
                .unknownValue,
                "'\(tag)' is no language tag",
                at: node,
                hint: "write a BCP 47 tag such as zh or pt-BR"
            )
        }
        return tags
    }

    private static func isLanguage(_ tag: String) -> Bool {
        let parts = tag.utf8.split(separator: 0x2D, omittingEmptySubsequences: false)
        guard let first = parts.first, (2...3).contains(first.count) else { return false }
        return parts.allSatisfy { part in
            (1...8).contains(part.count)
                && part.allSatisfy { ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 }
        }
    }

    private mutating func readID(_ node: Node) {
        guard let id = document.string(node, "id"), id != expectedID else { return }
        document.add(
            .idMismatch,
            "the id '\(id)' is not the path of the file",
            at: node,
            hint: "write 'id: \(expectedID)', or move the file"
        )
    }

    private mutating func readKinds(_ node: Node) -> Set<EvidenceKind> {
        var kinds: Set<EvidenceKind> = []
        for item in node.sequence.map(Array.init) ?? [node] {
            if let kind = document.choice(item, "evidence", EvidenceKind.self) {
                kinds.insert(kind)
            }
        }
        return kinds
    }

    // MARK: Conditions

    private mutating func readMatch(_ node: Node, _ rule: inout Rule) {
        let pairs = document.pairs(
            of: node,
            in: "'match'",
            allowed: ["scope", "all", "any", "not"]
        )
        guard !pairs.isEmpty else { return }
        var conditions: [Condition] = []
        for (_, name, value) in pairs {
            if name == "scope" {
                rule.scope = document.choice(value, name, Rule.Scope.self) ?? .run
            } else if let condition = group(name, value, depth: 1) {
                conditions.append(condition)
            }
        }
        if conditions.isEmpty {
            document.add(
                .missingKey,
                "'match' asks for nothing",
                at: node,
                hint: "add 'all' or 'any'"
            )
        }
        rule.condition = conditions.count == 1 ? conditions[0] : .all(conditions)
    }

    private mutating func group(_ name: String, _ node: Node, depth: Int) -> Condition? {
        if name == "not" { return condition(node, depth: depth).map { .not($0) } }
        guard let sequence = node.sequence else {
            document.add(.wrongType, "'\(name)' must be a list of conditions", at: node)
            return nil
        }
        if sequence.isEmpty {
            document.add(.missingKey, "'\(name)' asks for nothing", at: node)
        }
        var conditions: [Condition] = []
        for part in sequence where conditionCount <= Self.maximumConditions {
            if let condition = condition(part, depth: depth) { conditions.append(condition) }
        }
        return name == "any" ? .any(conditions) : .all(conditions)
    }

    /// The keys that say what a condition asks.
    static let kinds = ["all", "any", "not", "signal", "regex", "list", "rule"]

    private mutating func condition(_ node: Node, depth: Int) -> Condition? {
        guard depth < Self.maximumDepth else {
            document.add(.syntax, "conditions are nested too deep", at: node)
            return nil
        }
        conditionCount += 1
        guard conditionCount <= Self.maximumConditions else {
            if conditionCount == Self.maximumConditions + 1 {
                document.add(
                    .syntax,
                    "a rule has at most \(Self.maximumConditions) conditions",
                    at: node
                )
            }
            return nil
        }
        let pairs = document.pairs(
            of: node,
            in: "a condition",
            allowed: Self.kinds + ["at_least", "at_most", "in"]
        )
        guard
            let first = pairs.first(where: {
                Self.kinds.contains($0.name)
            })
        else {
            document.add(
                .missingKey,
                "a condition needs 'signal', 'regex', 'list', 'rule', 'all', 'any' or 'not'",
                at: node
            )
            return nil
        }
        for other in pairs where other.name != first.name && Self.kinds.contains(other.name) {
            document.add(
                .syntax,
                "a condition asks one thing: '\(first.name)' or '\(other.name)'",
                at: other.value,
                hint: "put them into 'all:'"
            )
        }
        let least = pairs.first { $0.name == "at_least" }?.value
        let most = pairs.first { $0.name == "at_most" }?.value
        let target = pairs.first { $0.name == "in" }?.value
        switch first.name {
        case "signal":
            guard let signal = signal(first.value) else {
                return nil
            }
            // A bare signal asks whether there is any of it.
            let fallback: Float = most == nil ? .leastNonzeroMagnitude : -.infinity
            return .signal(
                signal,
                atLeast: least.flatMap { document.number($0, "at_least") } ?? fallback,
                atMost: most.flatMap { document.number($0, "at_most") } ?? .infinity
            )
        case "regex": return regex(first.value, target)
        case "rule": return reference(first.value)
        case "list":
            guard let name = document.string(first.value, "list") else { return nil }
            guard let number = lists.firstIndex(of: name) else {
                document.add(
                    .unknownValue,
                    "there is no list '\(name)'",
                    at: first.value,
                    hint: YAMLDocument.suggestion(for: name, among: lists)
                )
                return nil
            }
            let atLeast = least.flatMap { document.number($0, "at_least") } ?? 1
            return .list(number, target: self.target(target, first.value), atLeast: Int(atLeast))
        default: return group(first.name, first.value, depth: depth + 1)
        }
    }

    private mutating func signal(_ node: Node) -> Signal? {
        guard let name = document.string(node, "signal") else { return nil }
        if let signal = Signal(name: name) { return signal }
        document.add(
            .unknownValue,
            "unknown signal '\(name)'",
            at: node,
            hint: YAMLDocument.suggestion(for: name, among: Signal.allCases.map(\.name))
        )
        return nil
    }

    private mutating func target(_ node: Node?, _ owner: Node) -> TextTarget {
        guard let node else {
            document.add(
                .missingKey,
                "the key 'in' is missing",
                at: owner,
                hint: "one of " + TextTarget.allCases.map(\.rawValue).joined(separator: ", ")
            )
            return .runText
        }
        return document.choice(node, "in", TextTarget.self) ?? .runText
    }

    private mutating func reference(_ node: Node) -> Condition? {
        guard let id = document.string(node, "rule") else { return nil }
        mentions.append(
            RuleLinker.Mention(
                kind: .rule,
                rule: expectedID,
                target: id,
                diagnostic: document.diagnostic(
                    .unknownValue,
                    "there is no rule '\(id)'",
                    at: node
                )
            )
        )
        return .rule(RuleReference(id: id))
    }

    private mutating func regex(_ node: Node, _ targetNode: Node?) -> Condition? {
        guard let source = document.string(node, "regex") else { return nil }
        if source.isEmpty {
            document.add(.badRegex, "the regular expression is empty", at: node)
            return nil
        }
        let target = self.target(targetNode, node)
        do {
            let pattern = try Pattern(source, isUTF8: target.isUTF8)
            return .regex(CompiledPattern(pattern), target: target)
        } catch {
            document.add(
                .badRegex,
                "the regular expression is wrong: \(error.message)",
                at: node,
                offset: error.offset,
                hint: "at character \(error.offset + 1)"
            )
            return nil
        }
    }
}
