import Testing
import WinnowHTML

@Suite("Document")
struct DocumentTests {
    /// A document and its outline.
    struct Example: Sendable, CustomTestStringConvertible {
        var text: String
        var outline: String

        init(_ text: String, _ outline: String) {
            self.text = text
            self.outline = outline
        }

        var testDescription: String { text }
    }

    @Test(
        "A document has this structure",
        arguments: DocumentExamples.paragraphs + DocumentExamples.lists + DocumentExamples.tables
            + DocumentExamples.page + DocumentExamples.misnesting + DocumentExamples.rawText
            + DocumentExamples.foreign
    )
    func structures(_ example: Example) {
        let page = ParsedPage(example.text)
        #expect(page.outline == example.outline)
        #expect(page.defects == [])
        #expect(page.document.limits == [])
    }

    @Test(
        "A paragraph ends before every block of HTML5, in a formatting element too",
        arguments: [
            "address", "article", "aside", "blockquote", "center", "details", "dialog", "dir",
            "div", "dl", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup",
            "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary", "ul", "h1",
        ]
    )
    func paragraphEnds(_ name: String) {
        #expect(ParsedPage("<p>a<\(name)>b").outline == "p(.) \(name)(.)")
        #expect(ParsedPage("<p><em>a<\(name)>b").outline == "p(em(.)) \(name)(.)")
    }

    @Test("How an element ends, as token indices")
    func closings() {
        let page = ParsedPage("<ul><li>a<li><b><p>b</b></p></ul><br><div>c")
        let nodes = page.document.nodes.filter { $0.token >= 0 }
        #expect(nodes.map(\.token) == [0, 1, 3, 4, 5, 10, 11])
        #expect(nodes.map(\.endToken) == [10, 3, 9, 9, 9, 11, 13])
        #expect(nodes.map(\.endTag) == [9, -1, -1, 7, 8, 10, -1])
        #expect(
            nodes.map(\.closing)
                == [.explicit, .implied, .implied, .misnested, .explicit, .explicit, .missingAtEnd]
        )
    }

    @Test("The enclosing element of tokens is the innermost that outlasts them both ways")
    func enclosingNode() throws {
        let page = ParsedPage("<div><p>a<b>c</b></p></div>d")
        let paragraph = try #require(page.document.nodes.firstIndex { $0.token == 1 })
        let division = try #require(page.document.nodes.firstIndex { $0.token == 0 })
        #expect(page.document.enclosingNode(ofTokens: 2..<3) == Int32(paragraph))
        #expect(page.document.enclosingNode(ofTokens: 2..<6) == Int32(paragraph))
        #expect(page.document.enclosingNode(ofTokens: 5..<6) == Int32(paragraph))
        #expect(page.document.enclosingNode(ofTokens: 2..<7) == Int32(division))
        #expect(page.document.enclosingNode(ofTokens: 1..<7) == Int32(division))
        #expect(page.document.enclosingNode(ofTokens: 6..<7) == Int32(division))
        #expect(page.document.enclosingNode(ofTokens: 0..<8) == nil)
        #expect(page.document.enclosingNode(ofTokens: 8..<9) == nil)
        #expect(page.document.enclosingNode(ofTokens: 3..<3) == nil)
        #expect(page.document.enclosingNode(ofTokens: 90..<91) == nil)
    }

    @Test(
        "Tokens are balanced when each element with both tags has both or neither in them",
        arguments: [
            ([], true), ([0..<1], false), ([0..<8], true), ([0..<1, 7..<8], true), ([1..<7], true),
            ([1..<6], false), ([3..<6], true), ([3..<4], false), ([5..<6], false), ([2..<3], true),
            ([3..<4, 5..<6], true), ([8..<9], true), ([9..<10], true), ([10..<12], true),
            ([0..<90], true),
        ] as [([Range<Int>], Bool)]
    )
    func isBalanced(_ ranges: [Range<Int>], _ expected: Bool) {
        let page = ParsedPage("<div><p>a<b>c</b></p></div><br></i><li>d<li>")
        #expect(page.document.isBalanced(ranges) == expected)
    }

    @Test("A misnested element is not balanced without its end tag")
    func misnestedBalance() {
        let page = ParsedPage("<b><p></b></p>")
        #expect(!page.document.isBalanced([0..<1]))
        #expect(!page.document.isBalanced([2..<3]))
        #expect(page.document.isBalanced([0..<1, 2..<3]))
    }

    @Test("What comes after the end of the body belongs to it")
    func afterBody() throws {
        let page = ParsedPage("<html><body>a</body><div>b</div></html><i>c</i>")
        #expect(page.outline == ". div(.) i(.)")
        let body = try #require(page.node("<body>"))
        #expect(body.endTag == 3)
        #expect(Int(body.endToken) == page.buffer.tokens.count)
        #expect(try #require(page.node("<html>")).endTag == 7)
        #expect(page.document.isBalanced([4..<7]))
        #expect(!page.document.isBalanced([3..<7]))
    }

    @Test("A second body is dropped with its end tag")
    func secondBody() throws {
        let page = ParsedPage("<body><p>a<body class=b><html>b</body><p>c</body>")
        #expect(page.outline == "p(.) p(.)")
        #expect(page.document.droppedStartTags == 2)
        #expect(try #require(page.node("<body>")).endTag == 9)
    }

    @Test("Every pair of elements nests as the skeleton says, whatever libxml2 thinks of it")
    func pairs() {
        let parser = DocumentParser()
        var defects: [String] = []
        for outer in WinnowHTML.Tag.allCases where outer != .unknown {
            for inner in WinnowHTML.Tag.allCases where inner != .unknown {
                let text = "<div><\(outer.name)>x<\(inner.name)>x</\(inner.name)></\(outer.name)>x"
                let page = ParsedPage(Array(text.utf8), parser: parser)
                if !page.defects.isEmpty { defects.append(text) }
            }
        }
        #expect(defects == [])
    }
}
