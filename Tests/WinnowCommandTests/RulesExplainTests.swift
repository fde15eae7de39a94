import Foundation
import Testing

@Suite("rules explain")
struct RulesExplainTests {
    @Test("A rule is told in words")
    func words() throws {
        let result = try CommandRunner.winnow(
            "rules",
            "explain",
            "titles/topic-items",
            rules: "Rules"
        )
        #expect(result.status == 0)
        #expect(
            result.output.contains(
                """
                It fires when
                  all of these:
                    topic-weight is at least 1.5
                    at least one of these:
                      items is at least 3
                      topic-coverage is at least 0.5
                    title-echo is at most 0.2
                    host-topic is at most 1

                """
            ),
            "\(result.output)"
        )
        #expect(result.output.contains("\n  score      6\n"))
        #expect(result.output.contains("1 on which it must fire, 1 on which it must not\n"))
        #expect(!result.output.contains("\u{1B}"))
        for line in result.lines { #expect(line.count <= 80, "\(line)") }
    }

    @Test("With a page every condition is told, with what was there")
    func page() throws {
        let site = try TestSite(["a.html": TestPages.injected])
        let result = try site.winnow("rules", "explain", "hidden/links", "a.html")
        #expect(result.status == 0)
        #expect(
            result.output.contains(": fires\n    ✓ hidden-by-display is above 0: 1\n"),
            "\(result.output)"
        )
        #expect(result.output.hasPrefix("a.html: injected\n  hidden/links fires on 1 of "))

        let other = try site.winnow("rules", "explain", "invisible/links", "a.html")
        #expect(other.output.contains("invisible/links fires on none of "), "\(other.output)")
        #expect(other.output.contains("    ✗ hidden-by-visibility is above 0: 0\n"))
        #expect(try site.winnow("rules", "explain", "hidden/links", "b.html").status == 2)
    }

    @Test("A page may come on standard input, and a rule's file may stand for its id")
    func standardInput() throws {
        let site = try TestSite()
        let result = try site.winnow(
            "rules",
            "explain",
            "\(site.rules)/hidden/links.yaml",
            "-",
            input: TestPages.injected
        )
        #expect(result.output.hasPrefix("-: injected\n"), "\(result.output)\(result.errors)")
    }

    @Test("A name that stands for no rule is told with the nearest")
    func unknown() throws {
        let result = try CommandRunner.winnow(
            "rules",
            "explain",
            "titles/topic-item",
            rules: "Rules"
        )
        #expect(result.status == 2)
        #expect(result.errors.contains("did you mean 'titles/topic-items'?"))
    }
}

@Suite("rules profile")
struct RulesProfileTests {
    private static func site() throws -> TestSite {
        try TestSite(["dump/a.html": TestPages.injected, "dump/b.html": TestPages.suspicious])
    }

    @Test("Every rule has its time, runs and hits, and a line has the sum")
    func text() throws {
        let result = try Self.site().winnow("rules", "profile", "dump")
        #expect(result.status == 0)
        #expect(result.lines.count == 5, "\(result.output)")
        #expect(result.lines[0].contains("rule"))
        let hits = Dictionary(
            uniqueKeysWithValues: result.lines[1...3].map { line in
                (line.prefix { $0 != " " }, line.split(separator: " ").last.map(String.init))
            }
        )
        #expect(hits == ["hidden/links": "1", "invisible/links": "1", "all": "2"])
        #expect(result.lines[4].hasPrefix("2 documents: "))
    }

    @Test("For programs the numbers are whole")
    func json() throws {
        let result = try Self.site().winnow(
            "rules",
            "profile",
            "--format",
            "json",
            "--top",
            "1",
            "dump"
        )
        let json = try JSONSerialization.jsonObject(with: Data(result.bytes)) as? [String: Any]
        let rules = try #require(json?["rules"] as? [[String: Any]])
        #expect(rules.count == 1)
        #expect(json?["documents"] as? Int == 2)
        #expect(rules[0]["hits"] as? Int == 1)
        #expect(rules[0]["kept_documents"] as? Int == 1)
        let scans = try #require(json?["scan_microseconds"] as? Int)
        let conditions = try #require(json?["rule_microseconds"] as? Int)
        #expect(conditions > 0)
        #expect(conditions < scans)
    }

    @Test("A document that can't be read ends with 2, and the others are measured")
    func unreadable() throws {
        let result = try Self.site().winnow("rules", "profile", "dump/x.html", "dump/a.html")
        #expect(result.status == 2)
        #expect(result.errors.contains("dump/x.html"))
        #expect(result.output.contains("1 document: "))
        #expect(try CommandRunner.winnow("rules", "profile", "--top", "0", ".").status == 64)
    }
}
