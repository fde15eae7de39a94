/// Finds where which of many literals stand in a text, in one pass over its bytes.
///
/// Every literal of five bytes and more is found by four rare bytes in it, at either of two
/// neighbouring places, so that every other place of the text is looked at; one of four bytes by
/// these or by its first three with any byte before them; those of three in a pass of their own. A
/// bitmap says of most places that no literal can stand there, and what is left is compared in full.
/// Letters of either case count as equal.
package struct LiteralScreen: Sendable {
    /// Literals of one length class and the bitmap and table by which they are found.
    private struct Table: Sendable {
        struct Entry: Sendable {
            var key: UInt32
            var number: Int32
            /// Where the key stands in the literal.
            var offset: Int32
            /// The next entry of the same bucket, or -1.
            var next: Int32
        }

        static let filterBits: UInt32 = 18
        static let bucketBits: UInt32 = 13

        /// One bit for each hash of a key.
        var filter = [UInt64](repeating: 0, count: 1 << (Int(filterBits) - 6))
        var buckets = [Int32](repeating: -1, count: 1 << Int(bucketBits))
        var entries: [Entry] = []

        mutating func enter(_ key: UInt32, number: Int, offset: Int) {
            let hash = Self.hash(key)
            filter[Int(hash >> 6)] |= 1 << UInt64(hash & 63)
            let bucket = Int(hash >> (Self.filterBits - Self.bucketBits))
            entries.append(
                Entry(
                    key: key,
                    number: Int32(number),
                    offset: Int32(offset),
                    next: buckets[bucket]
                )
            )
            buckets[bucket] = Int32(entries.count - 1)
        }

        @inline(__always)
        static func hash(_ key: UInt32) -> UInt32 { (key &* 0x9E37_79B1) >> (32 - filterBits) }
    }

    /// Bytes from which a literal is found by four bytes at every other place.
    private static let longLength = 4

    private var long = Table()
    private var short = Table()
    private var literals: [[UInt8]] = []
    private var numbers: [[UInt8]: Int] = [:]

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
        func frequency(_ places: Range<Int>) -> Int {
            places.map { TrigramFrequency.logarithm(of: TrigramFrequency.key(literal, $0)) }
                .min() ?? 0
        }
        if literal.count < Self.longLength {
            let offset = (0...(literal.count - 3)).min {
                frequency($0..<($0 + 1)) < frequency($1..<($1 + 1))
            }
            short.enter(
                Self.key(literal, offset ?? 0, length: 3),
                number: number,
                offset: offset ?? 0
            )
        } else {
            if literal.count == Self.longLength {
                // At an odd place there is always a byte before it, whatever it is. What is entered
                // last is found first, and places are told in order.
                let rest = Self.key(literal, 0, length: 3) << 8
                for byte in UInt8.min...UInt8.max where byte & 0x20 != 0 {
                    long.enter(rest | UInt32(byte), number: number, offset: -1)
                }
            }
            let offset = literal.count == Self.longLength ? 0 : rarestPair(literal, frequency)
            for place in [offset, offset + 1] where place + 4 <= literal.count {
                long.enter(Self.key(literal, place, length: 4), number: number, offset: place)
            }
        }
        return number
    }

    /// The first of two neighbouring places at which four bytes are rarest; of either the commoner
    /// one counts.
    private func rarestPair(_ literal: [UInt8], _ frequency: (Range<Int>) -> Int) -> Int {
        (0..<(literal.count - 4)).min { left, right in
            max(frequency(left..<(left + 2)), frequency((left + 1)..<(left + 3)))
                < max(frequency(right..<(right + 2)), frequency((right + 1)..<(right + 3)))
        } ?? 0
    }

    /// The bytes by which a literal is looked for; a bit that tells upper from lower case is set in
    /// all of them, letters or not.
    private static func key(_ literal: [UInt8], _ offset: Int, length: Int) -> UInt32 {
        literal[offset..<(offset + length)].reversed().reduce(0) { $0 << 8 | UInt32($1 | 0x20) }
    }

    /// Notes where literals stand in a text.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - hits: Receives the literals and the offsets at which they start; made for this screen.
    /// - Complexity: Linear in the text, but for places where a literal's bytes stand.
    package func scan(_ text: UnsafeBufferPointer<UInt8>, into hits: inout LiteralHits) {
        hits.reset(literals: literals.count)
        guard !literals.isEmpty, let bytes = text.baseAddress else { return }
        if !long.entries.isEmpty {
            scan(long, text, bytes, step: 2, length: 4, mask: 0x2020_2020, &hits)
        }
        if !short.entries.isEmpty {
            scan(short, text, bytes, step: 1, length: 3, mask: 0x20_2020, &hits)
        }
        hits.settle()
    }

    @inline(__always)
    private func scan(
        _ table: Table,
        _ text: UnsafeBufferPointer<UInt8>,
        _ bytes: UnsafePointer<UInt8>,
        step: Int,
        length: Int,
        mask: UInt32,
        _ hits: inout LiteralHits
    ) {
        let end = text.count - length
        table.filter.withUnsafeBufferPointer { filter in
            guard let filter = filter.baseAddress else { return }
            var position = 0
            while position <= end {
                var key = UInt32(bytes[position]) | UInt32(bytes[position + 1]) << 8
                key |= UInt32(bytes[position + 2]) << 16
                if length == 4 { key |= UInt32(bytes[position + 3]) << 24 }
                key |= mask
                let hash = Table.hash(key)
                if filter[Int(hash >> 6)] >> UInt64(hash & 63) & 1 != 0 {
                    confirm(table, key, hash, at: position, text, &hits)
                }
                position += step
            }
        }
    }

    @inline(never)
    private func confirm(
        _ table: Table,
        _ key: UInt32,
        _ hash: UInt32,
        at position: Int,
        _ text: UnsafeBufferPointer<UInt8>,
        _ hits: inout LiteralHits
    ) {
        var index = table.buckets[Int(hash >> (Table.filterBits - Table.bucketBits))]
        while index >= 0 {
            let entry = table.entries[Int(index)]
            if entry.key == key {
                let start = position - Int(entry.offset)
                if stands(Int(entry.number), at: start, in: text) {
                    hits.add(Int(entry.number), at: start)
                }
            }
            index = entry.next
        }
    }

    private func stands(
        _ number: Int,
        at start: Int,
        in text: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        let count = literals[number].count
        guard start >= 0, start + count <= text.count else { return false }
        return literals[number].withUnsafeBufferPointer { literal in
            for offset in 0..<count {
                let other = text[start + offset]
                guard literal[offset] == (other &- 0x41 < 26 ? other | 0x20 : other) else {
                    return false
                }
            }
            return true
        }
    }
}
