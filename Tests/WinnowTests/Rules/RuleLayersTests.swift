import Foundation
import Testing

@testable import Winnow

@Suite("RuleLayers")
struct RuleLayersTests {
    private static let list = (path: "lists/gambling.txt", text: "casino\npoker\n")
    private static let policy = (
        path: "policy.yaml",
        text: "version: 1\nscores: { farms/a: 5 }\nleaf: { media: 1, label: 2 }\n"
    )

    /// The rules of a folder with a rule and these files besides, under a folder of local rules.
    private static func load(
        _ files: [(path: String, text: String)],
        local: [(path: String, text: String)] = []
    ) throws -> RuleSet {
        try Fixtures.withTemporaryFolder { folder in
            let shipped = folder.appendingPathComponent("rules")
            let elsewhere = folder.appendingPathComponent("local")
            try Fixtures.write(
                [("farms/a.yaml", RuleSetTests.rule), list, policy] + files,
                into: shipped
            )
            try FileManager.default.createDirectory(
                at: elsewhere,
                withIntermediateDirectories: true
            )
            try Fixtures.write(local, into: elsewhere)
            return try RuleSet(folder: shipped.path, local: local.isEmpty ? nil : elsewhere.path)
        }
    }

    private static func problems(
        _ files: [(path: String, text: String)],
        local: [(path: String, text: String)] = []
    ) throws -> [String] {
        let error = #expect(throws: RuleLoadError.self) { try load(files, local: local) }
        return error?.diagnostics.map(\.description) ?? []
    }

