/// Finds which of many literals stand in a text, in one pass over its bytes.
///
/// Every literal is found by the rarest three bytes in it: a bitmap says of most places of a text
/// that no literal can stand there, and what is left is compared in full. Letters of either case
/// count as equal.
package struct LiteralScreen: Sendable {
    private struct Entry: Sendable {
        var literal: [UInt8]
        /// Where the three bytes stand in it.
        var offset: Int
        /// The next entry of the same bucket, or -1.
        var next: Int32
    }

    private static let bits = 14

    private var bitmap = [UInt64](repeating: 0, count: (1 << bits) / 64)
    private var buckets = [Int32](repeating: -1, count: 1 << bits)
    private var entries: [Entry] = []
    private var numbers: [[UInt8]: Int] = [:]

    /// How many different literals it knows.
    package var count: Int { entries.count }

    /// A screen that knows no literal.
    package init() {}

    /// Takes up a literal.
    ///
    /// - Parameter literal: In lower case, of three bytes at the least.
    /// - Returns: Its number; equal literals have equal numbers.
    package mutating func add(_ literal: [UInt8]) -> Int {
        if let known = numbers[literal] { return known }
        let places = 0...max(0, literal.count - 3)
        let offset = places.max { Self.rarity(literal, $0) < Self.rarity(literal, $1) } ?? 0
        let key = literal[offset...].prefix(3).reversed().reduce(UInt32(0)) {
            $0 << 8 | UInt32($1 | 0x20)
        }
        let slot = Self.slot(key)
        bitmap[slot >> 6] |= 1 << UInt64(slot & 63)
        entries.append(Entry(literal: literal, offset: offset, next: buckets[slot]))
        buckets[slot] = Int32(entries.count - 1)
        numbers[literal] = entries.count - 1
        return entries.count - 1
    }

    /// Notes the literals that stand in a text.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - found: One flag for each literal, by number; those that stand in the text are set.
    /// - Complexity: Linear in the text, but for places where a literal's three bytes stand.
    package func scan(_ text: UnsafeBufferPointer<UInt8>, into found: inout [Bool]) {
        guard text.count >= 3, !entries.isEmpty else { return }
        bitmap.withUnsafeBufferPointer { bitmap in
            var key = UInt32(text[0] | 0x20) << 8 | UInt32(text[1] | 0x20) << 16
            for position in 2..<text.count {
                key = key >> 8 | UInt32(text[position] | 0x20) << 16
                let slot = Self.slot(key)
                if bitmap[slot >> 6] >> UInt64(slot & 63) & 1 != 0 {
                    confirm(slot, at: position - 2, text, &found)
                }
            }
        }
    }

    private func confirm(
        _ slot: Int,
        at position: Int,
        _ text: UnsafeBufferPointer<UInt8>,
        _ found: inout [Bool]
    ) {
        var index = Int(buckets[slot])
        while index >= 0 {
            if !found[index], stands(entries[index], at: position, in: text) { found[index] = true }
            index = Int(entries[index].next)
        }
    }

    private func stands(
        _ entry: Entry,
        at position: Int,
        in text: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        let start = position - entry.offset
        guard start >= 0, start + entry.literal.count <= text.count else { return false }
        for (offset, byte) in entry.literal.enumerated() {
            let other = text[start + offset]
            guard byte == (other &- 0x41 < 26 ? other | 0x20 : other) else { return false }
        }
        return true
    }

    @inline(__always)
    private static func slot(_ key: UInt32) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B1) >> UInt32(32 - bits))
    }

    /// How seldom three bytes stand in markup and text, by the letters of English and the marks
    /// of scripts.
    private static func rarity(_ literal: [UInt8], _ offset: Int) -> Int {
        literal[offset...].prefix(3).reduce(0) { $0 + ranks[Int($1)] }
    }

    private static let ranks: [Int] = {
        let common = Array(" etaoinsrhldcumfpgwybv".utf8)
        var ranks = [Int](repeating: common.count + 2, count: 256)
        for (rank, byte) in common.enumerated() { ranks[Int(byte)] = rank }
        return ranks
    }()
}
