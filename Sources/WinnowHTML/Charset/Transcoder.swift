/// One pass over a UTF-16 or ISO-2022-JP document: its UTF-8 and the map between the two.
struct Transcoder {
    /// Characters in a row that take equally many bytes, on each side, in one shift state.
    struct Segment: Sendable {
        /// Where its first character begins in the original bytes.
        let original: UInt32
        /// Where its first character begins in the UTF-8.
        let utf8: UInt32
        /// How many characters it has.
        var count: UInt32
        /// Original bytes of each character.
        let originalUnit: UInt8
        /// UTF-8 bytes of each character.
        let utf8Unit: UInt8
        /// The shift state its characters are in; always `.ascii` for UTF-16.
        let state: ShiftState

        /// Where its last character ends in the original bytes.
        var originalEnd: Int { Int(original) + Int(count) * Int(originalUnit) }
        /// Where its last character ends in the UTF-8.
        var utf8End: Int { Int(utf8) + Int(count) * Int(utf8Unit) }
    }

    /// What ISO-2022-JP's escape sequences switch between.
    enum ShiftState: UInt8, Sendable {
        case ascii
        case roman
        case katakana
        case jis0208

        /// Whether bytes are ASCII characters here, all but the backslash and the tilde.
        var holdsMarkup: Bool { self == .ascii || self == .roman }
    }

    private(set) var utf8: [UInt8] = []
    private(set) var segments: [Segment] = []

    /// Transcodes `bytes` from `start` on, which stands after the byte order mark.
    init(_ bytes: UnsafeBufferPointer<UInt8>, charset: Charset, from start: Int) {
        utf8.reserveCapacity(bytes.count + bytes.count / 2)
        switch charset {
        case .utf16le: transcodeUTF16(bytes, from: start, lowByte: 0)
        case .utf16be: transcodeUTF16(bytes, from: start, lowByte: 1)
        case .iso2022JP: transcodeISO2022JP(bytes, from: start)
        default: break
        }
    }

    /// Adds one character: packed UTF-8, and where and how long it is in the original.
    private mutating func append(
        _ entry: UInt32,
        at original: Int,
        length: Int,
        state: ShiftState = .ascii
    ) {
        let utf8Length = max(1, 4 - entry.leadingZeroBitCount >> 3)
        let utf8Start = utf8.count
        for shift in 0..<utf8Length {
            utf8.append(UInt8(truncatingIfNeeded: entry >> (8 * UInt32(shift))))
        }
        if let last = segments.last, last.originalUnit == length, last.utf8Unit == utf8Length,
            last.state == state, last.originalEnd == original
        {
            segments[segments.count - 1].count += 1
            return
        }
        segments.append(
            Segment(
                original: UInt32(truncatingIfNeeded: original),
                utf8: UInt32(truncatingIfNeeded: utf8Start),
                count: 1,
                originalUnit: UInt8(truncatingIfNeeded: length),
                utf8Unit: UInt8(truncatingIfNeeded: utf8Length),
                state: state
            )
        )
    }

    /// UTF-16 with the low byte of a code unit at `lowByte`.
    ///
    /// An unpaired surrogate and an odd last byte are one U+FFFD each.
    private mutating func transcodeUTF16(
        _ bytes: UnsafeBufferPointer<UInt8>,
        from start: Int,
        lowByte: Int
    ) {
        func unit(_ index: Int) -> UInt32 {
            UInt32(bytes[index + lowByte]) | UInt32(bytes[index + 1 - lowByte]) << 8
        }
        var index = start
        while index + 1 < bytes.count {
            let first = unit(index)
            if let scalar = Unicode.Scalar(first) {
                append(packedUTF8(scalar), at: index, length: 2)
                index += 2
                continue
            }
            let second = index + 3 < bytes.count ? unit(index + 2) : 0
            if first < 0xDC00, (0xDC00...0xDFFF).contains(second),
                let scalar = Unicode.Scalar(0x1_0000 + (first - 0xD800) << 10 + second - 0xDC00)
            {
                append(packedUTF8(scalar), at: index, length: 4)
                index += 4
            } else {
                append(DecodingTable.replacement, at: index, length: 2)
                index += 2
            }
        }
        if index < bytes.count { append(DecodingTable.replacement, at: index, length: 1) }
    }

    /// ISO-2022-JP, as the standard's decoder has it.
    private mutating func transcodeISO2022JP(
        _ bytes: UnsafeBufferPointer<UInt8>,
        from start: Int
    ) {
        let pairs = DecodingTable.table(for: .eucJP).pairs
        var state = ShiftState.ascii
        var index = start
        var followsEscape = false
        while index < bytes.count {
            if let next = Self.escapeSequence(bytes, at: index) {
                // Two escape sequences with nothing between: the standard makes the second one
                // U+FFFD, lest it hide text from a filter that does not decode.
                if followsEscape {
                    append(DecodingTable.replacement, at: index, length: 3, state: next)
                }
                state = next
                followsEscape = true
                index += 3
                continue
            }
            followsEscape = false
            let (entry, length) = Self.character(bytes, at: index, state: state, pairs: pairs)
            append(entry, at: index, length: length, state: state)
            index += length
        }
    }

    /// The state that the escape sequence at `index` switches to; nil when there is none.
    private static func escapeSequence(
        _ bytes: UnsafeBufferPointer<UInt8>,
        at index: Int
    ) -> ShiftState? {
        guard bytes[index] == 0x1B, index + 2 < bytes.count else { return nil }
        return switch (bytes[index + 1], bytes[index + 2]) {
        case (0x28, 0x42): .ascii
        case (0x28, 0x4A): .roman
        case (0x28, 0x49): .katakana
        case (0x24, 0x40), (0x24, 0x42): .jis0208
        default: nil
        }
    }

    /// The character at `index`, where no escape sequence stands, and how many bytes it takes.
    private static func character(
        _ bytes: UnsafeBufferPointer<UInt8>,
        at index: Int,
        state: ShiftState,
        pairs: [UInt32]
    ) -> (entry: UInt32, length: Int) {
        let byte = bytes[index]
        let error = (DecodingTable.replacement, 1)
        switch state {
        case .ascii, .roman:
            // The shifts of other ISO 2022 encodings would mean another text to another reader.
            guard byte < 0x80, byte != 0x0E, byte != 0x0F, byte != 0x1B else { return error }
            if state == .roman, byte == 0x5C { return (packedUTF8("\u{A5}"), 1) }
            if state == .roman, byte == 0x7E { return (packedUTF8("\u{203E}"), 1) }
            return (UInt32(byte), 1)
        case .katakana:
            guard (0x21...0x5F).contains(byte),
                let scalar = Unicode.Scalar(0xFF61 + UInt32(byte) - 0x21)
            else { return error }
            return (packedUTF8(scalar), 1)
        case .jis0208:
            guard (0x21...0x7E).contains(byte), index + 1 < bytes.count else { return error }
            let trail = bytes[index + 1]
            guard trail != 0x1B else { return error }
            guard (0x21...0x7E).contains(trail), !pairs.isEmpty else {
                return (DecodingTable.replacement, 2)
            }
            // JIS X 0208 in EUC-JP is the same pair with both high bits set.
            let entry = pairs[DecodingTable.pairIndex(byte, trail | 0x80)]
            return (entry == 0 ? DecodingTable.replacement : entry, 2)
        }
    }
}
