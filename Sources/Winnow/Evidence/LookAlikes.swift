/// Brings a word that mixes Latin with Greek or Cyrillic letters of the same looks into one script.
///
/// A word of one script is left alone, so that honest words match honest terms; one that mixes is
/// read in the script that alone has a letter no other looks like.
enum LookAlikes {
    /// The Cyrillic letters that Latin ones look like, in either case.
    private static let cyrillic = pairs("abcehikmoptxy", "авсенікмортху")
    /// The Greek letters that Latin ones look like, in either case.
    private static let greek = pairs("abeiknoptuvxyz", "αβεικηορτυνχγζ")
    /// The Latin letters that Greek and Cyrillic ones look like.
    private static let latin = pairs(
        "авсенікмортхуһјѕԁԛԝӏѵαβεικηορτυνχγζωμ",
        "abcehikmoptxyhjsdqwlvabeiknoptuvxyzwu"
    )

    private static func pairs(_ letters: String, _ twins: String) -> [UInt32: UInt32] {
        let pairs = zip(letters.unicodeScalars, twins.unicodeScalars)
        return Dictionary(uniqueKeysWithValues: pairs.map { ($0.value, $1.value) })
    }

    /// Letters of a word, by script and by whether another script has one that looks the same.
    private struct Count {
        var latin = 0
        var latinOnly = 0
        var others = 0
        var otherOnly = 0
        var hasGreek = false
        var hasCyrillic = false
    }

    /// Folds the word at the end of a text.
    ///
    /// - Complexity: Linear in the word.
    static func fold(from start: Int, _ output: inout FormBuffer) {
        // Most words with Greek or Cyrillic letters have no Latin one.
        guard output.bytes(from: start).contains(where: { $0 &- 0x61 < 26 }),
            output.bytes(from: start).contains(where: { $0 >= 0x80 })
        else { return }
        let word = String(decoding: output.bytes(from: start), as: UTF8.self).unicodeScalars.map(
            \.value
        )
        let count = count(word)
        guard count.others > 0 else { return }
        let folded: [UInt32]
        if count.otherOnly == 0, count.latinOnly > 0 || count.latin >= count.others {
            folded = word.map { latin[$0] ?? $0 }
        } else if count.latinOnly == 0, count.hasGreek != count.hasCyrillic {
            folded = word.map { (count.hasGreek ? greek[$0] : cyrillic[$0]) ?? $0 }
        } else {
            return
        }
        output.truncate(to: start)
        for scalar in folded { UTF8Scalar.encode(scalar, into: &output) }
    }

    private static func count(_ word: [UInt32]) -> Count {
        var count = Count()
        count.hasGreek = word.contains { isGreek($0) }
        count.hasCyrillic = word.contains { (0x400..<0x530).contains($0) }
        for scalar in word {
            if isGreek(scalar) || (0x400..<0x530).contains(scalar) {
                count.others += 1
                if latin[scalar] == nil { count.otherOnly += 1 }
            } else if scalar &- 0x61 < 26 || (0xC0..<0x250).contains(scalar)
                || (0x1E00..<0x1F00).contains(scalar)
            {
                count.latin += 1
                let hasTwin = count.hasGreek ? greek[scalar] != nil : cyrillic[scalar] != nil
                if !hasTwin { count.latinOnly += 1 }
            }
        }
        return count
    }

    private static func isGreek(_ scalar: UInt32) -> Bool {
        (0x370..<0x400).contains(scalar) || (0x1F00..<0x2000).contains(scalar)
    }
}
