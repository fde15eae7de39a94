package import WinnowBayes

/// Rules, word lists and policy, compiled: immutable, shared by all scans.
///
/// Load once, scan often. Reloading is making a new set and using it in place of the old one.
public struct RuleSet: Sendable {
    /// The version the folder gives itself.
    public let version: String
    /// SHA-256 over all files of the folder, its model included, in hexadecimal.
    public let sha256: String
    /// The profile of the policy that is in force.
    public let profile: String
    /// With the scores that the policy gives them.
    package private(set) var rules: [Rule]
    /// By rule: the score that its own file gives it.
    private let ownScores: [Float]
    package let lexicon: Lexicon
    /// The Bayes model, without the kinds of text that the policy does not listen to.
    package let model: BayesModel?
    package private(set) var policy: Policy
    /// The policy as it is outside of profiles, by which the rules' examples are judged.
    package let basePolicy: Policy
    /// What is known to be honest.
    package let allowed: AllowList
    /// How many word lists were read.
    package let listCount: Int
    package let wellKnownDomains: [String]
    /// What the rules' expressions need to stand in a page.
    private(set) var literals: LiteralIndex
    /// The places that rules' own expressions point at.
    private(set) var seeds: RuleSeeds
    /// By rule: when it is tried; rules that need others of another scope come later.
    let stages: [Int]
    /// By rule: whether rules of another scope need to know that it fired.
    let isNeededByPage: [Bool]
    /// By rule: whether it is tried at all.
    private(set) var isInForce: [Bool]
    /// The last stage of all.
    let lastStage: Int
    /// By scope: the rules in force.
    private var rulesByScope: [[Int32]]
    /// How many regular expressions the rules have.
    private let patternCount: Int

    /// Files and folders of a rule folder that are read.
    package static let maximumFiles = 20_000
    /// Bytes of the largest file that is read.
    package static let maximumFileSize = 16 * 1_024 * 1_024

    /// Ids of all rules, sorted.
    public var ruleIDs: [String] { rules.map(\.id) }

    /// Loads a folder of rules.
    ///
    /// - Parameters:
    ///   - folder: The path of a folder with `policy.yaml`, `lists` and one folder for each category
    ///     of rules; in it may stand `local.d` and `override.d`.
    ///   - local: The path of a folder elsewhere with `local.d` and `override.d`.
    ///   - cache: Where compiled rules are kept from one process to the next, if anywhere.
    ///   - usesModel: Whether the Bayes model of the folder is read; without, its signals are 0.
    ///   - profile: The profile of the policy, such as `careful`; the one that it names if nil.
    /// - Throws: ``RuleLoadError`` with everything that is wrong; then nothing is loaded.
    /// - Complexity: Linear in the files; some milliseconds for the shipped rules.
    public init(
        folder: String,
        local: String? = nil,
        cache: RuleCache? = nil,
        usesModel: Bool = true,
        profile: String? = nil
    ) throws(RuleLoadError) {
        let layers = RuleLayers(folder: folder, local: local)
        let files = try layers.files()
        let model = usesModel ? try layers.model() : nil
        let sha256 = RuleLayers.digest(of: files)
        let key = cache.map { _ in CacheKey(files, sha256: sha256) }
        if let cache, let key, let cached = cache.rules(key) {
            try self.init(cached.loaded, cached.lexicon, model, profile)
            return
        }
        let loaded = try RuleSetLoader.load(files, sha256: sha256, folder: folder)
        let lexicon = Lexicon(loaded.lists)
        if let cache, let key { cache.keep(loaded, lexicon.matcher, key) }
        try self.init(loaded, lexicon, model, profile)
    }

    /// Compiles rules that were read and checked.
    private init(
        _ loaded: RuleSetLoader.Loaded,
        _ lexicon: Lexicon,
        _ ruleModel: RuleModel?,
        _ profile: String?
    ) throws(RuleLoadError) {
        policy = try loaded.profiles.policy(profile)
        basePolicy = loaded.profiles.base
        self.profile = profile ?? loaded.profiles.chosen
        ownScores = loaded.rules.map(\.score)
        rules = Self.scored(loaded.rules, ownScores, policy)
        (stages, isNeededByPage) = (loaded.stages, loaded.isNeededByPage)
        lastStage = stages.max() ?? 0
        patternCount = loaded.patternCount
        (isInForce, literals, seeds, rulesByScope) = Self.index(
            loaded.rules,
            level: policy.level,
            patternCount
        )
        allowed = loaded.allowed
        version = loaded.version
        self.lexicon = lexicon
        wellKnownDomains = loaded.wellKnownDomains
        model = ruleModel?.listened(policy.model)
        sha256 =
            ruleModel.map {
                Digest.sha256(of: Array((loaded.sha256 + $0.sha256).utf8))
            } ?? loaded.sha256
        listCount = loaded.listCount
    }

    /// The same rules under another policy; of the model the same kinds of text are heard.
    package func under(_ policy: Policy) -> RuleSet {
        var copy = self
        copy.policy = policy
        copy.rules = Self.scored(rules, ownScores, policy)
        guard policy.level != self.policy.level else { return copy }
        (copy.isInForce, copy.literals, copy.seeds, copy.rulesByScope) = Self.index(
            rules,
            level: policy.level,
            patternCount
        )
        return copy
    }

    /// Rules with the scores that a policy gives them, else their own.
    private static func scored(_ rules: [Rule], _ own: [Float], _ policy: Policy) -> [Rule] {
        var rules = rules
        for index in rules.indices {
            rules[index].score = policy.scores[rules[index].id] ?? own[index]
        }
        return rules
    }

    /// What hangs on which rules are in force.
    private static func index(
        _ rules: [Rule],
        level: Int,
        _ patternCount: Int
    ) -> ([Bool], LiteralIndex, RuleSeeds, [[Int32]]) {
        let isInForce = rules.map { $0.status != .deprecated && $0.level <= level }
        let tried = rules.indices.filter { isInForce[$0] }
        let literals = LiteralIndex(rules, inForce: tried, patternCount: patternCount)
        let byScope = Rule.Scope.allCases.map { scope in
            tried.filter { rules[$0].scope == scope }.map { Int32($0) }
        }
        return (isInForce, literals, RuleSeeds(rules, literals), byScope)
    }

    /// The rules that are tested on a scope, as indices of `rules`.
    func indices(of scope: Rule.Scope) -> [Int32] { rulesByScope[scope.index] }
}

extension RuleSet {
    /// What may have been meant by an id that no rule has.
    package func suggestion(for id: String) -> String {
        YAMLDocument.suggestion(for: id, among: ruleIDs)
    }
}
