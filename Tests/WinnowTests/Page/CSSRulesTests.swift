import Testing
import WinnowHTML

@testable import Winnow

@Suite("CSSRules")
struct CSSRulesTests {
    /// The selectors of the rules that are looked at, joined.
    private func selectors(of css: String) -> String {
        Array(css.utf8).withUnsafeBufferPointer { bytes in
            var rules = CSSRules(bytes)
            var found: [String] = []
            while let list = rules.next() {
                found.append(String(decoding: list.trimmed.bytes, as: UTF8.self))
                rules.skipBlock()
            }
            return found.joined(separator: " ")
        }
    }

    @Test(
        "Rules are found whatever stands between them",
        arguments: [
            (".a{}.b{}", ".a .b"), ("/* { */.a{/* } */}.b{}", ".a .b"),
            ("<!-- .a{} --> .b{}", ".a .b"), (".a{content:'}'}.b{}", ".a .b"),
            (".a{content:\"\\\"}\"}.b{}", ".a .b"), (".a{content:'open\n}.b{}", ".a .b"),
            ("@charset 'x{';.a{}", ".a"), ("@import url(x);.a{}", ".a"),
            (".a{b{}c{}}.d{}", ".a .d"),
            ("}}.a{}", ".a"), (".a{", ".a"), (".a", ""), ("", ""), ("{}", ""), ("@media", ""),
            (".a{x:y\\}z}.b{}", ".a .b"), ("@font-face{a:b}.a{}", ".a"),
            ("@keyframes x{from{a:b}to{a:b}}.a{}", ".a"), ("@layer x,y;.a{}", ".a"),
            (".a{background:url(data:image/png;base64,AAAAAAAAAAAAAAAAAAAAAAAAAA)}.b{}", ".a .b"),
        ]
    )
    func rules(css: String, expected: String) {
        #expect(selectors(of: css) == expected)
    }

    @Test(
        "At-rules that hold on every screen are looked into",
        arguments: [
            "@media{.a{}}", "@media all{.a{}}", "@media screen{.a{}}", "@MEDIA SCREEN {.a{}}",
            "@media only screen{.a{}}", "@media print,screen{.a{}}", "@layer x{.a{}}",
            "@layer{.a{}}", "@supports (display:grid){.a{}}",
            "@media screen{@supports (x:y){.a{}}}",
        ]
    )
    func everyScreen(css: String) {
        #expect(selectors(of: css + ".b{}") == ".a .b")
    }

    @Test(
        "At-rules that hold on paper or in some windows are not",
        arguments: [
            "@media print{.a{}}", "@media only print{.a{}}", "@media (max-width:9px){.a{}}",
            "@media screen and (max-width:9px){.a{}}", "@media not screen{.a{}}",
            "@media not all{.a{}}", "@media only{.a{}}", "@supports not (display:grid){.a{}}",
            "@container (width>9px){.a{}}", "@page{.a{}}", "@media screen and (color){.a{}}",
            "@media print{@media screen{.a{}}}", "@media speech{.a{}}",
        ]
    )
    func otherMedia(css: String) {
        #expect(selectors(of: css + ".b{}") == ".b")
    }

    @Test(
        "Selectors that name one element are read",
        arguments: [
            ".a", "#a", "div.a", "DIV#a", " .a ", "html .a", "body .a", "html body .a", ".a.b",
            "*.a", ".\\61", ".a\\:b", "#a-b_c9", "body", "html", ".\u{E9}",
        ]
    )
    func simple(selector: String) {
        let found = Array(selector.utf8).withUnsafeBufferPointer { CSSSelector(CSSText($0)) }
        #expect(found != nil)
    }

    @Test(
        "Selectors that look at others are not",
        arguments: [
            "", ".", "#", "div", "*", ".a .b", "div .a", ".a>.b", ".a:hover", ".a[x]", ".a+.b",
            ".a~.b", ".a.b.c", "#a.b", ".a#b", "div.a.b", ".a:not(.b)", "::before", "html>.a",
            "body:not(.a) .b",
        ]
    )
    func others(selector: String) {
        let found = Array(selector.utf8).withUnsafeBufferPointer { CSSSelector(CSSText($0)) }
        #expect(found == nil)
    }

    @Test("Equal selectors have equal keys, others don't")
    func keys() throws {
        func key(_ text: String) throws -> UInt64 {
            let found = Array(text.utf8).withUnsafeBufferPointer { CSSSelector(CSSText($0)) }
            return try #require(found).key
        }
        #expect(try key(".a.b") == key(".b.a"))
        #expect(try key("DIV.a") == key("div.a"))
        #expect(try key(".\\61 b") == key(".ab"))
        #expect(try key("body .a") == key(".a"))
        let all = try [".a", "#a", "div.a", "div#a", ".b", ".a.b", "p.a", "body"].map(key)
        #expect(Set(all).count == all.count)
    }

    @Test("A selector list beyond the limit is passed over")
    func limit() throws {
        let filler = String(repeating: ".x,", count: CSSRules.maximumSelectorBytes / 3)
        let css = "<style>\(filler).a{display:none}.b{display:none}</style>"
        let built = BuiltPage(css + "<div class=a>x</div><p class=b>x</p>")
        #expect(try built.element(.div).ownHiding == [])
        #expect(try built.element(.p).ownHiding.contains(.display))
    }

    @Test("A block longer than a glance ends where a short one does")
    func longBlock() {
        let filler = String(repeating: "color:red;", count: CSSRules.maximumGlance / 10 + 1)
        #expect(selectors(of: ".a{\(filler)}.b{}") == ".a .b")
        #expect(selectors(of: "@media print{.x{\(filler)}}.b{}") == ".b")
    }

    @Test(
        "Millions of braces are done with soon",
        arguments: ["{", "}", "a{", "@media{", ".a{x:{", ".a{\\", "/*", "\"", ".a,"]
    )
    func hostile(piece: String) throws {
        let css = String(repeating: piece, count: 1_000_000)
        let time = ContinuousClock().measure {
            var rules = HidingRules()
            Array(css.utf8).withUnsafeBufferPointer { rules.readStyleSheet($0, token: 0) }
        }
        #expect(time < .seconds(20))
    }
}
