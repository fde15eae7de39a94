import Foundation
import Testing

@testable import Winnow

/// A folder of rules and a folder of compiled ones, gone after the test.
struct CachedFolder {
    let rules: URL
    let cache: RuleCache

    /// Runs a body with a small folder of rules.
    static func with<Result>(
        _ files: [(path: String, text: String)] = [],
        _ body: (CachedFolder) throws -> Result
    ) throws -> Result {
        try Fixtures.withTemporaryFolder { folder in
            let rules = folder.appendingPathComponent("rules")
            let cache = RuleCache(folder: folder.appendingPathComponent("a/cache").path)
            try Fixtures.write(
                [
                    ("farms/a.yaml", RuleSetTests.rule),
                    ("lists/gambling.txt", "casino\npoker\t2\n百家乐\n"),
                    ("policy.yaml", "version: 7\nscores: { farms/a: 4 }\n"),
                ] + files,
                into: rules
            )
            return try body(CachedFolder(rules: rules, cache: cache))
        }
    }

    func load(local: String? = nil) throws -> RuleSet {
        try RuleSet(folder: rules.path, local: local, cache: cache)
    }

    func files(local: String? = nil) throws -> [RuleFile] {
        try RuleLayers(folder: rules.path, local: local).files()
    }

    func key(program: String = CacheKey.program) throws -> CacheKey {
        let files = try files()
        return CacheKey(files, sha256: RuleLayers.digest(of: files), program: program)
    }

    /// What the cache holds for the folder as it is now.
    func cached() throws -> CachedRules? { cache.rules(try key()) }

    /// The names in the cache's folder.
    var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: cache.folder)) ?? []).sorted()
    }

    /// The path of the only file of the cache.
    func file() throws -> String {
        let name = try #require(names.first)
        return "\(cache.folder)/\(name)"
    }

    static func mode(_ path: String) throws -> Int? {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue
    }
}

@Suite("RuleCache")
struct RuleCacheTests {
    /// Everything that a set of rules is, as text.
    static func text(_ rules: RuleSet) -> [String] {
        var lines = rules.rules.flatMap { rule in
            var plain = rule
            plain.kinds = []
            return ["\(plain)", rule.kinds.map(\.rawValue).sorted().joined(separator: " ")]
        }
        lines += rules.policy.scores.sorted { $0.key < $1.key }.map { "\($0)" }
        lines += [rules.profile, "\(rules.policy.confidence)", "\(rules.policy.level)"]
        lines += rules.policy.groups.sorted { $0.key < $1.key }.map { "\($0)" }
        var policy = rules.policy
        (policy.scores, policy.groups) = ([:], [:])
        lines += ["\(policy)", "\(rules.allowed)", rules.version, rules.sha256]
        lines += ["\(rules.listCount)", "\(rules.stages)", "\(rules.isNeededByPage)"]
        return lines + rules.wellKnownDomains + rules.lexicon.matcher.listNames
    }

    private static func expectEqual(_ left: RuleSet, _ right: RuleSet) {
        #expect(text(left) == text(right))
        #expect(left.policy == right.policy)
        var (one, other) = (CacheWriter(), CacheWriter())
        left.lexicon.matcher.automaton.write(to: &one)
        right.lexicon.matcher.automaton.write(to: &other)
        #expect(one.bytes == other.bytes)
        #expect(left.lexicon.matcher.automaton.dense == right.lexicon.matcher.automaton.dense)
    }

    @Test("The shipped rules from a cache are the shipped rules, and so are their reports")
    func shippedRules() throws {
        try Fixtures.withTemporaryFolder { folder in
            let cache = RuleCache(folder: folder.appendingPathComponent("cache").path)
            let fresh = try Fixtures.rules()
            _ = try RuleSet(folder: Fixtures.rulesFolder, cache: cache)
            let files = try RuleLayers(folder: Fixtures.rulesFolder, local: nil).files()
            let key = CacheKey(files, sha256: RuleLayers.digest(of: files))
            #expect(cache.rules(key) != nil)
            let cached = try RuleSet(folder: Fixtures.rulesFolder, cache: cache)
            Self.expectEqual(fresh, cached)
            let scanners = [PageScanner(rules: fresh), PageScanner(rules: cached)]
            for path in Fixtures.samplePaths {
                let bytes = try Fixtures.bytes(of: "Samples/" + path)
                #expect(fresh.lexicon.hits(in: bytes) == cached.lexicon.hits(in: bytes))
                let reports = scanners.map { $0.scan(bytes, ScanRequest(path: path)) }
                    .map { JSONLinesReporter().line($0) }
                #expect(reports[0] == reports[1])
            }
        }
    }

