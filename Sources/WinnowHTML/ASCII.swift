/// The ASCII classes of the HTML standard, on bytes.
package enum ASCII {
    /// Tab, line feed, form feed, carriage return and space.
    @inline(__always)
    package static func isSpace(_ byte: UInt8) -> Bool {
        byte <= 0x20 && (0x1_0000_3600 as UInt64) >> UInt64(byte) & 1 != 0
    }

    /// A letter, `A` to `Z` or `a` to `z`.
    @inline(__always)
    package static func isLetter(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- 0x61 < 26
    }

    /// A digit, `0` to `9`.
    @inline(__always)
    package static func isDigit(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10
    }

    /// The byte, with `A` to `Z` made small.
    @inline(__always)
    package static func lowercased(_ byte: UInt8) -> UInt8 {
        byte &- 0x41 < 26 ? byte | 0x20 : byte
    }

    /// True where the `length` bytes at `bytes` are `text`, whatever their case.
    ///
    /// - Parameters:
    ///   - bytes: The bytes to compare.
    ///   - length: How many there are.
    ///   - text: ASCII in lower case.
    /// - Returns: True when they are the same but for case.
    @inline(__always)
    package static func equals(
        _ bytes: UnsafePointer<UInt8>,
        _ length: Int,
        _ text: StaticString
    ) -> Bool {
        guard length == text.utf8CodeUnitCount else { return false }
        let expected = text.utf8Start
        for offset in 0..<length where lowercased(bytes[offset]) != expected[offset] {
            return false
        }
        return true
    }
}
