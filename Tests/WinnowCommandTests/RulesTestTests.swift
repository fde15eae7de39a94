import Foundation
import Testing

@Suite("rules test and diff")
struct RulesTestTests {
    /// A site whose rules have examples that hold.
    private static func site() throws -> TestSite {
        let site = try TestSite()
        for name in ["hidden", "invisible"] {
            let style = name == "hidden" ? "display:none" : "visibility:hidden"
            let text = try site.folder.text(of: "rules/\(name)/links.yaml")
            let plant = TestPages.plant.replacing("display:none", with: style)
            try site.folder.write(
                text.replacing("'<p>a</p>'", with: "'\(plant)'"),
                to: "rules/\(name)/links.yaml"
            )
        }
        return site
    }

    @Test("Examples that hold end with 0")
    func holds() throws {
        let result = try Self.site().winnow("rules", "test")
        #expect(result.status == 0, "\(result.output)")
        #expect(
            result.output == "22 examples and variants of 2 rules: 22 passed, 0 failed, 2 skipped\n"
        )
        #expect(result.errors.isEmpty)
    }

    @Test("An example that fails is told with its line and variant, and the next ones run")
    func fails() throws {
        let site = try Self.site()
        let text = try site.folder.text(of: "rules/hidden/links.yaml")
        try site.folder.write(
            text.replacing("display:none\">", with: "color:red\">"),
            to: "rules/hidden/links.yaml"
        )
        let result = try site.winnow("rules", "test")
        #expect(result.status == 1)
        #expect(
            result.output.hasPrefix(
                """
                hidden/links: match example 1 (hidden/links.yaml:12) as written: FAILED
                  expected the rule fires
                  but      no rule fired

                """
            ),
            "\(result.output)"
        )
        #expect(
            result.output.hasSuffix(
                "\n22 examples and variants of 2 rules: 16 passed, 6 failed, 2 skipped\n"
            ),
            "\(result.output)"
        )
    }

    @Test(
        "Rules are named by id, by the beginning of ids, and by their file",
        arguments: [
            ["hidden/links"], ["hidden/"], ["rules/hidden/links.yaml", "--rules", "rules"],
            ["rules", "hidden/links.yaml"], ["hidden/", "hidden/links"],
        ]
    )
    func names(arguments: [String]) throws {
        let site = try Self.site()
        let result = try CommandRunner.winnow(
            ["rules", "test"] + arguments,
            in: site.folder.path,
            rules: site.rules
        )
        #expect(result.status == 0)
        #expect(result.output.contains(" of 1 rule: 11 passed"), "\(result.output)")
    }

    @Test("A name that stands for no rule is told with the nearest")
    func unknown() throws {
        let result = try Self.site().winnow("rules", "test", "hiden/links")
        #expect(result.status == 2)
        #expect(result.errors.contains("did you mean 'hidden/links'?"), "\(result.errors)")
    }

    @Test("Rules that are wrong end with 1")
    func wrong() throws {
        let site = try Self.site()
        try site.folder.write("id: x\n", to: "rules/hidden/other.yaml")
        let result = try site.winnow("rules", "test")
        #expect(result.status == 1)
        #expect(result.errors.contains("hidden/other.yaml:1:5: error:"), "\(result.errors)")
    }

    @Test("--verbose tells what passed and why something was skipped")
    func verbose() throws {
        let result = try Self.site().winnow("rules", "test", "--verbose", "hidden/links")
        #expect(result.lines.count == 13)
        #expect(
            result.output.contains(
                "hidden/links: no_match example 1 (hidden/links.yaml:13) with single quotes: "
                    + "skipped, that changes nothing in it\n"
            ),
            "\(result.output)"
        )
    }

    @Test("A corrupt model is told with its file, and --no-model does without it")
    func corruptModel() throws {
        let site = try Self.site()
        try site.folder.write("junk", to: "rules/model/winnow.model")
        let result = try site.winnow("rules", "test")
        #expect(result.status == 1)
        #expect(result.errors.contains("model/winnow.model: error:"), "\(result.errors)")
        #expect(result.errors.contains("[bad-model]"))
        #expect(result.errors.contains("--no-model"))
        let without = try site.winnow("rules", "test", "--no-model")
        #expect(without.status == 0, "\(without.errors)")
        #expect(without.output.hasPrefix("22 examples and variants of 2 rules: 22 passed"))
    }

    // MARK: diff

    /// Two folders of rules and a corpus of three pages.
    private static func corpus() throws -> TestSite {
        let site = try TestSite([
            "dump/a.html": TestPages.injected, "dump/b.html": TestPages.clean,
            "dump/c.html": TestPages.suspicious,
        ])
        for name in try site.folder.files(below: "rules") where !name.hasPrefix("hidden") {
            try site.folder.write(try site.folder.bytes(of: "rules/\(name)"), to: "old/\(name)")
        }
        return site
    }

    @Test("Documents that change are told, with what fired and what is cut, and then totals")
    func diff() throws {
        let result = try Self.corpus().winnow("rules", "diff", "old", "rules", "dump")
        #expect(result.status == 0)
        #expect(
            result.output == """
                a.html: clean -> injected (+ hidden/links; 1 cut, 172 bytes)

                old \\ new   clean  suspicious  injected
                clean           1           0         1
                suspicious      0           1         0
                injected        0           0         0

                rule          old  new  gained  lost
                hidden/links    0    1       1     0

                1 of 3 documents changes

                """,
            "\(result.output)"
        )
    }

    @Test("For programs there is an object for each change, and one with the totals")
    func diffLines() throws {
        let site = try Self.corpus()
        let one = try site.winnow("rules", "diff", "rules", "old", "dump", "--format", "jsonl")
        let objects = try one.lines.map {
            try #require(
                try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
            )
        }
        #expect(objects.count == 2)
        #expect(objects[0]["path"] as? String == "a.html")
        #expect(objects[0]["lost"] as? [String] == ["hidden/links"])
        #expect((objects[0]["old"] as? [String: Any])?["verdict"] as? String == "injected")
        #expect((objects[0]["new"] as? [String: Any])?["verdict"] as? String == "clean")
        #expect(objects[1]["documents"] as? Int == 3)
        #expect(objects[1]["changes"] as? Int == 1)
        let jobs = try site.winnow(
            "rules",
            "diff",
            "rules",
            "old",
            "dump",
            "--format",
            "jsonl",
            "--jobs",
            "7"
        )
        #expect(jobs.bytes == one.bytes)
    }

    @Test("Rules or documents that can't be read end with 2")
    func diffErrors() throws {
        let site = try Self.corpus()
        #expect(try site.winnow("rules", "diff", "nowhere", "rules", "dump").status == 2)
        let result = try site.winnow("rules", "diff", "old", "rules", "dump/x.html", "dump/b.html")
        #expect(result.status == 2)
        #expect(result.errors.contains("dump/x.html"))
        #expect(result.output.contains("0 of 1 document change"))
        #expect(try site.winnow("rules", "diff", "old", "rules").status == 64)
    }
}
