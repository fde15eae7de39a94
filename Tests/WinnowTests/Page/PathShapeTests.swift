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
