/// Reads a folder of rules with all its layers, and checks everything that can be checked.
struct RuleSetLoader {
    /// What a folder holds, read and checked; a ``RuleSet`` is made of it.
    struct Loaded {
        /// The version the folder gives itself.
        var version = ""
        /// SHA-256 over all files of all layers.
        var sha256 = ""
        /// Rules by id, with scores of their own.
        var rules: [Rule] = []
        var lists: [TermList] = []
        /// How many word lists there are, those of domains among them.
        var listCount = 0
        /// Domains that honest pages of every kind link to.
        var wellKnownDomains: [String] = []
        var profiles = PolicyProfiles()
        /// For every rule the stage at which it is tried, and whether rules of other scopes need it.
        var stages: [Int] = []
        var isNeededByPage: [Bool] = []
        /// How many regular expressions the rules have.
        var patternCount = 0
        var allowed = AllowList()

        /// Takes up rules that are tied together.
        mutating func take(_ linker: RuleLinker) {
            rules = linker.rules
            stages = linker.stages
            isNeededByPage = linker.isNeededByPage
            patternCount = linker.patternCount
        }
    }

    /// Lists of domains; they are no terms.
    private static let domainLists = ["benign-hosts", "counter-hosts"]

    private var loaded = Loaded()
    private var diagnostics: [RuleDiagnostic] = []
    private var mentions: [RuleLinker.Mention] = []
    private var ruleCount = 0

    /// Loads the files of a folder.
    ///
    /// - Parameters:
    ///   - files: All files of all layers.
    ///   - sha256: What is in them.
    ///   - folder: The path of the folder.
    /// - Returns: What the folder holds.
    /// - Throws: ``RuleLoadError`` with everything that is wrong; then nothing is loaded.
    static func load(
        _ files: [RuleFile],
        sha256: String,
        folder: String
    ) throws(RuleLoadError) -> Loaded {
        var loader = RuleSetLoader()
        loader.checkNames(files)
        loader.readLists(files)
        loader.readRules(files)
        loader.markDuplicateIDs(files)
        loader.checkScores(files)
        loader.readAllowList(files)
        loader.link()
        guard loader.diagnostics.isEmpty else {
            throw RuleLoadError(
                diagnostics: RuleDiagnostic.sorted(loader.diagnostics),
                ruleCount: loader.ruleCount
            )
        }
        // Without rules every page would pass as clean, which is the worst way to be wrong.
        guard !loader.loaded.rules.isEmpty else {
            throw RuleFolder(path: folder)
                .failure("", "the folder holds no rule", "name a folder with --rules")
        }
        loader.loaded.sha256 = sha256
        return loader.loaded
    }

    /// Notes files whose names would differ from one system to another, or that nothing reads.
    private mutating func checkNames(_ files: [RuleFile]) {
        for file in files {
            guard let part = file.parts.first else { continue }
            var hint: String?
            if file.path.hasSuffix(".yml") {
                hint = "rename it to \(file.id.dropLast(4)).yaml"
            } else if file.path.hasSuffix(".txt"), file.listName == nil {
                hint = "word lists stand in the folder 'lists'"
            } else if file.path.hasSuffix(".yaml"), file.path.hasPrefix("lists/") {
                hint = "rules stand outside of 'lists', lists end in .txt"
            } else if !file.path.utf8.allSatisfy(Self.isNameByte) {
                hint = "use lower-case letters, digits, '-', '_' and '.' only"
            }
            guard let hint else { continue }
            diagnostics.append(
                RuleDiagnostic(
                    file: part.name,
                    line: 0,
                    column: 0,
                    code: .badFileName,
                    message: "no file of rules has such a name",
                    hint: hint,
                    sourceLine: nil
                )
            )
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x61...0x7A, 0x30...0x39, 0x2D, 0x2E, 0x2F, 0x5F: true
        default: false
        }
    }

    private mutating func readLists(_ files: [RuleFile]) {
        loaded.listCount = Set(files.compactMap(\.listName)).count
        let reader = ListReader(files)
        diagnostics += reader.diagnostics
        for list in reader.lists {
            if Self.domainLists.contains(list.name) {
                loaded.wellKnownDomains += list.terms.map(\.text)
            } else {
                loaded.lists.append(list)
            }
        }
    }

    private mutating func readRules(_ files: [RuleFile]) {
        let names = loaded.lists.map(\.name)
        for file in files where file.path.hasSuffix(".yaml") {
            if file.path == RuleFile.policy {
                let decoded = PolicyDecoder.decode(file)
                (loaded.profiles, loaded.version) = (decoded.profiles, decoded.version)
                diagnostics += decoded.diagnostics
            } else if file.isRule {
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
            groups: loaded.profiles.base.groups.keys.sorted()
        )
        diagnostics += linker.diagnostics
        loaded.take(linker)
    }

    private mutating func readAllowList(_ files: [RuleFile]) {
        guard let file = files.first(where: { $0.path == RuleFile.allowed }) else { return }
        let ids = files.filter(\.isRule).map(\.id)
        let decoded = AllowListDecoder.decode(file, rules: ids)
        loaded.allowed = decoded.list
        diagnostics += decoded.diagnostics
    }

    /// Tells which of the wrong ids are those of other rules.
    private mutating func markDuplicateIDs(_ files: [RuleFile]) {
        let paths = Dictionary(
            files.lazy.filter(\.isRule).map { ($0.id, $0.path) },
            uniquingKeysWith: { first, _ in first }
        )
        for index in diagnostics.indices where diagnostics[index].code == .idMismatch {
            guard let line = diagnostics[index].sourceLine,
                let id = line.split(separator: ":", maxSplits: 1).last.map(Self.unquoted),
                let other = paths[id]
            else { continue }
            diagnostics[index].code = .duplicateID
            diagnostics[index].message = "the id '\(id)' is that of \(other)"
        }
    }

    private static func unquoted(_ text: Substring) -> String {
        String(text.filter { $0 != "'" && $0 != "\"" && $0 != " " })
    }

    /// Finds scores, in the policy or in a profile, of rules that are not there.
    private mutating func checkScores(_ files: [RuleFile]) {
        let known = files.filter(\.isRule).map(\.id)
        let policies = [loaded.profiles.base] + loaded.profiles.named.values
        let unknown = Set(policies.flatMap(\.scores.keys)).subtracting(known)
        diagnostics += unknown.sorted().map { Self.unknownScore($0, in: files, known: known) }
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
}
