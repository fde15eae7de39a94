import Testing
import WinnowHTML

@testable import Winnow

@Suite("Text in the colour of what it stands on")
struct SameColorTests {
    @Test(
        "Can't be seen",
        arguments: [
            "<p style='color:#fff;background:#fff'>x</p>",
            "<p style='COLOR:White;BACKGROUND-COLOR:#FFFFFF'>x</p>",
            "<div style='background:#000'><p style='color:#010101'>x</p></div>",
            "<body bgcolor=white><p style='color:#fffffe'>x</p>",
            "<body bgcolor='#ffffff'><div><p style='color:&#119;hite'>x</p></div>",
            "<style>body{background:#fff}.a{color:#fffffe!important}</style><p class=a>x</p>",
            "<style>.a{color:red;background:red}</style><p class=a>x</p>",
            "<style>#a{color:#fff}</style><table bgcolor=#fff><td><p id=a>x</p></table>",
            "<body style='background:navy'><p style='color:navy'>x</p>",
            "<body text=white bgcolor=white><p style='background:#fff'>x</p>",
            "<p style='color:#fff'>x</p>",
            "<link rel=stylesheet href=x><p class=a style='color:#fff;background:#fff'>x</p>",
            "<div style='background:#fff'><b style='color:red'><p style='color:#fff'>x</p></b></div>",
        ]
    )
    func hidden(html: String) throws {
        let element = try BuiltPage(html).element(.p)
        #expect(element.ownHiding.contains(.sameColor))
        #expect(element.hiding.isDisjoint(with: .means))
    }

    @Test(
        "Can be seen, or it is not known",
        arguments: [
            "<p style='color:#fff;background:#eee'>x</p>", "<p style='color:#000'>x</p>",
            "<link rel=stylesheet href=x><p style='color:#fff'>x</p>",
            "<style>@import 'x.css';</style><p style='color:#fff'>x</p>",
            "<body style='background:url(x)'><p style='color:#fff'>x</p>",
            "<body background=x.png bgcolor=white><p style='color:#fff;background:none'>x</p>",
            "<body bgcolor=white><div style='background:#000'><p style='color:#fff'>x</p></div>",
            "<body bgcolor=white><p style='color:#fff;background:linear-gradient(red,red)'>x</p>",
            "<body bgcolor=white><p style='color:#fff;position:absolute'>x</p>",
            "<link rel=stylesheet href=x><body bgcolor=white><p class=a style='color:#fff'>x</p>",
            "<link rel=stylesheet href=x><body bgcolor=white><div id=a><p style='color:#fff'>x</p>",
            "<body bgcolor=white><p style='color:rgba(255,255,255,.5)'>x</p>",
            "<body bgcolor=white><p style='color:var(--x)'>x</p>",
            "<style>@media print{.a{color:#fff}}</style><p class=a>x</p>",
            "<p style='color:#fff;color:#000'>x</p>",
            "<style>.a{color:#fff}.a{color:#000}</style><p class=a>x</p>",
        ]
    )
    func visible(html: String) throws {
        #expect(try !BuiltPage(html).element(.p).hiding.contains(.sameColor))
    }

    @Test(
        "A link has its own colour",
        arguments: [
            ("<p style='color:#fff'><a href=/x>x</a></p>", false),
            ("<p><a style='color:#fff' href=/x>x</a></p>", true),
            ("<p><a href=/x><font color=white>x</font></a></p>", true),
            ("<p><a href=/x>y <font color=white>x</font></a></p>", false),
            ("<a style='color:#fff' href=/x><b style='color:#000'>x</b></a>", false),
            ("<body bgcolor=#fff link=#ffffff><a href=/x>x</a>", true),
            ("<body bgcolor=#fff link=blue><a href=/x>x</a>", false),
        ]
    )
    func links(html: String, isHidden: Bool) throws {
        let link = try #require(BuiltPage(html).page.leaves.first { $0.kind == .link })
        #expect(link.hiding.contains(.sameColor) == isHidden)
    }

    @Test("What is shown inside it is seen again")
    func shownAgain() {
        let html = "<div style='color:#fff'>a<p style='color:#000'>b</p>c</div>"
        let hidden = BuiltPage(html).page.leaves.map { $0.hiding.contains(.sameColor) }
        #expect(hidden == [true, false, true])
    }

    @Test("Blanks between texts that can't be seen can't be seen either")
    func blanks() {
        func hidden(_ between: String) -> [Bool] {
            let html = "<p style='color:#fff'>a</p>\(between)<p style='color:#fff'>b</p>"
            return BuiltPage(html).page.leaves.map { $0.hiding.contains(.sameColor) }
        }
        #expect(hidden("&nbsp; &nbsp;") == [true, true, true])
        #expect(hidden("&nbsp;c") == [true, false, true])
        let long = String(repeating: "&nbsp;", count: PageBuilder.maximumBlank / 6 + 1)
        #expect(hidden(long) == [true, false, true])
    }

    @Test("What says so is named")
    func reasons() throws {
        let own = try BuiltPage("<p style='color:#fff'>x</p>").element(.p)
        #expect(own.hiddenBy == .ownStyle)
        #expect(own.hidingToken == own.startToken)
        let font = try BuiltPage("<font color=white>x</font>").element(.font)
        #expect(font.hiddenBy == .attribute)
        let sheet = try BuiltPage("<style>.a{color:#fff}</style><p class=a>x</p>").element(.p)
        #expect(sheet.hiddenBy == .styleSheet)
        #expect(sheet.hidingToken == 1)
    }
}
