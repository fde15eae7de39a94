/// Tells the normal form of a character, from tables that are read where they lie.
///
/// `NormalFormData` is text of the program, in digits of six bits: nothing is built or copied when
/// the program starts. Made anew for every text, because pointers don't cross threads.
struct NormalFormTable {
    /// What is done with a character.
    enum Kind: UInt32 {
        /// Ends a word; the value is the ASCII mark that it is another way of writing, or 0.
        case separator = 0
        /// Leaves no trace.
        case dropped = 1
        /// A letter or digit; the value is the one it becomes, or 0 for itself.
        case letter = 2
        /// The same for Han, kana, Hangul and Thai.
        case wideLetter = 3
        /// Becomes several; the value is where in `sequences` they stand.
        case several = 4
        /// A mark that composes with the letter before it, or is dropped; the value is its class.
        case mark = 5
        /// A mark that stays; the value is its class.
        case keptMark = 6
        /// A letter that may compose with the one before it.
        case joiner = 7
    }

    /// The kind and value of a character.
    struct Entry {
        fileprivate let bits: UInt32

        @inline(__always)
        var kind: Kind { Kind(rawValue: bits >> 24) ?? .separator }

        /// True for a letter or digit that becomes itself.
        @inline(__always)
        var isLetterItself: Bool { bits | 1 << 24 == 3 << 24 }

        @inline(__always)
        var value: UInt32 { bits & 0x3F | bits >> 2 & 0xFC0 | bits >> 4 & 0x3_F000 }
    }

    /// Characters from here on are separators or dropped.
    static let limit: UInt32 = 0x40000

    private let index: UnsafePointer<UInt8>
    private let blocks: UnsafePointer<UInt8>
    private let sequences: UnsafePointer<UInt8>
    private let pairs: UnsafePointer<UInt8>
    private let parts: UnsafePointer<UInt8>

    init() {
        index = NormalFormData.index.utf8Start
        blocks = NormalFormData.blocks.utf8Start
        sequences = NormalFormData.sequences.utf8Start
        pairs = NormalFormData.pairs.utf8Start
        parts = NormalFormData.parts.utf8Start
    }

    /// The entry of a character.
    @inline(__always)
    func entry(_ character: UInt32) -> Entry {
        guard character < Self.limit else {
            // Tags and the second lot of variation selectors.
            return Entry(bits: (0xE0000..<0xE1000).contains(character) ? 1 << 24 : 0)
        }
        let place = Int(character >> 5) * 2
        let block = Int(index[place] &- 0x30) | Int(index[place + 1] &- 0x30) << 6
        let start = (block << 5 | Int(character & 31)) << 2
        let digits = UnsafeRawPointer(blocks).loadUnaligned(fromByteOffset: start, as: UInt32.self)
        return Entry(bits: UInt32(littleEndian: digits) &- 0x3030_3030)
    }

    /// How many characters an entry becomes.
    func count(_ entry: Entry) -> Int { Int(sequences[Int(entry.value)] &- 0x30) }

    /// One of the characters an entry becomes.
    func character(_ entry: Entry, _ number: Int) -> UInt32 {
        number3(sequences, Int(entry.value) + 1 + 3 * number)
    }

    /// What two characters compose to, if they do.
    ///
    /// - Complexity: Logarithmic in the pairs there are.
    func composite(_ first: UInt32, _ second: UInt32) -> UInt32? {
        if let syllable = Self.syllable(first, second) { return syllable }
        var (low, high) = (0, NormalFormData.pairs.utf8CodeUnitCount / 9)
        while low < high {
            let middle = (low + high) / 2
            let pair = (number3(pairs, 9 * middle), number3(pairs, 9 * middle + 3))
            if pair == (first, second) { return number3(pairs, 9 * middle + 6) }
            if pair < (first, second) { low = middle + 1 } else { high = middle }
        }
        return nil
    }

    /// The two characters that one is composed of, if it is.
    ///
    /// - Complexity: Logarithmic in the pairs there are.
    func parts(of composite: UInt32) -> (first: UInt32, second: UInt32)? {
        var (low, high) = (0, NormalFormData.parts.utf8CodeUnitCount / 9)
        while low < high {
            let middle = (low + high) / 2
            let found = number3(parts, 9 * middle)
            if found == composite {
                return (number3(parts, 9 * middle + 3), number3(parts, 9 * middle + 6))
            }
            if found < composite { low = middle + 1 } else { high = middle }
        }
        return nil
    }

    /// Hangul composes by arithmetic (Unicode, section 3.12).
    private static func syllable(_ first: UInt32, _ second: UInt32) -> UInt32? {
        if (0x1100..<0x1113).contains(first), (0x1161..<0x1176).contains(second) {
            return 0xAC00 + ((first - 0x1100) * 21 + second - 0x1161) * 28
        }
        if (0xAC00..<0xD7A4).contains(first), (first - 0xAC00) % 28 == 0,
            (0x11A8..<0x11C3).contains(second)
        {
            return first + second - 0x11A7
        }
        return nil
    }

    private func number3(_ digits: UnsafePointer<UInt8>, _ place: Int) -> UInt32 {
        UInt32(digits[place] &- 0x30) | UInt32(digits[place + 1] &- 0x30) << 6
            | UInt32(digits[place + 2] &- 0x30) << 12
    }
}
