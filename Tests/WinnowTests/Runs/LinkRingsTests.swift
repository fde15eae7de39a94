import Testing

@testable import Winnow

@Suite("Rings and edges")
struct LinkRingsTests {
    private static func ring(_ count: Int, anchor: String = "as") -> String {
        (0..<count).map { "<a href=http://site\($0).example/x>\(anchor)</a>" }.joined(
            separator: ", "
        )
    }

    private static func rules(_ body: String) throws -> [String] {
        let html =
            "<html><body>\(PageScannerTests.prose)\(body)\(PageScannerTests.prose)</body></html>"
        return try Fixtures.scan(html, url: "https://own.example/").findings
            .flatMap { $0.rules.map(\.id) }
    }

    @Test("Many short anchors to many sites are a ring")
    func ring() throws {
        #expect(try Self.rules(Self.ring(LinkRings.minimumLinks)).contains("doorways/link-ring"))
        #expect(try Self.rules(Self.ring(LinkRings.minimumLinks - 1)) == [])
    }

    @Test("Words, two Han characters among them, and links within the site are none")
    func honest() throws {
        #expect(try Self.rules(Self.ring(20, anchor: "公安")) == [])
        #expect(try Self.rules(Self.ring(20, anchor: "museum")) == [])
        let pages = (1...30).map { "<a href=/page/\($0)>\($0)</a>" }.joined(separator: " ")
        #expect(try Self.rules(pages) == [])
    }

    private static let box =
        "<div style=\"display:none\"><a href=\"https://a.example/\">roof repair</a>"
        + " <a href=\"https://b.example/\">ball mill</a></div>"

    @Test(
        "A hidden box that touches a tag of the body counts as placed by an injector",
        arguments: [
            ("<html><BODY class=x>\n⬛<p>x</p></body>", true), ("<body><p>x</p>⬛ \n</body>", true),
            ("<body><p>x</p>⬛<p>y</p></body>", false), ("<body><!-- x -->⬛<p>y</p></body>", false),
            ("<bodyx>⬛<p>y</p>", false),
        ]
    )
    func touchesBody(html: String, touches: Bool) throws {
        let page = html.replacing("⬛", with: Self.box)
        let ids = try Fixtures.scan(page, url: "https://own.example/").findings
            .flatMap { $0.rules.map(\.id) }
        #expect(ids.contains("hidden-links/edge-of-body") == touches)
    }

    @Test("A fragment that is nearly all plant is spam, one with something left is not")
    func fragments() throws {
        let plant = "<div style=\"display:none\">\(PageScannerTests.links)</div>"
        #expect(try Fixtures.scan(plant).verdict == .spam)
        #expect(try Fixtures.scan("<p>A form of the host.</p>" + plant).verdict == .injected)
        let whole = "<html><body><p>A form of the host.</p>" + plant + "</body></html>"
        #expect(try Fixtures.scan(whole).verdict == .spam)
    }

    @Test("What is left in ASCII is the same in every charset, and the cut stands")
    func ascii() throws {
        let html =
            "<html><head><title>x</title></head><body>\(PageScannerTests.prose)\(PageScannerTests.prose)"
            + "<div style=\"display:none\"><a href=\"https://one.example/\">百家乐平台</a>"
            + " <a href=\"https://two.example/\">时时彩开奖</a></div></body></html>"
        let report = try Fixtures.scan(html)
        #expect(report.verdict == .injected && report.limits == [])
    }
}
