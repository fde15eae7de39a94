import Testing
import WinnowHTML

/// Inputs that hide markup from libxml2 2.9 or make up some, all of them found by experiment.
@Suite("What evades libxml2 does not evade the document")
struct DocumentEvasionTests {
    /// A document that libxml2 alone reads otherwise than a browser.
    struct Example: Sendable, CustomTestStringConvertible {
        var name: String
        var bytes: [UInt8]
        var outline: String

        init(_ name: String, _ text: String, _ outline: String) {
            self.init(name, Array(text.utf8), outline)
        }

        init(_ name: String, _ bytes: [UInt8], _ outline: String) {
            self.name = name
            self.bytes = bytes
            self.outline = outline
        }

        var testDescription: String { name }
    }

    private static let invalidUTF8: [UInt8] = Array("<p>a\u{20}".utf8) + [0xFF, 0xC3, 0x28, 0xE9]
    private static let longName = String(repeating: "x", count: 300)

    static let examples: [Example] = [
        .init(
            "a comment that ends at once",
            "<div><!--><a href=x>a</a><!-- y --></div>b",
            "div(a(.)) ."
        ),
        .init("the same with one dash more", "<div><!---><a>a</a><!-- y --></div>b", "div(a(.)) ."),
        .init("a comment that ends in --!>", "<div><!-- x --!><a>a</a></div>b", "div(a(.)) ."),
        .init("NUL between tags", "<div>\0<a>a</a>\0</div>b", "div(. a(.) .) ."),
        .init("NUL in a tag", "<div><b \0=c>a</b><a\0>b</a></div>", "div(b(.) a\0(.))"),
        .init("NUL in an attribute", "<div id='\0'><a>a</a></div>b", "div(a(.)) ."),
        .init(
            "invalid UTF-8",
            invalidUTF8 + Array("<b>c</b></p>d".utf8),
            "p(. b(.)) ."
        ),
        .init(
            "invalid UTF-8 in a tag",
            Array("<p a='".utf8) + [0xE9, 0xFF] + Array("'>a<p>b".utf8),
            "p(.) p(.)"
        ),
        .init("an unterminated comment", "<p>a<p>b<!-- <div>c", "p(.) p(.)"),
        .init("a title with a tag", "<title><b></title>a<p>b", "title(.) . p(.)"),
        .init("a textarea with a tag", "<textarea></div><a></textarea>a", "textarea(.) ."),
        .init("an xmp with a tag", "<xmp></div><a></xmp>a", "xmp(.) ."),
        .init("an iframe with a tag", "<iframe></div><a></iframe>a", "iframe(.) ."),
        .init("plaintext with a tag", "<p>a<plaintext></plaintext><a>b", "p(.) plaintext(.)"),
        .init("a script with a tag", "<script>'<a>'</script><a>a</a>", "script(.) a(.)"),
        .init("a script in a script", "<script><!--<script></script>a</script>b", "script(.) ."),
        .init("a style with a comment", "<style><!--</style><a>a</a>-->", "style(.) a(.) ."),
        .init("an unterminated tag at the end", "<div><p>a<a href='x>b", "div(p(.))"),
        .init("an unterminated end tag", "<div><p>a</p", "div(p(.))"),
        .init(
            "a name of 300 bytes",
            "<\(longName)a><\(longName)b>a</\(longName)b>b</\(longName)a>c",
            "\(longName)a(\(longName)b(.) .) ."
        ),
        .init(
            "control bytes",
            "<di\u{1}v>\u{2}<a\u{3}>a</di\u{1}v>\u{8}",
            "di\u{1}v(. a\u{3}(.)) ."
        ),
        .init("odd names", "<a<b>a</a<b>b<c\"d>c", "a<b(.) . c\"d(.)"),
        .init("a quote that stands alone", "<div \">a</div>b", "div(.) ."),
        .init("a processing instruction", "<div><?php <a> ?>a</div>b", "div(.) ."),
        .init("a doctype within", "<div><!DOCTYPE x [<a>]>a</div>b", "div(.) ."),
        .init(
            "a script closed by itself",
            "<div><script/>a</script>b</div>c",
            "div(script(.) .) ."
        ),
        .init("a division closed by itself", "<div/>a</div>b", "div(.) ."),
        .init("an html tag closed by itself", "<html/><html/><body/><body/><p>a", "p(.)"),
    ]

    @Test("A browser's structure comes out", arguments: examples)
    func isNotEvaded(_ example: Example) {
        let page = ParsedPage(example.bytes)
        #expect(page.outline == example.outline)
        #expect(page.defects == [])
        #expect(page.document.limits == [])
    }
}
