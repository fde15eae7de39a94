import Testing
import WinnowHTML

@testable import Winnow

/// What stands between two plants and is the host's.
@Suite("Host markup between plants")
struct HostMarkupTests {
    private static let first =
        "<a href=\"https://one.example/\">online casino</a> "
        + "<a href=\"https://two.example/\">slot online</a> "
        + "<a href=\"https://three.example/\">sportsbook bonus</a>"
    private static let second =
        "<a href=\"https://four.example/\">poker online</a> "
        + "<a href=\"https://five.example/\">casino bonus</a> "
        + "<a href=\"https://six.example/\">live casino</a>"

    @Test(
        "Instructions, scripts, styles, comments and named elements stay",
        arguments: [
            "<?php host_footer(); ?>", "<script src=\"/site.js\"></script>",
            "<script>hostAnalytics({ id: 1 });</script>", "<style>.host { color: red }</style>",
            "<!-- host template end -->", "<div id=\"host-widget\"></div>",
            "<div class=\"clear\"></div>", "<link rel=\"stylesheet\" href=\"/site.css\">",
            "<img src=\"/logo.png\">",
            "<script>a()</script><!-- host template end -->",
        ],
        ["page.html", "page.php"]
    )
    func survives(markup: String, path: String) throws {
        let page =
            "<html><body>\(PageScannerTests.prose)\(PageScannerTests.prose)</body></html>\n"
            + Self.first + "\n" + markup + "\n" + Self.second
        let report = try Fixtures.scan(page, path: path)
        #expect(report.verdict == .injected)
        let cleaned = ByteRanges(report.removed).removed(from: Array(page.utf8))
        let text = String(decoding: cleaned, as: UTF8.self)
        #expect(text.contains(markup), "\(marking(report.removed, in: Array(page.utf8)))")
        #expect(!text.contains("six.example"))
    }

    @Test("Code between fences stays between two lists that go")
    func fence() throws {
        let prose = String(repeating: "The old crane was built when ships came in. ", count: 8)
        let list = "online casino | slot online | poker online | casino bonus | live casino"
        let code = "```html\n<p>host example</p>\n```"
        let text = "\(prose)\n\n\(list)\n\n\(code)\n\n\(list)\n"
        let report = try Fixtures.scan(text, path: "a.md")
        #expect(!report.removed.isEmpty)
        let cleaned = ByteRanges(report.removed).removed(from: Array(text.utf8))
        #expect(String(decoding: cleaned, as: UTF8.self).contains(code))
    }

    @Test(
        "A plant between two halves of a character is told, not cut",
        arguments: [
            ("Fish &am", "p; chips"), ("Room &#11", "2;ills"), ("x &", "amp y"), ("x &#x4", "1;"),
        ]
    )
    func references(before: String, behind: String) throws {
        let plant = "<div style=\"display:none\">\(Self.first)</div>"
        let page = PageScannerTests.prose + before + plant + behind + PageScannerTests.prose
        let report = try Fixtures.scan(page)
        #expect(report.verdict == .suspicious)
        #expect(report.removed == [])
        let spaced = PageScannerTests.prose + before + plant + " " + behind + PageScannerTests.prose
        #expect(try Fixtures.scan(spaced).verdict == .injected)
    }

    @Test("So is one behind half of a multi-byte character")
    func halfCharacter() throws {
        let plant = "<div style=\"display:none\">\(Self.first)</div>"
        func verdict(_ lead: [UInt8]) throws -> Verdict {
            let bytes =
                Array(("<meta charset=gbk>" + PageScannerTests.prose).utf8) + lead
                + Array((plant + "Also open. " + PageScannerTests.prose).utf8)
            return try Fixtures.scanner().scan(bytes, ScanRequest(path: "a.html")).verdict
        }
        #expect(try verdict([0xC4, 0xE3, 0x81]) == .suspicious)
        #expect(try verdict([0xC4, 0xE3]) == .injected)
        #expect(try verdict([0x81, 0x40]) == .injected)
    }
}
