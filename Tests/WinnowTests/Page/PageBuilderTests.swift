import Testing
import WinnowHTML

@testable import Winnow

/// Markup and the outline it must have: `div(p p(a))`, `!` after an element that needed an end tag.
struct OutlineCase: CustomTestStringConvertible {
    var html: String
    var outline: String

    init(_ html: String, _ outline: String) { (self.html, self.outline) = (html, outline) }

    var testDescription: String { html }
}

@Suite("PageBuilder")
struct PageBuilderTests {
    @Test(
        "Elements nest as start and end tags say, and as the standard implies",
        arguments: [
            OutlineCase("<div><p>x</p></div>", "div(p)"),
            OutlineCase("<ul><li>a<li>b</ul>", "ul(li li)"),
            OutlineCase("<p>a<p>b", "p p"),
            OutlineCase("<p>a<div>b</div>", "p div"),
            OutlineCase("<p><span>a<div>b</div>", "p(span!) div"),
            OutlineCase("<dl><dt>a<dd>b<dt>c</dl>", "dl(dt dd dt)"),
            OutlineCase("<table><tr><td>a<td>b<tr><td>c</table>", "table(tr(td td) tr(td))"),
            OutlineCase(
                "<table><tbody><tr><th>a<tfoot><tr><td>b</table>",
                "table(tbody(tr(th)) tfoot(tr(td)))"
            ),
            OutlineCase("<select><option>a<option>b</select>", "select(option option)"),
            OutlineCase("<ul><li>a<ul><li>b</ul><li>c</ul>", "ul(li(ul(li)) li)"),
            OutlineCase("<div><b>x</div>", "div(b!)"),
            OutlineCase("<div><div>x</div>", "div!(div)"),
            OutlineCase("</div><div>x</div></div></p>", "div"),
            OutlineCase("<table><tr><td><div></td></tr></table></div>", "table(tr(td(div!)))"),
            OutlineCase("<div><table><tr><td></div>x</table></div>", "div(table(tr(td)))"),
            OutlineCase("<br><img><hr></br>", ""),
            OutlineCase("<x-y><x-z></x-y></x-z>", "unknown(unknown)"),
            OutlineCase("<X-y>a</x-Y>b", "unknown"),
            OutlineCase("<body><div></body><body><p></p></body>", "div! p"),
            OutlineCase("<div></html><div></div>", "div! div"),
            OutlineCase("<marquee><p>x</marquee></p>", "marquee(p)"),
        ]
    )
    func outline(test: OutlineCase) {
        #expect(Self.outline(BuiltPage(test.html).page) == test.outline)
    }

    @Test("Every element holds its children, and tokens, leaves and bytes agree", arguments: 0..<30)
    func invariants(batch: Int) {
        for seed in 0..<10 {
            let document = RandomDocument(seed: UInt64(90_000 + batch * 10 + seed))
            let text = String(decoding: document.bytes, as: UTF8.self)
            #expect(Self.contradictions(in: BuiltPage(text)) == [], "\(document)")
        }
    }

    @Test("What a script's end tag closes ends behind what it holds")
    func writtenEndTag() {
        let built = BuiltPage(
            "<script>document.write(\"<div style='display:none'>\")</script><p>x"
                + "<script>document.write(\"</div>\")</script>"
        )
        #expect(Self.contradictions(in: built) == [])
    }

    /// What of a page's positions can't be.
    private static func contradictions(in built: BuiltPage) -> [String] {
        let page = built.page
        var found: [String] = []
        for (index, element) in page.elements.enumerated().dropFirst() {
            let parent = page.elements[Int(element.parent)]
            let name = "<\(element.tag.name)> at \(element.start)"
            if Int(element.parent) >= index || index >= element.endElement
                || element.endElement > parent.endElement || element.startToken >= element.endToken
            {
                found.append("\(name): order")
            }
            if element.start > element.end || Int(element.end) > built.bytes.count
                || element.start < parent.start || element.end > parent.end
            {
                found.append("\(name): bytes")
            }
            if element.firstLeaf < parent.firstLeaf || element.endLeaf > parent.endLeaf {
                found.append("\(name): leaves")
            }
            // A colour of its own shows what stands in a text that can't be seen.
            let inherited = parent.hiding.subtracting(.sameColor)
            if !element.hiding.isSuperset(of: element.ownHiding.union(inherited)) {
                found.append("\(name): hiding")
            }
        }
        for leaf in page.leaves
        where leaf.start > leaf.end || Int(leaf.end) > built.bytes.count
            || leaf.firstToken >= leaf.endToken || Int(leaf.element) >= page.elements.count
        {
            found.append("leaf at \(leaf.start)")
        }
        return found
    }

