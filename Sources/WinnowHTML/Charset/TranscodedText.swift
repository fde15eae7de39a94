/// A document that had to be transcoded whole: its UTF-8 and the way back to the original bytes.
///
/// Only UTF-16 and ISO-2022-JP need it; in every other charset markup is found in the original
/// bytes. The byte order mark is not part of the text.
package struct TranscodedText: Sendable {
    /// The text.
    package let utf8: [UInt8]
    /// What the original bytes are in.
    package let charset: Charset
    /// Where characters stand on both sides, in order.
    private let segments: [Transcoder.Segment]
    /// How many original bytes there are.
    private let originalCount: Int
    /// Length of the byte order mark in the original.
    private let byteOrderMarkLength: Int

    /// Transcodes UTF-16 (either order) and ISO-2022-JP; nil for other charsets, and for documents
    /// of a gigabyte and more, which the map cannot address.
    package init?(_ bytes: UnsafeBufferPointer<UInt8>, charset: Charset) {
        guard bytes.count < 1 << 30, !charset.isASCIICompatible else { return nil }
        let isMarked =
            switch charset {
            case .utf16le: bytes.starts(with: [0xFF, 0xFE])
            case .utf16be: bytes.starts(with: [0xFE, 0xFF])
            default: false
            }
        byteOrderMarkLength = isMarked ? 2 : 0
        let transcoder = Transcoder(bytes, charset: charset, from: byteOrderMarkLength)
        utf8 = transcoder.utf8
        segments = transcoder.segments
        originalCount = bytes.count
        self.charset = charset
    }

    /// The original bytes to take out so that exactly the UTF-8 bytes `range` go, or nil.
    ///
    /// Nil when the range splits a character, when it begins or ends inside a run of ISO-2022-JP's
    /// Japanese (JIS X 0201 Roman counts as ASCII, markup being the same in it), and when what
    /// remains would not decode to the rest: it must be in one shift state where it is joined, and
    /// must not make a character of two broken ones. Escape sequences go with the text they are
    /// for. Between two Japanese texts both sequences go and the Japanese joins, as an escape right
    /// behind another one would be an error.
    package func originalRange(of range: Range<Int>) -> Range<Int>? {
        guard range.lowerBound >= 0, range.upperBound <= utf8.count,
            let start = boundary(at: range.lowerBound), let end = boundary(at: range.upperBound),
            start.touchesASCII
        else { return nil }
        if range.isEmpty { return start.following..<start.following }
        let isTail = range.upperBound == utf8.count
        guard isTail || end.touchesASCII, !joinsBrokenCharacters(around: range) else { return nil }
        if isTail {
            let isOpen = start.stateBefore.holdsMarkup
            return (isOpen ? start.preceding : start.following)..<originalCount
        }
        return end.cut(after: start)
    }

    /// Where in the original the character begins that a UTF-8 byte belongs to.
    package func originalOffset(of utf8Offset: Int) -> Int {
        let index = firstIndex { Int($0.utf8) > utf8Offset } - 1
        guard index >= 0 else { return segments.first.map { Int($0.original) } ?? originalCount }
        let segment = segments[index]
        guard utf8Offset < segment.utf8End else { return originalCount }
        let character = (utf8Offset - Int(segment.utf8)) / Int(segment.utf8Unit)
        return Int(segment.original) + character * Int(segment.originalUnit)
    }

    /// The UTF-8 of the characters that begin in a range of original bytes.
    package func utf8Range(ofOriginal range: Range<Int>) -> Range<Int> {
        utf8Offset(atOrAfter: range.lowerBound)..<utf8Offset(atOrAfter: range.upperBound)
    }

    /// Where in the UTF-8 the first character is that begins at an original offset or behind it.
    private func utf8Offset(atOrAfter original: Int) -> Int {
        let index = firstIndex { Int($0.original) >= original } - 1
        guard index >= 0 else { return 0 }
        let segment = segments[index]
        let unit = Int(segment.originalUnit)
        let character = (original - Int(segment.original) + unit - 1) / unit
        return Int(segment.utf8) + min(character, Int(segment.count)) * Int(segment.utf8Unit)
    }

    /// The index of the first segment for which `isBehind` holds, as it does for all after it.
    private func firstIndex(where isBehind: (Transcoder.Segment) -> Bool) -> Int {
        var (low, high) = (0, segments.count)
        while low < high {
            let middle = (low + high) / 2
            if isBehind(segments[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// Whether taking `range` out brings together what only its text kept apart.
    private func joinsBrokenCharacters(around range: Range<Int>) -> Bool {
        let brokenBefore = hasReplacement(endingAt: range.lowerBound)
        let brokenAfter = hasReplacement(endingAt: range.upperBound + 3)
        if charset == .iso2022JP {
            // A broken escape sequence may be completed by what comes next to it, even with its
            // second byte already there; one at the beginning of the range is in no one state.
            return brokenBefore || brokenAfter
                || hasReplacement(endingAt: range.lowerBound - 1)
                || hasReplacement(endingAt: range.lowerBound + 3)
        }
        // Two unpaired surrogates would be a pair.
        if brokenBefore && brokenAfter { return true }
        // U+FEFF and U+FFFE would become the byte order mark of a document that has none.
        guard range.lowerBound == 0, byteOrderMarkLength == 0 else { return false }
        let next = utf8[range.upperBound...].prefix(3)
        return next.elementsEqual([0xEF, 0xBB, 0xBF]) || next.elementsEqual([0xEF, 0xBF, 0xBE])
    }

    /// Whether the three bytes before `offset` are U+FFFD.
    private func hasReplacement(endingAt offset: Int) -> Bool {
        offset >= 3 && offset <= utf8.count
            && utf8[offset - 3..<offset].elementsEqual([0xEF, 0xBF, 0xBD])
    }
}

extension TranscodedText {
    /// The place between two characters, in original bytes; escape sequences may stand in it.
    private struct Boundary {
        /// Where the character before it ends.
        var preceding: Int
        /// Where the character after it begins.
        var following: Int
        /// The shift state before any escape sequence here.
        var stateBefore: Transcoder.ShiftState
        /// The shift state after it.
        var stateAfter: Transcoder.ShiftState

        /// Whether markup can stand on one side at least.
        var touchesASCII: Bool { stateBefore.holdsMarkup || stateAfter.holdsMarkup }

        /// What lies between `start` and this boundary, with those of their escape sequences that
        /// must go for the rest to be in one state; nil when no choice of them does that.
        func cut(after start: Boundary) -> Range<Int>? {
            if start.stateBefore == stateAfter { return start.preceding..<following }
            if start.stateAfter == stateAfter { return start.following..<following }
            // Both escape sequences cannot stay: they would stand side by side.
            if start.stateBefore == stateBefore { return start.preceding..<preceding }
            return nil
        }
    }

    /// The place between characters at a UTF-8 offset; nil inside a character.
    private func boundary(at offset: Int) -> Boundary? {
        let index = firstIndex { Int($0.utf8) > offset } - 1
        var boundary = Boundary(
            preceding: byteOrderMarkLength,
            following: originalCount,
            stateBefore: .ascii,
            stateAfter: .ascii
        )
        guard index >= 0 else { return boundary }
        let segment = segments[index]
        if offset == Int(segment.utf8) {
            if index > 0 {
                boundary.preceding = segments[index - 1].originalEnd
                boundary.stateBefore = segments[index - 1].state
            }
            boundary.following = Int(segment.original)
            boundary.stateAfter = segment.state
            return boundary
        }
        let (character, rest) = (offset - Int(segment.utf8)).quotientAndRemainder(
            dividingBy: Int(segment.utf8Unit)
        )
        guard rest == 0 else { return nil }
        boundary.preceding = Int(segment.original) + character * Int(segment.originalUnit)
        boundary.stateBefore = segment.state
        if offset < segment.utf8End {
            boundary.following = boundary.preceding
            boundary.stateAfter = segment.state
        }
        return boundary
    }
}
