import Testing
import WinnowHTML

@Suite("Charset")
struct CharsetTests {
    @Test(
        "A label names its charset",
        arguments: [
            ("utf-8", Charset.utf8), ("UTF8", .utf8), ("unicode-1-1-utf-8", .utf8),
            ("gb2312", .gb18030), ("GBK", .gb18030), ("gb_2312-80", .gb18030),
            ("iso-8859-1", .windows1252), ("us-ascii", .windows1252), ("latin1", .windows1252),
            ("iso-8859-9", .windows1254), ("iso-8859-11", .windows874), ("tis-620", .windows874),
            ("big5-hkscs", .big5), ("x-sjis", .shiftJIS), ("windows-31j", .shiftJIS),
            ("ks_c_5601-1987", .eucKR), ("windows-949", .eucKR), ("x-euc-jp", .eucJP),
            ("csiso2022jp", .iso2022JP), ("utf-16", .utf16le), ("unicodefffe", .utf16be),
            ("koi8-ru", .koi8U), ("logical", .iso8859Part8Logical), ("visual", .iso8859Part8),
            ("x-mac-ukrainian", .macCyrillic), ("866", .ibm866), ("cp1251", .windows1251),
            (" \t\n\u{0C}\rUtf-8 \t\n\u{0C}\r", .utf8),
        ]
    )
    func label(_ label: String, charset: Charset) {
        #expect(Charset(label: label.utf8) == charset)
    }

    @Test(
        "Anything else is no label",
        arguments: [
            "", " ", "utf 8", "utf-8;", "\u{0B}utf-8", "\u{A0}utf-8", "hz-gb-2312", "iso-2022-kr",
            "replacement", "x-user-defined", "utf-7", "utf-32", "gb\u{212A}",
            String(repeating: "x", count: 100_000),
        ]
    )
    func noLabel(_ label: String) {
        #expect(Charset(label: label.utf8) == nil)
    }

    @Test("Every charset's own name is one of its labels", arguments: Charset.allCases)
    func ownName(_ charset: Charset) {
        #expect(Charset(label: charset.rawValue.utf8) == charset)
        #expect(charset.rawValue == charset.rawValue.lowercased())
    }

    @Test("Markup cannot be found in UTF-16 and ISO-2022-JP as it stands")
    func asciiCompatibility() {
        let others = Charset.allCases.filter { !$0.isASCIICompatible }
        #expect(others == [.utf16le, .utf16be, .iso2022JP])
    }
}
