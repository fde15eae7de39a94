import Glibc
import WinnowHTML

@testable import Winnow

/// A document for the laws: an honest page with nasty pieces strewn in.
struct RandomDocument: CustomStringConvertible {
    var seed: UInt64
    var path: String
    var charset: Charset
    var bytes: [UInt8]

    var description: String { "document \(seed) (\(path), \(charset.rawValue))" }

    /// The document of a seed, the same in every run.
    init(seed: UInt64) {
        var writer = Writer(random: SeededGenerator(seed: seed))
        self.seed = seed
        let kind = writer.random.pick(["html", "html", "html", "html", "html", "txt", "php"])
        path = "random/\(seed).\(kind)"
        charset = writer.random.pick(Writer.charsets)
        writer.language =
            charset == .shiftJIS || charset == .iso2022JP
            ? .japanese : writer.random.pick([.english, .chinese, .chinese])
        let text =
            kind == "txt" ? writer.plainText() : writer.page(charset, isTemplate: kind == "php")
        bytes = Self.encode(text, charset)
        writer.damage(&bytes)
    }

    /// Text in a charset; what the charset lacks becomes `?`.
    static func encode(_ text: String, _ charset: Charset) -> [UInt8] {
        switch charset {
        case .utf16le:
            [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        case .gb18030: iconv(text, "GB18030")
        case .shiftJIS: iconv(text, "CP932")
        case .iso2022JP: iconv(text, "ISO-2022-JP")
        default: Array(text.utf8)
        }
    }

    private static func iconv(_ text: String, _ name: String) -> [UInt8] {
        guard let handle = iconv_open(name, "UTF-8"), Int(bitPattern: handle) != -1 else {
            return []
        }
        defer { iconv_close(handle) }
        var input = text.utf8.map { CChar(bitPattern: $0) }
        var output = [CChar](repeating: 0, count: input.count * 4 + 64)
        var written = 0
        input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                var from = source.baseAddress
                var fromLeft = source.count
                var to = target.baseAddress
                var toLeft = target.count
                while fromLeft > 0 {
                    _ = Glibc.iconv(handle, &from, &fromLeft, &to, &toLeft)
                    guard fromLeft > 0 else { break }
                    // A character the charset lacks: skip it whole and write a question mark.
                    repeat {
                        from = from?.successor()
                        fromLeft -= 1
                    } while fromLeft > 0
                        && from.map { UInt8(bitPattern: $0.pointee) & 0xC0 } == 0x80
                    var mark: [CChar] = [0x3F]
                    mark.withUnsafeMutableBufferPointer {
                        var markFrom = $0.baseAddress
                        var markLeft = 1
                        _ = Glibc.iconv(handle, &markFrom, &markLeft, &to, &toLeft)
                    }
                }
                _ = Glibc.iconv(handle, nil, nil, &to, &toLeft)
                written = target.count - toLeft
            }
        }
        return output[..<written].map { UInt8(bitPattern: $0) }
    }
}

/// Writes honest pages and plants.
struct Writer {
    enum Language { case english, chinese, japanese }

    static let charsets: [Charset] = [
        .utf8, .utf8, .utf8, .utf8, .gb18030, .gb18030, .shiftJIS, .utf16le, .iso2022JP,
    ]

    var random: SeededGenerator
    var language = Language.english

    mutating func page(_ charset: Charset, isTemplate: Bool) -> String {
        let label =
            charset == .gb18030 ? random.pick(["gbk", "gb2312", "gb18030"]) : charset.rawValue
        var text = random.oneIn(12) ? plant() : ""
        text += "<!DOCTYPE html>\n<html>\n<head>\n"
        if charset != .utf16le || random.oneIn(2) { text += "<meta charset=\"\(label)\">\n" }
        if random.oneIn(3) { text += "<link rel=canonical href=\"https://www.host.example/\">\n" }
        text += "<title>" + title() + "</title>\n"
        if random.oneIn(5) { text += redirect() + "\n" }
        text += "</head>\n<body class='x>y'>\n"
        if isTemplate { text += "<?php if ($a > 1) { echo '<div style=\"display:none\">'; } ?>\n" }
        if random.oneIn(4) { text += plant() + "\n" }
        text += "<div class=wrap>\n"
        for _ in 0..<Int.random(in: 2...6, using: &random) {
            text += random.oneIn(4) ? honest() : "<p>" + prose() + "</p>"
            text += "\n"
            if random.oneIn(3) { text += plant() + random.pick(["", "\n", "\n    "]) }
        }
        text += "</div>\n"
        if random.oneIn(3) { text += plant() + "\n" }
        if random.oneIn(10) { return text }
        text += "</body>\n"
        if random.oneIn(6) { text += plant() }
        text += "</html>\n"
        if random.oneIn(4) { text += plant() }
        return text
    }

