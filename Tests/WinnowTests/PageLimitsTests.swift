import Testing
import WinnowHTML

@testable import Winnow

/// Limits inside a page: how much of it is looked at, and what happens past that.
@Suite("Limits within a page")
struct PageLimitsTests {
    private static let page = PageScannerTests.prose + PageScannerTests.prose

    private static func box(_ number: Int) -> String {
        "<div style=\"display:none\"><a href=\"https://casino\(number).example/\">online casino</a> "
            + "<a href=\"https://slot\(number).example/\">slot online</a></div> text \(number) "
    }

    @Test("More candidates of one kind than the limit: nothing is cut, and the limit is told")
    func runs() throws {
        let boxes = (0...RunFinder.maximumRuns).map(Self.box)
        let many = try Fixtures.scan(Self.page + boxes.joined())
        #expect(many.limits == ["runs"])
        #expect(many.removed == [])
        #expect(many.verdict == .suspicious)
        let fewer = try Fixtures.scan(
            Self.page + boxes.prefix(40).joined(separator: Self.page)
        )
        #expect(fewer.limits == [])
        #expect(fewer.removed.count == 40)
    }

    @Test("Thousands of boxes left open inside one another are done with soon")
    func nestedBoxes() throws {
        let box =
            "<div style=\"display:none\"><a href=\"https://casino.example/\">online casino</a>"
        let html = Self.page + String(repeating: box, count: 6_000)
        let clock = ContinuousClock()
        var report: Report?
        let time = try clock.measure { report = try Fixtures.scan(html) }
        #expect(time < .seconds(60))
        #expect(report?.limits.contains("runs") == true)
        #expect(report?.removed == [])
    }

    @Test("So are boxes that all hold the same hundreds of thousands of elements")
    func sharedElements() throws {
        let box = "<span style=display:none><a href=https://casino.example/>online casino</a>"
        let html =
            Self.page + String(repeating: box, count: 1_500)
            + String(repeating: "<i></i>", count: 300_000)
        let clock = ContinuousClock()
        var report: Report?
        let time = try clock.measure { report = try Fixtures.scan(html) }
        #expect(time < .seconds(30))
        #expect(report?.limits.contains("runs") == true)
        #expect(report?.removed == [])
    }

    @Test("A finding names no more domains than the limit")
    func domains() throws {
        let count = FindingBuilder.maximumDomains + 10
        let links = (0..<count).map { "<a href=\"https://casino\($0).example/\">casino</a> " }
        let report = try Fixtures.scan(
            Self.page + "<div style=\"display:none\">\(links.joined())</div>" + Self.page
        )
        let finding = try #require(report.findings.first)
        #expect(finding.isCut)
        #expect(finding.links == count)
        #expect(finding.domains.count == FindingBuilder.maximumDomains)
    }

    @Test("Words past the limit of a text are not counted")
    func leafText() throws {
        let filler = String(repeating: "x", count: EvidenceObserver.maximumLeafText)
        func findings(_ text: String) throws -> Int {
            let anchor = "<a href=\"https://one.example/\">\(text)</a>"
            return try Fixtures.scan(
                Self.page + "<div style=\"display:none\">\(anchor)</div>" + Self.page
            ).findings.count
        }
        #expect(try findings("cheap viagra online no prescription") == 1)
        #expect(try findings(filler + " cheap viagra online no prescription") == 0)
    }

    @Test("Of a calc() eight terms are read; a longer one says nothing")
    func calcTerms() {
        let terms = [String](repeating: "1px", count: CSSLength.maximumTerms)
        #expect(CSSLength("calc(\(terms.joined(separator: " + ")))")?.number == 8)
        #expect(CSSLength("calc(\((terms + ["1px"]).joined(separator: " + ")))") == nil)
    }

    /// The charset is declared in what is cut, and without the declaration it is guessed anew.
    private static let restlessBox =
        "<div style=\"position:absolute;left:-9999px\"><meta charset=gbk>\(PageScannerTests.links)"
        + "</div>"

    @Test("A page whose rest is in another charset each time it is read is not cut, but told")
    func charsets() throws {
        let html =
            "<title>百家乐平台_时时彩开奖_北京赛车_港口博物馆</title><body>" + Self.restlessBox + Self.page
        let report = try Fixtures.scanner().scan(
            RandomDocument.encode(html, .gb18030),
            ScanRequest(path: "page.html")
        )
        #expect(report.limits == ["charset"])
        #expect(report.verdict == .suspicious)
        #expect(report.removed == [])
        #expect(report.findings.count == 2)
        #expect(report.findings.allSatisfy { !$0.isCut })
    }

    @Test("A page whose rest is ASCII, which reads the same in all of them, is cut")
    func charsetOfTheRest() throws {
        let html = "<title>Harbour museum</title><body>" + Self.page + Self.restlessBox
        let report = try Fixtures.scan(html)
        #expect(report.limits == [])
        #expect(report.charset == "gb18030")
        #expect(report.verdict == .injected)
        #expect(marking(report.removed, in: Array(html.utf8)).hasSuffix("⟦\(Self.restlessBox)⟧"))
    }

    @Test("A page whose rest is in another charset is read in that one, and cut")
    func charsetOfOtherRest() throws {
        let html = "<title>Museum am Hafen</title><body><p>ä ö ü</p>" + Self.page + Self.restlessBox
        let report = try Fixtures.scan(html)
        #expect(report.limits == [])
        #expect(report.charset == "utf-8")
        #expect(report.verdict == .injected)
        #expect(marking(report.removed, in: Array(html.utf8)).hasSuffix("⟦\(Self.restlessBox)⟧"))
    }

    @Test("A text of thousands of lines may end in a list, which is found")
    func longText() throws {
        let lines = (0..<(TextSegmenter.maximumItems + 100)).map { "Line \($0) of the old book." }
        let list = "online casino | slot online | poker online | casino bonus | live casino"
        let text = lines.joined(separator: "\n") + "\n\n" + list + "\n"
        let report = try Fixtures.scan(text, path: "book.txt")
        #expect(report.verdict == .injected)
        #expect(marking(report.removed, in: Array(text.utf8)).hasSuffix("⟦\(list)⟧\n"))
    }

    @Test("49,000 captions in one list are done with soon")
    func captions() throws {
        let link = "<a href=\"https://a.example/x\">主站蜘蛛池模板</a> "
        let clock = ContinuousClock()
        let time = try clock.measure {
            _ = try Fixtures.scan(Self.page + String(repeating: link, count: 49_000))
        }
        #expect(time < .seconds(20))
    }
}
