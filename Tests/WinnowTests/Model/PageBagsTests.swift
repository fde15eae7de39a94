import Foundation
import Testing
import WinnowBayes

@testable import Winnow

@Suite("PageBags")
struct PageBagsTests {
    private static let prose = "<p>\(String(repeating: "The ferry leaves at noon. ", count: 4))</p>"

    private static func bags(
        _ html: String,
        _ part: PageBags.Part,
        url: String? = "https://own.example/"
    ) -> [LabelledBag] {
        var pages = PageBags()
        return pages.bags(of: Array(html.utf8), ScanRequest(path: "a.html", url: url), part)
    }

    private static func honest(_ html: String) -> [LabelledBag] { bags(html, .outside([])) }

    private static func links(_ targets: [String]) -> String {
        targets.enumerated().map { "<a href=\"\($1)\">anchor \($0)</a>" }.joined(separator: " ")
    }

    private static func own(_ count: Int) -> String { links((0..<count).map { "/\($0).html" }) }

    private static func foreign(_ count: Int) -> String {
        links((0..<count).map { "https://f\($0).example/" })
    }

    @Test("A row of links to three and more other sites is a bag; fewer sites are none")
    func foreignRows() {
        let bag = Self.honest(Self.foreign(3)).first
        #expect(bag?.kind == .anchors)
        #expect(bag?.texts == ["anchor 0", "anchor 1", "anchor 2"])
        #expect(bag?.links == ["//f0.example/", "//f1.example/", "//f2.example/"])
        #expect(bag?.isSpam == false)
        #expect(bag?.group == "own.example")
        #expect(Self.honest(Self.foreign(2)).isEmpty)
        let oneSite = (0..<5).map { "https://f\($0 % 2).example/\($0)" }
        #expect(Self.honest(Self.links(oneSite)).isEmpty)
        // Links within the site end a row.
        #expect(Self.honest(Self.foreign(2) + Self.own(1) + Self.foreign(2)).isEmpty)
        #expect(Self.honest(Self.foreign(3) + Self.own(1) + Self.foreign(3)).count == 2)
        #expect(Self.honest(Self.foreign(200)).first?.texts.count == PageBags.maximumLinks)
    }

    @Test(
        "Links within the site make up to two bags of five to twenty",
        arguments: [
            (4, []), (5, [5]), (20, [20]), (24, [20]), (25, [20, 5]), (40, [20, 20]),
            (41, [20, 20]),
            (45, [20, 20]), (101, [20, 20]),
        ]
    )
    func ownLinks(count: Int, sizes: [Int]) {
        let bags = Self.honest(Self.own(count))
        #expect(bags.map(\.texts.count) == sizes)
        #expect(bags.allSatisfy { $0.links.isEmpty && $0.isSpam == false })
    }

    @Test("Paragraphs of some length are prose, up to five of a page, and there is one title")
    func proseAndTitle() {
        let html = "<title>A title</title><p>Short.</p>" + String(repeating: Self.prose, count: 7)
        let bags = Self.honest(html)
        #expect(bags.filter { $0.kind == .prose }.count == 5)
        #expect(bags.filter { $0.kind == .title }.map(\.texts) == [["A title"]])
        #expect(bags.allSatisfy { $0.texts.count == 1 && $0.links.isEmpty })
        #expect(Self.honest("<title>-</title><p>Short.</p>").isEmpty)
    }

    @Test("Of a planted page all anchors are bags of sixty, wherever they lead")
    func whole() {
        let html = "<title>T</title>" + Self.own(50) + Self.foreign(20) + Self.prose
        let bags = Self.bags(html, .whole)
        #expect(bags.filter { $0.kind == .anchors }.map(\.texts.count) == [60, 10])
        #expect(bags.map(\.kind).filter { $0 != .anchors } == [.prose, .title])
        #expect(bags.allSatisfy { $0.isSpam == true && $0.group == "own.example" })
        // A page that does not tell its site stands for itself.
        #expect(Self.bags(Self.foreign(3), .whole, url: nil).first?.group == "a.html")
    }

    @Test("Of a page of both kinds each takes what is its own")
    func ranges() throws {
        let (before, plant, after) = (
            "<p>\(Self.foreign(3))</p>",
            "<div><a href=\"https://zorvik.test/\">zorvik</a> <a href=\"https://quasmo.test/\">quasmo</a></div>",
            "<p>" + Self.foreign(4) + "</p>"
        )
        let start = before.utf8.count
        let range = start..<(start + plant.utf8.count)
        let html = before + plant + after
        let planted = Self.bags(html, .inside([range]))
        #expect(planted.map(\.texts) == [["zorvik", "quasmo"]])
        #expect(planted.map(\.links) == [["//zorvik.test/", "//quasmo.test/"]])
        #expect(planted.first?.isSpam == true)
        let honest = Self.bags(html, .outside([range]))
        #expect(honest.flatMap(\.texts).allSatisfy { $0.hasPrefix("anchor") })
        #expect(honest.first?.isSpam == false)
        // A leaf that is planted in part is not honest.
        let one = try #require(html.range(of: "anchor 1"))
        let place = html.utf8.distance(from: html.startIndex, to: one.lowerBound)
        let partly = Self.bags(html, .outside([(place + 2)..<(place + 3), range]))
        #expect(partly.flatMap(\.texts).filter { $0 == "anchor 1" }.count == 1)
        #expect(Self.bags(html, .inside([])).isEmpty)
    }

    @Test("Relative links have texts and no targets; images have neither text")
    func targets() {
        let html = "<a href=\"/x\">here</a><a href=\"https://b.example/y?z\"><img src=i.png></a>"
        let bag = Self.bags(html, .whole).first
        #expect(bag?.texts == ["here"])
        #expect(bag?.links == ["//b.example/y?z"])
    }

    @Test("Pages in UTF-16 are passed over: ranges can't be counted in them")
    func utf16() {
        var pages = PageBags()
        let html = Self.foreign(3)
        let bytes = [0xFF, 0xFE] + CharsetEncoder.utf16(ArraySlice(html.utf8))
        #expect(pages.bags(of: bytes, ScanRequest(path: "a.html"), .whole).isEmpty)
        #expect(!pages.bags(of: Array(html.utf8), ScanRequest(path: "a.html"), .whole).isEmpty)
    }

    @Test("Pages of nothing have no bags")
    func nothing() {
        for part in [PageBags.Part.whole, .inside([0..<5]), .outside([])] {
            #expect(Self.bags("", part).isEmpty)
            #expect(Self.bags("<p></p>", part).isEmpty)
        }
    }
}
