import Testing

@testable import Winnow

/// A title in which `⟦⟧` mark the run that must be found.
struct TitleCase: CustomTestStringConvertible {
    var testDescription: String

    init(_ title: String) { testDescription = title }
}

@Suite("TitleItems")
struct TitleItemsTests {
    private static let lexicon = Lexicon([
        TermList(
            name: "gambling",
            terms: ["casino", "百家乐", "slot"].map { .init(text: $0, weight: 1) }
        ),
        TermList(name: "list-labels", terms: [.init(text: "museum", weight: 3)]),
    ])

    @Test(
        "The run of a title takes its separator along",
        arguments: [
            TitleCase("⟦casino_⟧Harbour museum"), TitleCase("⟦casino slot - ⟧Harbour museum"),
            TitleCase("Harbour museum⟦ | casino⟧"), TitleCase("Harbour museum⟦ - casino, slot⟧"),
            TitleCase("⟦百家乐_casino_slot_⟧港口博物馆"), TitleCase("⟦casino⟧"),
            TitleCase("Harbour⟦_casino⟧_museum"), TitleCase("⟦&#99;&#97;&#115;_⟧Harbour museum"),
            TitleCase("⟦&#x63;&#x41;&#x73;_⟧Harbour"), TitleCase("⟦ casino | ⟧Harbour "),
            TitleCase("Harbour museum⟦_&#112;&#107;⟧"),
            // Separators that are written as numbers, and words that separators spell.
            TitleCase("⟦casino&#95;⟧Harbour museum"), TitleCase("⟦slot&#x7C;casino&#45;⟧Harbour"),
            TitleCase("⟦s-l-o-t_⟧Harbour museum"), TitleCase("⟦百-家-乐|s-l-o-t|⟧港口博物馆"),
            TitleCase("Harbour museum⟦ | 百_家_乐⟧"), TitleCase("⟦casino-⟧a-b-c museum"),
        ]
    )
    func found(test: TitleCase) {
        let page = MarkedPage("<head><title>\(test.testDescription)</title></head>")
        #expect(Self.runs(page.html) == page.marked)
    }

    @Test(
        "A title without such an item has no run",
        arguments: [
            "", " ", "Harbour museum", "___", "museum_museum", "&#28207;&#21475;&#21338;",
            "Harbour - &#28207;&#21475;", "R&amp;D_a", "cafino", "a,b,c,d,e,f,g,h",
            "a-b-c&#", "s-l_o-t", "museum&#99999999999;a",
        ]
    )
    func none(title: String) {
        #expect(Self.runs("<head><title>\(title)</title></head>") == [])
    }

    @Test("Of a title with more parts than are looked at the rest is one")
    func maximumParts() {
        let many = String(repeating: "x,", count: TitleItems.maximumParts + 10)
        let runs = Self.runs("<head><title>casino_\(many)museum</title></head>")
        #expect(runs.count <= 1)
        let items = String(repeating: "xx,", count: TitleItems.maximumItems + 10)
        #expect(Self.runs("<head><title>\(items)casino</title></head>") == [])
    }

    @Test("Only the title of the head counts")
    func headOnly() {
        #expect(Self.runs("<body><p>x</p><svg><title>casino_x</title></svg></body>") == [])
        #expect(Self.runs("<head></head><p>x</p><title>casino_x</title>") == [])
    }

    @Test(
        "The encoded share counts ASCII written as references",
        arguments: [
            ("", 0.0), ("abc", 0), ("&#97;&#98;", 1), ("&#x61;b", 0.5), ("&#97b", 0.5),
            ("&#30334;&#23478;", 0), ("&#32;a", 0), ("&#", 0), ("&#x", 0), ("&#99999999999999;", 0),
            ("&#97;&#30334; ", 0.5), ("&amp;", 0),
        ]
    )
    func encodedShare(text: String, share: Double) {
        let found = Array(text.utf8).withUnsafeBufferPointer { TitleItems.encodedShare(of: $0) }
        #expect(found == share)
    }

    private static func runs(_ html: String) -> [Range<Int>] {
        let built = BuiltPage(html)
        return built.withSource {
            TitleItems(source: $0, page: built.page, lexicon: lexicon, scorer: nil).runs().flatMap(
                \.ranges
            )
        }
    }
}