    @Test("Random small sets of rules come back as they were", arguments: 0..<20)
    func randomRules(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let files = RandomRules.files(&random)
        try CachedFolder.with(files) { folder in
            let fresh = try RuleSet(folder: folder.rules.path)
            Self.expectEqual(fresh, try folder.load())
            #expect(try folder.cached() != nil)
            let cached = try folder.load()
            Self.expectEqual(fresh, cached)
            let page = Array(RandomRules.page(&random).utf8)
            let reports = [fresh, cached].map {
                PageScanner(rules: $0).scan(page, ScanRequest(path: "a.html"))
            }
            .map { JSONLinesReporter().line($0) }
            #expect(reports[0] == reports[1])
        }
    }

    @Test("The folder and its files are the user's alone")
    func modes() throws {
        try CachedFolder.with { folder in
            _ = try folder.load()
            #expect(folder.names.count == 1)
            #expect(try CachedFolder.mode(folder.cache.folder) == 0o700)
            #expect(try CachedFolder.mode(try folder.file()) == 0o600)
        }
    }

    @Test("A change within the same second, of the same size, is seen at once")
    func changes() throws {
        try CachedFolder.with { folder in
            _ = try folder.load()
            for word in ["poker", "bingo", "slots"] {
                try Fixtures.write([("lists/gambling.txt", "\(word)\n")], into: folder.rules)
                let rules = try folder.load()
                #expect(rules.lexicon.hits(in: Array(word.utf8)).count == 1)
                #expect(rules.lexicon.hits(in: Array("casino".utf8)).isEmpty)
            }
            #expect(folder.names.count == 4)
        }
    }

    @Test("What stands in layers and in a local folder counts, and where it stands")
    func layers() throws {
        try CachedFolder.with { folder in
            let local = folder.rules.deletingLastPathComponent().appendingPathComponent("local")
            let allow = "- site: good.example\n"
            try Fixtures.write([("local.d/allow.yaml", allow)], into: local)
            for _ in 0..<2 {
                #expect(try folder.load().allowed.isEmpty)
                let entry = try folder.load(local: local.path).allowed.entries.first
                #expect(entry?.place == "\(local.path)/local.d/allow.yaml:1")
            }
            try Fixtures.write([("local.d/allow.yaml", allow)], into: folder.rules)
            for _ in 0..<2 {
                #expect(try folder.load().allowed.entries.first?.place == "local.d/allow.yaml:1")
            }
            #expect(folder.names.count == 3)
        }
    }

    @Test("Another folder with the same files shares what is kept")
    func sameContent() throws {
        try CachedFolder.with { folder in
            let first = try folder.load()
            let copy = folder.rules.deletingLastPathComponent().appendingPathComponent("copy")
            try FileManager.default.copyItem(at: folder.rules, to: copy)
            Self.expectEqual(first, try RuleSet(folder: copy.path, cache: folder.cache))
            #expect(folder.names.count == 1)
        }
    }

    @Test("Rules that are wrong are never kept, and never read from a cache")
    func wrongRules() throws {
        try CachedFolder.with([("farms/b.yaml", "id: farms/b\n")]) { folder in
            for _ in 0..<2 { #expect(throws: RuleLoadError.self) { try folder.load() } }
            #expect(folder.names.isEmpty)
        }
    }

    @Test("Of many sets of rules the newest eight are kept, and nothing half written for long")
    func pruning() throws {
        try CachedFolder.with { folder in
            _ = try folder.load()
            let first = try folder.file()
            let old = Date(timeIntervalSinceNow: -10_000)
            let half = "\(first).1-2.tmp"
            try Data([1]).write(to: URL(fileURLWithPath: half))
            for path in [first, half] {
                try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: path)
            }
            try Data([1]).write(to: URL(fileURLWithPath: "\(folder.cache.folder)/other"))
            for number in 0..<9 {
                try Fixtures.write([("policy.yaml", "version: n\(number)\n")], into: folder.rules)
                _ = try folder.load()
            }
            #expect(folder.names.count == RuleCache.maximumFiles + 1)
            #expect(!FileManager.default.fileExists(atPath: first))
            #expect(!FileManager.default.fileExists(atPath: half))
            #expect(folder.names.contains("other"))
        }
    }

