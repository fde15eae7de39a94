import Foundation
import Testing

@testable import Winnow

@Suite("The tester of rules")
struct RuleTesterTests {
    private static let prose = TestRule.prose
    private static let box =
        "<div style=\"display:none\"><a href=\"https://one.example/\">a</a> "
        + "<a href=\"https://two.example/\">b</a> <a href=\"https://three.example/\">c</a></div>"

    private static func problems(
        match: String,
        noMatch: String = "x"
    ) throws -> [[RuleTester.Problem]] {
        let rules = try TestRule.ruleSet(match: match, noMatch: noMatch)
        let rule = try #require(rules.rules.first)
        return RuleTester(rules, variants: [.asWritten]).outcomes(of: rule).map {
            if case .failed(let problems) = $0.result { problems } else { [] }
        }
    }

    @Test("What holds passes, in every variant")
    func passes() throws {
        let rules = try TestRule.ruleSet(
            match: Self.prose + "⟦" + Self.box + "⟧",
            noMatch: Self.prose
        )
        let rule = try #require(rules.rules.first)
        let outcomes = RuleTester(rules).outcomes(of: rule)
        #expect(outcomes.count == 2 * ExampleVariant.allCases.count)
        let failed = outcomes.filter { if case .failed = $0.result { true } else { false } }
        #expect(failed.isEmpty, "\(failed)")
        var summary = RuleTester.Summary()
        for outcome in outcomes { summary.count(outcome) }
        // The honest page has no attribute to put between other quotes.
        #expect((summary.passed, summary.failed, summary.skipped) == (11, 0, 1))
    }

    @Test("A rule that does not fire is told")
    func silent() throws {
        let problem = try #require(try Self.problems(match: Self.prose)[0].first)
        #expect(problem.expected == "the rule fires")
        #expect(problem.actual == "no rule fired")
    }

    @Test("A rule that fires where it must not is told, with the place")
    func loud() throws {
        let problem = try #require(
            try Self.problems(match: Self.box, noMatch: "<p>x</p>" + Self.box)[1].first
        )
        #expect(problem.expected == "the rule does not fire")
        #expect(problem.actual.hasPrefix("it fired on bytes 8-"), "\(problem.actual)")
    }

    @Test("What was cut and not marked, and the other way around, is told with an excerpt")
    func marks() throws {
        let page = Self.prose + "⟦<p>x</p>" + Self.box.replacing("</div>", with: "⟧</div>")
        let problem = try #require(try Self.problems(match: page)[0].first)
        #expect(problem.actual.contains("is marked, and was not cut: \"<p>x</p>\""), "\(problem)")
        #expect(problem.actual.contains("is not marked, and was cut: \"</div>\""), "\(problem)")
    }

    @Test("Marks of which nothing is cut are told with the verdict")
    func nothingCut() throws {
        let problems = try Self.problems(match: Self.prose + "⟦<p>x</p>⟧")[0]
        #expect(problems.count == 2)
        #expect(problems.last?.actual == "nothing was cut: clean, score 0.0")
    }

    @Test("Examples know their line, and keys they do not know are told")
    func lines() throws {
        let rules = try TestRule.ruleSet(match: "a", noMatch: "b")
        #expect(rules.rules.first?.examples.map(\.line) == [12, 13])
    }
}

/// A rule for the tests of the tester.
enum TestRule {
    static let prose = """
        <p>The harbour museum is open from ten to five on every day but Monday, and the old crane \
        can be visited with a guide on Saturdays; children need no ticket, and the ferry stops at \
        the door of the museum every half hour until the evening.</p>
        """

    /// A set of one rule about hidden links, with an example of either kind.
    static func ruleSet(match: String, noMatch: String) throws -> RuleSet {
        try Fixtures.withTemporaryFolder { folder in
            try Fixtures.write([("hidden/links.yaml", text(match, noMatch))], into: folder)
            return try RuleSet(folder: folder.path)
        }
    }

    private static func text(_ match: String, _ noMatch: String) -> String {
        """
        id: hidden/links
        title: Links under test
        status: stable
        technique: hidden-links
        description: A rule for tests.
        false_positives: [None that a test has.]
        match:
          scope: run
          all: [{ signal: hidden-by-display }, { signal: foreign-links }]
        score: 8
        examples:
          match: [\(quoted(match))]
          no_match: [\(quoted(noMatch))]

        """
    }

    private static func quoted(_ text: String) -> String {
        "'" + text.replacing("'", with: "''") + "'"
    }
}
