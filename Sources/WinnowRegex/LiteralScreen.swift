/// Finds which of many literals stand in a text, in one pass over its bytes.
///
/// Every literal is found by the rarest three bytes in it: a small table says of most places of a
/// text that no literal can stand there, and what is left is compared in full. Where all literals
/// have four bytes and more, each is found by two neighbouring places, and every other place of the
/// text is looked at. Letters of either case count as equal.
package struct LiteralScreen: Sendable {
    private struct Entry: Sendable {
        var number: Int
        /// Where the three bytes stand in the literal.
        var offset: Int
        /// The next entry of the same bucket, or -1.
        var next: Int32
    }

    private static let bits = 14

    /// 1 where three bytes of some literal fall; a byte each, so that a look costs one load.
    private var isBucket = [UInt8](repeating: 0, count: 1 << bits)
    private var buckets = [Int32](repeating: -1, count: 1 << bits)
    private var entries: [Entry] = []
    private var literals: [[UInt8]] = []
    private var numbers: [[UInt8]: Int] = [:]
    /// Places of a text from one look to the next.
    private var step = 2

    /// How many different literals it knows.
    package var count: Int { literals.count }

    /// A screen that knows no literal.
    package init() {}

    /// Takes up a literal.
    ///
    /// - Parameter literal: In lower case, of three bytes at the least.
    /// - Returns: Its number; equal literals have equal numbers.
    package mutating func add(_ literal: [UInt8]) -> Int {
        if let known = numbers[literal] { return known }
        let number = literals.count
        literals.append(literal)
        numbers[literal] = number
        let isShort = literal.count < 4
        if isShort { step = 1 }
        let places = 0...max(0, literal.count - (isShort ? 3 : 4))
        let offset =
            places.max {
                Self.rarity(literal, $0, isShort) < Self.rarity(literal, $1, isShort)
            } ?? 0
        enter(number, literal, offset)
        if !isShort { enter(number, literal, offset + 1) }
        return number
    }

    private mutating func enter(_ number: Int, _ literal: [UInt8], _ offset: Int) {
        let key = literal[offset...].prefix(3).reversed().reduce(UInt32(0)) {
            $0 << 8 | UInt32($1 | 0x20)
        }
        let slot = Self.slot(key)
        isBucket[slot] = 1
        entries.append(Entry(number: number, offset: offset, next: buckets[slot]))
        buckets[slot] = Int32(entries.count - 1)
    }

    /// Notes the literals that stand in a text.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - found: One flag for each literal, by number; those that stand in the text are set.
    /// - Complexity: Linear in the text, but for places where a literal's three bytes stand.
    package func scan(_ text: UnsafeBufferPointer<UInt8>, into found: inout [Bool]) {
        guard text.count >= 3, !literals.isEmpty, let bytes = text.baseAddress else { return }
        isBucket.withUnsafeBufferPointer { isBucket in
            guard let table = isBucket.baseAddress else { return }
            var position = 0
            while position + 2 < text.count {
                let key =
                    UInt32(bytes[position]) | UInt32(bytes[position + 1]) << 8
                    | UInt32(bytes[position + 2]) << 16 | 0x20_2020
                let slot = Self.slot(key)
                if table[slot] != 0 { confirm(slot, at: position, text, &found) }
                position += step
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
            let entry = entries[index]
            if !found[entry.number], stands(entry, at: position, in: text) {
                found[entry.number] = true
            }
            index = Int(entry.next)
        }
    }

    private func stands(
        _ entry: Entry,
        at position: Int,
        in text: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        let literal = literals[entry.number]
        let start = position - entry.offset
        guard start >= 0, start + literal.count <= text.count else { return false }
        for (offset, byte) in literal.enumerated() {
            let other = text[start + offset]
            guard byte == (other &- 0x41 < 26 ? other | 0x20 : other) else { return false }
        }
        return true
    }

    @inline(__always)
    private static func slot(_ key: UInt32) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B1) >> UInt32(32 - bits))
    }

    /// How seldom the three bytes at a place stand in markup and text, by the letters of English and
    /// the marks of scripts; of two neighbouring places the commoner one counts.
    private static func rarity(_ literal: [UInt8], _ offset: Int, _ isShort: Bool) -> Int {
        let first = literal[offset...].prefix(3).reduce(0) { $0 + ranks[Int($1)] }
        return isShort ? first : min(first, rarity(literal, offset + 1, true))
    }

    private static let ranks: [Int] = {
        let common = Array(" etaoinsrhldcumfpgwybv".utf8)
        var ranks = [Int](repeating: common.count + 2, count: 256)
        for (rank, byte) in common.enumerated() { ranks[Int(byte)] = rank }
        return ranks
    }()
}
