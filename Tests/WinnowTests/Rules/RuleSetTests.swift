import Foundation
import Testing

@testable import Winnow

/// A change that makes a rule wrong, and the diagnostic it must give.
struct WrongRule: CustomTestStringConvertible {
    var old: String
    var new: String
    var diagnostic: String

    var testDescription: String {
        new.split(separator: "\n").first.map(String.init) ?? "removed: \(old)"
    }
}

@Suite("RuleSet")
struct RuleSetTests {
    static let rule = """
        id: farms/a
        title: A title
        status: stable
        technique: link-farm
        description: What it is.
        false_positives: [None]
        match:
          scope: run
          all:
            - { signal: links, at_least: 2 }
            - { regex: 'casino', in: run-text }
            - { list: gambling, in: anchor-text }
        score: 3
        examples:
          match: ['<a href="//a.example">casino</a>']
          no_match: ['<p>x</p>']

        """

    @Test(
        "A mistake is told with its place, the line, a caret and what to do",
        arguments: [
            WrongRule(
                old: "title: A title",
                new: "title: A title\nreferense: []",
                diagnostic: """
                    farms/a.yaml:3:1: error: unknown key 'referense' in the rule [unknown-key]
                      3 | referense: []
                        | ^ did you mean 'references'?
                    """
            ),
            WrongRule(
                old: "status: stable",
                new: "status: stabel",
                diagnostic: """
                    farms/a.yaml:3:9: error: unknown status 'stabel' [unknown-value]
                      3 | status: stabel
                        |         ^ did you mean 'stable'?
                    """
            ),
            WrongRule(
                old: "status: stable",
                new: "status: purple",
                diagnostic: """
                    farms/a.yaml:3:9: error: unknown status 'purple' [unknown-value]
                      3 | status: purple
                        |         ^ known: deprecated, experimental, stable
                    """
            ),
            WrongRule(
                old: "id: farms/a",
                new: "id: farms/b",
                diagnostic: """
                    farms/a.yaml:1:5: error: the id 'farms/b' is not the path of the file [id-mismatch]
                      1 | id: farms/b
                        |     ^ write 'id: farms/a', or move the file
                    """
            ),
            WrongRule(
                old: "score: 3",
                new: "score: many",
                diagnostic: """
                    farms/a.yaml:13:8: error: 'score' must be a number [wrong-type]
                      13 | score: many
                         |        ^
                    """
            ),
            WrongRule(
                old: "score: 3",
                new: "score: .inf",
                diagnostic: """
                    farms/a.yaml:13:8: error: 'score' must lie between -1000000 and 1000000 [wrong-type]
                      13 | score: .inf
                         |        ^
                    """
            ),
            WrongRule(
                old: "score: 3\n",
                new: "",
                diagnostic: """
                    farms/a.yaml:1:1: error: the key 'score' is missing [missing-key]
                      1 | id: farms/a
                        | ^
                    """
            ),
            WrongRule(
                old: "false_positives: [None]",
                new: "false_positives: None",
                diagnostic: """
                    farms/a.yaml:6:18: error: 'false_positives' must be a list [wrong-type]
                      6 | false_positives: None
                        |                  ^
                    """
            ),
            WrongRule(
                old: "signal: links",
                new: "signal: lins",
                diagnostic: """
                    farms/a.yaml:10:17: error: unknown signal 'lins' [unknown-value]
                      10 |     - { signal: lins, at_least: 2 }
                         |                 ^ did you mean 'links'?
                    """
            ),
            WrongRule(
                old: "at_least: 2",
                new: "at_least: two",
                diagnostic: """
                    farms/a.yaml:10:34: error: 'at_least' must be a number [wrong-type]
                      10 |     - { signal: links, at_least: two }
                         |                                  ^
                    """
            ),
            WrongRule(
                old: "regex: 'casino'",
                new: "regex: 'casi(no'",
                diagnostic: """
                    farms/a.yaml:11:16: error: the regular expression is wrong: missing closing \
                    parenthesis [bad-regex]
                      11 |     - { regex: 'casi(no', in: run-text }
                         |                ^ at character 8
                    """
            ),
            WrongRule(
                old: "in: run-text",
                new: "in: text",
                diagnostic: """
                    farms/a.yaml:11:30: error: unknown in 'text' [unknown-value]
                      11 |     - { regex: 'casino', in: text }
                         |                              ^ known: anchor-text, attributes, \
                    comment, link-host, link-path, meta, page-text, run-text, script, source, title
                    """
            ),
            WrongRule(
                old: ", in: run-text",
                new: "",
                diagnostic: """
                    farms/a.yaml:11:16: error: the key 'in' is missing [missing-key]
                      11 |     - { regex: 'casino' }
                         |                ^ one of anchor-text, link-host, link-path, run-text, \
                    page-text, title, meta, attributes, script, comment, source
                    """
            ),
            WrongRule(
                old: "list: gambling",
                new: "list: gamblin",
                diagnostic: """
                    farms/a.yaml:12:15: error: there is no list 'gamblin' [unknown-value]
                      12 |     - { list: gamblin, in: anchor-text }
                         |               ^ did you mean 'gambling'?
                    """
            ),
            WrongRule(
                old: "  no_match: ['<p>x</p>']\n",
                new: "",
                diagnostic: """
                    farms/a.yaml:15:3: error: a rule needs at least one 'no_match' example \
                    [missing-example]
                      15 |   match: ['<a href="//a.example">casino</a>']
                         |   ^
                    """
            ),
            WrongRule(
                old: "title: A title",
                new: "title: [A, title]",
                diagnostic: """
                    farms/a.yaml:2:8: error: 'title' must be text [wrong-type]
                      2 | title: [A, title]
                        |        ^
                    """
            ),
            WrongRule(
                old: "    - { signal: links, at_least: 2 }",
                new: "    - { at_least: 2 }",
                diagnostic: """
                    farms/a.yaml:10:7: error: a condition needs 'signal', 'regex', 'list', 'rule', \
                    'all', 'any' or 'not' [missing-key]
                      10 |     - { at_least: 2 }
                         |       ^
                    """
            ),
        ]
    )
    func diagnostics(wrong: WrongRule) throws {
        let text = Self.rule.replacingOccurrences(of: wrong.old, with: wrong.new)
        #expect(text != Self.rule)
        #expect(try Self.problems(of: [("farms/a.yaml", text)]) == [wrong.diagnostic])
    }

