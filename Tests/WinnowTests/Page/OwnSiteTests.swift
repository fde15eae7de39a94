import Testing

@testable import Winnow

/// A page and the site it must be taken for.
struct OwnSiteCase: CustomTestStringConvertible {
    var testDescription: String
    var html: String
    var url: String?
    var domain: String?

    init(_ name: String, _ html: String, url: String? = nil, _ domain: String?) {
        (testDescription, self.html, self.url, self.domain) = (name, html, url, domain)
    }
}

@Suite("OwnSite")
struct OwnSiteTests {
    private static let farm = (0..<40).map { "<a href=\"https://casino.example/\($0)\">x</a>" }
        .joined()
    private static let style = "<link rel=stylesheet href=\"https://cdn.host.example/a.css\">"

    @Test(
        "The page tells which site it belongs to, and a farm never does",
        arguments: [
            OwnSiteCase("nothing", "<p>x</p>", nil),
            OwnSiteCase(
                "canonical",
                "<link rel=canonical href=\"https://www.host.example/x\">",
                "host.example"
            ),
            OwnSiteCase(
                "canonical in capitals",
                "<LINK REL='Canonical' HREF='//HOST.example'>",
                "host.example"
            ),
            OwnSiteCase(
                "og:url",
                "<meta property=og:url content=\"https://host.example/\">",
                "host.example"
            ),
            OwnSiteCase("base", "<base href=\"https://host.example/\">", "host.example"),
            OwnSiteCase("relative canonical", "<link rel=canonical href=\"/x\">", nil),
            OwnSiteCase(
                "first declaration",
                "<base href=\"//a.example\"><link rel=canonical href=\"//b.example\">",
                "a.example"
            ),
            OwnSiteCase(
                "the URL",
                "<link rel=canonical href=\"//a.example\">",
                url: "https://www.b.example/x",
                "b.example"
            ),
            OwnSiteCase(
                "a URL that is none",
                "<link rel=canonical href=\"//a.example\">",
                url: "page.html",
                "a.example"
            ),
            OwnSiteCase("a style sheet", style, "host.example"),
            OwnSiteCase(
                "a script",
                "<script src=\"//host.example/a.js\"></script>",
                "host.example"
            ),
            OwnSiteCase("an image", "<img src=\"//host.example/a.png\">", "host.example"),
            OwnSiteCase("a form", "<form action=\"//host.example/s\"></form>", "host.example"),
            OwnSiteCase("two resources", style + "<img src=\"//other.example/a.png\">", nil),
            OwnSiteCase(
                "two resources and a link",
                style + "<img src=\"//other.example/a.png\"><a href=\"//host.example\">x</a>",
                "host.example"
            ),
            OwnSiteCase(
                "a contradicted canonical",
                "<link rel=canonical href=\"//a.example\">" + style
                    + "<a href=\"//host.example\">x</a>",
                "host.example"
            ),
            OwnSiteCase(
                "a canonical elsewhere",
                "<link rel=canonical href=\"//a.example\">" + style,
                "a.example"
            ),
            OwnSiteCase(
                "a canonical that a resource confirms",
                "<link rel=canonical href=\"//a.example\"><link rel=canonical href=\"//host.example\">"
                    + style,
                "host.example"
            ),
            OwnSiteCase("a farm alone", farm, nil),
            OwnSiteCase(
                "a farm and a canonical",
                farm + "<link rel=canonical href=\"//host.example\">",
                "host.example"
            ),
            OwnSiteCase("a farm and a style sheet", farm + style, "host.example"),
            OwnSiteCase(
                "well-known resources",
                "<script src=\"//www.known.example/a.js\"></script>",
                nil
            ),
            OwnSiteCase(
                "well-known resources and a site's",
                "<script src=\"//known.example/a.js\"></script>" + style,
                "host.example"
            ),
        ]
    )
    func domain(test: OwnSiteCase) {
        let built = BuiltPage(test.html, url: test.url, wellKnown: ["known.example"])
        #expect(built.page.ownDomain == test.domain)
    }

    @Test("Links are the site's own, foreign, unknown, or none")
    func relations() {
        let links =
            "<a href=\"/x\">1</a><a href=\"//www.host.example/\">2</a><a href=\"//b.example\">3</a>"
            + "<a>4</a><a href=\"#x\">5</a><a href=\"mailto:a@b.example\">6</a><a href=\"\">7</a>"
        let known = BuiltPage(links, url: "https://host.example/").page.links.map(\.relation)
        #expect(known == [.own, .own, .foreign, .none, .none, .none, .none])
        let unknown = BuiltPage(links).page.links.map(\.relation)
        #expect(unknown == [.own, .unknown, .unknown, .none, .none, .none, .none])
    }

    @Test("Which site it is does not depend on documents scanned before")
    func history() throws {
        let page = """
            <p>The harbour museum is open from ten to five on every day but Monday.</p>
            <img src="//one.example/a.png"><img src="//two.example/a.png">
            <a href="//one.example/">one</a> <a href="//two.example/">two</a>
            <div style="position:absolute;left:-9999px"><a href="//two.example/x">casino</a>
            <a href="//two.example/y">slot online</a> <a href="//two.example/z">poker online</a></div>
            """
        let fresh = try Fixtures.scan(page)
        let scanner = try Fixtures.scanner()
        let before = Array("<a href=\"//two.example/\">2</a><a href=\"//one.example/\">1</a>".utf8)
        _ = scanner.scan(before, ScanRequest(path: "before.html"))
        let later = scanner.scan(Array(page.utf8), ScanRequest(path: "page.html"))
        #expect(later == fresh)
    }
}
