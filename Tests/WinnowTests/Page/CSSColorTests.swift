import Testing

@testable import Winnow

@Suite("CSSColor")
struct CSSColorTests {
    private func color(_ text: String) -> CSSColor? {
        Array(text.utf8).withUnsafeBufferPointer { CSSColor(CSSText($0)) }
    }

    @Test(
        "A colour is read in every notation",
        arguments: [
            "#fff", "#FFF", "#ffff", "#ffffff", "#FFFFFFFF", "white", "WHITE", "rgb(255,255,255)",
            "rgb(255 255 255)", "RGB( 255 , 255 , 255 )", "rgba(255,255,255,1)",
            "rgb(100%,100%,100%)", "rgb(255 255 255 / 100%)", "rgb(300,255,255)",
        ]
    )
    func white(text: String) {
        #expect(color(text) == CSSColor(255, 255, 255))
    }

    @Test(
        "What is transparent, unknown or no colour is none",
        arguments: [
            "", "#", "#ff", "#fffff", "#ggg", "#fff0", "#ffffff80", "rgba(255,255,255,.5)",
            "rgb(255,255)", "rgb(1,2,3,4,5)", "rgb(", "transparent", "inherit", "var(--x)", "whit",
            "rgb(x,y,z)", "hsl(0,0%,100%)",
        ]
    )
    func none(text: String) {
        #expect(color(text) == nil)
    }

    @Test(
        "Colours a few steps apart can't be told from each other",
        arguments: [
            ("#fff", "#fffffe", true), ("#fff", "#f7f7f7", true), ("#fff", "#f6ffff", false),
            ("#000", "#080808", true), ("#fff", "#eee", false), ("#f00", "#0f0", false),
        ]
    )
    func nearly(left: String, right: String, isNearly: Bool) throws {
        #expect(try #require(color(left)).isNearly(#require(color(right))) == isNearly)
    }

    @Test("A colour that is too long is not read")
    func limit() {
        let blanks = String(repeating: " ", count: CSSColor.maximumLength)
        #expect(color("rgb(255,255,\(blanks)255)") == nil)
    }

    @Test(
        "A background is read off a shorthand; pictures hide what is behind them",
        arguments: [
            ("#fff", CSSPaint.solid(CSSColor(255, 255, 255))),
            ("white no-repeat 0 0", .solid(CSSColor(255, 255, 255))),
            ("none", .undeclared), ("transparent", .undeclared), ("", .undeclared),
            ("#fff url(x.png)", .unknown), ("linear-gradient(#fff,#fff)", .unknown),
            ("var(--x)", .unknown), ("rgba(255,255,255,.5)", .unknown),
        ]
    )
    func background(text: String, paint: CSSPaint) {
        let found = Array(text.utf8).withUnsafeBufferPointer { CSSPaint(background: CSSText($0)) }
        #expect(found == paint)
    }
}
