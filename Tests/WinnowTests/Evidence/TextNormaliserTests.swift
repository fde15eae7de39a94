import Testing

@testable import Winnow

/// A text and its normal form, without the spaces at either end.
struct NormalCase: CustomTestStringConvertible {
    var text: String
    var normal: String

    init(_ text: String, _ normal: String) { (self.text, self.normal) = (text, normal) }

    var testDescription: String { text.debugDescription }
}

@Suite("TextNormaliser")
struct TextNormaliserTests {
    private static let normaliser = TextNormaliser()

    @Test(
        "Every way of writing a word has one form",
        arguments: [
            NormalCase("Casino", "casino"), NormalCase("ＣＡＳＩＮＯ", "casino"),
            NormalCase("ｃａｓｉｎｏ８８", "casino88"), NormalCase("𝗦𝗟𝗢𝗧", "slot"),
            NormalCase("𝐬𝐥𝐨𝐭 𝟖𝟖", "slot 88"), NormalCase("𝒮𝓁𝔬𝕥", "slot"),
            NormalCase("ⓢⓛⓞⓣ", "slot"),
            NormalCase("ⓈⓁⓄⓉ", "slot"), NormalCase("🅂🄻🄾🅃", "slot"), NormalCase("🅰🅱", "ab"),
            NormalCase("玩·百·家·乐", "玩百家乐"), NormalCase("百\u{200B}家\u{FEFF}乐", "百家乐"),
            NormalCase("via\u{AD}gra", "viagra"), NormalCase("v\u{2060}ia\u{200D}gra", "viagra"),
            NormalCase("slot\u{FE0F}", "slot"), NormalCase("カジノ・スロット", "カジノスロット"),
            NormalCase("ÉCOLE", "école"), NormalCase("КАЗИНО", "казино"),
            NormalCase("ΚΑΖΊΝΟ", "καζίνο"),
            NormalCase("①②", "12"), NormalCase("１２３", "123"), NormalCase("쏘카지노", "쏘카지노"),
            NormalCase("NHÀ CÁI", "nhà cái"), NormalCase("คาสิโน", "คาสิโน"),
            NormalCase("𠮷野家", "𠮷野家"), NormalCase("CÁ CƯỢC BÓNG ĐÁ", "cá cược bóng đá"),
            NormalCase("Ὀδύσσεια", "ὀδύσσεια"),
        ]
    )
    func letters(test: NormalCase) {
        #expect(Self.normal(test.text) == " \(test.normal) ")
    }

    @Test(
        "What is neither letter nor digit is one space",
        arguments: [
            NormalCase("slot-online", "slot online"), NormalCase("a_b.c/d", "a b c d"),
            NormalCase("a — b", "a b"), NormalCase("  a \t\r\n b  ", "a b"),
            NormalCase("百家乐，时时彩。", "百家乐 时时彩"), NormalCase("a（b）", "a b"), NormalCase("a★b", "a b"),
            NormalCase("a🎰b", "a b"), NormalCase("a→b", "a b"),
            NormalCase("a\u{A0}b\u{3000}c", "a b c"),
            NormalCase("«a»×b", "a b"), NormalCase("a€b", "a b"), NormalCase("a\u{FFFD}b", "a b"),
            NormalCase("a!b?", "a b"),
        ]
    )
    func separators(test: NormalCase) {
        #expect(Self.normal(test.text) == " \(test.normal) ")
    }

    @Test("A text without letters has no form", arguments: ["", " ", "!?", "…—", "\u{200B}", "🎰★"])
    func empty(text: String) {
        #expect(Self.normal(text) == "")
    }

    @Test(
        "Forms that spammers use and that are not seen through yet",
        arguments: [
            NormalCase("cafe\u{301}", "café"), NormalCase("ｶｼﾞﾉ", "カジノ"), NormalCase("百家樂", "百家乐"),
        ]
    )
    func gaps(test: NormalCase) {
        // Strings are equal when they look the same; bytes are not.
        let form = Array(Self.normal(test.text).utf8)
        withKnownIssue { #expect(form == Array(" \(test.normal) ".utf8)) }
    }

    @Test("The form of a form is the form itself")
    func idempotent() {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<2_000 {
            let scalars = (0..<12).compactMap { _ in
                Unicode.Scalar(
                    UInt32.random(in: 0...(random.oneIn(2) ? 0x3100 : 0x1F9FF), using: &random)
                )
            }
            let text = String(String.UnicodeScalarView(scalars))
            let once = Self.normal(text)
            #expect(Self.normal(once) == once, "\(scalars)")
        }
    }

    @Test("What a text is made of is counted")
    func measure() {
        var output: [UInt8] = []
        let text = Array("Yes. No! 3.5? 百家乐。".utf8)
        let measure = text.withUnsafeBufferPointer { Self.normaliser.append($0, to: &output) }
        #expect(measure.letters == 10)
        #expect(measure.wideLetters == 3)
        #expect(measure.sentenceEnds == 4)
        #expect(measure.characters == 15)
    }

    @Test("Bytes that are no text are read without harm")
    func invalid() {
        var random = SeededGenerator(seed: 4)
        for _ in 0..<500 {
            let bytes = (0..<20).map { _ in UInt8.random(in: 0x70...0xFF, using: &random) }
            var output: [UInt8] = []
            let measure = bytes.withUnsafeBufferPointer { Self.normaliser.append($0, to: &output) }
            #expect(output.isEmpty == (measure.letters == 0))
        }
    }

    private static func normal(_ text: String) -> String {
        var output: [UInt8] = []
        _ = Array(text.utf8).withUnsafeBufferPointer { normaliser.append($0, to: &output) }
        return String(decoding: output, as: UTF8.self)
    }
}
