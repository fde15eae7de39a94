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
            HiddenCase("<style>.a.b{display:none}</style><div class='b c a'>x</div>", .display),
            HiddenCase("<style>p.a{display:none}</style><div class=a>x</div>", []),
            HiddenCase("<style>p#a{display:none}</style><div id=a>x</div>", []),
            HiddenCase("<style>html body .a{display:none}</style><div class=a>x</div>", .display),
            HiddenCase("<style>/* x */.a{display:none}</style><div class=a>x</div>", .display),
            HiddenCase("<style>.a/**/{display:none}</style><div class=a>x</div>", .display),
            HiddenCase("<style><!--\n.a{display:none}--></style><div class=a>x</div>", .display),
            HiddenCase("<style>.\\61{dis\\70lay:none}</style><div class=a>x</div>", .display),
            HiddenCase("<style>.a{display:none}</style><div class='&#97;'>x</div>", .display),
            HiddenCase("<style>#a{display:none}</style><div id='&#97;'>x</div>", .display),
            HiddenCase(
                "<style>@media screen{.a{display:none}}</style><div class=a>x</div>",
                .display
            ),
            HiddenCase(
                "<style>@media(max-width:9px){.a{display:none}}</style><div class=a>x</div>",
                []
            ),
            HiddenCase(
                "<style>.a{display:none}.a{display:block}</style><div class=a>x</div>",
                []
            ),
            HiddenCase(
                "<style>.a{display:none}</style><style>.a{display:block}</style><div class=a>x",
                []
            ),
            HiddenCase(
                "<style>.a{display:none!important}.a{display:block}</style><div class=a>x</div>",
                .display
            ),
            HiddenCase(
                "<style>#a{display:none}#a{color:red}</style><div id=a>x</div>",
                .display
            ),
            HiddenCase(
                "<style>#a{display:none}.b{display:block;opacity:0}</style><div id=a class=b>x",
                [.display, .opacity]
            ),
            HiddenCase(
                "<style>.a{display:none}</style><div class=a style=display:block>x</div>",
                []
            ),
            HiddenCase(
                "<style>.a{display:none!important}</style><div class=a style=display:block>x",
                .display
            ),
            HiddenCase(
                "<style>.a{position:absolute}</style><div class=a style=left:-9999px>x</div>",
                .position
            ),
            HiddenCase("<style>.a{b{display:none}}</style><div class=a>x</div>", []),
            HiddenCase(
                "<style>.a{display:none}.b{}.c{}.d{}</style><div class=a role=dialog>x</div>",
                []
            ),
            HiddenCase("<style>.a{display:none}</style><div class=a role=dialog>x", .display),
            HiddenCase("<div aria-hidden=true>x</div>", []),
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
                [.script, .visibility]
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

    @Test("What stands for the ears only is no means of hiding")
    func aria() throws {
        let hidden = try BuiltPage("<div aria-hidden=TRUE>x</div>").element(.div)
        #expect(hidden.ownHiding == .aria)
        #expect(hidden.hiddenBy == .nothing)
        #expect(try BuiltPage("<div aria-hidden=false>x</div>").element(.div).ownHiding == [])
    }

    @Test(
        "What hides an element is named, with its token",
        arguments: [
            ("<div style='display:none'>x</div>", Element.HiddenBy.ownStyle, 0),
            ("<div hidden>x</div>", .attribute, 0),
            ("<style>.a{display:none}</style><div class=a>x</div>", .styleSheet, 1),
            (
                "<style>.b{display:none}</style><style>.a{opacity:0}</style><div class=a>x</div>",
                .styleSheet, 4
            ),
            ("<style>.a{display:none}</style><div class=a style='opacity:0'>x</div>", .ownStyle, 3),
            (
                "<script>document.getElementById('a').style.display='none'</script><div id=a>x",
                .script, 1
            ),
            (
                "<script>document.write('<div style=display:none>')</script>x</div>", .script, 1
            ),
            ("<div>x</div>", .nothing, -1),
            ("<p hidden><div><b>x</b></div>", .nothing, -1),
            ("<section hidden><div><b>x</b></div></section>", .ancestor, -1),
        ]
    )
    func reasons(html: String, reason: Element.HiddenBy, token: Int32) throws {
        let element = try BuiltPage(html).element(.div)
        #expect(element.hiddenBy == reason)
        #expect(element.hidingToken == token)
    }

    @Test("A noscript hides by what it is")
    func kind() throws {
        #expect(try BuiltPage("<noscript>x</noscript>").element(.noscript).hiddenBy == .kind)
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

    @Test("Selectors with colours beyond their limit don't take the place of those that hide")
    func paintedLimit() throws {
        let count = HidingRules.maximumPaintedSelectors
        let rules = (0..<count).map { ".c\($0){color:red}" }.joined()
        let css = "<style>\(rules).late{color:#fff}.a{display:none}</style>"
        let built = BuiltPage(css + "<div class=late>x</div><p class=a>x</p>")
        #expect(try built.element(.div).ownHiding == [])
        #expect(try built.element(.p).ownHiding.contains(.display))
    }

    @Test("Ids that scripts hide beyond the limit are not kept")
    func scriptLimit() throws {
        let scripts = (0...(HidingRules.maximumScriptTargets / HideScript.maximumTargets)).map {
            script in
            let lines = (0..<HideScript.maximumTargets).map { "$('#i\(script)_\($0)').hide();" }
            return "<script>\(lines.joined())</script>"
        }
        let late = "<script>$('#late').hide()</script>"
        let built = BuiltPage(scripts.joined() + late + "<div id=late>x</div><p id=i0_0>x</p>")
        #expect(try built.element(.div).ownHiding == [])
        #expect(try built.element(.p).ownHiding.contains(.script))
    }

    @Test("Classes of an element beyond the limit are not looked up")
    func classLimit() throws {
        let names = (0..<PageBuilder.maximumClasses).map { "c\($0)" }.joined(separator: " ")
        let css = "<style>.late{display:none}.c0{opacity:0}</style>"
        let built = BuiltPage(css + "<div class='\(names) late'>x</div>")
        #expect(try built.element(.div).ownHiding == .opacity)
    }
}
