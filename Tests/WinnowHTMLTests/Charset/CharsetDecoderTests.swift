import Testing
import WinnowHTML

@Suite("CharsetDecoder")
struct CharsetDecoderTests {
    @Test(
        "Text of each charset is read as Python's codecs, or the standard, write it",
        arguments: [
            (.utf8, "aé漢😀", [0x61, 0xC3, 0xA9, 0xE6, 0xBC, 0xA2, 0xF0, 0x9F, 0x98, 0x80]),
            (
                .gb18030, "免费彩票 <b>",
                [0xC3, 0xE2, 0xB7, 0xD1, 0xB2, 0xCA, 0xC6, 0xB1, 0x20, 0x3C, 0x62, 0x3E]
            ),
            (.gb18030, "€", [0x80]),
            (
                .gb18030, "𠮷😀กé\u{FFFF}¥",
                [
                    0x95, 0x34, 0xB2, 0x35, 0x94, 0x39, 0xFC, 0x36, 0x81, 0x32, 0xCE, 0x39, 0xA8,
                    0xA6, 0x84, 0x31, 0xA4, 0x39, 0x81, 0x30, 0x84, 0x36,
                ]
            ),
            (.gb18030, "\u{10000}\u{10FFFF}", [0x90, 0x30, 0x81, 0x30, 0xE3, 0x32, 0x9A, 0x35]),
            (
                .big5, "線上娛樂城 <i>",
                [
                    0xBD, 0x75, 0xA4, 0x57, 0xAE, 0x54, 0xBC, 0xD6, 0xAB, 0xB0, 0x20, 0x3C, 0x69,
                    0x3E,
                ]
            ),
            (
                .big5, "\u{CA}\u{304}\u{CA}\u{30C}\u{EA}\u{304}\u{EA}\u{30C}\u{CA}\u{EA}",
                [0x88, 0x62, 0x88, 0x64, 0x88, 0xA3, 0x88, 0xA5, 0x88, 0x66, 0x88, 0xA7]
            ),
            (.big5, "𡵓￣十", [0x87, 0x7B, 0xA1, 0xC3, 0xA2, 0xCC]),
            (
                .shiftJIS, "①髙橋ｶﾞｽ～予約表",
                [
                    0x87, 0x40, 0xEE, 0xE0, 0x8B, 0xB4, 0xB6, 0xDE, 0xBD, 0x81, 0x60, 0x97, 0x5C,
                    0x96, 0xF1, 0x95, 0x5C,
                ]
            ),
            (.shiftJIS, "髙\u{80}\\~", [0xFB, 0xFC, 0x80, 0x5C, 0x7E]),
            (
                .eucJP, "日本語ｱｲ",
                [0xC6, 0xFC, 0xCB, 0xDC, 0xB8, 0xEC, 0x8E, 0xB1, 0x8E, 0xB2]
            ),
            (.eucJP, "丂龥①", [0x8F, 0xB0, 0xA1, 0x8F, 0xED, 0xE3, 0xAD, 0xA1]),
            (
                .iso2022JP, "aあ漢b",
                [0x61, 0x1B, 0x24, 0x42, 0x24, 0x22, 0x34, 0x41, 0x1B, 0x28, 0x42, 0x62]
            ),
            (
                .iso2022JP, "¥‾ｱ亜",
                [
                    0x1B, 0x28, 0x4A, 0x5C, 0x7E, 0x1B, 0x28, 0x49, 0x31, 0x1B, 0x24, 0x40, 0x30,
                    0x21,
                ]
            ),
            (
                .eucKR, "똠방각하 한국",
                [
                    0x8C, 0x63, 0xB9, 0xE6, 0xB0, 0xA2, 0xC7, 0xCF, 0x20, 0xC7, 0xD1, 0xB1, 0xB9,
                ]
            ),
            (.utf16le, "a漢😀", [0x61, 0x00, 0x22, 0x6F, 0x3D, 0xD8, 0x00, 0xDE]),
            (.utf16be, "a漢😀", [0x00, 0x61, 0x6F, 0x22, 0xD8, 0x3D, 0xDE, 0x00]),
            (.windows1250, "Zażółć", [0x5A, 0x61, 0xBF, 0xF3, 0xB3, 0xE6]),
            (.windows1251, "Казино\u{98}", [0xCA, 0xE0, 0xE7, 0xE8, 0xED, 0xEE, 0x98]),
            (
                .windows1252, "€\u{81}\u{8D}\u{8F}\u{90}\u{9D}é",
                [0x80, 0x81, 0x8D, 0x8F, 0x90, 0x9D, 0xE9]
            ),
            (.windows1253, "Ελλάδα\u{FFFD}", [0xC5, 0xEB, 0xEB, 0xDC, 0xE4, 0xE1, 0xAA]),
            (.windows1254, "Şişli ğ", [0xDE, 0x69, 0xFE, 0x6C, 0x69, 0x20, 0xF0]),
            (.windows1255, "שלום", [0xF9, 0xEC, 0xE5, 0xED]),
            (.windows1256, "سلام", [0xD3, 0xE1, 0xC7, 0xE3]),
            (.windows1257, "ąčę", [0xE0, 0xE8, 0xE6]),
            (.windows1258, "Viê\u{323}t", [0x56, 0x69, 0xEA, 0xF2, 0x74]),
            (.windows874, "คาสิโน", [0xA4, 0xD2, 0xCA, 0xD4, 0xE2, 0xB9]),
            (.iso8859Part2, "ąłč", [0xB1, 0xB3, 0xE8]),
            (.iso8859Part15, "€œ", [0xA4, 0xBD]),
            (.koi8R, "Казино", [0xEB, 0xC1, 0xDA, 0xC9, 0xCE, 0xCF]),
            (.koi8U, "ЇїўЎ", [0xB7, 0xA7, 0xAE, 0xBE]),
            (.macintosh, "“é”€∆\u{F8FF}", [0xD2, 0x8E, 0xD3, 0xDB, 0xC6, 0xF0]),
            (.macCyrillic, "ПриветҐґ€", [0x8F, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2, 0xA2, 0xB6, 0xFF]),
            (.ibm866, "Привет", [0x8F, 0xE0, 0xA8, 0xA2, 0xA5, 0xE2]),
        ] as [(Charset, String, [UInt8])]
    )
    func knownText(_ charset: Charset, text: String, bytes: [UInt8]) {
        #expect(CharsetFixtures.decode(bytes, charset) == Array(text.utf8))
    }

