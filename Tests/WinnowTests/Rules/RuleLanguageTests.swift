import Foundation
import Testing

@testable import Winnow

/// One part of the language: rules, and a page on which the bytes between marks must be cut.
struct LanguageCase: CustomTestStringConvertible {
    var name: String
    /// What stands under `match:`, `score:` and so on, by id.
    var rules: [(id: String, body: String)]
    /// Bytes to be cut stand between `⟦` and `⟧`; none for what must not be cut.
    var page: String
    var policy = ""
    var testDescription: String { name }
}

@Suite("Language of rules")
struct RuleLanguageTests {
    private static let host = """
        <p>The harbour museum is open from ten to five on every day but Monday, and the old crane can \
        be visited with a guide on Saturdays; children need no ticket, and the ferry stops at the \
        door of the museum every half hour until the evening.</p>

        """

    static func folder(
        _ rules: [(id: String, body: String)],
        policy: String
    ) -> [(
        path: String, text: String
    )] {
        let files = rules.map { id, body in
            (
                path: id + ".yaml",
                text: """
                id: \(id)
                title: A test
                status: stable
                technique: injected-content
                description: A test.
                false_positives: [None.]
                \(body)
                examples:
                  match: [x]
                  no_match: [y]

                """
            )
        }
        return files + [("policy.yaml", "version: 1\n" + policy)]
    }

    private static func report(_ test: LanguageCase) throws -> (report: Report, marks: [Range<Int>])
    {
        let example = RuleExample(ruleID: "", text: host + test.page, matches: true, url: nil)
        return try Fixtures.withTemporaryFolder { folder in
            try Fixtures.write(Self.folder(test.rules, policy: test.policy), into: folder)
            let scanner = PageScanner(rules: try RuleSet(folder: folder.path))
            let report = scanner.scan(Array(example.html.utf8), ScanRequest(path: "a.html"))
            return (report, example.marked ?? [])
        }
    }

