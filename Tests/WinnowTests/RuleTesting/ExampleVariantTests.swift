import Testing
import WinnowHTML

@testable import Winnow

@Suite("Variants of examples")
struct ExampleVariantTests {
    private static func example(_ text: String, isAtStart: Bool = false) -> RuleExample {
        RuleExample(ruleID: "a/b", text: text, matches: true, url: nil, isAtStart: isAtStart)
    }

    /// A variant's page with its marks put back in.
    private static func marked(_ text: String, as variant: ExampleVariant) throws -> String {
        let document = try example(text).document(as: variant)
        return marking(document.marked ?? [], in: document.bytes)
    }

    @Test(
        "Upper case is for the names of tags and attributes alone",
        arguments: [
            (
                "<p class=\"a\" hidden>Text &amp; caf&eacute;</p>",
                "<P CLASS=\"a\" HIDDEN>Text &amp; caf&eacute;</P>"
            ),
            (
                "<script type=module>if (a<b) { x(\"<div id=a>\") }</script>",
                "<SCRIPT TYPE=module>if (a<b) { x(\"<div id=a>\") }</SCRIPT>"
            ),
            ("<style>div{color:red}</style>", "<STYLE>div{color:red}</STYLE>"),
            (
                "<b>x</b><!-- <a href=x> --><!doctype html>",
                "<B>x</B><!-- <a href=x> --><!doctype html>"
            ),
            ("<title>a <b> c</title>", "<TITLE>a <b> c</TITLE>"),
            ("<my-box data-é=1>x", "<MY-BOX DATA-é=1>x"),
            ("<a href='/x' /  title = y>", "<A HREF='/x' /  TITLE = y>"),
            ("a⟦<i>b</i>⟧c", "a⟦<I>b</I>⟧c"),
        ]
    )
    func upperCase(text: String, expected: String) throws {
        #expect(try Self.marked(text, as: .upperCase) == expected)
    }

    @Test(
        "Single quotes stand for double ones around values that hold none",
        arguments: [
            ("<a href=\"/x\" title=\"\">\"x\"</a>", "<a href='/x' title=''>\"x\"</a>"),
            ("<a title=\"it's\" id=\"b\">", "<a title=\"it's\" id='b'>"),
            ("<a x=1 y = \"2\" z='\"3\"'>", "<a x=1 y = '2' z='\"3\"'>"),
            (
                "<p id=\"a\"></p><script>a = \"<p id=\\\"b\\\">\"</script>",
                "<p id='a'></p><script>a = \"<p id=\\\"b\\\">\"</script>"
            ),
            ("⟦<b id=\"é\">⟧", "⟦<b id='é'>⟧"),
        ]
    )
    func singleQuotes(text: String, expected: String) throws {
        #expect(try Self.marked(text, as: .singleQuotes) == expected)
    }

    @Test(
        "A variant that would change nothing, or has no place, is skipped",
        arguments: [
            ("no tag", ExampleVariant.upperCase), ("<p id=a>", .singleQuotes),
            ("<p id=\"it's\">", .singleQuotes), ("<title>x</title><html>x", .contentBefore),
            ("<!doctype html>x", .contentBefore), ("⟦<body>x⟧", .contentBefore),
        ]
    )
    func skipped(text: String, variant: ExampleVariant) {
        #expect(throws: ExampleVariant.Skip.self) {
            try Self.example(text).document(as: variant)
        }
    }

    @Test(
        "Content goes before a fragment, and behind the tag of a page's body",
        arguments: [
            ("⟦x⟧y", "", "⟦x⟧y"),
            ("a</body></html>⟦x⟧", "", "a</body></html>⟦x⟧"),
            ("<html><body class=\">\">⟦x⟧", "<html><body class=\">\">", "⟦x⟧"),
            ("⟦x⟧<html><body>y⟦z⟧", "⟦x⟧<html><body>", "y⟦z⟧"),
        ]
    )
    func contentBefore(text: String, before: String, after: String) throws {
        let content = String(decoding: HonestContent.bytes(like: text), as: UTF8.self)
        #expect(try Self.marked(text, as: .contentBefore) == before + content + after)
    }

    @Test("The script of a page is that of its texts, not of its markup")
    func textOfMarkup() {
        let markup = MarkupRewriter(Array("<title>题</title><b id=x>港口</b><script>a</script>".utf8))
        #expect(markup.text == "题港口")
    }

    @Test("Nothing goes before an example that says 'at: start'")
    func atStart() {
        #expect(throws: ExampleVariant.Skip.self) {
            try Self.example("x", isAtStart: true).document(as: .contentBefore)
        }
    }

    @Test("Content before an example is honest, of its script, and about three hundred characters")
    func honestContent() throws {
        for (text, word) in [("harbour 港口", "lighthouse"), ("a 港口博物馆开放", "灯塔")] {
            let content = String(decoding: HonestContent.bytes(like: text), as: UTF8.self)
            #expect(try Fixtures.scan(content).verdict == .clean)
            #expect(content.contains(word))
        }
        #expect((250...450).contains(HonestContent.bytes(like: "a").count))
    }

    @Test(
        "Marks are moved to the bytes of the charset",
        arguments: [ExampleVariant.gb18030, .utf16]
    )
    func charsets(variant: ExampleVariant) throws {
        let text = "a港€𝗦<b>⟦口é<i>⟧博⟦\u{6}x⟧"
        let example = Self.example(text)
        let document = try example.document(as: variant)
        let marked = try #require(document.marked)
        let pieces = ["口é<i>", "\u{6}x"]
        #expect(marked.map(document.text) == pieces)
        let start = variant == .utf16 ? 2 : 0
        #expect(document.text(of: start..<document.bytes.count) == example.html)
        #expect(document.bytes != Array(example.html.utf8))
        #expect(document.charset == (variant == .utf16 ? .utf16le : .gb18030))
        #expect(document.label == (variant == .utf16 ? nil : "gb18030"))
    }

    @Test(
        "Every variant of a page without marks is without marks",
        arguments: ExampleVariant.allCases
    )
    func noMarks(variant: ExampleVariant) throws {
        let document = try Self.example("<p id=\"a\">é</p>").document(as: variant)
        #expect(document.marked == nil)
    }
}