    @Test(
        "A file in local.d changes the keys it names, and adds its examples",
        arguments: [false, true]
    )
    func changes(isElsewhere: Bool) throws {
        let change = (
            path: "local.d/farms/a.yaml",
            text: """
            status: experimental
            title: Another title
            match: { scope: leaf, all: [{ signal: links }] }
            examples: { no_match: ['<p>y</p>'] }

            """
        )
        let rules = try Self.load(isElsewhere ? [] : [change], local: isElsewhere ? [change] : [])
        let rule = try #require(rules.rules.first)
        #expect(rules.ruleIDs == ["farms/a"])
        #expect(rule.title == "Another title")
        #expect(rule.status == .experimental)
        #expect(rule.scope == .leaf)
        #expect(rule.summary == "What it is.")
        #expect(
            rule.examples.map(\.html) == [
                "<a href=\"//a.example\">casino</a>", "<p>x</p>", "<p>y</p>",
            ]
        )
        #expect(rule.score == 5)
    }

    @Test("A new file in local.d is a rule of its own, by its path below")
    func newRule() throws {
        let text = RuleSetTests.rule.replacingOccurrences(of: "farms/a", with: "own/b")
        #expect(try Self.load([("local.d/own/b.yaml", text)]).ruleIDs == ["farms/a", "own/b"])
        #expect(
            try Self.load([], local: [("local.d/own/b.yaml", text)]).ruleIDs == [
                "farms/a", "own/b",
            ]
        )
    }

    @Test("The policy is changed key by key")
    func policy() throws {
        let rules = try Self.load([
            ("local.d/policy.yaml", "version: 2\ncut: 9\nleaf: { media: 3 }\n")
        ])
        #expect(rules.version == "2")
        #expect(rules.policy.cut == 9)
        #expect(rules.policy.leaf.media == 3)
        #expect(rules.policy.leaf.label == 2)
        #expect(rules.policy.scores == ["farms/a": 5])
    }

    @Test("A file in override.d replaces the whole file, and what stands elsewhere goes first")
    func replacing() throws {
        func titled(_ title: String) -> String {
            RuleSetTests.rule.replacingOccurrences(of: "A title", with: title)
        }
        let local = [("local.d/farms/a.yaml", "title: Changed\n")]
        #expect(
            try Self.load([("override.d/farms/a.yaml", titled("One"))] + local).rules.map(\.title)
                == ["One"]
        )
        let both = try Self.load(
            [("override.d/farms/a.yaml", titled("One"))],
            local: [
                ("override.d/farms/a.yaml", titled("Two")),
                ("override.d/policy.yaml", "version: 9\n"),
            ]
        )
        #expect(both.rules.map(\.title) == ["Two"])
        #expect(both.rules.map(\.score) == [3])
        #expect(both.version == "9")
    }

    @Test("What stands elsewhere is changed after what stands in the folder")
    func order() throws {
        let rules = try Self.load(
            [
                ("local.d/farms/a.yaml", "title: One\n"),
                ("local.d/policy.yaml", "cut: 7\nsuspicious: 1\n"),
            ],
            local: [("local.d/farms/a.yaml", "title: Two\n"), ("local.d/policy.yaml", "cut: 8\n")]
        )
        #expect(rules.rules.map(\.title) == ["Two"])
        #expect(rules.policy.cut == 8)
        #expect(rules.policy.suspicious == 1)
    }

    @Test("Lists are added to and taken from")
    func lists() throws {
        let rules = try Self.load([("local.d/lists/gambling.txt", "-poker\nslot\n")])
        func words(_ text: String) -> Int { rules.lexicon.hits(in: Array(text.utf8)).count }
        let counts = ["casino", "poker", "slot"].map(words)
        #expect(counts == [1, 0, 1])
    }

    @Test("The hash covers all layers")
    func hash() throws {
        let hashes = [
            try Self.load([]), try Self.load([("local.d/farms/a.yaml", "score: 4\n")]),
            try Self.load([("local.d/farms/a.yaml", "score: 4.5\n")]),
            try Self.load([], local: [("local.d/farms/a.yaml", "score: 4.25\n")]),
            try Self.load([("override.d/policy.yaml", "version: 1\n")]),
        ].map(\.sha256)
        #expect(Set(hashes).count == hashes.count)
    }

    @Test("Mistakes are told in the file of the layer they stand in")
    func places() throws {
        #expect(
            try Self.problems([("local.d/farms/a.yaml", "# mine\nscoer: 4\n")]) == [
                """
                local.d/farms/a.yaml:2:1: error: unknown key 'scoer' in the rule [unknown-key]
                  2 | scoer: 4
                    | ^ did you mean 'score'?
                """
            ]
        )
        let elsewhere = try Self.problems(
            [("local.d/farms/a.yaml", "title: One\n")],
            local: [("local.d/farms/a.yaml", "\n\nstatus: stabel\n")]
        )
        #expect(elsewhere.count == 1)
        #expect(
            elsewhere.first?.contains("/local/local.d/farms/a.yaml:3:9: error: unknown status")
                == true
        )
        #expect(
            try Self.problems([("local.d/farms/a.yaml", "id: farms/b\n")]).first?
                .hasPrefix("local.d/farms/a.yaml:1:5: error: the id 'farms/b' is not the path")
                == true
        )
        #expect(
            try Self.problems([("override.d/farms/a.yaml", "")])
                == ["override.d/farms/a.yaml: error: the file is empty [syntax]"]
        )
        #expect(
            try Self.problems([("local.d/policy.yaml", "cut: 7\nscores:\n  farms/c: 4\n")]) == [
                """
                local.d/policy.yaml:3:1: error: there is no rule 'farms/c' [unknown-value]
                  3 |   farms/c: 4
                    | ^ did you mean 'farms/a'?
                """
            ]
        )
        #expect(
            try Self.problems([], local: [("farms/a.yaml", "score: 4\n")]).first?
                .contains("stand in local.d or override.d") == true
        )
    }

    @Test("The ones who write files leave others beside them, which are passed over")
    func otherFiles() throws {
        let rules = try Self.load([
            ("farms/.a.yaml.swp", "x"), (".git/a.yaml", "x"), ("farms/a.yaml~", "x"),
            ("README.md", "x"),
            ("schema.json", "{}"), ("farms/.#b.yaml", "x"),
        ])
        #expect(rules.ruleIDs == ["farms/a"])
    }
}