    @Test("A folder that can't be written, or that others may write in, is passed over")
    func foreignFolders() throws {
        try CachedFolder.with { folder in
            let path = folder.cache.folder
            let parent = URL(fileURLWithPath: path).deletingLastPathComponent()
            // A file in place of the folder above.
            try Data().write(to: parent)
            #expect(try folder.load().ruleIDs == ["farms/a"])
            try FileManager.default.removeItem(at: parent)
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o777]
            )
            try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: path)
            #expect(try folder.load().ruleIDs == ["farms/a"])
            #expect(folder.names.isEmpty)
            let none = RuleCache(folder: "/proc/nothing/winnow")
            #expect(try RuleSet(folder: folder.rules.path, cache: none).ruleIDs == ["farms/a"])
        }
    }

    @Test("Many that load and keep the same rules at once do not disturb each other")
    func concurrency() throws {
        try CachedFolder.with { folder in
            let expected = Self.text(try RuleSet(folder: folder.rules.path))
            let failures = FailureCount()
            DispatchQueue.concurrentPerform(iterations: 8) { _ in
                for _ in 0..<5 {
                    if let rules = try? folder.load(), Self.text(rules) == expected { continue }
                    failures.add()
                }
            }
            #expect(failures.count == 0)
            #expect(folder.names.count == 1)
        }
    }
}

/// Counts from several threads.
private final class FailureCount: @unchecked Sendable {
    private let lock = NSLock()
    private var value = 0

    var count: Int { lock.withLock { value } }

    func add() { lock.withLock { value += 1 } }
}

/// Small sets of rules and pages that have something of them.
private enum RandomRules {
    private static let words = ["casino", "poker", "bet", "slot online", "百家乐", "카지노", "bonus"]

    static func files(_ random: inout SeededGenerator) -> [(path: String, text: String)] {
        var files: [(path: String, text: String)] = []
        for list in ["games", "seo", "benign-hosts"] where random.oneIn(2) {
            let terms = Set((0..<4).map { _ in random.pick(words) })
                .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            let lines = terms.map { term in
                random.oneIn(2) ? term : "\(term)\t0.\(Int.random(in: 1...9, using: &random))"
            }
            files.append(("lists/\(list).txt", lines.joined(separator: "\n") + "\n"))
        }
        for name in ["b", "c", "d"] {
            let conditions = (0..<3).map { _ in condition(&random, depth: 0) }
            files.append(
                (
                    "farms/\(name).yaml",
                    """
                    id: farms/\(name)
                    title: T \(name)
                    status: \(random.pick(["stable", "experimental"]))
                    technique: \(random.pick(["link-farm", "hidden-links"]))
                    description: D
                    false_positives: []
                    level: \(Int.random(in: 1...3, using: &random))
                    one_shot: \(random.pick(["true", "false"]))
                    language: \(random.pick(["zh", "[pt-BR, de]"]))
                    clean: \(random.pick(["run", "links", "element", "none"]))
                    match:
                      scope: run
                      any:
                    \(conditions.map { "    - \($0)" }.joined(separator: "\n"))
                    score: \(Int.random(in: -5...6, using: &random))
                    examples:
                      match: ['<p>⟦x⟧</p>', { html: '<a>y</a>', url: 'https://a.example/' }]
                      no_match: [{ html: z, at: start }]

                    """
                )
            )
        }
        return files
    }

    private static func condition(_ random: inout SeededGenerator, depth: Int) -> String {
        switch Int.random(in: 0..<(depth < 3 ? 7 : 4), using: &random) {
        case 0: return "{ signal: links, at_least: \(Int.random(in: 0...4, using: &random)) }"
        case 1: return "{ signal: items, at_most: 3.5 }"
        case 2: return "{ regex: '\(random.pick(["casino", "pok(er|us)"]))', in: anchor-text }"
        case 3: return "{ list: gambling, in: run-text, at_least: 2 }"
        case 4: return "{ rule: farms/a }"
        case 5: return "{ not: \(condition(&random, depth: depth + 1)) }"
        default:
            let parts = (0..<2).map { _ in condition(&random, depth: depth + 1) }
            return "{ \(random.pick(["all", "any"])): [\(parts.joined(separator: ", "))] }"
        }
    }

    static func page(_ random: inout SeededGenerator) -> String {
        let links = (0..<8).map { number in
            "<a href=\"https://s\(number).example/\">\(random.pick(words))</a>"
        }
        return "<html><body><p>Text.</p><div>\(links.joined(separator: " "))</div></body></html>"
    }
}
