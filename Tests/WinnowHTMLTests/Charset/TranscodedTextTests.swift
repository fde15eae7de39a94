import Testing
import WinnowHTML

@Suite("TranscodedText")
struct TranscodedTextTests {
    @Test("ASCII-compatible charsets are not transcoded whole")
    func otherCharsets() {
        for charset in Charset.allCases {
            #expect((transcode([0x61, 0x00], charset) == nil) == charset.isASCIICompatible)
        }
    }

    @Test("The byte order mark is no part of the text, and offset 0 lies behind it")
    func byteOrderMark() throws {
        let bytes = [0xFE, 0xFF] + CharsetFixtures.utf16("a漢", bigEndian: true)
        let text = try #require(transcode(bytes, .utf16be))
        #expect(text.utf8 == Array("a漢".utf8))
        #expect(text.originalOffset(of: 0) == 2)
        #expect(text.originalRange(of: 0..<1) == 2..<4)
        let other = try #require(transcode(bytes, .utf16le))
        #expect(other.utf8.starts(with: Array("\u{FFFE}".utf8)))
    }

    @Test("Offsets lead back to the character they are in")
    func originalOffsets() throws {
        let text = try #require(
            transcode(CharsetFixtures.utf16("aé漢😀b", bigEndian: false), .utf16le)
        )
        let offsets = (0...text.utf8.count).map { text.originalOffset(of: $0) }
        #expect(offsets == [0, 2, 2, 4, 4, 4, 6, 6, 6, 6, 10, 12])
        #expect(text.utf8Range(ofOriginal: 4..<10) == 3..<10)
        #expect(text.utf8Range(ofOriginal: 5..<12) == 6..<11)
        #expect(text.utf8Range(ofOriginal: 0..<0) == 0..<0)
    }

    @Test("A range that splits a character cannot be taken out")
    func splitCharacters() throws {
        let text = try #require(
            transcode(CharsetFixtures.utf16("a漢b", bigEndian: false), .utf16le)
        )
        #expect(text.originalRange(of: 1..<4) == 2..<4)
        for range in [1..<2, 1..<3, 2..<4, 3..<5, 0..<2, 0..<6, -1..<1] {
            #expect(text.originalRange(of: range) == nil)
        }
    }

    @Test("Unpaired surrogates are not brought together")
    func surrogates() throws {
        let bytes: [UInt8] = [0x3D, 0xD8, 0x61, 0x00, 0x00, 0xDE]
        let text = try #require(transcode(bytes, .utf16le))
        #expect(text.utf8 == Array("\u{FFFD}a\u{FFFD}".utf8))
        #expect(text.originalRange(of: 3..<4) == nil)
        #expect(text.originalRange(of: 0..<4) == 0..<4)
    }

    @Test("Text that would become a byte order mark stays where it is")
    func lateByteOrderMark() throws {
        let text = try #require(
            transcode(CharsetFixtures.utf16("a\u{FEFF}b", bigEndian: false), .utf16le)
        )
        #expect(text.originalRange(of: 0..<1) == nil)
        #expect(text.originalRange(of: 0..<4) == 0..<4)
    }

    @Test(
        "Escape sequences go with the Japanese they are for",
        arguments: [
            // The text, what to take out, what remains. `[` is the escape to JIS X 0208, `]` that
            // to ASCII; 24 22 is あ and stands here as `$"`.
            ("a[$\"]b", 1..<4, "ab"),
            ("a[$\"]b", 0..<1, "[$\"]b"),
            ("a[$\"]b", 4..<5, "a[$\"]"),
            ("a[$\"]b", 0..<4, "b"),
            ("a[$\"]b", 1..<5, "a"),
            ("[$\"]<i>[$\"]", 3..<6, "[$\"$\"]"),
            ("[$\"]<i>[$\"]</i>", 3..<9, "[$\"]</i>"),
            ("[$\"]<i>[$\"]</i>[$\"]b", 3..<13, "[$\"$\"]b"),
            ("[$\"]a[$\"]", 3..<7, "[$\"]"),
            ("[$\"$\"]b", 0..<6, "b"),
            ("[$\"$\"]b", 0..<3, nil),
            ("[$\"$\"$\"]b", 3..<6, nil),
            ("a[$\"$\"]b", 1..<4, nil),
            ("a[$\"]b", 2..<4, nil),
            ("ab[[$\"]c", 1..<2, nil),
            ("a]b", 0..<1, "b"),
            ("a]b", 1..<2, "a"),
            ("a[{\\z", 1..<4, nil),
            ("\u{1B}(xB", 4..<5, nil),
            ("\u{1B}x(B", 3..<4, nil),
        ] as [(String, Range<Int>, String?)]
    )
    func escapeSequences(_ pattern: String, range: Range<Int>, rest: String?) throws {
        let bytes = Self.iso2022JP(pattern)
        let text = try #require(transcode(bytes, .iso2022JP))
        let original = text.originalRange(of: range)
        #expect((original == nil) == (rest == nil))
        guard let original, let rest else { return }
        #expect(without(original, bytes) == Self.iso2022JP(rest))
        #expect(transcode(without(original, bytes), .iso2022JP)?.utf8 == without(range, text.utf8))
    }

    @Test(
        "What can be taken out leaves exactly the rest",
        arguments: [Charset.utf16le, .utf16be, .iso2022JP],
        0..<40
    )
    func property(_ charset: Charset, seed: Int) throws {
        var numbers = CharsetTestNumbers(seed: UInt64(seed))
        let bytes = randomDocument(charset, isBroken: seed.isMultiple(of: 4), &numbers)
        let text = try #require(transcode(bytes, charset))
        #expect(text.utf8.withUnsafeBufferPointer { UTF8Validator.isValid($0) })
        let starts = text.utf8.indices.filter { text.utf8[$0] & 0xC0 != 0x80 } + [text.utf8.count]
        var found = 0
        for _ in 0..<100 {
            let ends = (0..<2).map { _ in starts[Int.random(in: 0..<starts.count, using: &numbers)]
            }
            let range = ends[0] < ends[1] ? ends[0]..<ends[1] : ends[1]..<ends[0]
            guard let original = text.originalRange(of: range) else { continue }
            found += 1
            let rest = transcode(without(original, bytes), charset)
            #expect(rest?.utf8 == without(range, text.utf8), "\(range) of \(bytes)")
        }
        #expect(found > 0)
    }

    @Test("Bytes of any kind never stop it", arguments: [Charset.utf16le, .utf16be, .iso2022JP])
    func randomBytes(_ charset: Charset) {
        var numbers = CharsetTestNumbers(seed: 5)
        for _ in 0..<40 {
            let bytes = (0..<Int.random(in: 0...20, using: &numbers)).map { _ in
                UInt8.random(in: 0...0xFF, using: &numbers)
            }
            guard let text = transcode(bytes, charset) else { continue }
            for offset in 0...text.utf8.count {
                #expect((0...bytes.count).contains(text.originalOffset(of: offset)))
                for end in offset...text.utf8.count {
                    guard let range = text.originalRange(of: offset..<end) else { continue }
                    #expect(
                        transcode(without(range, bytes), charset)?.utf8
                            == without(offset..<end, text.utf8),
                        "\(offset..<end) of \(bytes)"
                    )
                }
            }
        }
    }

    /// A document of all the kinds of characters there are.
    private func randomDocument(
        _ charset: Charset,
        isBroken: Bool,
        _ numbers: inout CharsetTestNumbers
    ) -> [UInt8] {
        if charset == .iso2022JP {
            let pieces = [
                "a", "<b>", "[$\"", "[$\"4A", "]", "]z", "{\\", "|1", "$\"", "[[", "\u{1B}",
            ]
            let usable = isBroken ? pieces.count : pieces.count - 3
            return (0..<80).flatMap { _ in
                Self.iso2022JP(pieces[Int.random(in: 0..<usable, using: &numbers)])
            }
        }
        let pieces = ["a", "<b>", "é", "漢", "😀", "\u{FEFF}", "\u{FFFE}", "\u{FFFD}"]
        var bytes: [UInt8] = []
        for _ in 0..<80 {
            let piece = pieces[Int.random(in: 0..<pieces.count, using: &numbers)]
            bytes += CharsetFixtures.utf16(piece, bigEndian: charset == .utf16be)
            if isBroken, Int.random(in: 0..<4, using: &numbers) == 0 {
                let unit = UInt16.random(in: 0xD800...0xDFFF, using: &numbers)
                let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
                bytes += charset == .utf16be ? [high, low] : [low, high]
            }
        }
        return isBroken ? bytes + [0x61] : bytes
    }

    /// Bytes of ISO-2022-JP, its escape sequences written as one character each.
    private static func iso2022JP(_ pattern: String) -> [UInt8] {
        pattern.utf8.flatMap { byte -> [UInt8] in
            switch byte {
            case UInt8(ascii: "["): [0x1B, 0x24, 0x42]
            case UInt8(ascii: "]"): [0x1B, 0x28, 0x42]
            case UInt8(ascii: "{"): [0x1B, 0x28, 0x4A]
            case UInt8(ascii: "|"): [0x1B, 0x28, 0x49]
            default: [byte]
            }
        }
    }

    private func transcode(_ bytes: [UInt8], _ charset: Charset) -> TranscodedText? {
        bytes.withUnsafeBufferPointer { TranscodedText($0, charset: charset) }
    }

    private func without(_ range: Range<Int>, _ bytes: [UInt8]) -> [UInt8] {
        Array(bytes[..<range.lowerBound] + bytes[range.upperBound...])
    }
}
