/// What the bytes of one charset stand for, made from the system's iconv at first use.
///
/// An entry is the UTF-8 of one character, packed with its first byte lowest, so that writing it
/// is one store; its length follows from its size. The two-character sequences of Big5-HKSCS (Ê
/// with a macron and the like) fit as well: they are four bytes.
struct DecodingTable: Sendable {
    /// Entries for the bytes 0x80 to 0xFF alone; 0 for none.
    let singles: [UInt32]
    /// Entries for two bytes, at `pairIndex`; empty for single-byte charsets.
    let pairs: [UInt32]
    /// Entries for the two bytes after 0x8F in EUC-JP (JIS X 0212), at `pairIndex`; else empty.
    let triples: [UInt32]
    /// Whether there are the four-byte sequences of gb18030.
    let hasFourByteSequences: Bool
    /// Whether the system's iconv has the charset; without it every non-ASCII byte is U+FFFD.
    let isComplete: Bool

    /// The entry in `singles` of a lead byte; as it is not UTF-8, it clashes with no character.
    static let leadByte = UInt32.max
    /// U+FFFD, packed.
    static let replacement: UInt32 = 0xBD_BFEF
    /// Entries in `pairs` and `triples`.
    static let pairCount = 128 << 8

    /// Where in `pairs` a lead byte and its trail byte are.
    @inline(__always)
    static func pairIndex(_ lead: UInt8, _ trail: UInt8) -> Int {
        Int(lead & 0x7F) << 8 | Int(trail)
    }