    @Test(
        "Every part of the language says what is cut",
        arguments: [
            LanguageCase(
                name: "a host is a text of its own, in lower case",
                rules: [
                    (
                        "t/a",
                        """
                        match: { scope: run, all: [{ regex: '^go[a-z]+\\d+\\.example$', in: link-host }] }
                        score: 7
                        evidence: [kit-marker]
                        clean: links
                        """
                    )
                ],
                page: "<p>See ⟦<a href=\"https://GOldenfish12.example/x\">this</a>,⟧ and"
                    + " <a href=\"https://goldenfish.example/\">that</a> one.</p>"
            ),
            LanguageCase(
                name: "a path has its entities resolved",
                rules: [
                    (
                        "t/a",
                        """
                        match: { scope: run, all: [{ regex: '^/wp-x/\\?a=1&b=\\d$', in: link-path }] }
                        score: 7
                        evidence: [kit-marker]
                        clean: links
                        """
                    )
                ],
                page: "<p>See ⟦<a href=\"https://a.example/wp-x/?a=1&amp;b=2\">this</a>⟧ and"
                    + " <a href=\"https://a.example/wp-x/?a=1&amp;b=22\">that</a>.</p>"
            ),
            LanguageCase(
                name: "the page's text, a meta and a title stand behind a rule on a run",
                rules: [
                    (
                        "t/a",
                        """
                        match:
                          scope: run
                          all:
                            - signal: hidden
                            - { regex: 'old crane', in: page-text }
                            - { regex: '^harbour, museum$', in: meta }
                            - { regex: '^Harbour$', in: title }
                        score: 7
                        evidence: [kit-marker]
                        """
                    )
                ],
                page: "<title>Harbour</title><meta name=keywords content=\"harbour, museum\">"
                    + "⟦<div style=\"display:none\"><a href=\"https://a.example/\">x</a></div>⟧"
            ),
            LanguageCase(
                name: "a rule may rest on another on the same run",
                rules: [
                    ("t/hidden", "match: { scope: run, all: [signal: hidden] }\nscore: 0.5"),
                    (
                        "t/many",
                        """
                        match:
                          all: [{ rule: t/hidden }, { signal: foreign-links, at_least: 0.5 }]
                        score: 7
                        evidence: [kit-marker]
                        """
                    ),
                ],
                page: "⟦<div style=\"display:none\"><a href=\"https://a.example/\">x</a></div>⟧"
                    + "<p><a href=\"https://b.example/\">y</a></p>"
            ),
            LanguageCase(
                name: "or on one that fires elsewhere on the page",
                rules: [
                    (
                        "t/script",
                        "match: { scope: script, all: [{ regex: 'kitmark', in: script }] }\nscore: 0"
                    ),
                    (
                        "t/box",
                        """
                        match: { all: [{ rule: t/script }, signal: hidden] }
                        score: 7
                        evidence: [kit-marker]
                        """
                    ),
                ],
                page: "⟦<div style=\"display:none\"><a href=\"https://a.example/\">x</a></div>⟧"
                    + "<p>Text.</p><script>var kitmark = 1</script>"
            ),
            LanguageCase(
                name: "and one that must not fire keeps it from firing",
                rules: [
                    (
                        "t/script",
                        "match: { scope: script, all: [{ regex: 'kitmark', in: script }] }\nscore: 0"
                    ),
                    (
                        "t/box",
                        """
                        match: { all: [{ not: { rule: t/script } }, signal: hidden] }
                        score: 7
                        evidence: [kit-marker]
                        """
                    ),
                ],
                page: "<div style=\"display:none\"><a href=\"https://a.example/\">x</a></div>"
                    + "<p>Text.</p><script>var kitmark = 1</script>"
            ),
            LanguageCase(
                name: "an element goes with what is in it",
                rules: [
                    (
                        "t/a",
                        """
                        match: { all: [{ regex: 'cheap pills', in: anchor-text }] }
                        score: 7
                        evidence: [kit-marker]
                        clean: element
                        """
                    )
                ],
                page:
                    "⟦<div>Buy <a href=\"https://a.example/\">cheap pills</a> today</div>⟧<p>x</p>"
            ),
            LanguageCase(
                name: "an attribute goes with the blank before it",
                rules: [
                    (
                        "t/a",
                        """
                        match: { all: [{ regex: 'data-kit=.planted', in: attributes }] }
                        score: 7
                        clean: attribute
                        """
                    )
                ],
                page: "<div class=\"a\"⟦ data-kit=\"planted\"⟧ id=b><p>Text of the page.</p></div>"
            ),
            LanguageCase(
                name: "bytes are cut wherever they stand",
                rules: [
                    (
                        "t/a",
                        """
                        match: { scope: raw, all: [{ regex: '(?<=Saturday )xx\\[kit-\\d{3}\\]xx(?= at)', in: source }] }
                        score: 7
                        """
                    )
                ],
                page: "<p>On Saturday ⟦xx[kit-123]xx⟧ at noon, xx[kit-123]xx and Saturday"
                    + " ⟦xx[kit-456]xx⟧ at one.</p>"
            ),
            LanguageCase(
                name: "a group adds no more than its cap",
                rules: [
                    (
                        "t/a", "match: { all: [signal: hidden] }\nscore: 5\ngroup: one"
                    ),
                    (
                        "t/b",
                        "match: { all: [signal: foreign-links] }\nscore: 5\ngroup: one"
                    ),
                ],
                page: "<div style=\"display:none\"><a href=\"https://a.example/\">x</a></div>",
                policy: "groups: { one: { cap: 5.5 } }\n"
            ),
            LanguageCase(
                name: "without a cap that low it is enough",
                rules: [
                    (
                        "t/a", "match: { all: [signal: hidden] }\nscore: 5\ngroup: one"
                    ),
                    (
                        "t/b",
                        "match: { all: [signal: foreign-links] }\nscore: 5\ngroup: one"
                    ),
                ],
                page: "⟦<div style=\"display:none\"><a href=\"https://a.example/\">x</a></div>⟧",
                policy: "groups: { one: { cap: 6 } }\n"
            ),
            LanguageCase(
                name: "a rule of a higher level is not in force",
                rules: [
                    (
                        "t/a",
                        "match: { all: [signal: hidden] }\nscore: 7\nevidence: [kit-marker]\nlevel: 2"
                    )
                ],
                page: "<div style=\"display:none\"><a href=\"https://a.example/\">x</a></div>"
            ),
            LanguageCase(
                name: "but it is under a stricter policy",
                rules: [
                    (
                        "t/a",
                        "match: { all: [signal: hidden] }\nscore: 7\nevidence: [kit-marker]\nlevel: 2"
                    )
                ],
                page: "⟦<div style=\"display:none\"><a href=\"https://a.example/\">x</a></div>⟧",
                policy: "level: 2\n"
            ),
        ]
    )
    func cuts(test: LanguageCase) throws {
        let (report, marks) = try Self.report(test)
        #expect(report.removed == marks, "\(report.findings)")
    }

