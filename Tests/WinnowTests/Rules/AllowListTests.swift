import Testing

@testable import Winnow

@Suite("AllowList")
struct AllowListTests {
    private static func decode(_ text: String, local: String? = nil) -> (AllowList, [String]) {
        var file = RuleFile(path: "allow.yaml", parts: [.init(name: "allow.yaml", text: text)])
        if let local {
            file.parts.append(.init(name: "local.d/allow.yaml", text: local, isChange: true))
        }
        let decoded = AllowListDecoder.decode(file, rules: ["farms/a", "farms/b"])
        return (decoded.list, decoded.diagnostics.map(\.description))
    }

    private static let list = decode(
        """
        - { site: museum.example, rule: farms/a, reason: 'its own newsletter' }
        - { domain: partner.example }
        - { site: casino.example }
        - { site: shop.example, domain: bank.example }
        - { site: old.example, until: 2027-01-31 }

        """
    ).0

    @Test(
        "An entry holds for its site and the hosts below, by the URL that the caller gives",
        arguments: [
            ("https://casino.example/a", true), ("https://www.casino.example:8080/", true),
            ("https://mycasino.example/", false), ("https://example/", false),
            ("casino.example", false),
            (nil, false), ("https://CASINO.example/", true),
        ]
    )
    func sites(url: String?, isAllowed: Bool) {
        #expect((Self.list.allowance(url: url).site != nil) == isAllowed)
        #expect((Self.list.isAllowed(rule: "farms/b", site: url) != nil) == isAllowed)
    }

    @Test("A rule is taken off one site, a domain off all or one")
    func rulesAndDomains() {
        let museum = "https://museum.example/"
        #expect(
            Self.list.isAllowed(rule: "farms/a", site: museum)?.summary
                == "allow.yaml:1 (its own newsletter)"
        )
        #expect(Self.list.isAllowed(rule: "farms/b", site: museum) == nil)
        #expect(Self.list.isAllowed(rule: "farms/a", site: nil) == nil)
        #expect(
            Self.list.isAllowed(domain: "partner.example", site: nil)?.summary == "allow.yaml:2"
        )
        #expect(Self.list.isAllowed(domain: "bank.example", site: nil) == nil)
        #expect(Self.list.isAllowed(domain: "bank.example", site: "https://shop.example/") != nil)
        #expect(AllowList().allowance(url: museum).isEmpty)
    }

    @Test("An entry holds to the end of its last day")
    func ends() throws {
        let url = "https://old.example/"
        let last = try #require(CalendarDay("2027-01-31"))
        let next = try #require(CalendarDay("2027-02-01"))
        #expect(Self.list.allowance(url: url, on: last).site != nil)
        #expect(Self.list.allowance(url: url, on: next).site == nil)
    }

    @Test("Layers add their entries, each with its place")
    func layers() {
        let (list, problems) = Self.decode(
            "- { site: a.example }\n",
            local: "\n- site: b.example\n  reason: ours\n"
        )
        #expect(problems == [])
        #expect(list.entries.map(\.summary) == ["allow.yaml:1", "local.d/allow.yaml:2 (ours)"])
    }

    @Test(
        "What is wrong is told",
        arguments: [
            (
                "site: x\n",
                "allow.yaml:1:1: error: the allow list must be a list of entries [wrong-type]"
            ),
            (
                "- { rule: farms/a }\n",
                "allow.yaml:1:3: error: an entry names a 'site' or a 'domain' [missing-key]"
            ),
            (
                "- { site: a.example, rule: farms/c }\n",
                "allow.yaml:1:28: error: there is no rule 'farms/c' [unknown-value]"
            ),
            (
                "- { site: 'https://a.example/' }\n",
                "allow.yaml:1:11: error: 'https://a.example/' is no host name [unknown-value]"
            ),
            (
                "- { domain: www.partner.co.uk }\n",
                "allow.yaml:1:13: error: 'www.partner.co.uk' is a part of 'partner.co.uk'; domains are allowed as a whole [unknown-value]"
            ),
            (
                "- { domain: a.example, rule: farms/a }\n",
                "allow.yaml:1:3: error: an entry names a 'domain' or a 'rule', not both [wrong-type]"
            ),
            (
                "- { site: a.example, until: 2027-02-29 }\n",
                "allow.yaml:1:29: error: '2027-02-29' is no day [wrong-type]"
            ),
            (
                "- { site: a.example, utnil: 2027-01-01 }\n",
                "allow.yaml:1:22: error: unknown key 'utnil' in an entry [unknown-key]"
            ),
        ]
    )
    func mistakes(text: String, problem: String) {
        let problems = Self.decode(text).1
        #expect(problems.count == 1)
        #expect(problems.first?.split(separator: "\n").first.map(String.init) == problem)
    }

    @Test(
        "Days are those of the calendar",
        arguments: [
            (0, "1970-01-01"), (951_782_400, "2000-02-29"), (1_798_675_199, "2026-12-30"),
            (4_107_542_400, "2100-03-01"), (-86_400, "1969-12-31"),
        ]
    )
    func days(seconds: Int, text: String) {
        #expect(CalendarDay(secondsSince1970: seconds).description == text)
        #expect(CalendarDay(text)?.description == text)
    }

    @Test("Links to an allowed domain count as the page's own")
    func links() throws {
        var domains = DomainTable()
        var context = PageBuilder.Context()
        context.url = "https://museum.example/"
        context.allowedDomains = [domains.number(ofDomain: "partner.example")]
        let html = "<a href='https://www.partner.example/x'>a</a><a href='//other.example/'>b</a>"
        let page = BuiltPage(html, context: context, domains: domains)
        #expect(page.page.links.map(\.relation) == [.own, .foreign])
    }
}