    @Test("Leaves are texts, anchors, media, scripts, styles, comments, titles and descriptions")
    func leaves() {
        let built = BuiltPage(
            """
            <title>T</title><meta name=description content="D"><style>s</style><script>c</script>
            <!--k--><p>one <b>two</b></p><a href="/x">an <i>anchor</i></a><img src=x><p> </p>
            """
        )
        #expect(built.leaves(.title) == ["T"])
        #expect(built.leaves(.meta) == ["D"])
        #expect(built.leaves(.style) == ["s"])
        #expect(built.leaves(.script) == ["c"])
        #expect(built.leaves(.comment) == ["<!--k-->"])
        #expect(built.leaves(.text) == ["one", "two"])
        #expect(built.leaves(.link) == ["<a href=\"/x\">an <i>anchor</i></a>"])
        #expect(built.leaves(.media) == ["<img src=x>"])
    }

    @Test("An anchor ends at the next, at its end tag, and at the end of the page")
    func anchors() {
        let built = BuiltPage("<a href=/1>one<a href=/2>two</a> text <p><a href=/3>three")
        #expect(
            built.leaves(.link) == ["<a href=/1>one", "<a href=/2>two</a>", "<a href=/3>three"]
        )
        #expect(built.leaves(.text) == ["text"])
    }

    @Test("A place in the document is before it, head, body, after the body, after the document")
    func zones() {
        let built = BuiltPage(
            "<!-- 0 --><!DOCTYPE html><html><head><title>1</title></head><body><p>2</p></body>"
                + "<p>3</p></html><p>4</p>"
        )
        let zones: [Zone] = [.beforeDocument, .head, .body, .afterBody, .afterDocument]
        #expect(built.page.leaves.map(\.zone) == zones)
    }

    @Test("Links before the doctype stand before the document")
    func beforeDocument() {
        let built = BuiltPage(
            "<div><a href=//a.example>0</a></div><!DOCTYPE html><html><head><title>1</title><body>x"
        )
        #expect(built.page.leaves.map(\.zone) == [.beforeDocument, .head, .body])
    }

    @Test("A page in a page begins no second document")
    func documentInDocument() {
        let built = BuiltPage("<body><p>1</p><!DOCTYPE html><html><head></head><p>2</p>")
        #expect(built.page.leaves.map(\.zone) == [.body, .body])
    }

    @Test("Only what follows the last </html> stands after the document")
    func secondDocument() {
        let built = BuiltPage("<html><body>1</body></html><html><body>2</body></html>3")
        #expect(built.page.leaves.map(\.zone).last == .afterDocument)
        #expect(built.page.leaves.dropLast().allSatisfy { $0.zone != .afterDocument })
    }

    @Test("A hidden element hides what is in it, and nothing else")
    func hiding() {
        let built = BuiltPage("<div hidden><p>in</p></div><p>out</p><noscript>n</noscript>")
        #expect(built.page.leaves.map(\.hiding) == [.attribute, [], .inert])
    }

    @Test(
        "A marquee of a few pixels at full speed hides, others do not",
        arguments: [
            ("height=1 width=5 scrollamount=3000", true),
            ("scrollamount=9999999999 width=1px", true),
            ("height=1", false), ("scrollamount=3000", false), ("", false), ("height=x", false),
        ]
    )
    func marquee(attributes: String, isHidden: Bool) throws {
        let built = BuiltPage("<marquee \(attributes)>x</marquee>")
        #expect(try built.element(.marquee).hiding.contains(.marquee) == isHidden)
    }

    @Test("Elements beyond the depth limit are not recorded, and the limit is told")
    func depth() {
        let count = PageBuilder.maximumDepth + 1_000
        let built = BuiltPage(String(repeating: "<div>", count: count) + "x")
        #expect(built.page.limits == ["depth"])
        #expect(built.page.elements.count == PageBuilder.maximumDepth)
        let fitting = BuiltPage(String(repeating: "<div>", count: 1_000) + "x")
        #expect(fitting.page.limits == [])
    }

    @Test("Links beyond the limit are leaves without a target, and the limit is told")
    func manyLinks() {
        let built = BuiltPage(
            String(repeating: "<a href=/>x</a>", count: PageBuilder.maximumLinks + 2)
        )
        #expect(built.page.limits == ["links"])
        #expect(built.page.links.count == PageBuilder.maximumLinks)
        #expect(built.page.leaves.last?.link == -1)
    }

    @Test(
        "200,000 stray end tags under a deep stack are done with soon",
        arguments: [("</i></u></td></x-b>", 50_000), ("</x-b>", 200_000), ("<x-a></x-b>", 5_000)]
    )
    func nestingWork(tags: String, count: Int) {
        let html =
            String(repeating: "<b>", count: 3_900) + "<p><x-c>"
            + String(repeating: tags, count: count)
        let clock = ContinuousClock()
        var limits: [String] = []
        let time = clock.measure { limits = BuiltPage(html).page.limits }
        #expect(time < .seconds(30))
        #expect(limits.contains("nesting"))
    }

    private static func outline(_ page: Page) -> String {
        func describe(_ index: Int) -> String {
            let element = page.elements[index]
            let children = page.elements.indices.filter {
                $0 > 0 && page.elements[$0].parent == index
            }
            .map(describe).joined(separator: " ")
            let mark = element.closing == .missing ? "!" : ""
            return index == 0
                ? children : element.tag.name + mark + (children.isEmpty ? "" : "(\(children))")
        }
        return describe(0)
    }
}
