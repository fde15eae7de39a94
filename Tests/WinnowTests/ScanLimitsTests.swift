import Testing

@testable import Winnow

@Suite("ScanLimits")
struct ScanLimitsTests {
    private static let page =
        PageScannerTests.prose
        + "<div style=\"display:none\">\(PageScannerTests.links)</div>" + PageScannerTests.prose

    @Test("A page within all limits is cut")
    func within() throws {
        #expect(try Fixtures.scan(Self.page).verdict == .injected)
        var limits = ScanLimits()
        limits.documentBytes = Self.page.utf8.count
        let report = try Fixtures.scan(Self.page, limits: limits)
        #expect(report.verdict == .injected)
        #expect(report.limits == [])
    }

    @Test("Of a document over the limit nothing is cut, and what was found is told")
    func documentBytes() throws {
        var limits = ScanLimits()
        limits.documentBytes = Self.page.utf8.count - 1
        let report = try Fixtures.scan(Self.page, limits: limits)
        #expect(report.verdict == .suspicious)
        #expect(report.removed == [])
        #expect(report.limits == ["document-bytes"])
        #expect(report.findings.count >= 1)
        #expect(report.bytes == Self.page.utf8.count)
    }

    @Test("A document over the limit of which nothing bad was seen is unscanned, not clean")
    func unscanned() throws {
        var limits = ScanLimits()
        limits.documentBytes = 100
        let report = try Fixtures.scan(Self.page, limits: limits)
        #expect(report.verdict == .unscanned)
        #expect(report.removed == [])
        #expect(report.limits == ["document-bytes"])
    }

    @Test("Past the limit of tokens nothing is cut")
    func tokens() throws {
        var limits = ScanLimits()
        limits.tokens = 14
        let report = try Fixtures.scan(Self.page, limits: limits)
        #expect(report.limits == ["tokens"])
        #expect(report.removed == [])
        #expect(report.findings.allSatisfy { !$0.isCut })
    }

    @Test("Past the limit of attributes nothing is cut")
    func attributes() throws {
        var limits = ScanLimits()
        limits.attributes = 3
        let report = try Fixtures.scan(Self.page + "<p a b c d>", limits: limits)
        #expect(report.limits.count == 1)
        #expect(report.removed == [])
        #expect(report.verdict == .suspicious)
        #expect(try Fixtures.scan(Self.page + "<p a b c>", limits: limits).verdict == .injected)
    }

    @Test("A page that one pass cannot settle is not cut at all")
    func passes() throws {
        var limits = ScanLimits()
        limits.passes = 1
        let report = try Fixtures.scan(Self.page, limits: limits)
        #expect(report.limits == ["passes"])
        #expect(report.removed == [])
        #expect(report.verdict == .suspicious)
        #expect(report.findings.allSatisfy { !$0.isCut })
        limits.passes = 2
        #expect(try Fixtures.scan(Self.page, limits: limits).verdict == .injected)
    }

    @Test("A cut of more than the allowed share is only told")
    func cutShare() throws {
        let plant = "<div>\(String(repeating: PageScannerTests.links + " ", count: 40))</div>"
        let page = PageScannerTests.prose + PageScannerTests.prose + plant
        var limits = ScanLimits()
        limits.cutShare = 0.99
        let cut = try Fixtures.scan(page, limits: limits)
        #expect(cut.verdict == .injected)
        limits.cutShare = 0.5
        let report = try Fixtures.scan(page, limits: limits)
        #expect(report.verdict == .suspicious)
        #expect(report.limits == ["cut-share"])
        #expect(report.removed == [])
        #expect(report.findings.allSatisfy { !$0.isCut })
        #expect(!report.findings.isEmpty)
    }

    @Test("A page of 8 MiB, the most that is scanned, is scanned")
    func largest() throws {
        let limit = ScanLimits().documentBytes
        let page = Self.page + "<!--"
        let padded = page + String(repeating: "x", count: limit - page.utf8.count - 3) + "-->"
        #expect(padded.utf8.count == limit)
        #expect(try Fixtures.scan(padded).verdict == .injected)
        #expect(try Fixtures.scan(padded + "x").limits == ["document-bytes"])
    }

    @Test(
        "A limit of bytes that makes no sense is the nearest that does",
        arguments: [-1, Int.max]
    )
    func nonsense(bytes: Int) throws {
        var limits = ScanLimits()
        limits.documentBytes = bytes
        let scanner = try Fixtures.scanner(limits)
        #expect(scanner.limits.documentBytes == (bytes < 0 ? 0 : PageScanner.maximumDocumentBytes))
        let report = scanner.scan(Array(Self.page.utf8), ScanRequest(path: "page.html"))
        #expect(report.verdict == (bytes < 0 ? .unscanned : .injected))
    }
}
