import Testing

@testable import Winnow

/// Declarations, and how they hide an element.
struct StyleCase: CustomTestStringConvertible {
    var css: String
    var hiding: Hiding

    init(_ css: String, _ hiding: Hiding) {
        self.css = css
        self.hiding = hiding
    }

    var testDescription: String { css }
}

@Suite("InlineStyle")
struct InlineStyleTests {
    @Test(
        "Not displayed, in every spelling",
        arguments: [
            StyleCase("display:none", .display),
            StyleCase("DISPLAY: NONE", .display),
            StyleCase("Display : None ;", .display),
            StyleCase("display:none!important", .display),
            StyleCase("display:none ! important", .display),
            StyleCase("color:red;display:none;margin:0", .display),
            StyleCase(";;display:none;;", .display),
            StyleCase("\n\tdisplay\n:\tnone\n", .display),
            StyleCase("/* x */display:/**/none", .display),
            StyleCase("/* ; */display:none/*", .display),
            StyleCase("d\\69splay:none", .display),
            StyleCase("d\\69 splay:none", .display),
            StyleCase("d\\000069splay:none", .display),
            StyleCase("\\44isplay:none", .display),
            StyleCase("display:n\\6fne", .display),
            StyleCase("d\\isplay:none", .display),
            StyleCase("display:block;display:none", .display),
            StyleCase("display:none!important;display:block", .display),
            StyleCase("display:block;display:none!important;display:flex", .display),
            StyleCase("display:none\\9", .display),
            StyleCase("content:'it\\'s;';display:none", .display),
            StyleCase("content:'open\n;display:none", .display),
            StyleCase("content:\"a;b\";display:none", .display),
            StyleCase("background:url(data:image/png;base64,x);display:none", .display),
            StyleCase("dis/**/play:none", .display),
            StyleCase("display:none;display:block!important;display:none!important", .display),
            StyleCase("content-visibility:hidden", .visibility),
            StyleCase("visibility:hidden", .visibility),
            StyleCase("visibility: collapse", .visibility),
            StyleCase("display:none;visibility:hidden", [.display, .visibility]),
        ]
    )
    func notDisplayed(test: StyleCase) {
        #expect(InlineStyle(test.css.utf8).hiding == test.hiding)
    }

    @Test(
        "Moved out of the window",
        arguments: [
            "position:absolute;left:-9999px", "left:-9999px;position:fixed",
            "position:absolute;top:-1620px", "POSITION:ABSOLUTE;TOP:-1620PX",
            "position:absolute!important;left:-9999px!important", "position:fixed;right:-300px",
            "position:absolute;bottom:-5000px", "position:absolute;inset:-9999px auto auto auto",
            "position:absolute;left:-100em", "position:absolute;left:-624pt",
            "position:absolute;left:-40rem", "position:absolute;left:-12623px;width:1000px",
            "text-indent:-9999px", "text-indent:-999em",
            "margin-left:-5000px", "margin:-9999px 0 0", "margin-top:-900px",
            "transform:translateX(-9999px)", "transform:translate(0,-2000px)",
            "-webkit-transform:translate(-4000px)",
            "transform:scale(0)", "transform:scale(0,1)", "transform:scaleX(0)",
            "transform:rotate(1deg) translate(-5000px)", "transform:translate( -4000px , 0 )",
            "position:absolute;left:expression(1-900)", "position:absolute;left:calc(1px - 9999px)",
            "position:absolute;left:-9999%", "position:absolute;left:-900vw",
            "position:absolute;left:0;left:-9999px", "margin:0 0 0 -9999px",
            "position:absolute;top:-5000px;left:0", "margin:0;margin-left:-9999px",
        ]
    )
    func movedAway(css: String) {
        #expect(InlineStyle(css.utf8).hiding == .position)
    }

    @Test(
        "Of next to no size",
        arguments: [
            "overflow:hidden;height:0", "height:1px;overflow:hidden", "overflow:hidden;height:.1px",
            "height:0px;overflow-y:hidden", "overflow:hidden;max-height:0",
            "width:0;position:absolute", "position: absolute;height: 0;width: 0",
            "overflow:hidden;width:2px;height:2px", "overflow:hidden;height:0em",
            "overflow:hidden;height:2pt", "font-size:1pt", "font-size:0.01em", "font-size:0",
            "font-size:1px", "font-size:0em",
            "FONT-SIZE:0PX", "font-size:.5px", "overflow:hidden;height:0%",
            "overflow:hidden;line-height:0", "line-height:1px;overflow:hidden",
            "overflow:hidden;max-height:0;height:auto", "overflow-x:hidden;max-width:1px",
        ]
    )
    func noSize(css: String) {
        let isFont = css.lowercased().hasPrefix("font-size")
        #expect(InlineStyle(css.utf8).hiding == (isFont ? .tinyFont : .size))
    }

    @Test(
        "Transparent or clipped away",
        arguments: [
            "opacity:0", "opacity:0.0", "opacity:.01", "opacity:0!important",
            "filter:alpha(opacity=0)", "color:transparent", "color:rgba(0,0,0,0)",
            "color:rgba(1, 2, 3, 0)", "color:rgba(0,0,0,0)!important", "color:rgb(0 0 0 / 0%)",
            "color:#fff0", "color:#ffffff00", "clip-path:circle(0)",
            "clip-path:inset(100%)", "clip-path:inset(50%)", "-webkit-clip-path:circle(0)",
            "clip-path:polygon(0 0,0 0,0 0)", "clip-path:polygon(0px 0px, 0px 0px)",
            "filter:opacity(0)", "filter:opacity(0%)", "color:hsla(0,0%,0%,0)",
            "position:absolute;clip:rect(454px,auto,auto,444px)",
            "position:absolute;clip:rect(999px, auto, auto, auto)",
        ]
    )
    func transparent(css: String) {
        #expect(InlineStyle(css.utf8).hiding == .opacity)
    }

