import Testing
import WinnowHTML

@testable import Winnow

@Suite("StructureGuard")
struct StructureGuardTests {
    private static func confirms(_ text: String, limits: DocumentLimits = DocumentLimits()) -> Bool
    {
        let page = MarkedPage(text)
        let built = BuiltPage(page.html)
        return built.withSource { source in
            let parser = DocumentParser(limits: limits)
            return StructureGuard(
                page: built.page,
                tokens: built.tokens,
                document: parser.parse(built.tokens, in: source.bytes)
            )
            .confirms(ByteRanges(page.marked))
        }
    }

    @Test(
        "What page and libxml2 see alike may be cut",
        arguments: [
            CutCase("<div><p>a</p>⟦<p>x</p>⟧</div>"), CutCase("<ul><li>a⟦<li>x⟧<li>b</ul>"),
            CutCase("<table><tr><td>a</td>⟦<td>x</td>⟧</tr></table>"),
            CutCase("<div>⟦<div style=\"display:none\"><a href=x>y</a>⟧</div>z</div>"),
            CutCase("<body><div>a</body></html>⟦<p>x</p>⟧"),
            CutCase("<div>a<body>⟦<p>x</p>⟧"), CutCase("<p>a⟦b⟧c"),
            CutCase("<script>document.write('<div style=\"display:none\">')</script>⟦<b>x</b>⟧"),
            CutCase("⟦<b>x</b>⟧ and <i>⟦<b>y</b>⟧</i>"), CutCase("<a href=x>a<a href=y>b⟦c⟧</a>"),
        ]
    )
    func confirmed(test: CutCase) {
        #expect(Self.confirms(test.testDescription))
    }

    @Test(
        "One tag of an element, or a place in another element by libxml2, may not",
        arguments: [
            CutCase("⟦<div>⟧a</div>"), CutCase("<div>a⟦</div>⟧"), CutCase("<p>⟦<b>a</p>⟧<p>b</b>"),
            // Browsers drop a cell that stands in no table; the page counts it.
            CutCase("<div><td>⟦<b>x</b>⟧</td></div>"),
        ]
    )
    func refused(test: CutCase) {
        #expect(!Self.confirms(test.testDescription))
    }

    @Test("A structure that is not complete confirms nothing")
    func limited() {
        var limits = DocumentLimits()
        limits.depth = 2
        #expect(Self.confirms("<div>⟦<b>x</b>⟧</div>", limits: limits))
        #expect(!Self.confirms("<div><div><div>⟦<b>x</b>⟧</div></div></div>", limits: limits))
    }

    @Test("A finding that libxml2 disputes is told, not cut, and the report says so")
    func told() throws {
        let page = { (tag: String) in
            "<body>\(PageScannerTests.prose)<div><\(tag)><p>x</p>"
                + "<p style=\"position:absolute;left:-9999px\">\(PageScannerTests.links)</p></\(tag)></div>"
                + PageScannerTests.prose
        }
        #expect(try Fixtures.scan(page("section")).verdict == .injected)
        let report = try Fixtures.scan(page("td"))
        #expect(report.verdict == .suspicious)
        #expect(report.limits == ["structure"])
        #expect(TextReporter(usesColor: false).text(report).contains("  structure: libxml2 sees"))
    }
}
