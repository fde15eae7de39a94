/// Rules, word lists and policy, compiled: immutable, shared by all scans.
///
/// Load once, scan often. Reloading is making a new set and using it in place of the old one.
public struct RuleSet: Sendable {
    /// The version the folder gives itself.
    public let version: String
    /// SHA-256 over all files of the folder, in hexadecimal.
    public let sha256: String
    package let rules: [Rule]
    package let lexicon: Lexicon
    package private(set) var policy: Policy
    /// How many word lists were read.
    package let listCount: Int
    package let wellKnownDomains: [String]
    /// What the rules' expressions need to stand in a page.
    let literals: LiteralIndex
    /// The places that rules' own expressions point at.
    let seeds: RuleSeeds
    /// By rule: when it is tried; rules that need others of another scope come later.
    let stages: [Int]
    /// By rule: whether rules of another scope need to know that it fired.
    let isNeededByPage: [Bool]
    /// By rule: whether it is tried at all.
    let isInForce: [Bool]
    /// The last stage of all.
    let lastStage: Int
    /// By scope: the rules in force.
    private let rulesByScope: [[Int32]]

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
    /// - Throws: ``RuleLoadError`` with everything that is wrong; then nothing is loaded.
    /// - Complexity: Linear in the files; some milliseconds for the shipped rules.
    public init(folder: String, local: String? = nil) throws(RuleLoadError) {
        self.init(try RuleSetLoader.load(RuleLayers(folder: folder, local: local)))
    }

    /// Compiles rules that were read and checked.
    init(_ loaded: RuleSetLoader.Loaded) {
        rules = loaded.rules
        policy = loaded.policy
        (stages, isNeededByPage) = (loaded.stages, loaded.isNeededByPage)
        lastStage = stages.max() ?? 0
        let (rules, level) = (loaded.rules, loaded.policy.level)
        isInForce = rules.map { $0.status != .deprecated && $0.level <= level }
        let inForce = isInForce
        let tried = rules.indices.filter { inForce[$0] }
        literals = LiteralIndex(rules, inForce: tried, patternCount: loaded.patternCount)
        seeds = RuleSeeds(rules, literals)
        rulesByScope = Rule.Scope.allCases.map { scope in
            tried.filter { rules[$0].scope == scope }.map { Int32($0) }
        }
        version = loaded.version
        lexicon = Lexicon(loaded.lists)
        wellKnownDomains = loaded.wellKnownDomains
        sha256 = loaded.sha256
        listCount = loaded.listCount
    }

    /// The same rules under another policy; scores that its `scores` name are not replaced again.
    package func under(_ policy: Policy) -> RuleSet {
        var copy = self
        copy.policy = policy
        return copy
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
