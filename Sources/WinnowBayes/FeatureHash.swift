/// Hashes of features: 64 bits, of which a model keeps as many as tell its features apart.
///
/// A feature is a short sequence of code points or bytes in a namespace, such as a word, a pair of
/// words, or a part of a path. The sequence is taken as the digits of a number, which is then mixed
/// as in SplitMix64 (Steele, Lea and Flood 2014).
struct FeatureHash {
    /// What sort of sequence is hashed.
    enum Space: UInt64 {
        case word = 1
        case pair
        case number
        case wordPart
        case gram
        case domainEnding
        case hostWord
        case hostPart
        case pathWord
        case pathShape
    }

    private static let digit: UInt64 = 0x9E37_79B9_7F4A_7C15

    private var value: UInt64

    init(_ space: Space, _ kind: BagKind) {
        value = space.rawValue &* 0xD6E8_FEB8_6659_FD93 &+ UInt64(kind.rawValue) << 56
    }

    @inline(__always)
    mutating func add(_ digit: UInt32) { value = value &* Self.digit &+ UInt64(digit) &+ 1 }

    @inline(__always)
    mutating func add(_ other: FeatureHash) { value = value &* Self.digit &+ other.value }

    /// The feature; its lowest bit is 1 when it may tell a topic.
    @inline(__always)
    func feature(tellsTopic: Bool) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        mixed ^= mixed >> 31
        return tellsTopic ? mixed | 1 : mixed & ~1
    }
}
