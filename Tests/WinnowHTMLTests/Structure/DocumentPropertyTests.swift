import Testing
import WinnowHTML

/// Random soups of tags: whatever they are, the structure is well formed and accounts for each tag.
@Suite("Laws of the document")
struct DocumentPropertyTests {
    private static let pieces: [String] = WinnowHTML.Tag.allCases.flatMap { tag -> [String] in
        guard tag != .unknown, tag != .plaintext else { return [] }
        return ["<\(tag.name)>", "</\(tag.name)>"]
    }

    /// What soups are mostly made of, so that elements meet their end tags and misnest.
    private static let common: [String] = [
        "<b>", "</b>", "<a>", "</a>", "<p>", "</p>", "<div>", "</div>", "<table>", "</table>",
        "<td>",
        "</td>", "<tr>", "</tr>", "<ul>", "</ul>", "<li>", "</li>", "<svg>", "</svg>", "<g>",
        "</g>",
        "<g/>", "<desc>", "</desc>", "<form>", "</form>", "<x-y>", "</x-y>", "<script>",
        "</script>",
        "<title>", "</title>", "<body>", "</body>", "<head>", "</head>", "<select>", "<option>",
        "a", " ", "<br>", "<!--", "-->", "<a b='", "'>", "\0", "<font color=x>", "<template>",
        "</template>", "<span>", "</span>", "<h1>", "</h2>", "<button>", "</button>",
    ]

    @Test("A soup of tags has a well-formed structure", arguments: 0..<20)
    func soup(_ batch: UInt64) {
        var random = SeededGenerator(seed: batch)
        let parser = DocumentParser()
        var limits = DocumentLimits()
        limits.depth = 5
        limits.work = 200
        let narrow = DocumentParser(limits: limits)
        for _ in 0..<150 {
            let count = Int.random(in: 1..<60, using: &random)
            let text = (0..<count).map { _ in
                let list = Int.random(in: 0..<4, using: &random) == 0 ? Self.pieces : Self.common
                return list[Int.random(in: 0..<list.count, using: &random)]
            }.joined()
            let page = ParsedPage(Array(text.utf8), parser: parser)
            #expect(page.defects == [], "\(text)")
            #expect(page.document.limits == [], "\(text)")
            #expect(ParsedPage(Array(text.utf8), parser: narrow).defects == [], "\(text)")
        }
    }

    @Test("A parser used before gives what a new one gives")
    func reuse() {
        let parser = DocumentParser()
        let texts = DocumentExamples.tables + DocumentExamples.foreign + DocumentExamples.page
        for example in texts {
            let reused = ParsedPage(Array(example.text.utf8), parser: parser).document
            let fresh = ParsedPage(example.text).document
            #expect(reused.nodes == fresh.nodes)
            #expect(reused.enclosing == fresh.enclosing)
        }
    }
}
