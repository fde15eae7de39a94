/// The short stretches of letters that a text in normal form is made of: six letters of an alphabet,
/// or two characters of Han, kana or Hangul.
///
/// They stand for words, so that no language has to be known.
struct LetterWindows: Sequence, IteratorProtocol {
    private let normal: ArraySlice<UInt8>
    private var position: Int
    /// Where the last six characters begin, oldest first.
    private var starts: (Int, Int, Int, Int, Int, Int)
    private var count = 0
    private var lastIsWide = false

    init(_ normal: ArraySlice<UInt8>) {
        self.normal = normal
        position = normal.startIndex
        starts = (position, position, position, position, position, position)
    }

    /// A hash of the next window.
    mutating func next() -> UInt64? {
        while position < normal.endIndex {
            let byte = normal[position]
            let length = UTF8Scalar.length(byte)
            starts = (starts.1, starts.2, starts.3, starts.4, starts.5, position)
            // What is written in three bytes from U+2E80 on is wide; alphabets come before.
            let isWide =
                byte >= 0xE3
                || (byte == 0xE2 && position + 1 < normal.endIndex && normal[position + 1] >= 0xBA)
            position = Swift.min(position + length, normal.endIndex)
            count += 1
            defer { lastIsWide = isWide }
            if isWide, lastIsWide { return hash(from: starts.4) }
            if !isWide, count >= 6 { return hash(from: starts.0) }
        }
        return nil
    }

    /// FNV-1a.
    private func hash(from start: Int) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in normal[start..<position] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash
    }
}
