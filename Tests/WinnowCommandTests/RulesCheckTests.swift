import Foundation
import Testing

@Suite("rules check, list and new")
struct RulesCheckTests {
    @Test("The shipped rules are in order")
    func shipped() throws {
        let result = try CommandRunner.winnow("rules", "check", "Rules")
        #expect(result.status == 0)
        #expect(result.output.contains(/^\d+ rules, \d+ lists: no errors\n$/))
        #expect(result.errors.isEmpty)
    }

    @Test("Wrong rules end with 1, and every mistake stands on standard output with its position")
    func wrong() throws {
        let site = try TestSite()
        let rule = try site.folder.text(of: "rules/hidden/links.yaml")
        try site.folder.write(
            rule.replacing("score: 8", with: "scroe: 8"),
            to: "rules/hidden/links.yaml"
        )
        let result = try site.winnow("rules", "check")
        #expect(result.status == 1)
        #expect(result.errors.isEmpty)
        #expect(
            result.output.contains(
                "hidden/links.yaml:10:1: error: unknown key 'scroe' in the rule [unknown-key]\n"
            )
        )
        #expect(result.output.hasSuffix("\n2 rules: 2 errors\n"), "\(result.output)")

        let json = try site.winnow("rules", "check", "--format", "json", "rules")
        #expect(json.status == 1)
        let object = try JSONSerialization.jsonObject(with: Data(json.bytes)) as? [String: Any]
        let errors = try #require(object?["errors"] as? [[String: Any]])
        #expect(errors.count == 2)
        let unknown = try #require(errors.first { $0["code"] as? String == "unknown-key" })
        #expect(unknown["line"] as? Int == 10)
        #expect(unknown["file"] as? String == "hidden/links.yaml")
        #expect(unknown["source"] as? String == "scroe: 8")
    }

    @Test("A folder that can't be read ends with 2", arguments: ["check", "test"])
    func unreadable(command: String) throws {
        let result = try CommandRunner.winnow("rules", command, "--rules", "no-such-folder")
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(result.errors.contains("there is no folder 'no-such-folder'"), "\(result.errors)")
    }

    @Test("A folder that is named twice is wrong usage", arguments: ["check", "test"])
    func twice(command: String) throws {
        let result = try CommandRunner.winnow("rules", command, "--rules", "Rules", "Rules")
        #expect(result.status == 64)
    }

    @Test("Colour is for terminals, and where it is asked for")
    func color() throws {
        let site = try TestSite(["rules/lists/words.txt": "word\tno number\n"])
        #expect(!(try site.winnow("rules", "check").output.contains("\u{1B}")))
        let colored = try site.winnow("rules", "check", "--color", "always").output
        #expect(colored.contains("\u{1B}[31merror:\u{1B}[0m"), "\(colored)")
    }

    // MARK: list

    @Test("The list can be narrowed, and read by programs")
    func list() throws {
        let site = try TestSite()
        let all = try site.winnow("rules", "list")
        #expect(all.status == 0)
        #expect(all.lines.count == 3)
        #expect(all.lines.first?.hasPrefix("id ") == true)
        #expect(all.errors == "2 rules\n")
        #expect(try site.winnow("rules", "list", "--status", "experimental").bytes.isEmpty)
        #expect(
            try site.winnow("rules", "list", "--scope", "run", "--technique", "hidden-links").lines
                == all.lines
        )
        #expect(try site.winnow("rules", "list", "--scope", "nowhere").status == 64)

        let json = try site.winnow("rules", "list", "--format", "json")
        let rules = try JSONSerialization.jsonObject(with: Data(json.bytes)) as? [[String: Any]]
        #expect(rules?.map { $0["id"] as? String } == ["hidden/links", "invisible/links"])
        #expect(rules?.first?["score"] as? Double == 8)
    }

    // MARK: new

    @Test(
        "A new rule passes check and test as it is",
        arguments: ["hidden-links", "title-hijack", "doorway"]
    )
    func new(technique: String) throws {
        let site = try TestSite()
        let arguments = ["rules", "new", "--technique", technique, "--from", "a b.html", "new/one"]
        let result = try CommandRunner.winnow(arguments, in: site.folder.path, rules: site.rules)
        #expect(result.status == 0)
        #expect(result.output == "\(site.rules)/new/one.yaml\n")
        #expect(result.errors.contains("winnow rules test"))
        #expect(try site.folder.text(of: "rules/new/one.yaml").hasPrefix("# What the page"))
        #expect(try site.winnow("rules", "check").output.hasPrefix("3 rules, "))
        let test = try site.winnow("rules", "test", "new/one")
        #expect(test.status == 0, "\(test.output)")
        #expect(test.output.contains(" of 1 rule: "))
    }

    @Test("A rule that is there is not overwritten")
    func existing() throws {
        let site = try TestSite()
        let before = try site.folder.text(of: "rules/hidden/links.yaml")
        let result = try site.winnow("rules", "new", "hidden/links")
        #expect(result.status == 2)
        #expect(result.errors.contains("is there already"))
        #expect(try site.folder.text(of: "rules/hidden/links.yaml") == before)
    }

    @Test(
        "What is no id is wrong usage, and nothing is written",
        arguments: [
            "one", "../x/y", "a/../b", "A/b", "/a/b", "a/b/", "lists/x", "a/b.yaml", "a//b",
        ]
    )
    func badID(id: String) throws {
        let site = try TestSite()
        let before = try site.folder.files()
        #expect(try site.winnow("rules", "new", id).status == 64)
        #expect(try site.folder.files() == before)
    }
}

@Suite("rules docs")
struct RulesDocsTests {
    @Test("There is a page for each rule in the folder, and an index")
    func pages() throws {
        let site = try TestSite()
        let result = try site.winnow("rules", "docs", "--to", "out/docs")
        #expect(result.status == 0)
        #expect(result.bytes.isEmpty)
        #expect(result.errors == "winnow: 3 pages; begin with out/docs/README.md\n")
        #expect(
            try site.folder.files(below: "out/docs")
                == ["README.md", "hidden/links.md", "invisible/links.md"]
        )
    }

    @Test("Without a folder all of it is printed")
    func document() throws {
        let result = try TestSite().winnow("rules", "docs")
        #expect(result.status == 0)
        #expect(result.output.hasPrefix("# Rules\n"))
        #expect(result.output.contains("\n## Links under test\n"))
    }
}