    @Test("What is no YAML, no mapping or nothing is told")
    func notRules() throws {
        #expect(
            try Self.problems(of: [("a.yaml", "- x\n")])
                .contains {
                    $0.hasPrefix("a.yaml:1:1: error: the rule must be a mapping [wrong-type]")
                }
        )
        #expect(
            try Self.problems(of: [("a.yaml", "")]) == ["a.yaml: error: the file is empty [syntax]"]
        )
        let broken = try Self.problems(of: [("a.yaml", "id: [a\ntitle: b\n")])
        #expect(broken.count == 1)
        #expect(broken[0].contains("[syntax]") && broken[0].hasPrefix("a.yaml:"))
    }

    @Test("All mistakes of a folder are told at once, and nothing is loaded")
    func severalMistakes() throws {
        let error = try #require(
            try Self.error(of: [
                ("farms/a.yaml", Self.rule.replacingOccurrences(of: "stable", with: "purple")),
                ("farms/b.yaml", Self.rule.replacingOccurrences(of: "score: 3", with: "scor: x")),
                ("farms/c.yaml", Self.rule.replacingOccurrences(of: "farms/a", with: "farms/c")),
                ("lists/pharma.txt", "viagra\t-1\ncialis\tx\n"),
                ("policy.yaml", "cut: high\nlimit: 2\n"),
            ])
        )
        #expect(
            error.diagnostics.map { "\($0.file):\($0.line) \($0.code.rawValue)" }.sorted() == [
                "farms/a.yaml:3 unknown-value", "farms/b.yaml:1 id-mismatch",
                "farms/b.yaml:1 missing-key", "farms/b.yaml:13 unknown-key",
                "lists/pharma.txt:1 bad-weight", "lists/pharma.txt:2 bad-weight",
                "policy.yaml:1 wrong-type", "policy.yaml:2 unknown-key",
            ]
        )
        #expect(error.ruleCount == 3)
        #expect(error.description.hasSuffix("\n8 errors in 3 rules; nothing was loaded"))
    }

    @Test("A folder with one mistake loads nothing, one without loads its rules")
    func loading() throws {
        try Fixtures.withTemporaryFolder { folder in
            try Fixtures.write(
                [("farms/a.yaml", Self.rule), ("lists/gambling.txt", "casino\n")],
                into: folder
            )
            let rules = try RuleSet(folder: folder.path)
            #expect(rules.ruleIDs == ["farms/a"])
            #expect(rules.sha256.count == 64)
            #expect(rules.version == "")
            try Fixtures.write([("farms/b.yaml", "id: farms/b\n")], into: folder)
            #expect(throws: RuleLoadError.self) { try RuleSet(folder: folder.path) }
        }
    }

    @Test("A folder that is missing, or no folder, is told")
    func missingFolder() throws {
        try Fixtures.withTemporaryFolder { folder in
            let path = folder.appendingPathComponent("nothing").path
            let error = #expect(throws: RuleLoadError.self) { try RuleSet(folder: path) }
            let line = "\(path): error: there is no folder '\(path)' [unreadable]"
            #expect(error?.diagnostics.first?.description.hasPrefix(line) == true)
            try Data([0xFF]).write(to: folder.appendingPathComponent("a.yaml"))
            #expect(throws: RuleLoadError.self) {
                try RuleSet(folder: folder.appendingPathComponent("a.yaml").path)
            }
            let notText = #expect(throws: RuleLoadError.self) { try RuleSet(folder: folder.path) }
            #expect(notText?.diagnostics.first?.message == "the file is not UTF-8")
        }
    }

    @Test("The hash of a folder is that of its files, and changes with them")
    func hash() throws {
        func hash(_ list: String) throws -> String {
            try Fixtures.withTemporaryFolder { folder in
                try Fixtures.write(
                    [("farms/a.yaml", Self.rule), ("lists/gambling.txt", list)],
                    into: folder
                )
                return try RuleSet(folder: folder.path).sha256
            }
        }
        #expect(try hash("casino\n") == hash("casino\n"))
        #expect(try hash("casino\n") != hash("casino \n"))
    }

    /// The diagnostics of a folder with these files and the list `gambling`.
    static func problems(of files: [(path: String, text: String)]) throws -> [String] {
        try error(of: files)?.diagnostics.map(\.description) ?? []
    }

    private static func error(of files: [(path: String, text: String)]) throws -> RuleLoadError? {
        try Fixtures.withTemporaryFolder { folder in
            try Fixtures.write(files + [("lists/gambling.txt", "casino\n")], into: folder)
            return #expect(throws: RuleLoadError.self) { try RuleSet(folder: folder.path) }
        }
    }
}
