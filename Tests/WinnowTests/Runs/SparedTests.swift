import Testing

@testable import Winnow

/// Honest pages that were cut once.
@Suite("Spared")
struct SparedTests {
    private static let spam = PageScannerTests.links

    private static func verdict(_ body: String, path: String = "page.html") throws -> Verdict {
        let html =
            "<html><body>\(PageScannerTests.prose)\(body)\(PageScannerTests.prose)</body></html>"
        return try Fixtures.scan(html, path: path, url: "https://own.example/").verdict
    }

    private static let three =
        "<a href=\"https://a.example/\">The ferry</a> <a href=\"https://b.example/\">The town</a>"
        + " <a href=\"https://c.example/\">The crane</a>"

    @Test(
        "Layouts, shown children, footnotes, block ids and quotes are left alone",
        arguments: [
            "<div style=\"position:absolute;left:50%;margin-left:-480px\">\(three)</div>",
            "<div style=\"float:left;margin-left:-300px\">\(three)</div>",
            "<div style=\"font-size:0\"><p style=\"font-size:16px\">\(three)</p></div>",
            "<div style=\"visibility:hidden\"><p style=\"visibility:visible\">\(three)</p></div>",
            "<div id=q>\(three)</div><script>z.style.display=\"none\";document.getElementById(\"q\").className=\"x\"</script>",
            (1...14).map { "<sup><a href=https://s\($0).example/p>\($0)</a></sup>" }.joined(
                separator: " "
            ),
            "<!--3f2a-->\(three)<!--3f2a-->", "<!--20240101120000-->\(three)<!--20240101120000-->",
            "<!--links_block-->\(three)<!--/links_block-->",
            "<iframe src=/map>Opening hours and the way: <a href=\"https://maps.example/\">cheap viagra</a> and much more text here</iframe>",
        ]
    )
    func clean(body: String) throws {
        let verdict = try Self.verdict(body)
        #expect(verdict == .clean || verdict == .suspicious)
    }

    @Test("What stands in <pre> or <code> is an example: told, not cut")
    func code() throws {
        let box = "<div style=\"position:absolute;left:-9999px\">\(Self.spam)</div>"
        #expect(try Self.verdict("<pre>\(box)</pre>") == .suspicious)
        #expect(try Self.verdict("<code>\(box)</code>") == .suspicious)
        #expect(try Self.verdict(box) == .injected)
    }

    @Test("A mail address in character references is no keyword")
    func mail() throws {
        let address = "info&#64;&#109;&#117;&#115;&#101;&#117;&#109;.example"
        let html =
            "<html><head><title>Harbour museum \(address)</title>"
            + "<meta name=description content=\"Write to \(address)\"></head>"
            + "<body>\(PageScannerTests.prose)</body></html>"
        #expect(try Fixtures.scan(html).verdict == .clean)
    }

    @Test("A style block that hides something else stays, and so does a script that does more")
    func helpers() throws {
        let box = "<div style=\"position:absolute;left:-9999px\">\(Self.spam)</div>"
        let page =
            "<body>\(PageScannerTests.prose)<style>.price{color:red}</style>⟦\(box)⟧\(PageScannerTests.prose)"
        let marked = MarkedPage(page)
        let bytes = Array(marked.html.utf8)
        #expect(
            marking(try Fixtures.scan(marked.html).removed, in: bytes)
                == marking(marked.marked, in: bytes)
        )
    }

    @Test("The answer to a comment is cut without the comment")
    func reply() throws {
        let html =
            "<div class=comment><p>Great crane, we saw it.</p><div class=comment><p>\(Self.spam)</p></div></div>"
        let page = "<body>\(PageScannerTests.prose)\(html)\(PageScannerTests.prose)"
        let report = try Fixtures.scan(page, url: "https://own.example/")
        let cleaned = ByteRanges(report.removed).removed(from: Array(page.utf8))
        #expect(report.verdict == .injected)
        #expect(String(decoding: cleaned, as: UTF8.self).contains("Great crane"))
    }

    @Test("Thousands of targets that start with http:// again and again are done with soon")
    func nestedTargets() throws {
        let target = String(repeating: "http://", count: 290)
        let links = String(repeating: "<a href=\"\(target)\">x</a>", count: 500)
        let start = ContinuousClock.now
        #expect(try Fixtures.scan("<body>\(links)</body>").limits == [])
        #expect(ContinuousClock.now - start < .seconds(20))
    }
}
