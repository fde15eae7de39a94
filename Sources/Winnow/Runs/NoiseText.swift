internal import WinnowHTML

/// Texts that programs put beside their links so that no two comments are alike.
enum NoiseText {
    /// Bytes of a smiley or number that stands alone.
    private static let maximumMark = 8

    /// True for a number, a smiley, an address, and for a text with a word nobody can say, where no
    /// sentence ends in it.
    ///
    /// - Complexity: Linear in the text.
    static func isNoise(_ index: Int, _ page: Page, _ evidence: Evidence) -> Bool {
        let text = evidence.text[evidence.leaves[index].text]
        guard page.leaves[index].kind == .text, evidence.leaves[index].measure.sentenceEnds == 0
        else { return false }
        let words = text.split { ASCII.isSpace($0) || $0 == 0x2C }
        guard let first = words.first else { return false }
        if words.count == 1 {
            if first.starts(with: "http".utf8) { return true }
            let isNumber = first.count >= minimumDigits && first.allSatisfy(ASCII.isDigit)
            if first.count <= maximumMark, isNumber || isSmiley(first) { return true }
        }
        return words.contains(where: isUnspeakable)
    }

    /// True where it stands on one line with a link: beside it, in one element.
    static func isBesideLink(_ index: Int, _ page: Page) -> Bool {
        let own = page.leaves[index].element
        return [index - 1, index + 1].contains { other in
            page.leaves.indices.contains(other) && page.leaves[other].kind == .link
                && page.elements[Int(page.leaves[other].element)].parent == own
        }
    }

    /// Digits of a number that counts nothing.
    private static let minimumDigits = 3

    /// True for `:-)))`, `=DDD`, `8]]`: eyes, and mouths that repeat.
    static func isSmiley(_ word: some Collection<UInt8>) -> Bool {
        guard let eyes = word.first, word.count >= 2 else { return false }
        guard eyes == 0x3A || eyes == 0x3D || eyes == 0x3B || eyes == 0x38 || eyes == 0x25 else {
            return false
        }
        let mouth = word.dropFirst().drop { $0 == 0x2D }
        return !mouth.isEmpty
            && mouth.allSatisfy { "()[]DPOdpo".utf8.contains($0) }
    }

    /// Letters of a random word.
    private static let wordLetters = 4...10
    /// Letters of a word that has a vowel in nearly every language.
    private static let vowelLetters = 5

    /// True for a word of small ASCII letters without a vowel, or with two letters side by side that
    /// stand so in hardly any word of any language.
    static func isUnspeakable(_ word: some Collection<UInt8>) -> Bool {
        guard wordLetters.contains(word.count), word.allSatisfy({ $0 &- 0x61 < 26 }) else {
            return false
        }
        if word.count >= vowelLetters, !word.contains(where: { "aeiouy".utf8.contains($0) }) {
            return true
        }
        var last: UInt8 = 0
        for byte in word {
            if last != 0, isRare(last, byte) { return true }
            last = byte
        }
        return false
    }

    private static func isRare(_ first: UInt8, _ second: UInt8) -> Bool {
        let (q, x) = (UInt8(ascii: "q"), UInt8(ascii: "x"))
        if first == q { return second != UInt8(ascii: "u") }
        let rare: StaticString =
            switch first {
            case UInt8(ascii: "b"), UInt8(ascii: "g"), UInt8(ascii: "m"): "qxz"
            case UInt8(ascii: "c"): "jqvx"
            case UInt8(ascii: "d"), UInt8(ascii: "t"), UInt8(ascii: "l"): "qx"
            case UInt8(ascii: "f"): "jqvxz"
            case UInt8(ascii: "h"): "gjqxz"
            case UInt8(ascii: "j"): "bchmqx"
            case UInt8(ascii: "k"): "qxz"
            case UInt8(ascii: "p"): "jqvwxz"
            case UInt8(ascii: "s"): "x"
            case UInt8(ascii: "v"): "bcfghjkmpqwx"
            case UInt8(ascii: "w"): "jqvx"
            case x: "djknqvz"
            case UInt8(ascii: "y"): "jqvy"
            case UInt8(ascii: "z"): "fjqvx"
            default: ""
            }
        return UnsafeBufferPointer(start: rare.utf8Start, count: rare.utf8CodeUnitCount)
            .contains(second)
    }
}
