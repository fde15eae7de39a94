import Testing
import WinnowHTML

@Suite("CharsetDetection")
struct CharsetDetectionTests {
    private static let chinese = """
        <p>我们的网站提供最新的新闻和信息，欢迎大家访问。今天的天气很好，适合出去散步。\
        学校的老师和学生们都在认真地准备明天的考试。</p>
        """
    private static let taiwanese = """
        <p>我們的網站提供最新的新聞與資訊，歡迎大家來訪。今天的天氣很好，適合出去散步。\
        學校的老師和學生們都在認真地準備明天的考試，請大家多多支持與指教。</p>
        """
    private static let japanese = """
        <p>このサイトでは最新のニュースをお届けします。今日はとても良い天気ですから、\
        みんなで公園へ行きましょう。カタカナもひらがなもあります。</p>
        """
    private static let korean = """
        <p>우리 웹사이트에 오신 것을 환영합니다. 오늘은 날씨가 아주 좋아서 산책하기에 좋습니다. \
        학생들은 내일 시험을 준비하고 있습니다.</p>
        """
    private static let russian = """
        <p>Добро пожаловать на наш сайт. Сегодня очень хорошая погода, и мы пойдём гулять в парк. \
        Студенты готовятся к завтрашнему экзамену.</p>
        """

    @Test(
        "A byte order mark outweighs every declaration",
        arguments: [
            ([0xEF, 0xBB, 0xBF], Charset.utf8, 3), ([0xFF, 0xFE], .utf16le, 2),
            ([0xFE, 0xFF], .utf16be, 2),
        ] as [([UInt8], Charset, Int)]
    )
    func byteOrderMark(_ mark: [UInt8], charset: Charset, length: Int) {
        let bytes = mark + Array("<meta charset=gbk>".utf8)
        #expect(
            CharsetFixtures.detect(bytes, transportLabel: "big5")
                == CharsetDetection(
                    charset: charset,
                    source: .byteOrderMark,
                    byteOrderMarkLength: length
                )
        )
    }

    @Test("The transport outweighs the page, and an unknown label is passed over")
    func transport() {
        let page = Array("<meta charset=gbk>".utf8)
        expect(page, transport: "big5", .big5, .transport)
        expect(page, transport: "bogus", .gb18030, .meta)
        expect(page, transport: nil, .gb18030, .meta)
    }

    @Test("Text that is no HTML declares nothing")
    func plainText() {
        let detection = CharsetFixtures.detect(Array("<meta charset=gbk>".utf8), isHTML: false)
        #expect(detection == CharsetDetection(charset: .utf8, source: .validUTF8))
    }

    @Test("What declares nothing and is valid UTF-8 is UTF-8, even cut off in a character")
    func validUTF8() {
        expect([], transport: nil, .utf8, .validUTF8)
        expect(Array("abc".utf8), transport: nil, .utf8, .validUTF8)
        expect(Array(Self.chinese.utf8), transport: nil, .utf8, .validUTF8)
        for length in 100..<110 {
            expect(Array(Self.chinese.utf8.prefix(length)), transport: nil, .utf8, .validUTF8)
        }
    }

    @Test("A page in UTF-8 that declares another charset is in UTF-8")
    func wrongDeclaration() {
        for label in ["gb2312", "iso-8859-1", "shift_jis", "windows-1251", "euc-kr", "utf-16"] {
            expect(Array(Self.russian.utf8), transport: label, .utf8, .validUTF8)
        }
        expect(Array("<meta charset=gbk>\(Self.chinese)".utf8), transport: nil, .utf8, .validUTF8)
        // Two characters may be chance; and where one byte is wrong, a browser sees the declared.
        expect(Array("<meta charset=gbk>é".utf8), transport: nil, .gb18030, .meta)
        expect(Array(Self.russian.utf8) + [0xFF, 0x20], transport: "gbk", .gb18030, .transport)
    }

    @Test("A page that declares UTF-8 and is in something else is detected")
    func falseUTF8() {
        let page = CharsetFixtures.encode("<meta charset=utf-8>\(Self.chinese)", .gb18030)
        expect(page, transport: nil, .gb18030, .detector)
    }

    @Test("A few broken bytes do not unmake UTF-8")
    func nearlyUTF8() {
        let page = Array(Self.chinese.utf8) + [0xA9, 0x20]
        expect(page, transport: "utf-8", .utf8, .transport)
        expect(page, transport: nil, .utf8, .detector)
        expect(Array("<meta charset=utf-8>caf".utf8) + [0xE9], transport: nil, .utf8, .meta)
    }

    @Test("A transport that says UTF-16 is believed only where there are zeros")
    func utf16() {
        expect(
            CharsetFixtures.utf16("<p>漢字</p>", bigEndian: false),
            transport: "utf-16",
            .utf16le,
            .transport
        )
        expect(Array("<meta charset=gbk>".utf8), transport: "utf-16le", .gb18030, .meta)
    }

    @Test("ISO-2022-JP is told by its escape sequences")
    func iso2022JP() {
        let page: [UInt8] = [0x61, 0x1B, 0x24, 0x42, 0x24, 0x22, 0x1B, 0x28, 0x42]
        expect(page, transport: nil, .iso2022JP, .detector)
        expect(page, transport: "iso-2022-jp", .iso2022JP, .transport)
        expect(page, transport: "utf-8", .utf8, .transport)
        let mislabelled = CharsetFixtures.encode(Self.japanese, .shiftJIS)
        expect(mislabelled, transport: "iso-2022-jp", .shiftJIS, .detector)
    }

    @Test(
        "An undeclared charset is detected from the text",
        arguments: [
            (chinese, Charset.gb18030), (taiwanese, .big5), (japanese, .shiftJIS),
            (japanese, .eucJP), (korean, .eucKR), (russian, .windows1251), (russian, .koi8R),
        ]
    )
    func detector(_ text: String, charset: Charset) {
        let page = CharsetFixtures.encode("<html><title>x</title>\(text)", charset)
        expect(page, transport: nil, charset, .detector)
        // Far more markup than text does not matter, wherever the text stands.
        let script = Array(String(repeating: "<script>var a = 1;</script>\n", count: 5000).utf8)
        expect(script + page + script, transport: nil, charset, .detector)
    }

    @Test("What nothing tells is windows-1252")
    func fallback() {
        expect(Array("caf".utf8) + [0xE9], transport: nil, .windows1252, .fallback)
        let quotes = Array("x ".utf8) + [0x93] + Array("mandate".utf8) + [0x94, 0x20, 0xBB]
        expect(quotes + quotes + quotes, transport: nil, .windows1252, .fallback)
        expect([0xFF, 0x81], transport: nil, .windows1252, .fallback)
    }

    @Test("Random bytes are in some charset")
    func randomBytes() {
        var numbers = CharsetTestNumbers(seed: 3)
        for _ in 0..<200 {
            let count = Int.random(in: 0...300, using: &numbers)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...0xFF, using: &numbers) }
            let detection = CharsetFixtures.detect(bytes, transportLabel: "utf-8")
            #expect(detection.byteOrderMarkLength <= bytes.count)
        }
    }

    /// Expects a charset and how it is known.
    private func expect(
        _ bytes: [UInt8],
        transport: String?,
        _ charset: Charset,
        _ source: CharsetDetection.Source,
        location: SourceLocation = #_sourceLocation
    ) {
        let detection = CharsetFixtures.detect(bytes, transportLabel: transport)
        #expect(detection.charset == charset, sourceLocation: location)
        #expect(detection.source == source, sourceLocation: location)
    }
}
