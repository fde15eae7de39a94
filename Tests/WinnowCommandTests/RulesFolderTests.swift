import Foundation
import Testing

@Suite("Where rules come from")
struct RulesFolderTests {
    @Test("Rules in the working directory are never taken")
    func workingDirectory() throws {
        let site = try TestSite(["a.html": TestPages.injected])
        let result = try CommandRunner.bash(
            """
            cp -R rules Rules; mkdir -p share/winnow; cp -R rules share/winnow/rules
            winnow scan a.html
            """,
            in: site.folder.path
        )
        #expect(result.status == 2)
        #expect(
            result.errors
                == "winnow: no rules found: name a folder with --rules or $WINNOW_RULES\n"
        )
        #expect(result.bytes.isEmpty)
    }

    @Test("A folder without a rule is refused: every page would pass as clean")
    func noRules() throws {
        let site = try TestSite(["a.html": TestPages.injected, "empty/policy.yaml": "version: x\n"])
        let result = try site.winnow("scan", "--rules", "empty", "a.html")
        #expect(result.status == 2)
        #expect(result.errors.contains("holds no rule"), "\(result.errors)")
        #expect(result.bytes.isEmpty)
    }

    @Test(
        "What would be passed over in silence, or end the program, is refused",
        arguments: [
            ("scores: { no/rule: 9 }", "there is no rule 'no/rule'"),
            ("scores: { hidden/links: 1e30 }", "must lie between"),
            ("minimum_kinds: .nan", "must lie between"),
        ]
    )
    func policy(line: String, says: String) throws {
        let site = try TestSite(["a.html": TestPages.injected])
        try site.folder.write("version: test\n\(line)\n", to: "rules/policy.yaml")
        let result = try site.winnow("scan", "a.html")
        #expect(result.status == 2)
        #expect(result.errors.contains(says), "\(result.errors)")
    }

    @Test("A condition that asks two things is refused")
    func twoQuestions() throws {
        let site = try TestSite(["a.html": TestPages.injected])
        let rule = try site.folder.text(of: "rules/hidden/links.yaml")
        try site.folder.write(
            rule.replacing(
                "signal: hidden-by-display",
                with: "signal: hidden-by-display, regex: x"
            ),
            to: "rules/hidden/links.yaml"
        )
        let result = try site.winnow("scan", "a.html")
        #expect(result.status == 2)
        #expect(result.errors.contains("asks one thing"), "\(result.errors)")
    }

    @Test("--rules goes before WINNOW_RULES")
    func order() throws {
        let site = try TestSite(["a.html": TestPages.injected])
        let arguments = ["scan", "--rules", site.rules, "a.html"]
        let result = try CommandRunner.winnow(arguments, in: site.folder.path, rules: "nowhere")
        #expect(result.status == 1)
    }

    @Test(
        "--local-rules and WINNOW_LOCAL_RULES change rules that are not touched",
        arguments: [false, true]
    )
    func localRules(byEnvironment: Bool) throws {
        let site = try TestSite([
            "a.html": TestPages.injected, "mine/local.d/hidden/links.yaml": "status: deprecated\n",
        ])
        let command =
            byEnvironment ? "WINNOW_LOCAL_RULES=mine winnow scan" : "winnow scan --local-rules mine"
        let result = try CommandRunner.bash("\(command) --rules rules a.html", in: site.folder.path)
        #expect(result.status == 0, "\(result.errors)")
        try site.folder.write("status: purple\n", to: "mine/local.d/hidden/links.yaml")
        let wrong = try CommandRunner.bash("\(command) --rules rules a.html", in: site.folder.path)
        #expect(wrong.status == 2)
        #expect(
            wrong.errors.hasPrefix("mine/local.d/hidden/links.yaml:1:9: error:"),
            "\(wrong.errors)"
        )
    }

    @Test("An installed program finds the rules installed with it, by a symbolic link, too")
    func installed() throws {
        let site = try TestSite(["a.html": TestPages.injected])
        let result = try CommandRunner.bash(
            """
            mkdir -p prefix/bin prefix/share/winnow elsewhere
            cp "$(command -v winnow)" prefix/bin/winnow
            cp -R rules prefix/share/winnow/rules
            ln -s ../prefix/bin/winnow elsewhere/winnow
            prefix/bin/winnow scan --quiet a.html > one; echo $?
            elsewhere/winnow scan --quiet a.html > two; echo $?
            """,
            in: site.folder.path
        )
        #expect(result.output == "1\n1\n", "\(result.errors)")
    }

    @Test("Everything that is wrong with rules is told, and nothing is scanned")
    func wrongRules() throws {
        let site = try TestSite(["a.html": TestPages.injected])
        let rule = try site.folder.text(of: "rules/hidden/links.yaml")
        try site.folder.write(
            rule.replacing("score: 8", with: "scroe: 8"),
            to: "rules/hidden/links.yaml"
        )
        try site.folder.write("word\tno number\n", to: "rules/lists/words.txt")
        let result = try site.winnow("scan", "a.html")
        #expect(result.status == 2)
        #expect(result.bytes.isEmpty)
        for words in [
            "hidden/links.yaml:10:1: error: unknown key 'scroe' in the rule [unknown-key]",
            "did you mean 'score'?", "the key 'score' is missing",
            "lists/words.txt:1:1: error:", "3 errors in 2 rules; nothing was loaded",
        ] {
            #expect(result.errors.contains(words), "\(result.errors)")
        }
    }

    @Test("version tells the rules in force, and does without")
    func version() throws {
        let site = try TestSite()
        #expect(try site.winnow("version").output.contains("rules test\n"))
        let without = try CommandRunner.winnow("version", in: site.folder.path)
        #expect(without.status == 0)
        #expect(without.output.hasPrefix("winnow 0."))
        #expect(!without.output.contains("rules"))
    }

    @Test("version --json is one object that names everything")
    func versionAsJSON() throws {
        let site = try TestSite()
        let result = try site.winnow("version", "--json")
        let line = try #require(result.lines.first)
        #expect(
            JSONReport.keys(in: line)[1] == [
                "winnow", "rules", "rules_sha256", "profile", "model", "libxml2", "pcre2", "icu",
                "public_suffix_list",
            ]
        )
        _ = try JSONSerialization.jsonObject(with: Data(line.utf8))
    }
}
