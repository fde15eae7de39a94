import Testing
import WinnowHTML

@testable import Winnow

/// Runs that are found by what stands around or between things.
@Suite("Proposed runs")
struct ProposedRunsTests {
    private static func marked(_ html: String) -> [String] {
        let built = BuiltPage(html)
        return built.withSource { source in
            MarkedRuns(source: source, page: built.page).runs().map { built.text($0.ranges[0]) }
        }
    }

    private static let link = "<a href=\"https://a.example/\">x</a>"

    @Test(
        "Two comments that belong together hold a run",
        arguments: [
            "⟦<!--s_links-->\(link)<!--/s_links-->⟧",
            "⟦<!-- LINKS begin -->\(link)<!-- links end -->⟧",
            "⟦<!--友情链接开始-->\(link)<!--友情链接结束-->⟧",
            "⟦<!--44b51-->\(link)<!--44b51-->\(link)<!--44b51-->⟧",
            "<div>⟦<!--x--><p>\(link)</p><!--/x-->⟧</div>",
        ]
    )
    func pairs(text: String) {
        let page = MarkedPage(text)
        #expect(Self.marked(page.html) == page.marked.map { BuiltPage(page.html).text($0) })
    }

    @Test(
        "Comments in different elements, without a link to another site, or far apart hold none",
        arguments: [
            "<!--x--><div>\(link)<!--/x--></div>", "<!--x--><a href=/y>y</a><!--/x-->",
            "<!--x-->\(link)<!--y-->", "<!--/x-->\(link)<!--x-->", "<!--x--><!--/x-->",
            "<!--a sentence that is far too long to be the mark of anything at all, really-->"
                + "\(link)<!--a sentence that is far too long to be the mark of anything at all, really-->",
            "<!--1-->" + String(repeating: "<p>text</p>", count: MarkedRuns.maximumUnnamedLeaves)
                + link + "<!--1-->",
            "<!--x-->" + String(repeating: "<p>text</p>", count: MarkedRuns.maximumLeaves) + link
                + "<!--/x-->",
        ]
    )
    func noPairs(html: String) {
        #expect(Self.marked(html) == [])
    }

    private static func repeated(_ html: String) -> [Int] {
        let built = BuiltPage(html, url: "https://own.example/")
        return built.withSource { source in
            RepeatedScripts(source: source, buffer: built.tokens, page: built.page).runs()
                .map(\.scriptRepeats)
        }
    }

    @Test("One script of another site several times in a row is a run")
    func repeatedScripts() {
        let foreign = "<script src=\"https://a.example/x.js\"></script>"
        #expect(Self.repeated(foreign + "\n" + foreign + foreign) == [3])
        #expect(Self.repeated(foreign + foreign) == [])
        #expect(Self.repeated(foreign + "<p>x</p>" + foreign + "<p>x</p>" + foreign) == [])
        #expect(Self.repeated(String(repeating: "<script src=/x.js></script>", count: 5)) == [])
        let own = "<script src=\"https://www.own.example/x.js\"></script>"
        #expect(Self.repeated(String(repeating: own, count: 5)) == [])
        let filled = "<script src=\"https://a.example/x.js\">y()</script>"
        #expect(Self.repeated(String(repeating: filled, count: 5)) == [])
    }

    private static func traits(_ html: String) throws -> [Run] {
        let built = BuiltPage(html)
        let lexicon = try Fixtures.rules().lexicon
        return built.withSource { source in
            var evidence = Evidence()
            EvidenceObserver.observe(
                built.page,
                source,
                built.tokens,
                lexicon: lexicon,
                weights: LeafWeights(),
                into: &evidence
            )
            return PageTraits(source: source, page: built.page, evidence: evidence).runs()
        }
    }

    @Test("Readings behind common characters are counted, those of a lesson are not")
    func glosses() throws {
        let kit = "港口博物館每天開(kāi)放時(shí)間經(jīng)過開(kāi)時(shí)經(jīng)說明文字一二三四五六七八九十"
        let text = String(repeating: kit, count: 12)
        let run = try #require(try Self.traits("<p>\(text)</p>").first)
        #expect(run.glossedCharacters > 100)
        let lesson = String(repeating: "港口博物館每天開放時間", count: 40) + "彧(yù)翀(chōng)"
        #expect(try Self.traits("<p>\(lesson)</p>").isEmpty)
        #expect(try Self.traits("<p>開(kāi)放時(shí)間經(jīng)過</p>").isEmpty)
        let latin = String(repeating: "港口博物館(museum)開放(open)時間(time)", count: 40)
        #expect(try Self.traits("<p>\(latin)</p>").isEmpty)
    }

    @Test("Control bytes before punctuation are a run of just those bytes")
    func controls() throws {
        let html = "<p>一\u{6}\u{7}，二\u{5}。</p><p>三\u{6} 四\u{8}a</p>"
        let run = try #require(try Self.traits(html).first)
        #expect(run.controlMarks == 2)
        let built = BuiltPage(html)
        #expect(run.ranges.map(built.text) == ["\u{6}\u{7}", "\u{5}"])
    }
}
