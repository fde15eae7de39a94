import Foundation
import Testing

@testable import Winnow

@Suite("RuleSeeds")
struct RuleSeedsTests {
    private static let host =
        "<p>The harbour museum is open from ten to five on every day but Monday.</p>"

    /// The shipped rules and one more.
    private static func report(_ match: String, on html: String) throws -> Report {
        try Fixtures.withTemporaryFolder { folder in
            let rule = """
                id: test/seed
                title: Test
                status: stable
                technique: injected-content
                description: A test.
                false_positives: [None.]
                match:
                \(match)
                score: 7
                evidence: [kit-marker]
                examples:
                  match: [x]
                  no_match: [y]
                """
            try Fixtures.write(
                [("test/seed.yaml", rule), ("policy.yaml", "version: 1\n")],
                into: folder
            )
            let rules = try RuleSet(folder: folder.path)
            return PageScanner(rules: rules).scan(Array(html.utf8), ScanRequest(path: "a.html"))
        }
    }

    @Test(
        "What a rule's expression matches is cut though nothing else points at it",
        arguments: [
            (
                "  scope: run\n  all: [{ regex: 'id=.?planted', in: attributes }]",
                "⟦<div id=\"planted\"><p>x</p></div>⟧<div id=\"other\">y</div>"
            ),
            (
                "  scope: run\n  all: [{ regex: 'unheard', in: anchor-text }]",
                "<p>a ⟦<a href=\"/x\">an unheard of word</a>⟧ b</p>"
            ),
            (
                "  scope: run\n  all: [{ regex: 'unheard', in: run-text }, { signal: items, at_least: 2 }]",
                "⟦<div>an unheard of word<br>and more</div>⟧"
            ),
            (
                "  scope: run\n  any: [{ regex: 'nothing', in: run-text }, { regex: 'un&heard|UNHEARD', in: run-text }]",
                "<p>⟦&#85;NHEARD⟧<br><b>x</b></p>"
            ),
            (
                """
                  scope: comment
                  all: [{ signal: after-document }, { regex: '\\A<!--[a-z]{3}-->', in: comment }]
                """,
                "<!--abc--></html>⟦<!--abc-->⟧<!--1-->"
            ),
            (
                "  scope: comment\n  all: [{ regex: 'mark of a kit', in: comment }]",
                "⟦<!-- the mark of a kit -->⟧<!-- another -->"
            ),
        ]
    )
    func cut(match: String, html: String) throws {
        let page = MarkedPage(Self.host + html + Self.host)
        let report = try Self.report(match, on: page.html)
        #expect(
            marking(report.removed, in: Array(page.html.utf8))
                == marking(page.marked, in: Array(page.html.utf8))
        )
    }

    @Test(
        "What a rule refuses, and what has no literal, points at nothing",
        arguments: [
            "  scope: run\n  all: [{ regex: '[a-z]+', in: anchor-text }]",
            "  scope: run\n  not: { regex: 'unheard', in: anchor-text }",
        ]
    )
    func none(match: String) throws {
        let html = Self.host + "<p>a <a href=\"/x\">an unheard of word</a> b</p>"
        #expect(try Self.report(match, on: html).removed.isEmpty)
    }

    @Test("More places than the limit are told as one")
    func limit() throws {
        let match = "  scope: run\n  all: [{ regex: 'planted', in: attributes }]"
        let one = "<i id=\"planted\">x</i><b>y</b>"
        let some = String(repeating: one, count: RuleSeeds.maximumSeeds)
        #expect(try Self.report(match, on: some + Self.host).limits == [])
        #expect(try Self.report(match, on: some + one).limits == ["runs"])
    }
}
