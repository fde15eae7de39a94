internal import Yams

/// Makes a ``Policy`` of `policy.yaml`.
struct PolicyDecoder {
    /// The keys of the file.
    static let keys = [
        "version", "suspicious", "cut", "minimum_kinds", "minimum_host_text", "maximum_cut_share",
        "level", "scores", "groups", "leaf", "model",
    ]

    /// What numbers lie between.
    private static let bounds: [String: ClosedRange<Float>] = [
        "suspicious": 0...1_000, "cut": 0...1_000, "minimum_kinds": 1...6,
        "minimum_host_text": 0...1_000_000, "maximum_cut_share": 0...1, "level": 1...3,
    ]

    /// The keys of `leaf`, each with the weight it sets.
    static let leafKeys: [(String, any WritableKeyPath<LeafWeights, Float> & Sendable)] = [
        ("foreign_link", \.foreignLink), ("unknown_link", \.unknownLink),
        ("well_known_link", \.wellKnownLink), ("own_link", \.ownLink), ("dead_link", \.deadLink),
        ("anchor_topic", \.anchorTopic), ("target_topic", \.targetTopic),
        ("dofollow", \.dofollow), ("hidden", \.hidden), ("outside", \.outside),
        ("prose", \.prose), ("text_topic", \.textTopic), ("label", \.label), ("media", \.media),
        ("model_row", \.modelRow),
    ]

    /// The keys of `model`, each with the number it sets.
    static let modelKeys: [(String, any WritableKeyPath<Policy.ModelPolicy, Float> & Sendable)] = [
        ("minimum_documents", \.minimumDocuments), ("maximum_imbalance", \.maximumImbalance),
        ("row", \.row),
    ]

    /// Reads a policy.
    ///
    /// - Returns: The policy, defaults where the file is silent, and what is wrong with the file.
    static func decode(
        _ file: RuleFile
    ) -> (policy: Policy, version: String, diagnostics: [RuleDiagnostic]) {
        var document = YAMLDocument(file)
        var policy = Policy()
        var version = ""
        guard let root = document.root() else {
            return (policy, version, document.diagnostics)
        }
        let pairs = document.pairs(
            of: root,
            in: "the policy",
            allowed: keys
        )
        for (_, name, value) in pairs {
            switch name {
            case "version": version = document.string(value, name) ?? ""
            case "scores":
                guard let mapping = value.mapping else {
                    document.add(.wrongType, "'scores' must be a mapping", at: value)
                    continue
                }
                for (key, score) in mapping {
                    guard let id = key.string, let number = document.number(score, id) else {
                        continue
                    }
                    policy.scores[id] = number
                }
            case "groups": readGroups(value, &document, &policy)
            case "leaf": read(value, name, leafKeys, &document, &policy.leaf)
            case "model": read(value, name, modelKeys, &document, &policy.model)
            default:
                guard let number = document.number(value, name) else { continue }
                if let bounds = bounds[name], !bounds.contains(number) {
                    document.add(
                        .badBounds,
                        "'\(name)' is out of bounds",
                        at: value,
                        hint: "it lies between \(ConditionWords.number(bounds.lowerBound)) and"
                            + " \(ConditionWords.number(bounds.upperBound))"
                    )
                }
                set(name, number, &policy)
            }
        }
        if policy.cut < policy.suspicious {
            document.add(.badBounds, "'cut' is below 'suspicious'", at: root)
        }
        return (policy, version, document.diagnostics)
    }

    /// Reads a mapping of numbers.
    private static func read<Value>(
        _ node: Node,
        _ name: String,
        _ keys: [(String, any WritableKeyPath<Value, Float> & Sendable)],
        _ document: inout YAMLDocument,
        _ value: inout Value
    ) {
        for (_, key, node) in document.pairs(of: node, in: "'\(name)'", allowed: keys.map(\.0)) {
            guard let path = keys.first(where: { $0.0 == key })?.1,
                let number = document.number(node, key)
            else { continue }
            value[keyPath: path] = number
        }
    }

    private static func readGroups(
        _ node: Node,
        _ document: inout YAMLDocument,
        _ policy: inout Policy
    ) {
        guard let mapping = node.mapping else {
            document.add(.wrongType, "'groups' must be a mapping", at: node)
            return
        }
        for (key, value) in mapping {
            guard let name = key.string else { continue }
            let pairs = document.pairs(of: value, in: "a group", allowed: ["cap"])
            guard let cap = pairs.first.flatMap({ document.number($0.value, "cap") }) else {
                document.add(.missingKey, "the group '\(name)' needs a 'cap'", at: key)
                continue
            }
            policy.groups[name] = Policy.Group(cap: cap)
        }
    }

    private static func set(_ name: String, _ number: Float, _ policy: inout Policy) {
        switch name {
        case "suspicious": policy.suspicious = number
        case "cut": policy.cut = number
        case "minimum_kinds": policy.minimumKinds = Int(number)
        case "minimum_host_text": policy.minimumHostText = Int(number)
        case "level": policy.level = Int(number)
        case "maximum_cut_share": policy.maximumCutShare = number
        default: break
        }
    }
}
