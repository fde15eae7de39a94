internal import WinnowRegex

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
    /// The literals without which no rule's expression matches a script or a comment.
    let screen: LiteralScreen
    /// The places that rules' own expressions point at.
    let seeds: RuleSeeds
    /// Rules that are not deprecated by the scope they are tested on, as indices.
    private let rulesByScope: [Rule.Scope: [Int]]

    /// Files and folders of a rule folder that are read.
    package static let maximumFiles = 20_000
    /// Bytes of the largest file that is read.
    package static let maximumFileSize = 16 * 1_024 * 1_024

    /// Ids of all rules, sorted.
    public var ruleIDs: [String] { rules.map(\.id) }

    /// Loads a folder of rules.
    ///
    /// - Parameter folder: The path of a folder with `policy.yaml`, `lists` and one folder for each
    ///   category of rules.
    /// - Throws: ``RuleLoadError`` with everything that is wrong; then nothing is loaded.
    /// - Complexity: Linear in the files; some milliseconds for the shipped rules.
    public init(folder: String) throws(RuleLoadError) {
        let reader = RuleFolder(path: folder)
        let files = try reader.files()
        var diagnostics: [RuleDiagnostic] = []

        var lists: [TermList] = []
        var wellKnown: [String] = []
        for file in files where file.path.hasPrefix("lists/") && file.path.hasSuffix(".txt") {
            let name = String(file.path.dropFirst(6).dropLast(4))
            let (list, badLines) = TermList.parse(name: name, text: file.text)
            diagnostics += badLines.map { Self.badWeight(file, line: $0) }
            if name == "benign-hosts" || name == "counter-hosts" {
                wellKnown += list.terms.map(\.text)
            } else {
                lists.append(list)
            }
        }
        let names = lists.map(\.name)

        var rules: [Rule] = []
        var ruleCount = 0
        var screen = LiteralScreen()
        var policy = Policy()
        var version = ""
        for file in files where file.path.hasSuffix(".yaml") {
            if file.path == "policy.yaml" {
                let decoded = PolicyDecoder.decode(file.text, file: file.path)
                (policy, version) = (decoded.policy, decoded.version)
                diagnostics += decoded.diagnostics
            } else {
                ruleCount += 1
                let decoded = RuleDecoder.decode(
                    file.text,
                    file: file.path,
                    lists: names,
                    screen: &screen
                )
                diagnostics += decoded.diagnostics
                if let rule = decoded.rule { rules.append(rule) }
            }
        }
        for id in policy.scores.keys.sorted() where !rules.contains(where: { $0.id == id }) {
            diagnostics.append(Self.unknownScore(id, in: files, known: rules.map(\.id)))
        }
        guard diagnostics.isEmpty else {
            throw RuleLoadError(diagnostics: diagnostics, ruleCount: ruleCount)
        }
        // Without rules every page would pass as clean, which is the worst way to be wrong.
        guard !rules.isEmpty else {
            throw reader.failure("", "the folder holds no rule", "name a folder with --rules")
        }
        for index in rules.indices {
            if let score = policy.scores[rules[index].id] { rules[index].score = score }
        }
        self.rules = rules
        self.policy = policy
        self.screen = screen
        seeds = RuleSeeds(rules)
        rulesByScope = Dictionary(
            grouping: rules.indices.filter { rules[$0].status != .deprecated },
            by: { rules[$0].scope }
        )
        self.version = version
        lexicon = Lexicon(lists)
        wellKnownDomains = wellKnown
        sha256 = Self.digest(of: files)
        listCount = files.count { $0.path.hasPrefix("lists/") && $0.path.hasSuffix(".txt") }
    }

    /// The same rules under another policy; scores that its `scores` name are not replaced again.
    package func under(_ policy: Policy) -> RuleSet {
        var copy = self
        copy.policy = policy
        return copy
    }

    /// The rules that are tested on a scope, as indices of `rules`.
    func indices(of scope: Rule.Scope) -> [Int] { rulesByScope[scope] ?? [] }

    private static func unknownScore(
        _ id: String,
        in files: [RuleFolder.File],
        known: [String]
    ) -> RuleDiagnostic {
        let lines =
            files.first { $0.path == "policy.yaml" }?.text
            .split(separator: "\n", omittingEmptySubsequences: false) ?? []
        let place = lines.firstIndex { $0.contains(id) }
        return RuleDiagnostic(
            file: "policy.yaml",
            line: place.map { $0 + 1 } ?? 0,
            column: 1,
            code: .unknownValue,
            message: "there is no rule '\(id)'",
            hint: YAMLDocument.suggestion(for: id, among: known),
            sourceLine: place.map { String(lines[$0]) }
        )
    }

    private static func badWeight(_ file: RuleFolder.File, line: Int) -> RuleDiagnostic {
        let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
        return RuleDiagnostic(
            file: file.path,
            line: line,
            column: 1,
            code: .badWeight,
            message: "the weight after the tab is no number above 0",
            hint: "write the term, a tab and a number such as 0.5",
            sourceLine: String(lines[line - 1])
        )
    }

    private static func digest(of files: [RuleFolder.File]) -> String {
        var content: [UInt8] = []
        for file in files {
            content += Array("\(file.path)\u{0}\(file.text.utf8.count)\u{0}".utf8)
            content += Array(file.text.utf8)
        }
        return Digest.sha256(of: content)
    }
}

extension RuleSet {
    /// What may have been meant by an id that no rule has.
    package func suggestion(for id: String) -> String {
        YAMLDocument.suggestion(for: id, among: ruleIDs)
    }
}
