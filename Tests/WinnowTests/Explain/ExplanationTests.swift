import Testing

@testable import Winnow

@Suite("Explanation")
struct ExplanationTests {
    private static func explain(_ path: String) throws -> Explanation {
        try Fixtures.scanner().explain(try Fixtures.bytes(of: path), ScanRequest(path: path))
    }

    @Test(
        "An explanation's report is that of a scan",
        arguments: Fixtures.names(in: "Samples/injected").map { "Samples/injected/" + $0 }
            + Fixtures.names(in: "Samples/clean").map { "Samples/clean/" + $0 }
    )
    func sameReport(path: String) throws {
        let report = try Fixtures.scanner().scan(
            try Fixtures.bytes(of: path),
            ScanRequest(path: path)
        )
        let explanation = try Self.explain(path)
        #expect(explanation.report == report)
        #expect(explanation.whyNothing.isEmpty == !report.findings.isEmpty)
        // What is cut was seen as a run that became a cut, or came to light in a later pass.
        #expect(explanation.runs.contains { $0.outcome == "cut" } == !report.removed.isEmpty)
    }

    @Test("Rules that fired lack nothing, the others lack something")
    func lacking() throws {
        for run in try Self.explain("Samples/injected/village-slot-footer.html").runs {
            for rule in run.rules { #expect(rule.hasFired == rule.lacking.isEmpty, "\(rule.id)") }
        }
    }

    @Test("Leaves say where links lead, what they are about and what hides them")
    func leaves() throws {
        let explanation = try Self.explain("Samples/injected/library-offscreen.html")
        let run = try #require(explanation.runs.first)
        #expect(run.outcome == "cut")
        #expect(try #require(run.hiddenBy).contains("moved off screen"))
        let facts = run.leaves.flatMap(\.evidence)
        #expect(facts.contains { $0.hasPrefix("link to ") && $0.hasSuffix("another site") })
        #expect(run.signals.contains { $0.name == "hidden-by-position" && $0.value == 1 })
    }

    @Test("What is told and not cut says why")
    func notCut() throws {
        let html =
            "<p>Text</p><div style=\"display:none\"><a href=\"https://one.example/\">one</a>"
            + " <a href=\"https://one.example/b\">two</a> <a href=\"https://one.example/c\">three</a>"
            + " <a href=\"https://one.example/d\">four</a> <a href=\"https://one.example/e\">five</a></div>"
        let explanation = try Fixtures.scanner().explain(
            Array(html.utf8),
            ScanRequest(path: "a.html", url: "https://own.example/")
        )
        #expect(explanation.report.verdict == .suspicious)
        #expect(explanation.runs.first?.outcome.hasPrefix("told, not cut: ") == true)
    }

    @Test(
        "A page on which nothing was found is told why",
        arguments: [
            ("<p>Text</p>", "There is no link in it."),
            (
                "<p><a href=/x>Text</a></p>",
                "Every link stays on the site, as far as the page tells."
            ),
            ("<p><a href=//a.example/x>Text</a></p>", "--url tells it."),
            ("<p>Text</p>", "No element is hidden."),
        ]
    )
    func whyNothing(html: String, reason: String) throws {
        let explanation = try Fixtures.scanner().explain(
            Array(html.utf8),
            ScanRequest(path: "a.html")
        )
        #expect(explanation.whyNothing.contains { $0.contains(reason) })
    }

    @Test("The text defangs what the page says and fits what was asked")
    func text() throws {
        let explanation = try Self.explain("Samples/injected/village-slot-footer.html")
        let short = ExplanationReporter(usesColor: false).text(explanation)
        let long = ExplanationReporter(detail: .all, usesColor: false).text(explanation)
        #expect(!long.contains(".example,") && !long.contains("https://"))
        #expect(short.contains("fired    +6.5"))
        #expect(long.utf8.count > short.utf8.count)
        #expect(short.contains("--all shows them") && !long.contains("--all shows them"))
    }
}
