import Testing
import WinnowHTML

@testable import Winnow

/// A body in which `⟦⟧` mark what must be cut; honest text stands around it.
struct ExtentCase: CustomTestStringConvertible {
    var testDescription: String
    var body: String
    var path: String

    init(_ name: String, _ body: String, path: String = "page.html") {
        (testDescription, self.body, self.path) = (name, body, path)
    }
}

@Suite("PageScanner")
struct PageScannerTests {
    static let prose = """
        <p>The harbour museum is open from ten to five on every day but Monday, and the old crane can \
        be visited with a guide on Saturdays; children need no ticket, and the ferry stops at the \
        door of the museum every half hour until the evening.</p>
        """
    static let links =
        "<a href=\"https://one.example/\">cheap viagra</a> "
        + "<a href=\"https://two.example/\">buy cialis online</a> "
        + "<a href=\"https://three.example/\">tramadol without prescription</a>"
    private static let casinos =
        "<a href=\"https://one.example/\">online casino</a> "
        + "<a href=\"https://two.example/\">slot online</a> "
        + "<a href=\"https://three.example/\">sportsbook bonus</a> "
        + "<a href=\"https://four.example/\">poker online</a>"
    private static let off = "style=\"position:absolute;left:-9999px\""

    @Test(
        "A cut takes what was planted, and no byte of the host's",
        arguments: [
            ExtentCase("a box", "⟦<div \(off)>\(links)</div>⟧"),
            ExtentCase("a box between texts", "text ⟦<span \(off)>\(links)</span>⟧ text"),
            ExtentCase(
                "an unclosed wrapper keeps the host's closers",
                "<div>\n  <div>\n    <p>x</p>\n⟦<div style=\"display:none\">\n\(links)⟧\n  </div>\n</div>"
            ),
            ExtentCase("a marker comment", "⟦<!--44b51--><div \(off)>\(links)</div>⟧"),
            ExtentCase("a host's comment stays", "<!-- main -->⟦<div \(off)>\(links)</div>⟧"),
            ExtentCase(
                "a box and the script that hides it",
                "⟦<div id=\"q\">\(links)</div><script>document.getElementById(\"q\").style.display=\"none\"</script>⟧"
            ),
            ExtentCase(
                "a box and the style block that hides it",
                "⟦<style>.zq{position:absolute;left:-9999px}</style><div class=\"zq\">\(links)</div>⟧"
            ),
            ExtentCase(
                "a wrapper that holds nothing else",
                "⟦<div><div \(off)>\(links)</div></div>⟧"
            ),
            ExtentCase(
                "a sandwich of written tags",
                "⟦<script>document.write(\"<div style='display:none'>\")</script>\(links)<script>document.write(\"</div>\")</script>⟧"
            ),
            ExtentCase(
                "a sandwich of strings put together",
                "⟦<script>document.write('<d'+'iv sty'+'le=\"display:none\">')</script>\(links)<script>document.write('</d'+'iv>')</script>⟧"
            ),
            ExtentCase(
                "a caption and its list",
                "⟦主站蜘蛛池模板: <a href=\"https://one.example/\">第一</a>| <a href=\"https://two.example/\">第二</a>| <a href=\"https://three.example/\">第三</a>| <a href=\"https://four.example/\">第四</a>|⟧"
            ),
            ExtentCase(
                "one bad item of an honest list",
                "<ul>\n<li><a href=\"/a\">Opening hours</a></li>\n⟦<li>\(casinos)</li>⟧\n"
                    + "<li><a href=\"/b\">How to get here</a></li>\n</ul>"
            ),
            ExtentCase(
                "one bad item without an end tag",
                "<ul><li><a href=\"/a\">Opening hours</a>⟦<li>\(casinos)⟧"
                    + "<li><a href=\"/b\">How to get here</a></ul>"
            ),
            ExtentCase(
                "after the document",
                "</body></html>\n⟦<div style=\"display:none\">\(links)</div>⟧\n"
            ),
            ExtentCase("a comment", "⟦<!-- <div>\(links)</div> -->⟧"),
            ExtentCase(
                "a frame's content, not the frame",
                "<iframe src=\"/map\">⟦\(links)⟧</iframe>"
            ),
            ExtentCase(
                "neighbouring boxes that say little one by one",
                "⟦<div style=\"display:none\"><a href=\"https://a.example/1\">gucci</a></div>\n"
                    + "<div style=\"display:none\"><a href=\"https://a.example/2\">replica watches</a></div>\n"
                    + "<div style=\"display:none\"><a href=\"https://b.example/3\">prada outlet</a></div>⟧"
            ),
            ExtentCase(
                "a box in a table that lays out nothing else",
                "⟦<table width=1><tbody><tr><td><div \(off)>\(links)</div></td></tr></tbody></table>⟧"
            ),
            ExtentCase(
                "a box in a table beside something else",
                "<table><tr><td>⟦<div \(off)>\(links)</div>⟧</td><td>Text</td></tr></table>"
            ),
            ExtentCase(
                "an anchor that is cut off keeps the host's script and text",
                "⟦<div style=\"display:none\">\(links) <a href=\"https://four.example/\">cialis onl⟧"
                    + "\n<script>host()</script><div class=\"footer\"><p>Opening hours</p></div>"
            ),
            ExtentCase(
                "a label with its list",
                "⟦<div class=\"x\"><span>友情链接：</span>\(casinos)</div>⟧"
            ),
            ExtentCase(
                "a row with a name no list knows at its start",
                "⟦<p><a href=\"https://one.example/p\">plinko</a> \(casinos)</p>⟧"
            ),
            ExtentCase(
                "a marker word and a row behind the document",
                "</body></html>⟦boingboing\n\(casinos)⟧"
            ),
            ExtentCase(
                "a style block and all neighbours it paints white",
                "⟦<style>.zq{color:#fffffe !important}</style><span class=zq>Congrats "
                    + "<a class=zq href=\"https://one.example/\">cheap viagra</a></span>&nbsp;<h5 class=zq>I like the pier. "
                    + "<a class=zq href=\"https://two.example/\">buy cialis online</a></h5>&nbsp;<span class=zq>.</span>⟧"
            ),
            ExtentCase("a text file", "⟦<div \(off)>\(links)</div>⟧", path: "page.txt"),
        ]
    )
    func extent(test: ExtentCase) throws {
        let page = MarkedPage("<body>\(Self.prose)\(test.body)\n\(Self.prose)")
        let report = try Fixtures.scan(page.html, path: test.path)
        let bytes = Array(page.html.utf8)
        #expect(marking(report.removed, in: bytes) == marking(page.marked, in: bytes))
        #expect(report.verdict == .injected)
    }