    @Test("A rule that counts once adds its score to the strongest finding only")
    func oneShot() throws {
        let box =
            "<div style=\"display:none\"><a href=\"https://a.example/\">x</a></div><p>Text.</p>"
        let test = LanguageCase(
            name: "",
            rules: [
                ("t/once", "match: { all: [signal: hidden] }\nscore: 2\none_shot: true"),
                ("t/each", "match: { all: [signal: foreign-links] }\nscore: 3"),
                ("t/more", "match: { all: [{ signal: foreign-links, at_least: 1 }] }\nscore: 1"),
            ],
            page: box + box.replacingOccurrences(of: "</a>", with: "</a><a href=//b.example>y</a>")
        )
        let report = try Self.report(test).report
        #expect(report.findings.map(\.score) == [3, 6])
    }

    @Test("An expression that reaches a limit is not taken for one that doesn't match")
    func undecided() throws {
        let rule = """
            match: { scope: run, all: [{ not: { regex: '(?:ab|a|b)*(?:ab|a|b)*(?:ab|a|b)*cdefg', in: run-text } }, signal: hidden] }
            score: 7
            evidence: [kit-marker]
            """
        let text = String(repeating: "ab", count: 30_000) + "cdef g"
        let test = LanguageCase(
            name: "",
            rules: [("t/a", rule)],
            page: "<div style=\"display:none\"><a href=\"https://a.example/\">x</a>\(text)</div>"
        )
        let report = try Self.report(test).report
        #expect(report.limits == ["regex"])
        #expect(report.removed == [])
    }

    @Test("Links on which an expression reaches a limit are not taken for those it matches")
    func undecidedLinks() throws {
        let rule = """
            match: { all: [{ regex: '(?:a|a){1,40}wordspam', in: anchor-text }] }
            score: 7
            evidence: [kit-marker]
            clean: links
            """
        let text = String(repeating: "a", count: 70)
        let test = LanguageCase(
            name: "",
            rules: [("t/a", rule)],
            page: "<p><a href=\"/x\">aawordspam</a>, <a href=\"/y\">\(text)m</a></p>"
        )
        let report = try Self.report(test).report
        #expect(report.limits == ["regex"])
        #expect(report.removed == [])
    }

