import Testing

@testable import Winnow

@Suite("ByteRanges")
struct ByteRangesTests {
    @Test(
        "Ranges are sorted and merged, empty ones dropped",
        arguments: [
            ([] as [Range<Int>], [] as [Range<Int>]), ([3..<3], []),
            ([5..<7, 1..<2], [1..<2, 5..<7]),
            ([1..<3, 3..<5], [1..<5]), ([1..<9, 2..<3], [1..<9]),
            ([2..<3, 1..<9, 4..<12], [1..<12]),
            ([1..<2, 1..<2], [1..<2]), ([0..<1, 2..<3], [0..<1, 2..<3]),
        ]
    )
    func normalForm(ranges: [Range<Int>], expected: [Range<Int>]) {
        let merged = ByteRanges(ranges)
        #expect(merged.ranges == expected)
        #expect(merged.isEmpty == expected.isEmpty)
        #expect(merged.byteCount == expected.reduce(0) { $0 + $1.count })
    }

    @Test("Removing takes exactly the bytes of the ranges")
    func removing() {
        let bytes = Array("0123456789".utf8)
        #expect(ByteRanges([0..<2, 5..<6, 8..<10]).removed(from: bytes) == Array("23467".utf8))
        #expect(ByteRanges().removed(from: bytes) == bytes)
        #expect(ByteRanges([0..<10]).removed(from: bytes) == [])
    }

    @Test("Removing one after the other is removing what they come to together")
    func composition() {
        var random = SeededGenerator(seed: 6)
        for _ in 0..<2_000 {
            let bytes = (0..<40).map { UInt8($0) }
            let first = Self.ranges(in: bytes.count, &random)
            let shortened = first.removed(from: bytes)
            let second = Self.ranges(in: shortened.count, &random)
            let both = first.composed(with: second)
            #expect(
                both.removed(from: bytes) == second.removed(from: shortened),
                "\(first) \(second)"
            )
            #expect(both.ranges == ByteRanges(both.ranges).ranges)
            #expect(both.byteCount == first.byteCount + second.byteCount)
        }
    }

    @Test("The pieces of a shortened range are the bytes it stands for")
    func pieces() {
        var random = SeededGenerator(seed: 8)
        for _ in 0..<2_000 {
            let bytes = (0..<40).map { UInt8($0) }
            let cut = Self.ranges(in: bytes.count, &random)
            let shortened = cut.removed(from: bytes)
            guard !shortened.isEmpty else { continue }
            let start = Int.random(in: 0..<shortened.count, using: &random)
            let end = Int.random(in: start...shortened.count, using: &random)
            let pieces = cut.pieces(ofShortened: start..<end)
            #expect(pieces.flatMap { Array(bytes[$0]) } == Array(shortened[start..<end]))
            #expect(pieces.allSatisfy { !$0.isEmpty })
        }
    }

    @Test("Bytes are found among those taken out")
    func holding() {
        let cut = ByteRanges([2..<4, 7..<9])
        #expect((0..<10).filter { cut.holds($0) } == [2, 3, 7, 8])
    }

    private static func ranges(in count: Int, _ random: inout SeededGenerator) -> ByteRanges {
        guard count > 0 else { return ByteRanges() }
        return ByteRanges(
            (0..<Int.random(in: 0...4, using: &random)).map { _ in
                let start = Int.random(in: 0..<count, using: &random)
                return start..<Int.random(in: start...min(count, start + 9), using: &random)
            }
        )
    }
}
