import Testing

@testable import Winnow

@Suite("UndoRecord")
struct UndoRecordTests {
    private static let bytes = Array("<p>one</p>casino\u{0}\u{FF}\n<p>two</p>slot".utf8)
    private static let removed = ByteRanges([10..<20, 29..<33])

    @Test("What was cut is put back bit for bit, through the line of the undo file")
    func roundTrip() throws {
        let record = UndoRecord(path: "a \"b\"\n.html", bytes: Self.bytes, removed: Self.removed)
        let line = record.line
        #expect(line.last == 0x0A)
        #expect(line.count { $0 == 0x0A } == 1)
        let read = try UndoRecord(line: line)
        #expect(read == record)
        let cleaned = Self.removed.removed(from: Self.bytes)
        #expect(read.isOf(cleaned: cleaned))
        #expect(try read.restored(cleaned) == Self.bytes)
    }

    @Test("Random cuts of random bytes are put back")
    func random() throws {
        var random = SeededGenerator(seed: 9)
        for _ in 0..<300 {
            let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            let removed = ByteRanges(
                (0..<3).map { _ in
                    let start = Int.random(in: 0...bytes.count, using: &random)
                    return start..<Int.random(in: start...bytes.count, using: &random)
                }
            )
            let record = try UndoRecord(
                line: UndoRecord(path: "x", bytes: bytes, removed: removed).line
            )
            #expect(try record.restored(removed.removed(from: bytes)) == bytes)
        }
    }

    @Test("A document that is not the cleaned one is refused")
    func wrongDocument() throws {
        let record = UndoRecord(path: "x", bytes: Self.bytes, removed: Self.removed)
        for other in [Self.bytes, [], Self.removed.removed(from: Self.bytes) + [0x20]] {
            #expect(!record.isOf(cleaned: other))
            let error = #expect(throws: UndoRecord.RestoreError.self) { try record.restored(other) }
            #expect(error?.description == "the document is not the one the cut left")
        }
    }

    @Test(
        "A damaged record is refused",
        arguments: [
            UndoRecord.Cut(at: 10, bytes: "!!"), UndoRecord.Cut(at: 10, bytes: "AAAA"),
            UndoRecord.Cut(at: -1, bytes: ""), UndoRecord.Cut(at: 5_000, bytes: ""),
            UndoRecord.Cut(at: .min, bytes: ""), UndoRecord.Cut(at: .max, bytes: ""),
        ]
    )
    func damage(cut: UndoRecord.Cut) {
        var record = UndoRecord(path: "x", bytes: Self.bytes, removed: Self.removed)
        record.cuts[0] = cut
        let cleaned = Self.removed.removed(from: Self.bytes)
        let error = #expect(throws: UndoRecord.RestoreError.self) { try record.restored(cleaned) }
        #expect(error?.description == "the undo record is damaged")
    }

    @Test("An offset far outside the numbers is damage too, not the end of the program")
    func overflow() async {
        await #expect(processExitsWith: .success) {
            let bytes = Array("<p>one</p>casino<p>two</p>slot".utf8)
            let removed = ByteRanges([10..<16, 26..<30])
            var record = UndoRecord(path: "x", bytes: bytes, removed: removed)
            for place in [Int.min, .max] {
                record.cuts[1].at = place
                _ = try? record.restored(removed.removed(from: bytes))
            }
        }
    }

    @Test("A hash that does not fit is noticed after the fact")
    func wrongHash() {
        var record = UndoRecord(path: "x", bytes: Self.bytes, removed: Self.removed)
        record.original = record.cleaned
        #expect(throws: UndoRecord.RestoreError.self) {
            try record.restored(Self.removed.removed(from: Self.bytes))
        }
    }

    @Test(
        "A line that is no record is refused, and one of a newer version says so",
        arguments: [
            ("", "the line is no undo record"), ("{}", "the line is no undo record"),
            ("[1]", "the line is no undo record"), ("{\"v\":1}", "the line is no undo record"),
            (
                "{\"v\":2,\"path\":\"x\",\"original\":\"\",\"cleaned\":\"\",\"cuts\":[]}",
                "the undo record has version 2; this program reads version 1"
            ),
        ]
    )
    func reading(line: String, message: String) {
        let error = #expect(throws: UndoRecord.RestoreError.self) {
            try UndoRecord(line: line.utf8)
        }
        #expect(error?.description == message)
    }
}