    @Test(
        "What only looks like a plant stays",
        arguments: [
            "<a style=\"position:absolute;left:-9999px\" href=\"#main\">Skip to content</a>",
            "<div style=\"display:none\"><a href=\"/a\">One</a> <a href=\"/b\">Two</a></div>",
            "<!-- <a href=\"https://one.example/\">The ferry</a> <a href=\"https://two.example/\">The town</a> -->",
            "<textarea><div style=\"display:none\">\(links)</div></textarea>",
            "<script>var x = '<div style=\"display:none\">\(links)</div>';</script>",
            "<pre>&lt;div style=\"display:none\">cheap viagra, buy cialis online&lt;/div></pre>",
            "<p>The caption 主站蜘蛛池模板 is found on hijacked pages.</p>",
            "<input style=\"position:absolute;left:-9999px\" name=email>",
            "<style>.zq{color:#fff;background:#003}</style><span class=zq>a <a class=zq href=\"https://one.example/\">The ferry</a></span>&nbsp;<span class=zq>b</span>",
            "<style>.zq{color:#c00}</style><span class=zq>a \(links)</span>".replacing(
                "cheap viagra",
                with: "x"
            ).replacing("buy cialis online", with: "y").replacing(
                "tramadol without prescription",
                with: "z"
            ),
        ]
    )
    func leftAlone(body: String) throws {
        let report = try Fixtures.scan("<body>\(Self.prose)\(body)\(Self.prose)")
        #expect(report.removed == [])
        #expect(report.verdict == .clean || report.verdict == .suspicious)
    }

    @Test("Program text of a template is the host's, whatever it prints")
    func templates() throws {
        let page = MarkedPage(
            "<?php $a = '<div style=\"display:none\">\(Self.links)</div>'; if ($b > 1) { ?>"
                + "\(Self.prose)⟦<div style=\"display:none\">\(Self.links)</div>⟧<?php } echo \"?>\"; ?>"
                + "\(Self.prose)"
        )
        let bytes = Array(page.html.utf8)
        let report = try Fixtures.scan(page.html, path: "page.php")
        #expect(marking(report.removed, in: bytes) == marking(page.marked, in: bytes))
        for path in ["page.asp", "page.jsp"] {
            let asp = page.html.replacing("<?php", with: "<%").replacing("?>", with: "%>")
            #expect(try Fixtures.scan(asp, path: path).removed.count == 1)
        }
    }