    /// Appends the UTF-8 of `bytes`.
    func decode(_ bytes: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) {
        guard let base = bytes.baseAddress else { return }
        var index = UTF8Validator.endOfASCII(UnsafeRawPointer(base), from: 0, count: bytes.count)
        output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[..<index]))
        guard index < bytes.count else { return }
        // A block that fits the stack: an array cannot be written past its count, and appending
        // block by block costs a copy but no growth character by character.
        withUnsafeTemporaryAllocation(byteCount: 1024, alignment: 8) { block in
            guard let blockStart = block.baseAddress else { return }
            let table = pairs.isEmpty ? singles : pairs
            table.withUnsafeBufferPointer { table in
                while index < bytes.count {
                    let filled: Int
                    (index, filled) =
                        pairs.isEmpty
                        ? fillFromSingles(
                            blockStart,
                            capacity: block.count,
                            from: bytes,
                            at: index,
                            singles: table
                        )
                        : fill(
                            blockStart,
                            capacity: block.count,
                            from: bytes,
                            at: index,
                            pairs: table
                        )
                    output.append(
                        contentsOf: UnsafeRawBufferPointer(start: blockStart, count: filled)
                    )
                }
            }
        }
    }

    /// Decodes from `start` on until the block or the bytes end; returns where it stopped, and how
    /// much was written.
    @inline(__always)
    private func fill(
        _ block: UnsafeMutableRawPointer,
        capacity: Int,
        from bytes: UnsafeBufferPointer<UInt8>,
        at start: Int,
        pairs: UnsafeBufferPointer<UInt32>
    ) -> (index: Int, filled: Int) {
        guard let base = bytes.baseAddress else { return (start, 0) }
        let raw = UnsafeRawPointer(base)
        let count = bytes.count
        let lastStart = capacity - 8
        var index = start
        var filled = 0
        while index < count, filled <= lastStart {
            if bytes[index] < 0x80 {
                copyASCII(block, &filled, bytes, &index)
                continue
            }
            // The common case first: two pairs that are three bytes of UTF-8 each, so that where the
            // next ones go need not be computed from these.
            while index + 4 <= count, filled <= lastStart {
                let word = UInt32(
                    bigEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt32.self)
                )
                guard word & 0x8000_8000 == 0x8000_8000 else { break }
                let first = pairs[Int(word >> 16 & 0x7FFF)]
                let second = pairs[Int(word & 0x7FFF)]
                guard first & second & 0x80_0000 != 0, first | second <= 0xFF_FFFF else { break }
                let both = UInt64(first) | UInt64(second) << 24
                block.storeBytes(of: both.littleEndian, toByteOffset: filled, as: UInt64.self)
                filled += 6
                index += 4
            }
            guard index < count, filled <= lastStart, bytes[index] >= 0x80 else { continue }
            var (entry, length) = (UInt32(0), 2)
            if index + 1 < count {
                entry = pairs[Self.pairIndex(bytes[index], bytes[index + 1])]
            }
            if entry == 0 { (entry, length) = rarity(bytes, at: index) }
            block.storeBytes(of: entry.littleEndian, toByteOffset: filled, as: UInt32.self)
            filled += Self.length(of: entry)
            index += length
        }
        return (index, filled)
    }

    /// The same where every byte is a character.
    @inline(__always)
    private func fillFromSingles(
        _ block: UnsafeMutableRawPointer,
        capacity: Int,
        from bytes: UnsafeBufferPointer<UInt8>,
        at start: Int,
        singles: UnsafeBufferPointer<UInt32>
    ) -> (index: Int, filled: Int) {
        let lastStart = capacity - 8
        var index = start
        var filled = 0
        while index < bytes.count, filled <= lastStart {
            let byte = bytes[index]
            if byte < 0x80 {
                copyASCII(block, &filled, bytes, &index)
                continue
            }
            var entry = singles[Int(byte & 0x7F)]
            if entry == 0 { entry = Self.replacement }
            block.storeBytes(of: entry.littleEndian, toByteOffset: filled, as: UInt32.self)
            filled += Self.length(of: entry)
            index += 1
        }
        return (index, filled)
    }

    /// How many bytes of UTF-8 an entry is; none is ASCII.
    @inline(__always)
    private static func length(of entry: UInt32) -> Int {
        // The third byte and the fourth, where they are, have their high bits set. Counting leading
        // zeros takes several cycles on some processors, and a branch is often mispredicted.
        2 + Int(entry >> 23 & 1) + Int(entry >> 31)
    }

    /// Copies the ASCII bytes at `index`, eight at most; the block has room for eight.
    @inline(__always)
    private func copyASCII(
        _ block: UnsafeMutableRawPointer,
        _ filled: inout Int,
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ index: inout Int
    ) {
        guard index + 8 <= bytes.count, let base = bytes.baseAddress else {
            block.storeBytes(of: bytes[index], toByteOffset: filled, as: UInt8.self)
            filled += 1
            index += 1
            return
        }
        let word = UnsafeRawPointer(base).loadUnaligned(fromByteOffset: index, as: UInt64.self)
        block.storeBytes(of: word, toByteOffset: filled, as: UInt64.self)
        let run = (UInt64(littleEndian: word) & 0x8080_8080_8080_8080).trailingZeroBitCount >> 3
        filled += run
        index += run
    }

    /// What stands at a byte that begins no pair: a single byte, three or four bytes, or an error.
    ///
    /// After an error an ASCII byte is read again and another one is not, as the standard's
    /// decoders do, so a stray lead byte never swallows the `<` behind it. The end of a slice is
    /// treated as an ASCII byte: what follows it in the document is markup.
    @inline(never)
    private func rarity(
        _ bytes: UnsafeBufferPointer<UInt8>,
        at index: Int
    ) -> (entry: UInt32, length: Int) {
        let lead = bytes[index]
        let single = singles[Int(lead & 0x7F)]
        guard single == Self.leadByte else { return (single == 0 ? Self.replacement : single, 1) }
        guard index + 1 < bytes.count else { return (Self.replacement, 1) }
        let second = bytes[index + 1]
        if hasFourByteSequences, (0x30...0x39).contains(second) {
            return GB18030FourByte.sequence(bytes, at: index) ?? (Self.replacement, 1)
        }
        if lead == 0x8F, second >= 0xA1, second <= 0xFE, !triples.isEmpty {
            guard index + 2 < bytes.count else { return (Self.replacement, 2) }
            let third = bytes[index + 2]
            let entry = triples[Self.pairIndex(second, third)]
            if entry != 0 { return (entry, 3) }
            return (Self.replacement, third < 0x80 ? 2 : 3)
        }
        return (Self.replacement, second < 0x80 ? 1 : 2)
    }
}
