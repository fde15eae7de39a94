import Testing

@testable import Winnow

@Suite("Inert markup")
struct InertMarkupTests {
    private static let link = "<a href=\"https://a.example/x\">text</a>"

    @Test(
        "Links in comments and in text that browsers don't show are seen",
        arguments: [
            "<!-- \(link) -->", "<!--[if lt IE 6]>\(link)<![endif]-->", "<!--> \(link) <!-- -->",
            "<iframe src=x>\(link)</iframe>", "<textarea hidden>\(link)</textarea>",
            "<noembed>\(link)</noembed>",
        ]
    )
    func seen(html: String) throws {
        let built = BuiltPage("<p>a</p>" + html)
        // `<!-->` is a whole comment: the link behind it is one that readers see.
        guard !html.hasPrefix("<!-->") else {
            #expect(built.page.markups.isEmpty)
            #expect(built.page.leaves.count { $0.kind == .link } == 1)
            return
        }
        let markup = try #require(built.page.markups.first)
        #expect(built.page.links[markup.links].map(\.relation) == [.unknown])
        #expect(markup.texts.map(built.text).contains("text"))
        #expect(!built.page.leaves.contains { $0.kind == .link })
    }

    @Test(
        "What holds no anchor is left alone",
        arguments: [
            "<!-- < a > -->", "<!-- <abbr>x</abbr> -->", "<iframe>x</iframe>", "<!---->",
            "<textarea>\(link)</textarea>",
        ]
    )
    func none(html: String) {
        #expect(BuiltPage(html).page.markups.isEmpty)
    }

    @Test("More of them than the limit are not looked into, and a long one is")
    func limits() {
        let long = "<!--" + String(repeating: " ", count: 1_000_000) + "\(Self.link)-->"
        #expect(BuiltPage(long).page.markups.count == 1)
        let many = String(repeating: "<!--\(Self.link)-->", count: InertMarkup.maximumCount + 1)
        let built = BuiltPage(many)
        #expect(built.page.markups.count == InertMarkup.maximumCount)
        #expect(built.page.limits == ["inert-markup"])
    }

    @Test("The share of the text that stands in anchors is known")
    func anchorShare() throws {
        let markup = try #require(BuiltPage("<!--ab\(Self.link)cd-->").page.markups.first)
        #expect(markup.anchorShare == 0.5)
        #expect(BuiltPage("<!--\(Self.link)-->").page.markups.first?.anchorShare == 1)
    }
}
