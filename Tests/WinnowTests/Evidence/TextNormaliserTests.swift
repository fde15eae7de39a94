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
            NormalCase("①②⑩", "1210"), NormalCase("１２３", "123"), NormalCase("쏘카지노", "쏘카지노"),
            NormalCase("NHÀ CÁI", "nhà cái"), NormalCase("คาสิโน", "คาสิโน"),
            NormalCase("𠮷野家", "𠮷野家"), NormalCase("CÁ CƯỢC BÓNG ĐÁ", "cá cược bóng đá"),
            NormalCase("Ὀδύσσεια", "ὀδύσσεια"),
            NormalCase("cafe\u{301}", "café"), NormalCase("e\u{302}\u{323}", "ệ"),
            NormalCase("c\u{336}a\u{336}s\u{336}ino", "casino"), NormalCase("ｶｼﾞﾉ", "カジノ"),
            NormalCase("カシ\u{3099}ノ", "カジノ"), NormalCase("百家樂", "百家乐"),
            NormalCase("線上娛樂城", "线上娱乐城"), NormalCase("카지노", "카지노"),
            NormalCase("ㅋㅏㅈㅣㄴㅗ", "카지노"), NormalCase("ﬁlm", "film"), NormalCase("㈱", "株"),
            NormalCase("ᴠɪᴀɢʀᴀ", "viagra"), NormalCase("🅐❷", "a2"), NormalCase("ⅷ½", "viii1 2"),
            NormalCase("Straße", "strasse"), NormalCase("SİTELERİ CANLI", "siteleri canli"),
            NormalCase("canlı", "canli"), NormalCase("كـــازينو", "كازينو"),
            NormalCase("כָּזִינוֹ", "כזינו"), NormalCase("Viagra™", "viagra"),
            NormalCase("ca\u{E0063}s\u{202E}i\u{2066}n\u{180E}o\u{1}", "casino"),
        ]
    )
    func letters(test: NormalCase) {
        #expect(Self.bytes(test.text) == Array(" \(test.normal) ".utf8))
    }

    @Test(
        "What is neither letter nor digit is one space",
        arguments: [
            NormalCase("slot-online", "slot online"), NormalCase("aa_bb.cc/dd", "aa bb cc dd"),
            NormalCase("a — b", "a b"), NormalCase("  a \t\r\n b  ", "a b"),
            NormalCase("百家乐，时时彩。", "百家乐 时时彩"), NormalCase("a（b）", "a b"), NormalCase("a★b", "a b"),
            NormalCase("a🎰b", "a b"), NormalCase("a→b", "a b"),
            NormalCase("aa\u{A0}b\u{3000}c", "aa b c"),
            NormalCase("«a»×b", "a b"), NormalCase("a€b", "a b"), NormalCase("a\u{FFFD}b", "a b"),
            NormalCase("a!b?", "a b"),
        ]
    )
    func separators(test: NormalCase) {
        #expect(Self.bytes(test.text) == Array(" \(test.normal) ".utf8))
    }

    @Test("A text without letters has no form", arguments: ["", " ", "!?", "…—", "\u{200B}", "🎰★"])
    func empty(text: String) {
        #expect(Self.normal(text) == "")
    }

    @Test(
        "Three letters and more that stand alone are a word",
        arguments: [
            NormalCase("s l o t", "slot"), NormalCase("play S.L.O.T now", "play slot now"),
            NormalCase("s.l.o.t g.a.m.e", "slot game"),
            NormalCase("s l o t\u{A0} g a m e", "slot game"),
            NormalCase("c-a-f-e b-a-r 1-2-3", "cafe bar 1 2 3"),
            NormalCase("1.2.3 a.b", "123ab"), NormalCase("s.l.o.t o.k", "slot o k"),
            NormalCase("b.u i.t n.o", "buit n o"), NormalCase("百-家-乐 官-方-网", "百家乐 官方网"),
            NormalCase("a, b, c  d", "abc d"),
            NormalCase("⭐ A L E X I S 1 7 ⭐", "alexis17"), NormalCase("百-家-乐", "百家乐"),
            NormalCase("澳门 百 家 樂 平台", "澳门 百家乐 平台"), NormalCase("카 지 노", "카지노"),
            NormalCase("с л о т", "слот"), NormalCase("s l 0 t", "slot"),
            NormalCase("с a s i n o", "casino"),
            NormalCase("A B testing", "a b testing"), NormalCase("Plan B", "plan b"),
            NormalCase("男 女", "男 女"), NormalCase("1 2 3 4", "1 2 3 4"),
            NormalCase("U.S.A.", "usa"), NormalCase("J. R. R. Tolkien", "jrr tolkien"),
            NormalCase("a b cd e f", "a b cd e f"), NormalCase("a b c de f g h", "abc de fgh"),
        ]
    )
    func spelled(test: NormalCase) {
        #expect(Self.bytes(test.text) == Array(" \(test.normal) ".utf8))
    }

    @Test(
        "Letters, digits and marks that look like others are read as the word wants them",
        arguments: [
            NormalCase("cаsinо", "casino"), NormalCase("саsinо", "casino"),
            NormalCase("CΑSINΟ", "casino"), NormalCase("кaзинo", "казино"),
            NormalCase("казино", "казино"), NormalCase("сосо", "сосо"),
            NormalCase("καζίνo", "καζίνο"),
            NormalCase("Яndex", "яndex"), NormalCase("VK-группа", "vk группа"),
            NormalCase("iPhone для", "iphone для"), NormalCase("μm", "um"),
            NormalCase("α-helix", "α helix"),
            NormalCase("sl0t cas1no b00k", "slot casino book"), NormalCase("p0ker88", "poker88"),
            NormalCase("m88 188bet 1xbet pk10", "m88 188bet 1xbet pk10"),
            NormalCase("a10b a100b a2b", "aiob a100b a2b"),
            NormalCase("ca$ino cla$$y", "casino classy"),
            NormalCase("US$ 5 $ave", "us 5 ave"), NormalCase("c@sino", "casino"),
            NormalCase("me@casino.com @home", "me casino com home"),
            NormalCase("５＄ ｃａ＄ｈ", "5 cash"),
        ]
    )
    func alike(test: NormalCase) {
        #expect(Self.bytes(test.text) == Array(" \(test.normal) ".utf8))
    }

    @Test("One character may become many, and the form still fits")
    func expansions() {
        let text = String(repeating: "\u{FDFA}", count: 1_000)
        var output: [UInt8] = [0x21]
        let measure = Array(text.utf8).withUnsafeBufferPointer {
            Self.normaliser.append($0, to: &output)
        }
        #expect(measure.letters == 15_000)
        #expect(output.first == 0x21)
        #expect(output.count > 30_000)
        #expect(String(validating: output, as: UTF8.self) != nil)
    }

    @Test(
        "The time for a text grows with its length",
        arguments: [
            "a ", "a b c ddd ", "a\u{301}", "a@", "а1", "x\u{5B0}\u{93C}", "ᄀ\u{1161}", "a$",
        ]
    )
    func linear(pattern: String) {
        let times = [4_000, 64_000].map { count in
            let text = Array(String(repeating: pattern, count: count).utf8)
            return (0..<3).map { _ in
                var output: [UInt8] = []
                let start = ContinuousClock.now
                _ = text.withUnsafeBufferPointer { Self.normaliser.append($0, to: &output) }
                return ContinuousClock.now - start
            }.min() ?? .zero
        }
        // 16 times the text; a square would take 256 times as long.
        #expect(times[1] < times[0] * 96 + .milliseconds(20))
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
        for _ in 0..<5_000 {
            let bytes = (0..<20).map { _ in UInt8.random(in: 0x70...0xFF, using: &random) }
            var output: [UInt8] = []
            let measure = bytes.withUnsafeBufferPointer { Self.normaliser.append($0, to: &output) }
            #expect(output.isEmpty == (measure.letters == 0))
            #expect(String(validating: output, as: UTF8.self) != nil)
        }
    }

    private static func normal(_ text: String) -> String {
        String(decoding: bytes(text), as: UTF8.self)
    }

    /// Strings are equal when they look the same; bytes are not.
    private static func bytes(_ text: String) -> [UInt8] {
        var output: [UInt8] = []
        _ = Array(text.utf8).withUnsafeBufferPointer { normaliser.append($0, to: &output) }
        return output
    }
}
