import Testing

@testable import Winnow

/// A text, and a term of the lists that must be found in it.
struct Evasion: CustomTestStringConvertible {
    var text: String
    var term: String

    init(_ text: String, _ term: String) { (self.text, self.term) = (text, term) }

    var testDescription: String { text.debugDescription }
}

@Suite("Evasions of word lists")
struct EvasionTests {
    @Test(
        "Terms of the lists are found however they are written",
        arguments: [
            Evasion("澳门 𝗖𝗔𝗦𝗜𝗡𝗢", "casino"), Evasion("ＣＡＳＩＮＯ", "casino"),
            Evasion("c a s i n o", "casino"), Evasion("C.A.S.I.N.O", "casino"),
            Evasion("C-A-S-I-N-O online", "casino"), Evasion("🅲🅰🆂🅸🅽🅾", "casino"),
            Evasion("ⓒⓐⓢⓘⓝⓞ", "casino"), Evasion("⒞⒜⒮⒤⒩⒪", "casino"),
            Evasion("ᴄᴀꜱɪɴᴏ", "casino"), Evasion("cas\u{AD}ino", "casino"),
            Evasion("ca\u{200B}si\u{2060}no", "casino"), Evasion("ca\u{E0061}sino", "casino"),
            Evasion("\u{202E}casino\u{202C}", "casino"), Evasion("c\u{337}a\u{337}sino", "casino"),
            Evasion("сasinо", "casino"), Evasion("саѕіnо", "casino"), Evasion("cαsino", "casino"),
            Evasion("caſino", "casino"), Evasion("cas1no", "casino"), Evasion("ca$ino", "casino"),
            Evasion("vi@gra", "viagra"),
            Evasion("v1agra", "viagra"),
            Evasion("viаgrа", "viagra"), Evasion("кaзино", "казино"), Evasion("百·家·乐", "百家乐"),
            Evasion("百 家 樂", "百家乐"), Evasion("百/家/乐", "百家乐"), Evasion("百\u{FE0F}家乐", "百家乐"),
            Evasion("百家樂", "百家乐"), Evasion("ｶｼﾞﾉ", "カジノ"), Evasion("カシ\u{3099}ノ", "カジノ"),
            Evasion("카지노", "카지노"), Evasion("카 지 노", "카지노"),
            Evasion("cá cược", "cá cược"),
            Evasion("CANLI BAHİS", "canlı bahis"),
        ]
    )
    func found(evasion: Evasion) throws {
        let normaliser = TextNormaliser()
        let matcher = TermMatcher(
            [TermList(name: "one", terms: [.init(text: evasion.term, weight: 1)])],
            normaliser: normaliser
        )
        var form: [UInt8] = []
        var scratch: [TermMatcher.Hit] = []
        var hits: [TermMatcher.Hit] = []
        _ = Array(evasion.text.utf8).withUnsafeBufferPointer { normaliser.append($0, to: &form) }
        form.withUnsafeBufferPointer {
            matcher.appendHits(in: $0, base: 0, scratch: &scratch, to: &hits)
        }
        #expect(hits.count == 1)
    }

    @Test(
        "Honest texts have no topic term",
        arguments: [
            "A B testing of two layouts", "Plan B", "The U.S.A. and the U.K.", "J. R. R. Tolkien",
            "Vitamins A, B, C, D, E and K", "Sizes S, M, L, XL", "A B C D E F G H I J K L M",
            "N O P Q R S T U V W X Y Z", "1 2 3 4 5 6 7 8 9 10", "Grades: A, B, C", "x + y = z",
            "P. G. Wodehouse, H. G. Wells", "E. T. A. Hoffmann", "R.S.V.P.", "a, b, c und d",
            "日 一 二 三 四 五 六", "甲、乙、丙、丁", "姓 名", "男 / 女", "目 录", "新 闻 中 心",
            "東京都の天気", "資料館開放時間", "Секс и город не для всех", "Сахар, соль и перец",
            "Приложение для iPhone и iPad", "Το σχολείο είναι κλειστό", "5 μg of vitamin K",
            "The C. elegans genome", "H1N1 and H5N1", "B2B and P2P", "write to me@museum.example",
            "US$ 100 and A$ 200", "Web 2.0", "i18n and l10n", "R2-D2 and C-3PO", "CO2 und H2O",
            "할 수 있는 것 이 그 저", "O, o, o! I, a", "T-shirt, e-mail, X-ray", "Q & A", "i.e. and e.g.",
            "Wi-Fi 6E", "S. E. X. Müller",
        ]
    )
    func honest(text: String) throws {
        let lexicon = try Fixtures.rules().lexicon
        let hits = lexicon.topicHits(in: Array(text.utf8))
        let lists = hits.map {
            lexicon.matcher.listNames[Int(lexicon.matcher.entries[Int($0.term)].list)]
        }
        #expect(hits.isEmpty, "\(lists)")
    }
}