    @Test(
        "Padding a text buys no silence",
        arguments: ["kitmark\\d\\s*=", "(?s)kitmark\\d.*?=", "(?s)\\Akitmark|kitmark\\d.*?="]
    )
    func padding(expression: String) throws {
        let rule =
            "match: { scope: script, all: [{ regex: '\(expression)', in: script }] }\nscore: 7"
        let filler = String(repeating: "x ", count: RunTexts.maximumSubject)
        for script in [
            "kitmark1 = 2; /* \(filler) */", "/* \(filler) */ kitmark1 = 2",
            "/* \(filler) */ kitmark1 = 2; /* \(filler) */",
        ] {
            let test = LanguageCase(
                name: "",
                rules: [("t/a", rule)],
                page: "⟦<script>\(script)</script>⟧"
            )
            let (report, marks) = try Self.report(test)
            #expect(report.removed == marks)
        }
    }

    @Test("A text too long for an expression without literals is told, and nothing is cut")
    func tooLong() throws {
        let rule = """
            match: { scope: script, all: [{ regex: '[0-9 ]+#', in: script }] }
            score: 7
            """
        let filler = String(repeating: "1 ", count: RunTexts.maximumSubject)
        let test = LanguageCase(
            name: "",
            rules: [("t/a", rule)],
            page: "<script>\(filler)#</script>"
        )
        let report = try Self.report(test).report
        #expect(report.limits == ["regex"] || report.verdict == .injected)
    }

    @Test("A rule left out by the allow list does not hold for others either")
    func allowedReference() throws {
        let rules = [
            (id: "t/a", body: "match: { all: [{ rule: t/b }] }\nscore: 7\nevidence: [kit-marker]"),
            (id: "t/b", body: "match: { all: [signal: hidden] }\nscore: 1"),
        ]
        let page =
            Self.host + "<div style=\"display:none\"><a href=\"https://a.example/\">x</a></div>"
        try Fixtures.withTemporaryFolder { folder in
            let allow = ("allow.yaml", "- { site: museum.example, rule: t/b }\n")
            try Fixtures.write(Self.folder(rules, policy: "") + [allow], into: folder)
            let scanner = PageScanner(rules: try RuleSet(folder: folder.path))
            for (url, isFound) in [
                ("https://museum.example/", false), ("https://b.example/", true),
            ] {
                let report = scanner.scan(Array(page.utf8), ScanRequest(path: "a.html", url: url))
                #expect(report.findings.isEmpty != isFound)
            }
        }
    }