    @Test("A page of which nothing is left is spam")
    func spam() throws {
        let body = "<p>Hello</p><div style=\"display:none\">\(Self.links)</div>"
        let report = try Fixtures.scan(body)
        #expect(report.verdict == .spam)
        #expect(report.removed == [12..<(body.utf8.count)])
    }

    @Test(
        "The charset is told by its name in the standard",
        arguments: [
            ("<meta charset=utf-8>é", Charset.utf8), ("<meta charset=gb2312>", .gb18030),
            ("<meta charset=\"ISO-8859-1\">", .windows1252),
            ("<meta charset=Shift_JIS>", .shiftJIS),
        ]
    )
    func charset(html: String, charset: Charset) throws {
        let isASCII = html.utf8.allSatisfy { $0 < 0x80 }
        let bytes = isASCII ? Array(html.utf8) + [0x81, 0x40] : Array(html.utf8)
        let report = try Fixtures.scanner().scan(bytes, ScanRequest(path: "page.html"))
        #expect(report.charset == charset.rawValue)
    }

    @Test("A header's charset counts, and so does the byte order mark before it")
    func transportCharset() throws {
        let scanner = try Fixtures.scanner()
        let request = ScanRequest(path: "page.html", charset: "gbk")
        #expect(scanner.scan([0xC4, 0xE3], request).charset == "gb18030")
        #expect(scanner.scan([0xFF, 0xFE, 0x61, 0x00], request).charset == "utf-16le")
    }

    @Test(
        "The same plant is cut in every charset",
        arguments: [
            Charset.utf8, .gb18030, .shiftJIS, .utf16le, .iso2022JP,
        ]
    )
    func charsets(charset: Charset) throws {
        let plant = "<div style=\"display:none\">\(Self.links)</div>"
        let label = charset == .utf16le ? "" : "<meta charset=\(charset.rawValue)>"
        let host = "\(label)<p>港の博物館は月曜日を除いて毎日開いています。</p>\(Self.prose)"
        let page = RandomDocument.encode(host + plant + "<p>日曜日</p>", charset)
        let clean = RandomDocument.encode(host + "<p>日曜日</p>", charset)
        let report = try Fixtures.scanner().scan(page, ScanRequest(path: "page.html"))
        #expect(report.charset == charset.rawValue)
        #expect(ByteRanges(report.removed).removed(from: page) == clean)
    }

    @Test("Findings keep their id when bytes before them change, and not when they are others")
    func identifiers() throws {
        let plant = "<div style=\"display:none\">\(Self.links)</div>"
        let first = try Fixtures.scan(Self.prose + plant)
        let moved = try Fixtures.scan(Self.prose + "<p>One more.</p>\n" + plant)
        let other = try Fixtures.scan(Self.prose + plant.replacing("viagra", with: "levitra"))
        let elsewhere = try Fixtures.scan(Self.prose + plant, path: "other.html")
        let id = try #require(first.findings.first?.id)
        #expect(id.count == 16)
        #expect(moved.findings.first?.id == id)
        #expect(other.findings.first?.id != id)
        #expect(elsewhere.findings.first?.id != id)
    }

    @Test("A report tells document, rules, links, domains, line and words")
    func report() throws {
        let page = Self.prose + "\n<div style=\"display:none\">\(Self.links)</div>"
        let report = try Fixtures.scan(page, url: "https://host.example/")
        #expect(report.bytes == page.utf8.count)
        #expect(report.url == "https://host.example/")
        #expect(report.rulesVersion == (try Fixtures.rules()).version)
        #expect(report.rulesSHA256 == (try Fixtures.rules()).sha256)
        let finding = try #require(report.findings.first)
        #expect(finding.line == 2)
        #expect(finding.topic == .pharma)
        #expect(finding.technique == .hiddenLinks)
        #expect(finding.links == 3)
        #expect(finding.domains == ["one.example", "two.example", "three.example"])
        #expect(finding.excerpt == "cheap viagra buy cialis online tramadol without prescription")
        #expect(report.score == finding.score)
    }
}