    mutating func plainText() -> String {
        var text = title() + "\n\n"
        for _ in 0..<Int.random(in: 2...5, using: &random) { text += prose() + "\n" }
        if random.oneIn(2) { text += titleList() + "\n" }
        if random.oneIn(3) { text += plant() + "\n" }
        return text + prose() + "\n" + (random.oneIn(2) ? titleList() : "")
    }

    /// Truncation and noise, in one document of five each.
    mutating func damage(_ bytes: inout [UInt8]) {
        if random.oneIn(6), !bytes.isEmpty {
            bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random))
        }
        guard random.oneIn(5), bytes.count > 40 else { return }
        for _ in 0..<Int.random(in: 1...12, using: &random) {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(random.pick(Array("<>\"'/&=-! \u{0}".utf8)), at: place)
            default: bytes.insert(contentsOf: random.pick(Self.shards).utf8, at: place)
            }
        }
    }

    private static let shards = [
        "</div>", "<div>", "</a>", "<!--", "-->", "</script>", "<b", "<td>", "</p>", "\u{FEFF}",
        "<title>", "<?x", "&#", "<textarea>", "<svg>", "</body>", "<![CDATA[", "\"", "'", "<li>",
    ]

    // MARK: Honest pieces

    mutating func prose() -> String {
        let sentences: [String] =
            switch language {
            case .english:
                [
                    "The harbour museum is open from ten to five on every day but Monday.",
                    "Children need no ticket, and the ferry stops at the door every half hour.",
                    "Groups of more than twelve should write to the office a week before.",
                    "The old crane can be visited with a guide on Saturdays & holidays.",
                ]
            case .chinese:
                [
                    "港口博物馆每天上午十点至下午五点开放，星期一休馆。", "儿童免票，渡轮每半小时在门口停靠一次。",
                    "馆内展出一百二十件船模、航海图和渔民的日常用品。", "二楼的图书室保存着本地报纸的合订本，读者可以免费查阅。",
                ]
            case .japanese:
                [
                    "港の博物館は月曜日を除いて毎日十時から五時まで開いています。", "子どもは無料で、渡し船は三十分ごとに着きます。",
                    "古いクレーンは土曜日に案内人と見学できます。", "十二人以上の団体は一週間前までに手紙でお知らせください。",
                ]
            }
        return (0..<Int.random(in: 1...4, using: &random)).map { _ in random.pick(sentences) }
            .joined(separator: " ")
    }

    private mutating func honest() -> String {
        random.pick([
            "<a style=\"position:absolute;left:-9999px\" href=\"#main\">Skip to content</a>",
            "<ul><li><a href=\"/a\">One</a><li><a href='/b'>Two</a></ul>",
            "<table><tr><td>1<td>2</table>", "<img src=\"/x.png\" alt=\"a > b\">",
            "<!-- <a href=\"https://casino.example/\">casino</a> -->",
            "<pre>&lt;div style=\"display:none\"&gt;</pre>",
            "<script>var a = '<div style=\"display:none\">' + \"</div>\";</script>",
            "<textarea><a href=\"https://casino.example/\">casino online</a></textarea>",
            "<div style=\"display:none\"><a href=\"/privacy\">Privacy</a></div>",
            "<svg><title>x</title><a href=\"/y\"><text>z</text></a></svg>",
            "<noscript><img src=\"https://count.example/1.gif\"></noscript>",
        ])
    }

    private mutating func title() -> String {
        let honest = random.pick(["Harbour museum", "港口博物馆", "博物館 &amp; 港"])
        switch Int.random(in: 0..<6, using: &random) {
        case 0: return "&#30334;&#23478;&#20048;&#95;&#112;&#107;&#49;&#48;_" + honest
        case 1: return "百家乐平台_时时彩开奖_北京赛车_" + honest
        case 2: return honest + " | slot online | online casino | poker online"
        default: return honest
        }
    }

    // MARK: Plants

    mutating func link() -> String {
        let host = random.pick([
            "one", "two", "three", "four", "five", "six", "pills", "slot-gacor",
        ])
        let path = random.pick(["", "/", "/a?b=1&c=2", "/slot-hari-ini/", "/x\" title=\"a > b"])
        let rel = random.oneIn(4) ? " rel=\"dofollow\"" : ""
        let end = random.oneIn(20) ? "" : "</a>"
        return "<a href=\"\(random.pick(["https://", "http://", "//", "http://http://"]))\(host)."
            + "example\(path)\"\(rel)>\(term())\(end)"
    }

    private mutating func term() -> String {
        random.pick([
            "cheap viagra", "buy cialis online", "slot online", "online casino", "poker online",
            "百家乐", "时时彩平台", "北京赛车", "棋牌游戏平台", "payday loans", "<b>casino</b> bonus",
            "replica watches", "&#115;lot gacor", "judi slot", "sportsbook bonus", "玩·百·家·乐",
        ])
    }

    private mutating func links(
        _ separators: [String] = [" ", "\n", "| ", " | ", "", "、"]
    ) -> String {
        let separator = random.pick(separators)
        return (0..<Int.random(in: 2...9, using: &random)).map { _ in link() }
            .joined(separator: separator)
    }

    private mutating func titleList() -> String {
        let label = random.pick(["主站蜘蛛池模板：", "主站蜘蛛池模板: ", "友情链接：", ""])
        let count = Int.random(in: 4...12, using: &random)
        return label
            + (0..<count).map { _ in random.pick(["百家乐平台", "时时彩开奖", "北京赛车", "第一个标题", "casino"]) }
            .joined(separator: random.pick(["|", "| ", "_", "、", ", "]))
    }

    private mutating func redirect() -> String {
        "<script>var s=document.referrer;if(s.indexOf(\"baidu\")>0||s.indexOf(\"google\")>0)"
            + "location.href=\"https://casino.example/\";</script>"
    }

    private mutating func hidingStyle() -> String {
        random.pick([
            "display:none", "DISPLAY: NONE !important;", "position:absolute;left:-9999px",
            "overflow:hidden;height:1px", "visibility:hidden", "text-indent:-9999px", "opacity:0",
            "d\\69 splay:none", "font-size:0;/* > */",
        ])
    }

    mutating func plant() -> String {
        let style = hidingStyle()
        let tag = random.pick(["div", "p", "span", "em", "font", "ul", "marquee", "x-y", "td"])
        switch Int.random(in: 0..<14, using: &random) {
        case 0, 1: return "<\(tag) style=\"\(style)\">\(links())</\(tag)>"
        case 2: return "<\(tag) style='\(style)'>\n\(links())\n"
        case 3: return "主站蜘蛛池模板: " + links(["| "]) + random.pick(["|", "", "\n"])
        case 4: return "<div>" + links() + "</div>"
        case 5: return junk()
        case 6:
            return "<div id=\"q\">\(links())</div><script>document.getElementById(\"q\").style."
                + "display=\"none\"</script>"
        case 7: return "<style>.zq{\(style)}</style><div class=zq>\(links())</div>"
        case 8:
            return "<script>document.write(\"<d\"+\"iv style='\(style)'>\")</script>\(links())"
                + "<script>document.write(\"</div>\")</script>"
        case 9: return "<!--44b51--><\(tag) style=\"\(style)\">\(links())</\(tag)><!--/44b51-->"
        case 10: return titleList()
        case 11: return "<ul>\(prose())<li>\(links())</li><li><p>\(prose())</p></li></ul>"
        case 12: return "<div style=\"\(style)\"><div>\(plantSmall())<p>\(links())</div></p></div>"
        default: return "<div>友情链接：" + links([" ", "|"]) + "</div>"
        }
    }

    private mutating func plantSmall() -> String {
        "<!-- x --><u style=\"\(hidingStyle())\">\(link())</u><script>var x='</div>'</script>"
    }

    private mutating func junk() -> String {
        let id = random.pick(["q7x2m", "k1"])
        let pieces = (0..<Int.random(in: 14...30, using: &random)).map { _ in
            random.pick([
                "<b id=\"\(id)\"></b>", "<u id=\"\(id)\"><i id=\"\(id)\"></i></u>",
                "<dfn id=\(id)></dfn>", "<p id='\(id)'>",
            ])
        }
        let junk = pieces.joined()
        return random.oneIn(2) ? "<div style=\"display:none\">\(junk)</div>" : junk
    }
}
