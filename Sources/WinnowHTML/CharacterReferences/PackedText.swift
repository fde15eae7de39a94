/// The UTF-8 of one or two characters in one word, first byte lowest.
///
/// The longest value of a named reference has six bytes. None holds a zero byte, which therefore
/// marks the end.
package struct PackedText: Sendable, Equatable {
    /// The text; zero bytes above it.
    private var bytes: UInt64 = 0

    /// The text of one code point; a surrogate or an out-of-range one is the caller's mistake.
    package init(_ scalar: UInt32) {
        append(scalar)
    }

    /// Adds a code point; what does not fit in the eight bytes is lost.
    package mutating func append(_ scalar: UInt32) {
        let encoded: UInt64
        switch scalar {
        case ..<0x80:
            encoded = UInt64(scalar)
        case ..<0x800:
            encoded = 0x80C0 | UInt64(scalar >> 6) | UInt64(scalar & 0x3F) << 8
        case ..<0x1_0000:
            encoded =
                0x80_80E0 | UInt64(scalar >> 12) | UInt64(scalar >> 6 & 0x3F) << 8
                | UInt64(scalar & 0x3F) << 16
        default:
            encoded =
                0x8080_80F0 | UInt64(scalar >> 18 & 0x7) | UInt64(scalar >> 12 & 0x3F) << 8
                | UInt64(scalar >> 6 & 0x3F) << 16 | UInt64(scalar & 0x3F) << 24
        }
        let used = UInt64.bitWidth - bytes.leadingZeroBitCount
        bytes |= encoded << UInt64((used + 7) / 8 * 8)
    }

    /// Appends the text to an array of bytes.
    package func append(to output: inout [UInt8]) {
        var rest = bytes
        while rest != 0 {
            output.append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
    }
}
