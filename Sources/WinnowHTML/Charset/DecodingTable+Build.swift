import Synchronization

extension DecodingTable {
    /// Tables by charset; each is made once, on first use, and never changes.
    private static let cache = Mutex<[Charset: DecodingTable]>([:])

    /// The table of an ASCII-compatible charset other than UTF-8.
    static func table(for charset: Charset) -> DecodingTable {
        // Built inside the lock: another thread that wants the same table would wait anyway, and
        // a table takes milliseconds at most.
        cache.withLock { tables in
            if let table = tables[charset] { return table }
            let table = DecodingTable(charset)
            tables[charset] = table
            return table
        }
    }

    /// Asks the system's iconv for every byte or pair of bytes.
    private init(_ charset: Charset) {
        let converter = IconvConverter(from: charset.iconvNames)
        isComplete = converter != nil
        hasFourByteSequences = charset == .gb18030
        guard let leads = charset.leadBytes else {
            (singles, pairs, triples) = (Self.singleByteTable(charset), [], [])
            return
        }
        var singles = [UInt32](repeating: 0, count: 128)
        var pairs = [UInt32](repeating: 0, count: Self.pairCount)
        var triples: [UInt32] = []
        for (byte, scalar) in charset.singleBytes { singles[Int(byte) - 0x80] = scalar }
        if let converter {
            for lead in leads {
                singles[Int(lead) - 0x80] = Self.leadByte
                // Below 0x40 stand only the digits of gb18030's four bytes: no trail byte.
                for trail in UInt8(0x40)...0xFE {
                    pairs[Self.pairIndex(lead, trail)] = converter.packedUTF8(of: lead, trail)
                }
            }
            if charset == .eucJP {
                triples = [UInt32](repeating: 0, count: Self.pairCount)
                for second in UInt8(0xA1)...0xFE {
                    for third in UInt8(0xA1)...0xFE {
                        triples[Self.pairIndex(second, third)] =
                            converter.packedUTF8(of: 0x8F, second, third)
                    }
                }
            }
        }
        for (lead, trail, entry) in charset.pairs { pairs[Self.pairIndex(lead, trail)] = entry }
        (self.singles, self.pairs, self.triples) = (singles, pairs, triples)
    }

    /// Entries for 0x80 to 0xFF of a single-byte charset.
    private static func singleByteTable(_ charset: Charset) -> [UInt32] {
        guard let converter = IconvConverter(from: charset.iconvNames) else {
            return [UInt32](repeating: 0, count: 128)
        }
        var table = (UInt8(0x80)...0xFF).map { converter.packedUTF8(of: $0) }
        // What the Windows code pages leave open below 0xA0, the standard passes through as the
        // C1 control of the same number.
        for byte in UInt8(0x80)...0x9F where table[Int(byte) - 0x80] == 0 {
            table[Int(byte) - 0x80] = packedUTF8(Unicode.Scalar(byte))
        }
        for (byte, entry) in charset.singleBytes { table[Int(byte) - 0x80] = entry }
        return table
    }
}

extension Charset {
    /// What iconv calls the superset that the standard means, best first.
    ///
    /// The plain names decode less: SHIFT_JIS lacks 3,370 characters of CP932, EUC-KR 6,249 of UHC.
    /// The second names are for systems other than glibc.
    var iconvNames: [String] {
        switch self {
        case .shiftJIS: ["CP932"]
        case .eucKR: ["UHC", "CP949"]
        case .big5: ["BIG5-HKSCS"]
        case .eucJP, .iso2022JP: ["EUC-JP-MS", "EUC-JP"]
        case .ibm866: ["CP866"]
        case .iso8859Part8Logical: ["ISO-8859-8"]
        case .macintosh: ["MACINTOSH", "MacRoman"]
        case .macCyrillic: ["MAC-UK", "MacUkraine"]
        case .windows874: ["CP874"]
        case .windows1250, .windows1251, .windows1252, .windows1253, .windows1254, .windows1255,
            .windows1256, .windows1257, .windows1258:
            ["CP" + rawValue.suffix(4)]
        default: [rawValue.uppercased()]
        }
    }

    /// The bytes that begin a pair; nil for single-byte charsets.
    fileprivate var leadBytes: [UInt8]? {
        switch self {
        case .gb18030, .big5, .eucKR: Array(0x81...0xFE)
        case .shiftJIS: Array(0x81...0x9F) + Array(0xE0...0xFC)
        case .eucJP: [0x8E, 0x8F] + Array(0xA1...0xFE)
        default: nil
        }
    }

    /// Entries for single bytes that iconv is not asked for, or answers otherwise than the standard.
    fileprivate var singleBytes: [(UInt8, UInt32)] {
        switch self {
        case .gb18030: [(0x80, packedUTF8("\u{20AC}"))]
        case .shiftJIS:
            [(0x80, packedUTF8("\u{80}"))]
                + (UInt8(0xA1)...0xDF).compactMap { byte in
                    Unicode.Scalar(0xFF61 + UInt32(byte) - 0xA1).map { (byte, packedUTF8($0)) }
                }
        // The standard's KOI8-U has the Belarusian letter, as KOI8-RU does.
        case .koi8U: [(0xAE, packedUTF8("\u{45E}")), (0xBE, packedUTF8("\u{40E}"))]
        // iconv has older tables of Apple's, without the increment, the apple and the euro.
        case .macintosh: [(0xC6, packedUTF8("\u{2206}")), (0xF0, packedUTF8("\u{F8FF}"))]
        case .macCyrillic: [(0xFF, packedUTF8("\u{20AC}"))]
        default: []
        }
    }

    /// Entries for pairs that iconv's table lacks: signs that Big5 has twice.
    fileprivate var pairs: [(UInt8, UInt8, UInt32)] {
        guard self == .big5 else { return [] }
        return [
            (0xA1, 0x5A, packedUTF8("\u{2574}")), (0xA1, 0xC3, packedUTF8("\u{FFE3}")),
            (0xA1, 0xC5, packedUTF8("\u{2CD}")), (0xA1, 0xFE, packedUTF8("\u{FF0F}")),
            (0xA2, 0x40, packedUTF8("\u{FF3C}")), (0xA2, 0xCC, packedUTF8("\u{5341}")),
            (0xA2, 0xCE, packedUTF8("\u{5345}")),
        ]
    }
}
