internal import Yams

/// Makes a ``Policy``, and its profiles, of `policy.yaml`.
struct PolicyDecoder {
    /// The keys of the file.
    static let keys = [
        "version", "profile", "suspicious", "cut", "marker_cut", "minimum_kinds",
        "minimum_host_text", "maximum_cut_share", "level", "scores", "groups", "leaf", "model",
        "confidence", "profiles",
    ]

    /// What numbers lie between.
    private static let bounds: [String: ClosedRange<Float>] = [
        "suspicious": 0...1_000, "cut": 0...1_000, "marker_cut": 0...1_000,
        "minimum_kinds": 1...6,
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

    /// What came of the file.
    struct Decoded {
        var profiles = PolicyProfiles()
        var version = ""
        var diagnostics: [RuleDiagnostic] = []

        /// The policy outside of profiles.
        var policy: Policy { profiles.base }
    }

    /// Keys that a profile can't change: they say which rules these are, or what was measured.
    private static let commonKeys = ["version", "profile", "profiles", "confidence"]

    /// Reads a policy.
    ///
    /// - Returns: The policy, defaults where the file is silent, and what is wrong with the file.
    static func decode(_ file: RuleFile) -> Decoded {
        var document = YAMLDocument(file)
        var decoded = Decoded()
        if let root = document.root() {
            var base = Policy()
            let pairs = document.pairs(of: root, in: "the policy", allowed: keys)
            for (_, name, value) in pairs {
                switch name {
                case "version": decoded.version = document.string(value, name) ?? ""
                case "profile", "profiles": break
                case "confidence": ConfidenceDecoder.read(value, &document, &base.confidence)
                default: read(value, name, &document, &base)
                }
            }
            checkCut(base, root, &document)
            decoded.profiles.base = base
            // Profiles change what the whole of the file says, wherever in it they stand.
            for (_, name, value) in pairs where name == "profiles" {
                readProfiles(value, &document, &decoded.profiles)
            }
            for (_, name, value) in pairs where name == "profile" {
                choose(value, &document, &decoded.profiles)
            }
        }
        decoded.diagnostics = document.diagnostics
        return decoded
    }

    private static func readProfiles(
        _ node: Node,
        _ document: inout YAMLDocument,
        _ profiles: inout PolicyProfiles
    ) {
        guard let mapping = node.mapping else {
            document.add(.wrongType, "'profiles' must be a mapping", at: node)
            return
        }
        guard mapping.count <= PolicyProfiles.maximum else {
            let most = PolicyProfiles.maximum
            document.add(.badBounds, "there are more than \(most) profiles", at: node)
            return
        }
        let allowed = keys.filter { !commonKeys.contains($0) }
        for (key, value) in mapping {
            guard let name = key.string else {
                document.add(.unknownKey, "the name of a profile must be a word", at: key)
                continue
            }
            var policy = profiles.base
            for (_, key, node) in document.pairs(of: value, in: "a profile", allowed: allowed) {
                if key == "groups" { checkGroups(node, &document, profiles.base) }
                read(node, key, &document, &policy)
            }
            checkCut(policy, value, &document)
            profiles.named[name] = policy
        }
    }

    /// A group that only a profile knows can be no rule's.
    private static func checkGroups(
        _ node: Node,
        _ document: inout YAMLDocument,
        _ base: Policy
    ) {
        for (key, _) in node.mapping ?? [:] {
            guard let name = key.string, base.groups[name] == nil else { continue }
            document.add(
                .unknownValue,
                "the policy has no group '\(name)'",
                at: key,
                hint: YAMLDocument.suggestion(for: name, among: base.groups.keys.sorted())
            )
        }
    }

    private static func choose(
        _ node: Node,
        _ document: inout YAMLDocument,
        _ profiles: inout PolicyProfiles
    ) {
        guard let name = document.string(node, "profile") else { return }
        guard profiles[name] == nil else {
            profiles.chosen = name
            return
        }
        document.add(
            .unknownValue,
            "there is no profile '\(name)'",
            at: node,
            hint: YAMLDocument.suggestion(for: name, among: profiles.names)
        )
    }

    private static func checkCut(
        _ policy: Policy,
        _ node: Node,
        _ document: inout YAMLDocument
    ) {
        if policy.cut < policy.suspicious {
            document.add(.badBounds, "'cut' is below 'suspicious'", at: node)
        }
        if let cut = policy.markerCut, cut < policy.suspicious {
            document.add(.badBounds, "'marker_cut' is below 'suspicious'", at: node)
        }
    }

    /// Reads what a key sets, in the policy itself or in a profile.
    private static func read(
        _ value: Node,
        _ name: String,
        _ document: inout YAMLDocument,
        _ policy: inout Policy
    ) {
        switch name {
        case "scores":
            guard let mapping = value.mapping else {
                document.add(.wrongType, "'scores' must be a mapping", at: value)
                return
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
            guard let number = document.number(value, name) else { return }
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
        case "marker_cut": policy.markerCut = number
        case "minimum_kinds": policy.minimumKinds = Int(number)
        case "minimum_host_text": policy.minimumHostText = Int(number)
        case "level": policy.level = Int(number)
        case "maximum_cut_share": policy.maximumCutShare = number
        default: break
        }
    }
}