    @Test(
        "Layout hides nothing",
        arguments: [
            "", ";", ":", "display", "display:", ":none", "none", "display:block",
            "display:inline-block", "display:nonesuch;display:flex", "display:none;display:block",
            "visibility:hidden;visibility:visible", "visibility:visible", "left:-9999px",
            "position:relative;left:-9999px", "position:absolute;left:-20px",
            "position:absolute;left:-299px", "position:absolute;left:9999px",
            "position:absolute;left:-18em", "text-indent:2em", "text-indent:-10px",
            "margin:0 auto", "margin-left:-15px", "margin-top:-100px", "margin-left:-480px",
            "margin:0 0 0 -720px", "height:0", "height:1px",
            "width:3px", "overflow:hidden", "overflow:hidden;height:4px",
            "overflow:hidden;height:auto",
            "overflow:hidden;height:1.5em", "overflow:hidden;height:100%",
            "overflow:hidden;height:2vh",
            "overflow:hidden;height:inherit", "position:absolute;width:100%", "opacity:1",
            "opacity:0.5", "opacity:.02", "color:#fff", "color:#ffffff80", "color:rgba(0,0,0,0.5)",
            "color:rgb(0,0,0)", "font-size:10px", "font-size:0.9em", "font-size:2px",
            "font-size:small",
            "transform:translate(-50%,-50%)", "transform:scale(0.9)", "transform:rotate(45deg)",
            "clip:rect(999px,auto,auto,auto)", "position:absolute;clip:rect(0,auto,auto,0)",
            "background:url(x;display:none)", "content:'display:none'", "--x:none",
            "/*display:none*/", "/*display:none", "x-display:none", "position:absolute;top:-",
            "position:absolute;top:--9999px", "position:absolute;left:-9999px;left:0",
            "position:absolute;left:-9999px;position:static", "margin:-9999px;margin:0",
            "margin:0 -9999px;padding:0 9999px", "color:transparent;color:black", "color:#000",
            "content:';display:none'", "content:\";display:none\"", "content:'\\27;display:none'",
            "content:'/*';x:'*/;display:none'",
            "overflow:hidden;width:1%;white-space:nowrap", "position:absolute;left:-100%",
            "transform:translateX(-100vw)", "transform:scale(0.5)", "transform:scale(.05,0.9)",
            "position:absolute;left:calc(100% - 9999px)", "display:block!important;display:none",
            "position:absolute;left:calc(0px - 9999px + 9999px)",
            "position:absolute;left:calc(-50% + 3px)",
            "content-visibility:auto", "line-height:0", "overflow:hidden;line-height:1",
            "overflow:hidden;line-height:0;height:20px", "max-height:0", "filter:opacity(50%)",
            "clip-path:polygon(0 0,100% 0,0 100%)", "clip-path:circle(50%)", "z-index:-1",
            "position:absolute;z-index:-9", "color:#fff;background:#fff", "font-size:1.5px",
            "overflow:hidden;overflow:visible;height:0", "displays:none", "isplay:none",
            "display none", "filter:blur(0)",
        ]
    )
    func layout(css: String) {
        #expect(InlineStyle(css.utf8).hiding == [])
    }

    @Test("A later list overrides an earlier one, property by property")
    func cascade() {
        func hiding(_ lists: String...) -> Hiding {
            lists.reduce(into: InlineStyle()) { $0.override(with: InlineStyle($1.utf8)) }.hiding
        }
        #expect(hiding("display:none", "display:block") == [])
        #expect(hiding("display:none", "color:red") == .display)
        #expect(hiding("display:none!important", "display:block") == .display)
        #expect(hiding("display:none!important", "display:block!important") == [])
        #expect(hiding("display:block!important", "display:none") == [])
        #expect(hiding("position:absolute", "left:-9999px") == .position)
        #expect(hiding("position:absolute;left:-9999px", "left:0") == [])
        #expect(hiding("margin-left:-9999px", "margin:0") == [])
        #expect(hiding("overflow:hidden;width:10px", "text-indent:20px") == .position)
        #expect(hiding("overflow:hidden;text-indent:20px;width:10px", "width:30px") == [])
    }

    @Test("Declarations past the limit are not read")
    func limit() {
        let filler = String(repeating: "color:red;", count: InlineStyle.maximumDeclarations)
        #expect(InlineStyle((filler + "display:none").utf8).hiding == [])
        let shorter = filler.dropLast(10)
        #expect(InlineStyle((shorter + "display:none").utf8).hiding == .display)
    }

    @Test("Bytes of every kind are read without harm")
    func noise() {
        var random = SeededGenerator(seed: 7)
        let pieces = [
            "display", ":", "none", ";", "(", ")", "\\", "/*", "*/", "-9999", "px", "\u{0}",
            "display:none;",
        ]
        var hidden = 0
        for _ in 0..<2_000 {
            let css = (0..<8).map { _ in random.pick(pieces) }.joined()
            if !InlineStyle(css.utf8).hiding.isEmpty { hidden += 1 }
        }
        #expect((100..<600).contains(hidden))
        #expect(InlineStyle([0xFF, 0x5C, 0x00, 0x3A, 0xC3] as [UInt8]).hiding == [])
    }
}
