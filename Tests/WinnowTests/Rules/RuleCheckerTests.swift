import Foundation
import Testing

@testable import Winnow

@Suite("RuleChecker")
struct RuleCheckerTests {
    @Test(
        "What can never fire, costs too much or tests nothing is told",
        arguments: [
            WrongRule(
                old: "signal: links, at_least: 2",
                new: "signal: script-bytes",
                diagnostic: """
                    farms/a.yaml:10:17: error: the signal 'script-bytes' is never set in the scope \
                    'run' [unused-signal]
                      10 |     - { signal: script-bytes }
                         |                 ^ it is in: script
                    """
            ),
            WrongRule(
                old: "signal: links, at_least: 2",
                new: "signal: topic-share, at_least: 2",
                diagnostic: """
                    farms/a.yaml:10:40: error: 'topic-share' is never as much as that [bad-bounds]
                      10 |     - { signal: topic-share, at_least: 2 }
                         |                                        ^ it lies between 0 and 1
                    """
            ),
            WrongRule(
                old: "at_least: 2",
                new: "at_most: -1",
                diagnostic: """
                    farms/a.yaml:10:33: error: 'links' is never as little as that [bad-bounds]
                      10 |     - { signal: links, at_most: -1 }
                         |                                 ^ it is 0 and up
                    """
            ),
            WrongRule(
                old: "at_least: 2",
                new: "at_least: 3, at_most: 2",
                diagnostic: """
                    farms/a.yaml:10:46: error: 'at_least' is more than 'at_most': nothing lies \
                    between [bad-bounds]
                      10 |     - { signal: links, at_least: 3, at_most: 2 }
                         |                                              ^ swap them
                    """
            ),
            WrongRule(
                old: "list: gambling, in: anchor-text",
                new: "list: gambling, in: anchor-text, at_least: 0",
                diagnostic: """
                    farms/a.yaml:12:52: error: a list is asked for at least 1 term [bad-bounds]
                      12 |     - { list: gambling, in: anchor-text, at_least: 0 }
                         |                                                    ^ leave \
                    'at_least' out, or put the condition under 'not'
                    """
            ),
            WrongRule(
                old: "in: run-text",
                new: "in: run-text, at_least: 2",
                diagnostic: """
                    farms/a.yaml:11:40: error: 'at_least' says nothing beside 'regex' [unknown-key]
                      11 |     - { regex: 'casino', in: run-text, at_least: 2 }
                         |                                        ^ leave it out
                    """
            ),
            WrongRule(
                old: "'casino'",
                new: "'玩\tcas''ino(?:a+)+'",
                diagnostic: """
                    farms/a.yaml:11:33: error: a repeat inside a repeat can share out the same text \
                    in very many ways [nested-repeat]
                      11 |     - { regex: '玩\tcas''ino(?:a+)+', in: run-text }
                         |                   \t              ^ let each round begin with what the \
                    inner repeat can't take, or write '++'
                    """
            ),
            WrongRule(
                old: "'casino'",
                new: #""\\wcasino(?:a+)+""#,
                diagnostic: #"""
                    farms/a.yaml:11:32: error: a repeat inside a repeat can share out the same text \#
                    in very many ways [nested-repeat]
                      11 |     - { regex: "\\wcasino(?:a+)+", in: run-text }
                         |                                ^ let each round begin with what the \#
                    inner repeat can't take, or write '++'
                    """#
            ),
            WrongRule(
                old: "'casino'",
                new: #"'\d+'"#,
                diagnostic: #"""
                    farms/a.yaml:11:16: error: the expression has no literal and would be tried on \#
                    all of 'run-text' [no-literal]
                      11 |     - { regex: '\d+', in: run-text }
                         |                ^ write three letters in a row plainly, or name a \#
                    narrower target
                    """#
            ),
            WrongRule(
                old: "What it is.",
                new: "\" \"",
                diagnostic: """
                    farms/a.yaml:5:14: error: 'description' says nothing [empty-text]
                      5 | description: " "
                        |              ^ say what spammers do and how the rule recognises it
                    """
            ),
            WrongRule(
                old: "score: 3",
                new: "score: 101",
                diagnostic: """
                    farms/a.yaml:13:8: error: a score lies between -100 and 100 [bad-score]
                      13 | score: 101
                         |        ^ 3 is told and 6 is cut
                    """
            ),
            WrongRule(
                old: "<p>x</p>",
                new: "百<p>⟦x</p>",
                diagnostic: """
                    farms/a.yaml:16:25: error: '⟦' without '⟧' behind it [unbalanced-marks]
                      16 |   no_match: ['百<p>⟦x</p>']
                         |                          ^
                    """
            ),
            WrongRule(
                old: "<p>x</p>",
                new: "⟦⟦x⟧",
                diagnostic: """
                    farms/a.yaml:16:16: error: '⟦' inside marks [unbalanced-marks]
                      16 |   no_match: ['⟦⟦x⟧']
                         |                ^ marks come in pairs and do not nest
                    """
            ),
            WrongRule(
                old: "<p>x</p>",
                new: "x⟧",
                diagnostic: """
                    farms/a.yaml:16:16: error: '⟧' without '⟦' before it [unbalanced-marks]
                      16 |   no_match: ['x⟧']
                         |                ^ marks come in pairs and do not nest
                    """
            ),
            WrongRule(
                old: "status: stable",
                new: "status: stable\nstatus: stable",
                diagnostic: """
                    farms/a.yaml:3:1: error: the key 'status' stands twice in one mapping \
                    [duplicate-key]
                      3 | status: stable
                        | ^ leave one of them out
                    """
            ),
        ]
    )
    func diagnostics(wrong: WrongRule) throws {
        let text = RuleSetTests.rule.replacingOccurrences(of: wrong.old, with: wrong.new)
        #expect(text != RuleSetTests.rule)
        #expect(try RuleSetTests.problems(of: [("farms/a.yaml", text)]) == [wrong.diagnostic])
    }

    @Test("A literal is not asked for where there is little text")
    func narrowTargets() throws {
        for target in ["anchor-text", "title"] {
            let text = RuleSetTests.rule.replacingOccurrences(
                of: "'casino', in: run-text",
                with: #"'\d+', in: \#(target)"#
            )
            try Fixtures.withTemporaryFolder { folder in
                try Fixtures.write(
                    [("farms/a.yaml", text), ("lists/gambling.txt", "casino\n")],
                    into: folder
                )
                #expect(try RuleSet(folder: folder.path).ruleIDs == ["farms/a"])
            }
        }
    }

    @Test(
        "Names that differ between systems, or that nothing reads, are told",
        arguments: [
            ("farms/Row.yaml", "use lower-case letters"), ("farms/a b.yaml", "use lower-case"),
            ("farms/a.yml", "rename it to farms/a.yaml"), ("words.txt", "in the folder 'lists'"),
            ("lists/a.yaml", "rules stand outside"), ("farms/é.yaml", "use lower-case"),
            ("lists/Games.txt", "use lower-case"),
        ]
    )
    func fileNames(path: String, hint: String) throws {
        let id = String(path.dropLast(5))
        let text = RuleSetTests.rule.replacingOccurrences(of: "farms/a", with: id)
        let content = path.hasSuffix(".txt") ? "word\n" : text
        let problems = try RuleSetTests.problems(of: [(path, content)])
        #expect(problems.count == 1, "\(problems)")
        #expect(problems.first?.contains("[bad-file-name]") == true, "\(problems)")
        #expect(problems.first?.contains(hint) == true, "\(problems)")
    }

    @Test("An id of another rule is told as such")
    func duplicateIDs() throws {
        let problems = try RuleSetTests.problems(of: [
            ("farms/a.yaml", RuleSetTests.rule), ("farms/b.yaml", RuleSetTests.rule),
        ])
        #expect(
            problems == [
                """
                farms/b.yaml:1:5: error: the id 'farms/a' is that of farms/a.yaml [duplicate-id]
                  1 | id: farms/a
                    |     ^ write 'id: farms/b', or move the file
                """
            ]
        )
    }

    @Test(
        "Every code stands in docs/rule-errors.md",
        arguments: RuleDiagnostic.Code.all.map(\.rawValue)
    )
    func documented(code: String) throws {
        let text = String(decoding: try Fixtures.bytes(of: "docs/rule-errors.md"), as: UTF8.self)
        #expect(text.contains("\n| `\(code)` | "))
    }

    @Test("Every signal has scopes, and bounds in its range are no mistake")
    func signals() {
        for signal in Signal.allCases {
            #expect(!signal.scopes.isEmpty)
            #expect(signal.range.contains(0) && signal.range.contains(1))
        }
    }

    @Test(
        "The caret stands under its place in a terminal",
        arguments: [
            ("a: x", 4, "a: x", "   "), ("\ta: x", 5, "\ta: x", "\t   "),
            ("百: x", 4, "百: x", "    "),
            ("e\u{301}: x", 5, "e\u{301}: x", "   "),
            ("a\u{1B}[2J: x", 8, "a\u{FFFD}[2J: x", "       "),
            ("a: x", 99, "a: x", "    "),
        ]
    )
    func carets(line: String, column: Int, shown: String, indent: String) {
        let excerpt = SourceExcerpt(line, column: column)
        #expect(excerpt.line == shown)
        #expect(excerpt.indent == indent)
    }

    @Test("Of a long line the part around the place is shown")
    func longLines() {
        let line = String(repeating: "a", count: 500) + "X" + String(repeating: "b", count: 500)
        let excerpt = SourceExcerpt(line, column: 501)
        #expect(excerpt.line.count == 162)
        #expect(Array(excerpt.line)[excerpt.indent.count] == "X")
    }
}
