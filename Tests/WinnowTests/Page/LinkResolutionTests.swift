import Testing

@testable import Winnow

@Suite("Link resolution")
struct LinkResolutionTests {
    @Test(
        "A relative target is resolved against the base as browsers do it",
        arguments: [
            ("b.html", "/a/b.html"), ("./b", "/a/b"), ("../b", "/b"), ("../../b", "/b"),
            ("/b", "/b"), ("/x/../b", "/b"), ("/x/./b", "/x/b"), ("?q=1", "/a/page.html?q=1"),
            ("..", "/"), (".", "/a/"), ("b/?c=../d", "/a/b/?c=../d"), ("b#../c", "/a/b#../c"),
            ("http:b", "/a/b"),
        ]
    )
    func resolved(value: String, path: String) {
        let base = LinkTarget("https://Base.example/a/page.html?x=/y/#z".utf8)
        let target = LinkTarget(value.utf8).resolved(against: base)
        #expect(target.kind == .absolute)
        #expect(target.host == "base.example")
        #expect(target.path == path)
    }

    @Test("An absolute target and one that leads nowhere stay as they are")
    func unchanged() {
        let base = LinkTarget("https://base.example/".utf8)
        for value in ["https://a.example/x", "//a.example", "mailto:a@b.example", "javascript:x()"]
        {
            #expect(LinkTarget(value.utf8).resolved(against: base) == LinkTarget(value.utf8))
        }
        let relative = LinkTarget("b".utf8)
        #expect(relative.resolved(against: LinkTarget("/only/a/path".utf8)) == relative)
    }

    @Test(
        "A host is read as browsers look it up",
        arguments: [
            "https://casin%6F.example/", "https://ｃａｓｉｎｏ.example/", "https://casino。example/",
            "https://cas\u{AD}ino.example/", "https://CASINO.EXAMPLE./",
            "https://c\u{200B}asino.example",
            "ht\ttps:\\\\casino.example", "//x@casino.example:80",
        ]
    )
    func host(value: String) {
        #expect(LinkTarget(value.utf8).host == "casino.example")
    }

    private static func relations(_ html: String, url: String? = nil) -> [Link.Relation] {
        BuiltPage(html, url: url).page.links.map(\.relation)
    }

    @Test("Under a base of another site relative links lead away")
    func foreignBase() {
        let html =
            "<base href=\"https://farm.example/\"><a href=\"x\">x</a><a href=\"#y\">y</a>"
            + "<a href=\"https://own.example/\">z</a>"
        #expect(Self.relations(html, url: "https://own.example/") == [.foreign, .none, .own])
    }

    @Test("The first base counts, and one that nothing contradicts is the page's own")
    func ownBase() {
        let html =
            "<base href=\"https://own.example/\"><base href=\"https://b.example/\"><a href=\"x\">x</a>"
        #expect(Self.relations(html) == [.own])
        #expect(Self.relations("<base target=_blank><a href=\"x\">x</a>") == [.own])
    }

    @Test("The shape of a path is that of the resolved target, however it is written")
    func shapes() throws {
        let links =
            "<a href=\"//a.example\">cheap viagra</a> <a href=\"https:\\\\b.example\\\">buy cialis online</a> "
        let html =
            "<body>\(PageScannerTests.prose)<div style=\"position:absolute;left:-9999px\">\(links)"
            + "<a href=\"ht&#9;tps://c.example/.well-known/x\">tramadol</a></div>\(PageScannerTests.prose)"
        let explanation = try Fixtures.scanner().explain(
            Array(html.utf8),
            ScanRequest(path: "page.html", url: "https://own.example/")
        )
        let signals = try #require(explanation.runs.first).signals
        #expect(signals.contains { $0.name == "home-links" && $0.value == 2 })
        #expect(signals.contains { $0.name == "odd-folder-links" && $0.value == 1 })
    }
}