    @Test(
        "A malformed sequence is one U+FFFD and swallows no ASCII",
        arguments: [
            (.gb18030, [0x81, 0x3C, 0x62, 0x3E], "\u{FFFD}<b>"),
            (.gb18030, [0x81, 0x30, 0x3C, 0x62], "\u{FFFD}0<b"),
            (.gb18030, [0x81, 0x30, 0x81, 0x3C], "\u{FFFD}0\u{FFFD}<"),
            (.gb18030, [0x81, 0x30], "\u{FFFD}0"),
            (.gb18030, [0x81, 0xFF, 0x61], "\u{FFFD}a"),
            (.gb18030, [0xFF, 0x61], "\u{FFFD}a"),
            (.gb18030, [0x84, 0x31, 0xA5, 0x30, 0x61], "\u{FFFD}a"),
            (.gb18030, [0xFE, 0x39, 0xFE, 0x39, 0x61], "\u{FFFD}a"),
            (.gb18030, [0xC4], "\u{FFFD}"),
            (.big5, [0x81, 0x3C, 0x62], "\u{FFFD}<b"),
            (.big5, [0x81, 0x41], "\u{FFFD}A"),
            (.big5, [0x80, 0xFF, 0x61], "\u{FFFD}\u{FFFD}a"),
            (.shiftJIS, [0x83, 0x3C, 0x62], "\u{FFFD}<b"),
            (.shiftJIS, [0xA0, 0xFD, 0x61], "\u{FFFD}\u{FFFD}a"),
            (.shiftJIS, [0x85, 0x41], "\u{FFFD}A"),
            (.eucJP, [0xA4, 0x3C, 0x62], "\u{FFFD}<b"),
            (.eucJP, [0x8F, 0xB0, 0x3C, 0x62], "\u{FFFD}<b"),
            (.eucJP, [0x8F, 0x3C], "\u{FFFD}<"),
            (.eucJP, [0x8E, 0xE0, 0x61], "\u{FFFD}a"),
            (.eucKR, [0x81, 0x3C, 0x62], "\u{FFFD}<b"),
            (.eucKR, [0xC9, 0xA1, 0x61], "\u{FFFD}a"),
            (.utf8, [0xC3, 0x3C, 0x62], "\u{FFFD}<b"),
            (.utf8, [0xE6, 0xBC, 0x3C], "\u{FFFD}<"),
            (.utf8, [0xC0, 0xAF, 0x61], "\u{FFFD}\u{FFFD}a"),
            (.utf8, [0xE0, 0x80, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}"),
            (.utf8, [0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}"),
            (.utf8, [0xF0, 0x9F, 0x98, 0x61], "\u{FFFD}a"),
            (.utf8, [0xF4, 0x90, 0x80, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
            (.utf8, [0xF0, 0x9F, 0x98], "\u{FFFD}"),
            (.iso2022JP, [0x1B, 0x24, 0x42, 0x24, 0x1B, 0x28, 0x42, 0x3C], "\u{FFFD}<"),
            (.iso2022JP, [0x1B, 0x3C, 0x0E, 0xE9], "\u{FFFD}<\u{FFFD}\u{FFFD}"),
            (.iso2022JP, [0x1B, 0x24, 0x42, 0x1B, 0x28, 0x42, 0x61], "\u{FFFD}a"),
            (.utf16le, [0x3D, 0xD8, 0x61, 0x00], "\u{FFFD}a"),
            (.utf16be, [0xDE, 0x00, 0x00, 0x61, 0x00], "\u{FFFD}a\u{FFFD}"),
        ] as [(Charset, [UInt8], String)]
    )
    func recovery(_ charset: Charset, bytes: [UInt8], text: String) {
        #expect(CharsetFixtures.decode(bytes, charset) == Array(text.utf8))
    }

    @Test("The system's iconv has every charset", arguments: Charset.allCases)
    func completeness(_ charset: Charset) {
        #expect(CharsetDecoder(charset).isComplete)
    }

    @Test("Random bytes become valid UTF-8", arguments: Charset.allCases)
    func randomBytes(_ charset: Charset) {
        var numbers = CharsetTestNumbers(seed: 7)
        for round in 0..<20 {
            let count = Int.random(in: 0...1500, using: &numbers)
            // Escapes, digits and high bytes more often than chance would have them.
            let favourites: [UInt8] = [0x1B, 0x24, 0x42, 0x28, 0x30, 0x39, 0x81, 0x8F, 0xE3, 0xFE]
            let bytes = (0..<count).map { _ in
                round.isMultiple(of: 2) && Bool.random(using: &numbers)
                    ? favourites[Int.random(in: 0..<favourites.count, using: &numbers)]
                    : UInt8.random(in: 0...0xFF, using: &numbers)
            }
            let output = CharsetFixtures.decode(bytes, charset)
            #expect(output.withUnsafeBufferPointer { UTF8Validator.isValid($0) })
            #expect(count == 0 || charset == .iso2022JP || !output.isEmpty)
        }
    }

    @Test(
        "ASCII passes unchanged, whatever its length",
        arguments: Charset.allCases.filter(\.isASCIICompatible)
    )
    func ascii(_ charset: Charset) {
        let all = (UInt8(0)...0x7F).map { $0 } + Array("<a href=\"x\">\\~</a>".utf8)
        for length in 0...all.count {
            let bytes = Array(all.prefix(length))
            #expect(CharsetFixtures.decode(bytes, charset) == bytes)
        }
    }

    @Test("Text longer than a block decodes as its parts do")
    func longText() {
        let (han, latin): ([UInt8], [UInt8]) = ([0xC3, 0xE2], [0x61])
        for length in [339, 340, 341, 342, 1000, 5000] {
            let bytes = (0..<length).flatMap { $0.isMultiple(of: 7) ? latin : han }
            let text = (0..<length).map { $0.isMultiple(of: 7) ? "a" : "免" }.joined()
            #expect(CharsetFixtures.decode(bytes, .gb18030) == Array(text.utf8))
        }
    }

    @Test("Many threads may make and use decoders at once")
    func concurrency() async {
        await withTaskGroup(of: Bool.self) { group in
            for charset in Charset.allCases + Charset.allCases {
                group.addTask {
                    CharsetFixtures.decode([0x95, 0x34, 0xB2, 0x35, 0x41, 0x00], charset).count > 0
                }
            }
            for await isDecoded in group { #expect(isDecoded) }
        }
    }
}
