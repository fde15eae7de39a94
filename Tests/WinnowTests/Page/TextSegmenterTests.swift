import Testing
import WinnowHTML

@testable import Winnow

/// A text and the pieces it must be cut into, `+` before those that continue a list.
struct SegmentCase: CustomTestStringConvertible {
    var text: String
    var pieces: [String]

    init(_ text: String, _ pieces: [String]) { (self.text, self.pieces) = (text, pieces) }

    var testDescription: String { text.debugDescription }
}

@Suite("TextSegmenter")
struct TextSegmenterTests {
    private static let clause = String(repeating: "word ", count: 30)
    private static let prose = "\(clause), \(clause), that, \(clause), this, \(clause)."

    @Test(
        "A line with several separators is a list",
        arguments: [
            SegmentCase("a|b|c|d|e", ["a", "+b", "+c", "+d", "+e"]),
            SegmentCase("  a | b |c|  d|e \n", ["a", "+b", "+c", "+d", "+e"]),
            SegmentCase("a_b_c_d_e_", ["a", "+b", "+c", "+d", "+e"]),
            SegmentCase("一、二、三、四、五", ["一", "+二", "+三", "+四", "+五"]),
            SegmentCase("一，二，三，四，五", ["一", "+二", "+三", "+四", "+五"]),
            SegmentCase("一｜二｜三｜四｜五", ["一", "+二", "+三", "+四", "+五"]),
            SegmentCase("a, b, c, d, e", ["a", "+b", "+c", "+d", "+e"]),
            SegmentCase("a-b-c-d-e", ["a", "+b", "+c", "+d", "+e"]),
            SegmentCase("友情链接：一|二|三|四|五", ["友情链接：", "+一", "+二", "+三", "+四", "+五"]),
            SegmentCase("Links: a|b|c|d|e", ["Links:", "+a", "+b", "+c", "+d", "+e"]),
            SegmentCase("a||||b", ["a", "+b"]),
            SegmentCase("a-b|c|d|e|f", ["a-b", "+c", "+d", "+e", "+f"]),
            SegmentCase("||||||", []),
        ]
    )
    func lists(test: SegmentCase) {
        #expect(Self.pieces(Array(test.text.utf8), .utf8) == test.pieces)
    }

    @Test(
        "Everything else stays whole",
        arguments: [
            SegmentCase("", []), SegmentCase(" \n ", []), SegmentCase("a", ["a"]),
            SegmentCase("a|b|c|d", ["a|b|c|d"]), SegmentCase("a|b_c-d,e", ["a|b_c-d,e"]),
            SegmentCase("Title: text", ["Title: text"]), SegmentCase(prose, [prose]),
        ]
    )
    func whole(test: SegmentCase) {
        #expect(Self.pieces(Array(test.text.utf8), .utf8) == test.pieces)
    }

    @Test("Lines separate in plain text and nowhere else")
    func lines() {
        let text = Array("one\r\ntwo\n\nthree|a|b|c|d\n".utf8)
        #expect(
            Self.pieces(text, .utf8, splitsLines: true) == [
                "one", "two", "three", "+a", "+b", "+c", "+d",
            ]
        )
        #expect(Self.pieces(Array("one\ntwo".utf8), .utf8) == ["one\ntwo"])
    }

    @Test("A trail byte that looks like a bar separates nothing")
    func trailBytes() {
        let gbk: [UInt8] = [0x81, 0x7C, 0x82, 0x7C, 0x83, 0x7C, 0x84, 0x7C, 0x85, 0x7C]
        #expect(Self.ranges(gbk, .gb18030) == [0..<10])
        #expect(Self.ranges(gbk, .windows1252).count == 5)
        let fourBytes: [UInt8] = [0x95, 0x32, 0x82, 0x36, 0x7C, 0x61, 0x7C, 0x62, 0x7C, 0x63, 0x7C]
        #expect(Self.ranges(fourBytes, .gb18030) == [0..<4, 5..<6, 7..<8, 9..<10])
    }

    @Test("A text that ends in the middle of a character is cut without harm")
    func truncated() {
        #expect(Self.ranges([0x61, 0xE3], .utf8) == [0..<2])
        #expect(Self.ranges([0x61, 0x81], .gb18030) == [0..<2])
        #expect(Self.ranges([0x7C, 0x7C, 0x7C, 0x7C, 0xEF, 0xBC], .utf8) == [4..<6])
    }

    @Test("A list has no more pieces than the limit and a rest")
    func limit() {
        let text =
            [UInt8](repeating: 0x7C, count: 0) + Array(String(repeating: "a|", count: 6_000).utf8)
        let ranges = Self.ranges(text, .utf8)
        #expect(ranges.count == TextSegmenter.maximumItems + 1)
        #expect(ranges.last?.upperBound == text.count)
    }

    private static func ranges(
        _ bytes: [UInt8],
        _ charset: Charset,
        splitsLines: Bool = false
    ) -> [Range<Int>] {
        bytes.withUnsafeBufferPointer {
            TextSegmenter(source: Source(bytes: $0, charset: charset))
                .pieces(of: 0..<bytes.count, splitsLines: splitsLines).map(\.range)
        }
    }

    private static func pieces(
        _ bytes: [UInt8],
        _ charset: Charset,
        splitsLines: Bool = false
    ) -> [String] {
        bytes.withUnsafeBufferPointer {
            TextSegmenter(source: Source(bytes: $0, charset: charset))
                .pieces(of: 0..<bytes.count, splitsLines: splitsLines).map {
                    ($0.continuesList ? "+" : "") + String(decoding: bytes[$0.range], as: UTF8.self)
                }
        }
    }
}
