import Testing
import WinnowHTML

@Suite("Limits of the document")
struct DocumentLimitTests {
    /// A document that costs libxml2 or a naive stack quadratic time.
    struct Stall: Sendable, CustomTestStringConvertible {
        var name: String
        var text: @Sendable () -> String
        var limits: Document.Limits

        var testDescription: String { name }
    }

    private static func repeated(_ text: String, _ count: Int) -> String {
        String(repeating: text, count: count)
    }

    static let stalls: [Stall] = [
        Stall(
            name: "100,000 attributes",
            text: { "<p " + (0..<100_000).map { "a\($0)=b" }.joined(separator: " ") + ">a" },
            limits: []
        ),
        Stall(
            name: "50,000 divisions and 50,000 stray end tags",
            text: { repeated("<div>", 50_000) + repeated("</b>", 50_000) },
            limits: .depth
        ),
        Stall(
            name: "the same with one to be found",
            text: { "<b>" + repeated("<div>", 50_000) + repeated("</b>", 50_000) },
            limits: .depth
        ),
        Stall(
            name: "300,000 nested distinct names",
            text: { (0..<300_000).map { "<x\($0)>" }.joined() },
            limits: .depth
        ),
        Stall(
            name: "as many end tags of other names after it",
            text: { (0..<100_000).map { "<x\($0)>" }.joined() + repeated("</y>", 100_000) },
            limits: [.depth, .work]
        ),
        Stall(
            name: "paragraphs out of reach",
            text: {
                "<p><button>" + repeated("<span>", 3_900) + repeated("<section></section>", 50_000)
            },
            limits: .work
        ),
        Stall(
            name: "misnested formatting",
            text: { repeated("<b><div></b>", 100_000) },
            limits: .depth
        ),
        Stall(
            name: "links in links",
            text: { repeated("<a><div>", 100_000) },
            limits: .depth
        ),
        Stall(
            name: "bodies",
            text: { repeated("<div>", 3_900) + repeated("<body>", 200_000) },
            limits: []
        ),
        Stall(name: "paragraphs", text: { repeated("<p>a", 200_000) }, limits: []),
        Stall(name: "cells", text: { "<table>" + repeated("<td>a", 200_000) }, limits: []),
        Stall(name: "SVG roots", text: { repeated("<svg>", 100_000) }, limits: .depth),
        Stall(
            name: "HTML in SVG in HTML",
            text: { repeated("<svg><desc>", 50_000) + repeated("</p></q>", 50_000) },
            limits: .depth
        ),
    ]

    @Test("What stalls libxml2 is done soon, and says what it left out", arguments: stalls)
    func isNotStalled(_ stall: Stall) {
        let bytes = Array(stall.text().utf8)
        var page = ParsedPage([])
        let duration = ContinuousClock().measure { page = ParsedPage(bytes) }
        // Well under a second in a release build; a quadratic one takes minutes here.
        #expect(duration < .seconds(10))
        #expect(page.document.limits == stall.limits)
        #expect(page.defects == [])
    }

    @Test("Elements at the depth limit are there, and one deeper is left out with its end tag")
    func depth() {
        let limit = DocumentLimits().depth
        #expect(limit == 4_000)
        let full = Self.repeated("<div>", limit) + "a" + Self.repeated("</div>", limit)
        let page = ParsedPage(full + "<p>b")
        #expect(page.document.limits == [])
        #expect(page.document.leftOutStartTags == 0)
        #expect(page.document.nodes.count == limit + 3)
        #expect(page.defects == [])

        let deeper = ParsedPage("<div>" + full + "</div><p>b")
        #expect(deeper.document.limits == .depth)
        #expect(deeper.document.leftOutStartTags == 1)
        #expect(deeper.document.nodes.count == limit + 3)
        #expect(deeper.document.nodes.last?.tag == .p)
        #expect(deeper.document.nodes.allSatisfy { $0.tag == .p || $0.closing != .implied })
        #expect(deeper.defects == [])
    }

    @Test("A depth of 6,000 hides nothing that comes after it")
    func deepThenFlat() throws {
        let page = ParsedPage(
            Self.repeated("<div>", 6_000) + Self.repeated("</div>", 6_000) + "<p>a<p>b"
        )
        #expect(page.document.limits == .depth)
        #expect(page.document.leftOutStartTags == 2_000)
        #expect(page.document.nodes.suffix(2).map(\.tag) == [.p, .p])
        #expect(page.document.enclosingNode(ofTokens: 12_001..<12_002) != nil)
        #expect(page.defects == [])
    }

    @Test("A smaller depth is obeyed, and elements without content count too")
    func smallDepth() {
        var limits = DocumentLimits()
        limits.depth = 2
        let page = ParsedPage("<div><p>a<b>b</b><br>c</div><i>d", limits: limits)
        #expect(page.outline == "div(p(.)) i(.)")
        #expect(page.document.leftOutStartTags == 2)
        #expect(page.document.limits == .depth)
        #expect(page.defects == [])
        let head = ParsedPage("<template><p><b>a</head><i>b", limits: limits)
        #expect(head.outline == "template(p(.)) i(.)")
        #expect(head.defects == [])
    }

    @Test("Work is counted to the step, and without it misnested tags close nothing")
    func work() {
        // Each `</q>` but the last is found one step beyond the innermost element.
        let text = "<q><i>a</q><q><i>b</q><q>c</q>d"
        var limits = DocumentLimits()
        limits.work = 2
        #expect(ParsedPage(text, limits: limits).document.limits == [])
        #expect(ParsedPage(text, limits: limits).outline == "q(i(.)) q(i(.)) q(.) .")
        limits.work = 1
        let page = ParsedPage(text, limits: limits)
        #expect(page.outline == "q(i(.)) q(i(. q(.) .))")
        #expect(page.document.limits == .work)
        #expect(page.defects == [])
    }

    @Test("An end tag of a name that is not open is not shown to libxml2")
    func strayEndTags() {
        let page = ParsedPage("<div></b></my-x></p></div></div>a")
        #expect(page.outline == "div .")
        #expect(page.document.limits == [])
        #expect(page.defects == [])
    }
}
