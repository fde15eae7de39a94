/// Brings text into the one form that word lists are matched in.
///
/// NFKC with case folding; traditional Han as simplified; what is invisible dropped, middle dots
/// too; every run of what is neither letter nor digit becomes one space; spelled and disguised words
/// seen through (`WordFolder`). Table-driven, one pass, no allocation beyond the output for text
/// without combining marks.
package struct TextNormaliser: Sendable {
    /// What a normalised text is made of, found on the way.
    package struct Measure: Sendable, Equatable {
        /// Characters that are neither white space nor dropped.
        package var characters = 0
        /// Letters and digits.
        package var letters = 0
        /// Han, kana, Hangul or Thai characters.
        package var wideLetters = 0
        /// Marks that end a sentence.
        package var sentenceEnds = 0
    }

    /// The ICU that the table was made from, and the Unicode it knows.
    package static let tableVersion =
        "\(NormalFormData.icuVersion) (table, Unicode \(NormalFormData.unicodeVersion))"

    package init() {}

    /// Appends the normal form of a text.
    ///
    /// - Parameters:
    ///   - text: UTF-8, character references resolved; bytes that are none end words.
    ///   - output: Receives the form; starts and ends with a space unless the text has no letter.
    /// - Returns: Counts of what the text is made of.
    /// - Complexity: Linear in the bytes.
    package func append(
        _ text: UnsafeBufferPointer<UInt8>,
        to output: inout [UInt8]
    ) -> Measure {
        let start = output.count
        for growth in [Self.usualGrowth, Self.maximumGrowth] {
            output.append(contentsOf: repeatElement(0, count: growth * text.count + Self.slack))
            let (measure, end) = output.withUnsafeMutableBufferPointer { memory in
                var pass = NormalFormPass(text, FormBuffer(memory, count: start))
                pass.run()
                return (pass.measure, pass.output.isFull ? nil : pass.output.count)
            }
            output.removeLast(output.count - (end ?? start))
            if end != nil { return measure }
        }
        return Measure()
    }

    /// Bytes of the form for a byte of text: a character and the space before it.
    private static let usualGrowth = 2
    /// The same where one character is an abbreviation of a sentence.
    private static let maximumGrowth = 12
    private static let slack = 8
}