    @Test("References within YAML make no more conditions than the limit")
    func manyConditions() throws {
        let levels = (1...9).map { level in
            "x\(level): &l\(level) { any: [\(Array(repeating: "*l\(level - 1)", count: 9).joined(separator: ", "))] }"
        }
        let text = (["x0: &l0 { signal: hidden }"] + levels).joined(separator: "\n")
        let body = "match: { all: [*l9] }\nscore: 1"
        try Fixtures.withTemporaryFolder { folder in
            var files = Self.folder([("t/a", body)], policy: "")
            files[0].text = text + "\n" + files[0].text
            try Fixtures.write(files, into: folder)
            let clock = ContinuousClock()
            let time = try clock.measure {
                let error = try #require(throws: RuleLoadError.self) {
                    _ = try RuleSet(folder: folder.path)
                }
                #expect(error.diagnostics.contains { $0.message.contains("1000 conditions") })
            }
            #expect(time < .seconds(20))
        }
    }

    @Test(
        "What rules refer to must exist, and not in a circle",
        arguments: [
            (
                ["a": "match: { all: [{ rule: t/c }] }\nscore: 1"],
                ["t/a.yaml:7:24: there is no rule 't/c'"]
            ),
            (
                [
                    "a": "match: { all: [{ rule: t/b }] }\nscore: 1",
                    "b": "match: { all: [{ not: { rule: t/a } }] }\nscore: 1",
                ],
                ["t/b.yaml:7:31: the rules 't/b' and 't/a' refer to each other"]
            ),
            (
                ["a": "match: { all: [{ rule: t/a }] }\nscore: 1"],
                ["t/a.yaml:7:24: the rules 't/a' and 't/a' refer to each other"]
            ),
            (
                ["a": "match: { all: [signal: hidden] }\nscore: 1\ngroup: two"],
                ["t/a.yaml:9:8: the policy has no group 'two'"]
            ),
            (
                ["a": "match: { all: [signal: hidden] }\nscore: 1\nlevel: 4"],
                ["t/a.yaml:9:8: 'level' must be 1, 2 or 3"]
            ),
            (
                ["a": "match: { all: [signal: hidden] }\nscore: 1\nlanguage: german"],
                ["t/a.yaml:9:11: 'german' is no language tag"]
            ),
        ] as [([String: String], [String])]
    )
    func mistakes(rules: [String: String], expected: [String]) throws {
        try Fixtures.withTemporaryFolder { folder in
            let files = rules.sorted { $0.key < $1.key }.map { ("t/" + $0.key, $0.value) }
            try Fixtures.write(
                Self.folder(files, policy: "groups: { one: { cap: 1 } }\n"),
                into: folder
            )
            let error = try #require(throws: RuleLoadError.self) {
                _ = try RuleSet(folder: folder.path)
            }
            let told = error.diagnostics.map { "\($0.file):\($0.line):\($0.column): \($0.message)" }
            #expect(told == expected)
        }
    }

    @Test("A chain of references longer than the limit is told")
    func longChain() throws {
        let count = RuleLinker.maximumStages + 2
        let rules = (0..<count).map { number in
            let needs = number + 1 < count ? "{ rule: t/r\(number + 1) }" : "signal: hidden"
            return (id: "t/r\(number)", body: "match: { all: [\(needs)] }\nscore: 1")
        }
        try Fixtures.withTemporaryFolder { folder in
            try Fixtures.write(Self.folder(rules, policy: ""), into: folder)
            let error = try #require(throws: RuleLoadError.self) {
                _ = try RuleSet(folder: folder.path)
            }
            #expect(error.diagnostics.map(\.code) == [.circularRule])
        }
        try Fixtures.withTemporaryFolder { folder in
            try Fixtures.write(Self.folder(Array(rules.dropFirst()), policy: ""), into: folder)
            #expect(try RuleSet(folder: folder.path).ruleIDs.count == count - 1)
        }
    }

    @Test("Allowed sites, rules and domains are spared, and the report says by which entry")
    func allowed() throws {
        let rule = (
            id: "t/a",
            body:
                "match: { all: [signal: hidden, { signal: foreign-links, at_least: 0.5 }] }\nscore: 7"
                + "\nevidence: [kit-marker]"
        )
        let page =
            Self.host
            + "<div style=\"display:none\"><a href=\"https://partner.example/\">x</a></div>"
        func report(_ entry: String, url: String?) throws -> Report {
            try Fixtures.withTemporaryFolder { folder in
                let files = Self.folder([rule], policy: "") + [("allow.yaml", "- \(entry)\n")]
                try Fixtures.write(files, into: folder)
                let scanner = PageScanner(rules: try RuleSet(folder: folder.path))
                return scanner.scan(Array(page.utf8), ScanRequest(path: "a.html", url: url))
            }
        }
        let url = "https://www.museum.example/a.html"
        let site = "{ site: museum.example, reason: ours }"
        #expect(try report(site, url: url).verdict == .clean)
        #expect(try report(site, url: url).allowed == ["allow.yaml:1 (ours)"])
        #expect(try report(site, url: nil).verdict == .injected)
        #expect(try report(site, url: "https://other.example/").allowed == [])
        let rules = "{ site: museum.example, rule: t/a }"
        #expect(try report(rules, url: url).findings == [])
        #expect(try report(rules, url: url).allowed == ["allow.yaml:1"])
        #expect(try report("{ domain: partner.example }", url: url).findings == [])
        #expect(try report("{ domain: partner.example }", url: nil).allowed == ["allow.yaml:1"])
        #expect(try report("{ domain: others.example }", url: url).verdict == .injected)
        #expect(try report("{ domain: others.example }", url: url).allowed == [])
    }
}
