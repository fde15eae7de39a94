import Testing
import WinnowHTML

@Suite("CharacterReferences")
struct CharacterReferenceTests {
    /// A text, and what the HTML standard makes of it.
    struct Example: Sendable, CustomTestStringConvertible {
        var text: String
        var decoded: String
        /// What it means in an attribute value; the same where nothing is said.
        var inAttribute: String?

        init(_ text: String, _ decoded: String, inAttribute: String? = nil) {
            self.text = text
            self.decoded = decoded
            self.inAttribute = inAttribute
        }

        var testDescription: String { "‘\(text.prefix(40))’" }
    }

    static let plain: [Example] = [
        .init("", ""),
        .init("no reference", "no reference"),
        .init("&", "&"),
        .init("a & b", "a & b"),
        .init("&&amp;&", "&&&"),
        .init("& &; &\0 &\u{E9};", "& &; &\0 &\u{E9};"),
        .init("前&amp;后", "前&后"),
        .init("a&#13;\nb", "a\r\nb"),
    ]

    static let named: [Example] = [
        .init("&lt;a&gt;", "<a>"),
        .init("&nbsp;", "\u{A0}"),
        .init("&AMP;&Amp;", "&&Amp;"),
        .init("&NotEqualTilde;", "\u{2242}\u{338}"),
        .init("&CounterClockwiseContourIntegral;", "\u{2233}"),
        .init("&CounterClockwiseContourIntegral", "&CounterClockwiseContourIntegral"),
        .init("&afr;", "\u{1D51E}"),
        .init("&unknown;", "&unknown;"),
        .init("&amp;amp;", "&amp;"),
        // The longest name counts, and a name that needs its semicolon is none without it.
        .init("&notin;", "\u{2209}"),
        .init("&notit;", "\u{AC}it;", inAttribute: "&notit;"),
        .init("&not;in;", "\u{AC}in;"),
        .init("&notin", "\u{AC}in", inAttribute: "&notin"),
        .init("&trade", "&trade"),
        .init("&frac12&frac34;", "\u{BD}\u{BE}"),
        .init("&sup1x", "\u{B9}x", inAttribute: "&sup1x"),
    ]

    static let attributeException: [Example] = [
        .init("?a=1&copy=2", "?a=1\u{A9}=2", inAttribute: "?a=1&copy=2"),
        .init("&copy2", "\u{A9}2", inAttribute: "&copy2"),
        .init("&copyx;", "\u{A9}x;", inAttribute: "&copyx;"),
        .init("&copy;=2", "\u{A9}=2"),
        .init("&copy", "\u{A9}"),
        .init("&copy&reg", "\u{A9}\u{AE}"),
        .init("&copy/é", "\u{A9}/é"),
        .init("&copy_", "\u{A9}_"),
        .init("&#65=2", "A=2"),
        .init("&#x41g", "Ag"),
    ]

    static let numeric: [Example] = [
        .init("&#65;&#065;&#x41;&#X41;", "AAAA"),
        .init("&#65 &#65x", "A Ax"),
        .init("&#20013;&#x6587;", "中文"),
        .init("&#128512;", "😀"),
        .init("&#xfF;", "ÿ"),
        .init("&#", "&#"),
        .init("&#;", "&#;"),
        .init("&#x", "&#x"),
        .init("&#x;", "&#x;"),
        .init("&#xg;", "&#xg;"),
        .init("&#a;", "&#a;"),
        .init("&#-1;", "&#-1;"),
        .init("&##65;", "&##65;"),
        .init("&#&#65;", "&#A"),
    ]

    /// Swift takes none of these for a literal.
    static let noncharacters = String(decoding: [0xFDD0, 0xFFFE, 0xD83F, 0xDFFF], as: UTF16.self)

    static let outOfRange: [Example] = [
        .init("&#0;&#x000;", "\u{FFFD}\u{FFFD}"),
        .init("&#xD7FF;&#xD800;&#xDFFF;&#xE000;", "\u{D7FF}\u{FFFD}\u{FFFD}\u{E000}"),
        .init("&#x10FFFF;&#x110000;", "\u{10FFFF}\u{FFFD}"),
        .init("&#4294967361;&#x100000041;", "\u{FFFD}\u{FFFD}"),
        .init("&#18446744073709551681;", "\u{FFFD}"),
        .init("&#x\(String(repeating: "F", count: 1000));", "\u{FFFD}"),
        .init("&#\(String(repeating: "0", count: 1000))65;", "A"),
        .init("&#xFDD0;&#xFFFE;&#x1FFFF;", noncharacters),
        .init("&#1;&#11;&#127;", "\u{1}\u{B}\u{7F}"),
        .init("&#128;&#x82;&#150;&#159;", "\u{20AC}\u{201A}\u{2013}\u{178}"),
        .init("&#129;&#141;&#143;&#144;&#157;", "\u{81}\u{8D}\u{8F}\u{90}\u{9D}"),
        .init("&#160;", "\u{A0}"),
    ]

    @Test(
        "A text is decoded as a browser does",
        arguments: plain + named + attributeException + numeric + outOfRange
    )
    func decodes(_ example: Example) {
        #expect(decoded(example.text) == Array(example.decoded.utf8))
        let inAttribute = example.inAttribute ?? example.decoded
        #expect(decoded(example.text, inAttribute: true) == Array(inAttribute.utf8))
    }

    @Test("Output is appended to, and bytes that are not UTF-8 pass through")
    func appends() {
        let output = decoded([0xFF, 0x26, 0x6C, 0x74, 0x3B, 0x81, 0x26], onto: [0x41])
        #expect(output == [0x41, 0xFF, 0x3C, 0x81, 0x26])
    }

    @Test("Every named reference means what the table says, in text and in attributes")
    func namedTable() {
        var names = 0
        let table = NamedCharacterReferences.table.description
        for entry in table.split(whereSeparator: \.isWhitespace) {
            let name = entry.prefix { $0 != "=" && $0 != "~" }
            let value = String(
                String.UnicodeScalarView(
                    entry.dropFirst(name.count + 1).split(separator: "+").compactMap {
                        UInt32($0, radix: 16).flatMap(Unicode.Scalar.init)
                    }
                )
            )
            let isLegacy = entry.dropFirst(name.count).first == "~"
            names += isLegacy ? 2 : 1
            #expect(decoded("x&\(name);y") == Array("x\(value)y".utf8))
            #expect(decoded("x&\(name);y", inAttribute: true) == Array("x\(value)y".utf8))
            if isLegacy {
                #expect(decoded("x&\(name)-") == Array("x\(value)-".utf8))
                #expect(decoded("&\(name)=", inAttribute: true) == Array("&\(name)=".utf8))
            }
        }
        #expect(names == 2_231)
    }

    @Test("A text of nothing but ampersands or unfinished names takes linear time")
    func linear() {
        for piece in ["&", "&#", "&#x", "&CounterClockwiseContourIntegra", "&#1"] {
            let text = String(repeating: piece, count: 200_000)
            #expect(decoded(text).count <= text.utf8.count)
        }
    }

    private func decoded(_ text: String, inAttribute: Bool = false) -> [UInt8] {
        decoded(Array(text.utf8), inAttribute: inAttribute)
    }

    private func decoded(
        _ bytes: [UInt8],
        inAttribute: Bool = false,
        onto start: [UInt8] = []
    ) -> [UInt8] {
        var output = start
        bytes.withUnsafeBufferPointer {
            CharacterReferences.decode($0, inAttribute: inAttribute, into: &output)
        }
        return output
    }
}
