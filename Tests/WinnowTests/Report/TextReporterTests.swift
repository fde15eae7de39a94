import Testing

@testable import Winnow

@Suite("TextReporter")
struct TextReporterTests {
    private static func finding(isCut: Bool) -> Finding {
        Finding(
            id: "0011223344556677",
            technique: .hiddenLinks,
            topic: .gambling,
            score: 9.5,
            ranges: [10..<40, 50..<60, 70..<80, 90..<99],
            isCut: isCut,
            rules: [
                .init(id: "hidden-links/a", title: "Hidden", score: 6.5),
                .init(id: "link-farms/b", title: "A row", score: 3),
            ],
            links: 6,
            domains: ["a.example", "b.example", "c.example", "d.example", "e.example"],
            excerpt: "casino \u{202E}http://a.example " + String(repeating: "x", count: 90),
            line: 7
        )
    }

    private static var report: Report {
        var report = Report(path: "dir/page\u{1B}.html")
        report.verdict = .injected
        report.score = 9.5
        report.bytes = 1_000
        report.removed = [10..<40, 50..<60]
        report.findings = [finding(isCut: true)]
        return report
    }

    @Test("A finding is told with where, why, links and words, nothing of it dangerous")
    func golden() {
        let text = TextReporter(usesColor: false).text(Self.report)
        #expect(
            text == """
                dir/page\\u{1b}.html: injected  score 9.5

                  hidden-links, gambling  cut
                    where  line 7, bytes 10-40, 50-60, 70-80, …
                    why    +6.5  Hidden  [hidden-links/a]
                           +3.0  A row  [link-farms/b]
                    links  6 links to a[.]example, b[.]example, c[.]example and 2 more
                    says   casino \\u{202e}hxxp://a[.]example \
                \(String(repeating: "x", count: 80 - 34)) …
                  removed 40 of 1000 bytes in 2 places


                """
        )
    }

    @Test("A clean document is one line")
    func clean() {
        let text = TextReporter(usesColor: false).text(Report(path: "a.html"))
        #expect(text == "a.html: clean\n")
    }

    @Test("Limits, errors and findings that are not cut are told")
    func limits() {
        var report = Report(path: "a.html")
        report.verdict = .suspicious
        report.limits = ["tokens", "links"]
        report.error = "no such\u{7} file"
        var finding = Self.finding(isCut: false)
        (finding.topic, finding.links, finding.excerpt) = (.other, 1, "")
        (finding.ranges, finding.domains) = ([1..<2], [])
        report.findings = [finding]
        #expect(
            TextReporter(usesColor: false).text(report) == """
                a.html: unscanned
                  no such\\u{7} file

                  hidden-links  reported, not cut
                    where  line 7, bytes 1-2
                    why    +6.5  Hidden  [hidden-links/a]
                           +3.0  A row  [link-farms/b]
                    links  1 link
                  limits reached: tokens, links; nothing is cut then


                """
        )
    }

    @Test("Colours change nothing but colours")
    func colours() {
        let plain = TextReporter(usesColor: false).text(Self.report)
        let coloured = TextReporter(usesColor: true).text(Self.report)
        #expect(coloured.contains("\u{1B}[31minjected\u{1B}[0m"))
        #expect(!plain.contains("\u{1B}"))
        #expect(coloured.replacing(/\u{1B}\[[0-9]+m/, with: "") == plain)
    }
}
