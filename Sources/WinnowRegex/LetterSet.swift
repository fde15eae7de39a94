/// A set of code points, as ranges; near enough for telling whether two classes share letters.
struct LetterSet {
    private var ranges: [ClosedRange<UInt32>]

    static let last: UInt32 = 0x10_FFFF
    /// Bits beyond which no code point has any.
    static let mask: UInt32 = 0x1F_FFFF
    static let digits = LetterSet([0x30...0x39])
    static let blanks = LetterSet([
        0x09...0x0D, 0x20...0x20, 0x85...0x85, 0xA0...0xA0, 0x2000...0x200A, 0x2028...0x2029,
        0x3000...0x3000,
    ])
    static let han = LetterSet([
        0x2E80...0x2FFF, 0x3005...0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF,
        0x2_0000...0x3_FFFF,
    ])
    /// Letters of all scripts; blocks of punctuation and symbols left out.
    static let letters = LetterSet([
        0x41...0x5A, 0x61...0x7A, 0xAA...0xAA, 0xB5...0xB5, 0xBA...0xBA, 0xC0...0x1FFF,
        0x2C00...0x2DFF, 0x3005...0x3007, 0x3041...0xD7FF, 0xF900...0xFDFF, 0xFE70...0xFEFE,
        0xFF21...0xFF3A, 0xFF41...0xFF5A, 0xFF66...0xFFDC, 0x1_0000...0x1_EFFF,
        0x2_0000...0x3_FFFF,
    ])
    static let word = LetterSet(
        letters.ranges + digits.ranges + [0x5F...0x5F, 0xFF10...0xFF19]
    )

    init(_ ranges: [ClosedRange<UInt32>]) { self.ranges = ranges }

    /// The union of sets; nil when there is none.
    init?(joining sets: [LetterSet]) {
        guard !sets.isEmpty else { return nil }
        ranges = sets.flatMap(\.ranges)
    }

    /// The one code point of a set of one.
    var single: UInt32? {
        guard ranges.count == 1, ranges[0].lowerBound == ranges[0].upperBound else { return nil }
        return ranges[0].lowerBound
    }

    /// The set with the other case of its letters of ASCII.
    var caseless: LetterSet {
        var all = ranges
        for range in ranges {
            for (from, to, shift) in [(0x41, 0x5A, 32), (0x61, 0x7A, -32)] {
                let low = max(Int(range.lowerBound), from)
                let high = min(Int(range.upperBound), to)
                if low <= high { all.append(UInt32(low + shift)...UInt32(high + shift)) }
            }
        }
        return LetterSet(all)
    }

    /// All code points that are not in the set.
    var inverted: LetterSet {
        var rest: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if range.lowerBound > next { rest.append(next...(range.lowerBound - 1)) }
            next = max(next, range.upperBound + 1)
        }
        if next <= Self.last { rest.append(next...Self.last) }
        return LetterSet(rest)
    }

    func overlaps(_ other: LetterSet) -> Bool {
        ranges.contains { range in other.ranges.contains { $0.overlaps(range) } }
    }
}
