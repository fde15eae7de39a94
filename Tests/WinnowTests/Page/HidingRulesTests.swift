import Testing
import WinnowHTML

@testable import Winnow

/// A page and how its `<div>` is hidden.
struct HiddenCase: CustomTestStringConvertible {
    var html: String
    var means: Hiding

    init(_ html: String, _ means: Hiding) { (self.html, self.means) = (html, means) }

    var testDescription: String { html }
}

@Suite("HidingRules")
struct HidingRulesTests {
    @Test(
        "Style blocks hide by class and by id",
        arguments: [
            HiddenCase("<style>.a{display:none}</style><div class=a>x</div>", .display),
            HiddenCase("<style>#a{display:none}</style><div id=a>x</div>", .display),
            HiddenCase("<style>div.a{display:none}</style><div class='b a c'>x</div>", .display),
            HiddenCase("<style>div#a { DISPLAY : NONE }</style><div id=\"a\">x</div>", .display),
            HiddenCase(
                "<style>.b,.a,.c{left:-9999px;position:absolute}</style><div class=a>x</div>",
                .position
            ),
            HiddenCase(
                "<style>@charset \"x\";.a{visibility:hidden}</style><div class=a>x</div>",
                .visibility
            ),
            HiddenCase("<div class=a>x</div><style>.a{opacity:0}</style>", .opacity),
            HiddenCase("<style>.a{display:none", []),
            HiddenCase("<style>@media print{.a{display:none}}</style><div class=a>x</div>", []),
            HiddenCase(
                "<style>@media print{.a{display:none}}.a{opacity:0}</style><div class=a>x</div>",
                .opacity
            ),
            HiddenCase("<style>.a:hover{display:none}</style><div class=a>x</div>", []),
            HiddenCase("<style>.b .a{display:none}</style><div class=a>x</div>", []),
            HiddenCase("<style>.b>.a{display:none}</style><div class=a>x</div>", []),
            HiddenCase("<style>.a.b{display:none}</style><div class=a>x</div>", []),
            HiddenCase("<style>.a{color:red}</style><div class=a>x</div>", []),
            HiddenCase("<style>.A{display:none}</style><div class=a>x</div>", []),
            HiddenCase("<style>{display:none}</style><div class=a>x</div>", []),
            HiddenCase("<style>div{display:none}</style><div class=a>x</div>", []),
            HiddenCase("<style>}}}{{{.a{display:none}</style><div class=a>x</div>", []),
        ]
    )
    func styleSheets(test: HiddenCase) {
        let built = BuiltPage(test.html)
        let div = built.page.elements.dropFirst().first { $0.tag == .div }
        #expect((div?.ownHiding ?? []).intersection(.means) == test.means)
    }

    @Test(
        "Scripts hide by id",
        arguments: [
            HiddenCase("document.getElementById('a').style.display='none'", [.script, .display]),
            HiddenCase(
                "document.getElementById( \"a\" ).style.visibility = \"hidden\";",
                [.script, .display]
            ),
            HiddenCase(
                "var s='none';document.getElementById('a').style.display=s",
                [.script, .display]
            ),
            HiddenCase("document.getElementById('b').style.display='none'", []),
            HiddenCase("document.getElementById('a').style.display='block'", []),
            HiddenCase("document.getElementById(id).style.display='none'", []),
            HiddenCase(
                "x.addEventListener('click',e=>document.getElementById('a').style.display='none')",
                []
            ),
            HiddenCase("function hide(){document.getElementById('a').style.display='none'}", []),
            HiddenCase("getElementById", []),
            HiddenCase("getElementById('a none style", []),
        ]
    )
    func scripts(test: HiddenCase) throws {
        let built = BuiltPage("<div id=a>x</div><script>\(test.html)</script>")
        #expect(try built.element(.div).ownHiding.intersection(.means) == test.means)
    }

    @Test("A script that is too long is not read for what it hides")
    func longScript() throws {
        let filler = String(repeating: " ", count: HidingRules.maximumScript)
        let script = "document.getElementById('a').style.display='none'" + filler
        let built = BuiltPage("<div id=a>x</div><script>\(script)</script>")
        #expect(try built.element(.div).ownHiding == [])
    }

    @Test("Selectors beyond the limit are not kept")
    func limit() throws {
        let rules = (0..<HidingRules.maximumSelectors).map { ".c\($0){display:none}" }.joined()
        let built = BuiltPage("<style>\(rules).late{display:none}</style><div class=late>x</div>")
        #expect(try built.element(.div).ownHiding == [])
        let first = BuiltPage("<style>\(rules).late{display:none}</style><div class=c0>x</div>")
        #expect(try first.element(.div).ownHiding.contains(.display))
    }
}
