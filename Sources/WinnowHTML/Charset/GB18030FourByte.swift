/// The four-byte sequences of gb18030.
///
/// They are a number system of their own (digits of 126, 10, 126 and 10). Above 189,000 the number
/// says the character; below, a table does, made when the first such sequence is met.
enum GB18030FourByte {
    /// Numbers that can stand for characters below U+10000; the last is U+FFFF.
    private static let tableCount = 39_420
    /// The number of U+10000.
    private static let firstSupplementary = 189_000

    /// Packed UTF-8 by number; 0 for none.
    private static let table: [UInt32] = {
        guard let converter = IconvConverter(from: Charset.gb18030.iconvNames) else { return [] }
        var table: [UInt32] = []
        table.reserveCapacity(tableCount)
        for number in 0..<UInt32(tableCount) {
            let lead = UInt8(truncatingIfNeeded: 0x81 + number / 12_600)
            let second = UInt8(truncatingIfNeeded: 0x30 + number / 1260 % 10)
            let third = UInt8(truncatingIfNeeded: 0x81 + number / 10 % 126)
            let fourth = UInt8(truncatingIfNeeded: 0x30 + number % 10)
            table.append(converter.packedUTF8(of: lead, second, third, fourth))
        }
        return table
    }()

    /// The character at `index`; U+FFFD for a sequence that is none; nil where the bytes are not
    /// of the form digit, high byte, digit, so that only the lead byte is to be given up.
    static func sequence(
        _ bytes: UnsafeBufferPointer<UInt8>,
        at index: Int
    ) -> (entry: UInt32, length: Int)? {
        guard index + 3 < bytes.count else { return nil }
        let (lead, second) = (bytes[index], bytes[index + 1])
        let (third, fourth) = (bytes[index + 2], bytes[index + 3])
        guard (0x81...0xFE).contains(lead), (0x30...0x39).contains(second),
            (0x81...0xFE).contains(third), (0x30...0x39).contains(fourth)
        else { return nil }
        let high = (Int(lead) - 0x81) * 10 + Int(second) - 0x30
        let low = (Int(third) - 0x81) * 10 + Int(fourth) - 0x30
        return (entry(high * 1260 + low), 4)
    }

    /// The packed UTF-8 of a number, U+FFFD's where it means nothing.
    private static func entry(_ number: Int) -> UInt32 {
        var entry: UInt32 = 0
        if number < tableCount {
            entry = number < table.count ? table[number] : 0
        } else if number >= firstSupplementary,
            let scalar = Unicode.Scalar(UInt32(0x1_0000 + number - firstSupplementary))
        {
            entry = packedUTF8(scalar)
        }
        return entry == 0 ? DecodingTable.replacement : entry
    }
}

/// The UTF-8 of a scalar as `DecodingTable` packs it.
func packedUTF8(_ scalar: Unicode.Scalar) -> UInt32 {
    UTF8.encode(scalar)?.enumerated().reduce(0) { packed, unit in
        packed | UInt32(unit.element) << (8 * UInt32(unit.offset))
    } ?? DecodingTable.replacement
}
