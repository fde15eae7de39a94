/// Sees words through that are spelled letter by letter, mix scripts or have digits for letters.
///
/// A word is looked at when the next one begins, and most only by their length.
struct WordFolder {
    /// Words of one letter in a row that are one word, spelled; two may be words themselves.
    private static let minimumSingles = 3
    /// Digits in a row that may stand for letters.
    private static let maximumDigits = 2

    /// Where the word begins that is being written.
    private(set) var start: Int
    /// True when the word has a digit.
    var hasDigit = false
    /// True when the word has a Greek or Cyrillic letter.
    var hasGreekOrCyrillic = false
    /// How many words of one letter stand before the word, and where the first begins.
    private var singles = 0
    private var firstSingle = 0
    /// Blanks since the word that is being written.
    var blanks = 0
    /// Blanks between the first two words of one letter in a row.
    private var usualBlanks = 0

    init(start: Int) { self.start = start }

    /// Ends the word and begins the next.
    @inline(__always)
    mutating func begin(_ output: inout FormBuffer) {
        let length = output.count - start
        if length == 1 || singles > 0 || hasDigit || hasGreekOrCyrillic
            || (length <= 4 && length > 0 && output[start] >= 0x80)
        {
            close(&output)
            if singles == 1 { usualBlanks = blanks } else { endSpelledWord(&output) }
        }
        blanks = 0
        output.append(0x20)
        start = output.count
    }

    /// Ends the last word.
    mutating func finish(_ output: inout FormBuffer) {
        close(&output)
        joinSingles(end: output.count, &output)
    }

    private mutating func close(_ output: inout FormBuffer) {
        guard output.count > start else { return }
        if hasGreekOrCyrillic { LookAlikes.fold(from: start, &output) }
        if hasDigit { Self.foldDigits(from: start, &output) }
        (hasDigit, hasGreekOrCyrillic) = (false, false)
        if output.count - start == UTF8Scalar.length(output[start]) {
            if singles == 0 { firstSingle = start }
            singles += 1
        } else {
            joinSingles(end: start - 1, &output)
        }
    }

    /// Ends a spelled word where there are more blanks than between its letters: `s.l.o.t g.a.m.e`.
    ///
    /// What is left of the row is never one word when the form is read again, and so it stays a form.
    private mutating func endSpelledWord(_ output: inout FormBuffer) {
        guard singles >= Self.minimumSingles, blanks > usualBlanks,
            !output.bytes(from: firstSingle, to: output.count)
                .allSatisfy({ $0 == 0x20 || $0 &- 0x30 < 10 })
        else { return }
        joinSingles(end: output.count, &output)
    }

    /// Takes the spaces out between words of one letter, `s l o t`.
    ///
    /// Numbers stay: `1 2 3` are three. Separators make no difference, because the form of a form
    /// has only spaces left.
    ///
    /// - Complexity: Linear in the words and the one behind them.
    private mutating func joinSingles(end: Int, _ output: inout FormBuffer) {
        defer { singles = 0 }
        guard singles >= Self.minimumSingles else { return }
        let joined = output.bytes(from: firstSingle, to: end).filter { $0 != 0x20 }
        guard !joined.allSatisfy({ $0 &- 0x30 < 10 }) else { return }
        let behind = Array(output.bytes(from: end))
        output.truncate(to: firstSingle)
        output.append(joined)
        LookAlikes.fold(from: firstSingle, &output)
        Self.foldDigits(from: firstSingle, &output)
        output.append(behind)
        start = output.count - max(behind.count - 1, 0)
    }

    /// Reads `sl0t` and `cas1no` as they are meant: one or two of 0 and 1 between Latin letters.
    ///
    /// A number has no letter on both sides, and what has other digits is a code.
    private static func foldDigits(from start: Int, _ output: inout FormBuffer) {
        var position = start
        while position < output.count {
            guard output[position] &- 0x30 < 10 else {
                position += 1
                continue
            }
            let first = position
            var isFoldable = true
            while position < output.count, output[position] &- 0x30 < 10 {
                isFoldable = isFoldable && output[position] < 0x32
                position += 1
            }
            guard isFoldable, position - first <= maximumDigits, first > start,
                position < output.count, output[first - 1] &- 0x61 < 26,
                output[position] &- 0x61 < 26
            else { continue }
            for digit in first..<position { output[digit] = output[digit] == 0x30 ? 0x6F : 0x69 }
        }
    }
}
