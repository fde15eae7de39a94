import Foundation
import Testing

@testable import Winnow

@Suite("Explaining one rule on a page")
struct RuleExplanationTests {
    private static let page = """
        <p>The harbour museum is open from ten to five on every day but Monday.</p>
        <div class="offer-box" style="display:none"><a href="https://one.example/pills">cheap viagra</a> and
        <a href="https://two.example/">garden gates</a></div>
        """

    /// The conditions of a rule on the nearest run of the page.
    private static func conditions(_ conditions: String) throws -> ConditionTrace {
        let rules = try Fixtures.withTemporaryFolder { folder in
            let text = """
                id: test/rule
                title: A rule under test
                status: stable
                technique: link-farm
                description: A rule for tests.
                false_positives: [None.]
                match:
                  scope: run
                  all:
                    - { signal: links, at_least: 2 }
                \(conditions)
                score: 1
                examples: { match: [a], no_match: [b] }

                """
            try Fixtures.write(
                [("test/rule.yaml", text), ("lists/pharma.txt", "cheap viagra\nviagra\n")],
                into: folder
            )
            return try RuleSet(folder: folder.path)
        }
        let explanation = PageScanner(rules: rules).explain(
            rule: 0,
            Array(page.utf8),
            ScanRequest(path: "page.html")
        )
        #expect(explanation.isInForce)
        return try #require(explanation.runs.first?.condition)
    }

    @Test(
        "A condition tells whether it holds, and what was there",
        arguments: [
            ("{ signal: links, at_most: 1 }", "links is at most 1", false, "2"),
            (
                "{ regex: 'via\\w+', in: anchor-text }", "via\\w+ matches in anchor-text", true,
                "“viagra”"
            ),
            (
                "{ regex: 'offer-[a-z]+', in: attributes }",
                "offer-[a-z]+ matches in attributes", true, "“offer-box”"
            ),
            (
                "{ regex: 'casino', in: anchor-text }", "casino matches in anchor-text", false,
                "no match in “cheap viagra” and 1 more"
            ),
            ("{ regex: 'museum', in: title }", "museum matches in title", false, "no text there"),
            (
                "{ list: pharma, in: anchor-text }",
                "anchor-text has a term of the list pharma", true, "“cheap viagra”"
            ),
            (
                "{ list: pharma, in: link-host, at_least: 2 }",
                "link-host has 2 different terms of the list pharma", false, "none"
            ),
        ]
    )
    func actual(condition: String, text: String, holds: Bool, actual: String) throws {
        let trace = try #require(try Self.conditions("    - \(condition)").parts.last)
        #expect(trace.text == text)
        #expect(trace.holds == holds)
        #expect(trace.actual == actual)
    }

    @Test("Conditions behind one that fails, and within others, are told, too")
    func nested() throws {
        let trace = try Self.conditions(
            """
                - { signal: media }
                - any: [{ signal: after-body }, { signal: links, at_least: 2 }]
                - not: { signal: links, at_least: 2 }
            """
        )
        #expect(trace.kind == .all)
        #expect(trace.parts.map(\.holds) == [true, false, true, false])
        #expect(trace.parts[2].parts.map(\.holds) == [false, true])
        #expect(trace.parts[3].parts.map(\.holds) == [true])
        #expect(trace.closeness == 0.5)
    }
}
