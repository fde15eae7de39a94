import Testing

@testable import Winnow

@Suite("Documentation of rules")
struct RuleDocumentationTests {
    @Test("Every rule has its page, and the index leads to each")
    func pages() throws {
        let rules = try Fixtures.rules()
        let pages = RuleDocumentation(rules).pages
        #expect(pages.map(\.path) == ["README.md"] + rules.ruleIDs.map { $0 + ".md" })
        for rule in rules.rules {
            let page = try #require(pages.first { $0.path == rule.id + ".md" })
            #expect(page.text.contains("| id | `\(rule.id)` |"))
            for example in rule.examples {
                #expect(page.text.contains(SafeText.escapedLines(example.markedText)))
            }
            for signal in ConditionWords.signals(of: rule.condition) {
                #expect(page.text.contains("| `\(signal.name)` | "))
            }
        }
    }

    @Test("Every link of a page leads to a page")
    func links() throws {
        let pages = RuleDocumentation(try Fixtures.rules()).pages
        let paths = Set(pages.map(\.path))
        var count = 0
        for page in pages {
            for link in page.text.matches(of: /\]\(([^)]+\.md)\)/) {
                var folders = page.path.split(separator: "/").dropLast().map(String.init)
                for part in link.1.split(separator: "/") {
                    if part == ".." { folders.removeLast() } else { folders.append(String(part)) }
                }
                #expect(paths.contains(folders.joined(separator: "/")), "\(link.1)")
                count += 1
            }
        }
        #expect(count == 2 * (pages.count - 1))
    }

    @Test("As one document it has all rules, and its links lead to their anchors")
    func document() throws {
        let rules = try Fixtures.rules()
        let text = RuleDocumentation(rules).document
        for id in rules.ruleIDs {
            let anchor = id.replacing("/", with: "-")
            #expect(text.contains("(#\(anchor))"))
            #expect(text.contains("<a id=\"\(anchor)\"></a>"))
        }
    }

    @Test("The same rules give the same bytes")
    func deterministic() throws {
        let one = RuleDocumentation(try RuleSet(folder: Fixtures.rulesFolder))
        let other = RuleDocumentation(try RuleSet(folder: Fixtures.rulesFolder))
        #expect(one.pages == other.pages)
        #expect(one.document == other.document)
    }

    @Test(
        "Text says in Markdown what it says",
        arguments: [
            ("a <body> *b* c_d", "a \\<body> \\*b\\* c\\_d"), ("x`y", "x\\`y"), ("a\nb", "a b"),
        ]
    )
    func plain(text: String, expected: String) {
        #expect(Markdown.plain(text) == expected)
    }

    @Test(
        "Code with backticks stands between more of them",
        arguments: [("a", "`a`"), ("a`b", "``a`b``"), ("`", "`` ` ``")]
    )
    func code(text: String, expected: String) {
        #expect(Markdown.code(text) == expected)
    }

    @Test("Conditions are said in words, as a tree")
    func words() throws {
        let rules = try Fixtures.rules()
        let rule = try #require(rules.rules.first { $0.id == "titles/topic-items" })
        let outline = ConditionWords(rules).outline(rule.condition)
        #expect(outline.text == "all of these")
        #expect(outline.parts.first?.text == "topic-weight is at least 1.5")
        #expect(outline.parts[1].text == "at least one of these")
        #expect(
            outline.parts[1].parts.map(\.text) == [
                "items is at least 3", "topic-coverage is at least 0.5",
            ]
        )
        #expect(outline.holds == nil)
    }
}
