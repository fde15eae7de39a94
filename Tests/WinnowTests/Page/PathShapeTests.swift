import Testing

@testable import Winnow

@Suite("PathShape")
struct PathShapeTests {
    @Test(
        "A path has the shape it looks like",
        arguments: [
            ("", [.home]), ("/", [.home]), ("/index.html", [.home]), ("/INDEX.PHP", [.home]),
            ("/#top", [.home]), ("/?id=1", [.query]), ("/index.php?id=1", [.query]),
            ("/news/123456.html", [.numbered]), ("/123", [.numbered]), ("/12a3.html", []),
            ("/news/index.html", []), ("/a/b.shtml", [.serverInclude]),
            ("/slot-gacor-hari-ini/", [.slug]), ("/slot_gacor_hari", [.slug]), ("/slot-gacor/", []),
            ("/.well-known/slot", [.oddFolder]), ("/wp-includes/js/x.php", [.oddFolder]),
            ("/img/index.php", [.oddFolder]), ("/img/logo.png", []), ("/images/", []),
            ("/wp-content/cache/louis-vuitton-bags.html", [.slug, .oddFolder]),
        ] as [(String, PathShape)]
    )
    func shape(path: String, expected: PathShape) {
        #expect(PathShape(path.utf8) == expected)
    }

    @Test("Only the start of a long path is looked at")
    func longPath() {
        let path = "/" + String(repeating: "a", count: PathShape.maximumLength) + "-b-c-d"
        #expect(PathShape(path.utf8) == [])
    }
}

@Suite("LinkRel")
struct LinkRelTests {
    @Test(
        "The words of rel are read in any case and order",
        arguments: [
            ("", []), ("nofollow", .nofollow), ("NoFollow NOOPENER", .nofollow),
            ("dofollow", .dofollow), ("follow", .dofollow),
            ("nofollow,sponsored", [.nofollow, .sponsored]),
            ("ugc\tnofollow", [.ugc, .nofollow]), ("tag", .tag), ("category tag", .tag),
            ("external", .external), ("license", .apparatus), ("me", .apparatus),
            ("dofollowing", []),
        ] as [(String, LinkRel)]
    )
    func words(value: String, expected: LinkRel) {
        let found = Array(value.utf8).withUnsafeBufferPointer { LinkRel($0) }
        #expect(found == expected)
    }
}

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
            "<base href=\"https://farm.example/\"><a href=\"/x\">x</a><a href=\"#y\">y</a>"
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
}
