/// Reads a folder of rules with all its layers, and checks everything that can be checked.
struct RuleSetLoader {
    /// What a folder holds, read and checked; a ``RuleSet`` is made of it.
    struct Loaded {
        /// The version the folder gives itself.
        var version = ""
        /// SHA-256 over all files of all layers.
        var sha256 = ""
        /// Rules by id, with the scores that the policy gives them.
        var rules: [Rule] = []
        var lists: [TermList] = []
        /// How many word lists there are, those of domains among them.
        var listCount = 0
        /// Domains that honest pages of every kind link to.
        var wellKnownDomains: [String] = []
        var policy = Policy()
        /// For every rule the stage at which it is tried, and whether rules of other scopes need it.
        var stages: [Int] = []
        var isNeededByPage: [Bool] = []
        /// How many regular expressions the rules have.
        var patternCount = 0
    }

    /// Lists of domains; they are no terms.
    private static let domainLists = ["benign-hosts", "counter-hosts"]

    private var loaded = Loaded()
    private var diagnostics: [RuleDiagnostic] = []
    private var mentions: [RuleLinker.Mention] = []
    private var ruleCount = 0

    /// Loads a folder.
    ///
    /// - Throws: ``RuleLoadError`` with everything that is wrong; then nothing is loaded.
    static func load(_ layers: RuleLayers) throws(RuleLoadError) -> Loaded {
        let files = try layers.files()
        var loader = RuleSetLoader()
        loader.readLists(files)
        loader.readRules(files)
        loader.applyScores(files)
        loader.link()
        guard loader.diagnostics.isEmpty else {
            throw RuleLoadError(diagnostics: loader.diagnostics, ruleCount: loader.ruleCount)
        }
        // Without rules every page would pass as clean, which is the worst way to be wrong.
        guard !loader.loaded.rules.isEmpty else {
            throw RuleFolder(path: layers.folder)
                .failure("", "the folder holds no rule", "name a folder with --rules")
        }
        loader.loaded.sha256 = RuleLayers.digest(of: files)
        return loader.loaded
    }

    private mutating func readLists(_ files: [RuleFile]) {
        loaded.listCount = Set(files.compactMap(\.listName)).count
        for file in files {
            guard let name = file.listName else { continue }
            for part in file.parts {
                let (list, badLines) = TermList.parse(name: name, text: part.text)
                diagnostics += badLines.map { Self.badWeight(part, line: $0) }
                if Self.domainLists.contains(name) {
                    loaded.wellKnownDomains += list.terms.map(\.text)
                } else {
                    loaded.lists.append(list)
                }
            }
        }
    }

    private mutating func readRules(_ files: [RuleFile]) {
        let names = loaded.lists.map(\.name)
        for file in files where file.path.hasSuffix(".yaml") {
            if file.path == "policy.yaml" {
                let decoded = PolicyDecoder.decode(file)
                (loaded.policy, loaded.version) = (decoded.policy, decoded.version)
                diagnostics += decoded.diagnostics
            } else {
                ruleCount += 1
                let decoded = RuleDecoder.decode(file, lists: names)
                diagnostics += decoded.diagnostics
                mentions += decoded.mentions
                if let rule = decoded.rule { loaded.rules.append(rule) }
            }
        }
    }

    /// Ties rules to those they refer to; told only when every rule could be read.
    private mutating func link() {
        guard loaded.rules.count == ruleCount else { return }
        let linker = RuleLinker(
            loaded.rules,
            mentions: mentions,
            groups: loaded.policy.groups.keys.sorted()
        )
        diagnostics += linker.diagnostics
        loaded.rules = linker.rules
        loaded.stages = linker.stages
        loaded.isNeededByPage = linker.isNeededByPage
        loaded.patternCount = linker.patternCount
    }

    /// Puts the policy's scores in place of the rules' own.
    private mutating func applyScores(_ files: [RuleFile]) {
        let places = Dictionary(
            uniqueKeysWithValues: loaded.rules.indices.map { (loaded.rules[$0].id, $0) }
        )
        for (id, score) in loaded.policy.scores.sorted(by: { $0.key < $1.key }) {
            if let place = places[id] {
                loaded.rules[place].score = score
            } else {
                diagnostics.append(Self.unknownScore(id, in: files, known: Array(places.keys)))
            }
        }
    }

    private static func unknownScore(
        _ id: String,
        in files: [RuleFile],
        known: [String]
    ) -> RuleDiagnostic {
        let parts = files.first { $0.path == "policy.yaml" }?.parts ?? []
        for part in parts.reversed() {
            let lines = part.text.split(separator: "\n", omittingEmptySubsequences: false)
            guard let place = lines.firstIndex(where: { $0.contains(id) }) else { continue }
            return RuleDiagnostic(
                file: part.name,
                line: place + 1,
                column: 1,
                code: .unknownValue,
                message: "there is no rule '\(id)'",
                hint: YAMLDocument.suggestion(for: id, among: known),
                sourceLine: String(lines[place])
            )
        }
        return RuleDiagnostic(
            file: "policy.yaml",
            line: 0,
            column: 0,
            code: .unknownValue,
            message: "there is no rule '\(id)'",
            hint: YAMLDocument.suggestion(for: id, among: known),
            sourceLine: nil
        )
    }

    private static func badWeight(_ part: RuleFile.Part, line: Int) -> RuleDiagnostic {
        let lines = part.text.split(separator: "\n", omittingEmptySubsequences: false)
        return RuleDiagnostic(
            file: part.name,
            line: line,
            column: 1,
            code: .badWeight,
            message: "the weight after the tab is no number above 0",
            hint: "write the term, a tab and a number such as 0.5",
            sourceLine: String(lines[line - 1])
        )
    }
}
