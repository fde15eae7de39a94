/// Characters as bytes of UTF-8 and back.
enum UTF8Scalar {
    /// Stands for what is no character.
    static let replacement: UInt32 = 0xFFFD

    /// The character at a position, which moves on behind it.
    ///
    /// - Returns: The character; `replacement` for a byte that begins none.
    @inline(__always)
    static func decode(_ text: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> UInt32 {
        let lead = UInt32(text[position])
        let rest = text.count - position
        if lead & 0xF0 == 0xE0, rest > 2 {
            let (second, third) = (UInt32(text[position + 1]), UInt32(text[position + 2]))
            let scalar = (lead & 0xF) << 12 | (second & 0x3F) << 6 | third & 0x3F
            if second & 0xC0 == 0x80, third & 0xC0 == 0x80, scalar >= 0x800, scalar >> 11 != 0x1B {
                position += 3
                return scalar
            }
        } else if lead & 0xE0 == 0xC0, rest > 1 {
            let second = UInt32(text[position + 1])
            if second & 0xC0 == 0x80, lead >= 0xC2 {
                position += 2
                return (lead & 0x1F) << 6 | second & 0x3F
            }
        } else if lead & 0xF8 == 0xF0, rest > 3 {
            let (second, third) = (UInt32(text[position + 1]), UInt32(text[position + 2]))
            let fourth = UInt32(text[position + 3])
            let high = (lead & 7) << 18 | (second & 0x3F) << 12
            let scalar = high | (third & 0x3F) << 6 | fourth & 0x3F
            if second & third & fourth & 0xC0 == 0x80, (second | third | fourth) & 0x40 == 0,
                (0x10000..<0x11_0000).contains(scalar)
            {
                position += 4
                return scalar
            }
        } else if lead < 0x80 {
            position += 1
            return lead
        }
        position += 1
        return replacement
    }

    /// How many bytes the character has that begins with a byte.
    @inline(__always)
    static func length(_ lead: UInt8) -> Int {
        lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    }

    /// The last character of a text that is good UTF-8, and where it begins.
    static func last(of text: FormBuffer, from start: Int) -> (scalar: UInt32, start: Int)? {
        var position = text.count - 1
        while position > start, text[position] & 0xC0 == 0x80 { position -= 1 }
        guard position >= start else { return nil }
        return (scalar(in: text, at: position), position)
    }

    /// The character at a position of a text that is good UTF-8.
    static func scalar(in text: FormBuffer, at position: Int) -> UInt32 {
        let lead = text[position]
        let length = length(lead)
        guard length > 1, position + length <= text.count else { return UInt32(lead) }
        var scalar = UInt32(lead) & (0x7F >> UInt32(length))
        for offset in 1..<length { scalar = scalar << 6 | UInt32(text[position + offset] & 0x3F) }
        return scalar
    }

    /// Appends a character.
    @inline(__always)
    static func encode(_ scalar: UInt32, into output: inout FormBuffer) {
        if scalar < 0x80 {
            output.append(UInt8(truncatingIfNeeded: scalar))
            return
        }
        if scalar < 0x800 {
            output.append(UInt8(truncatingIfNeeded: scalar >> 6 | 0xC0))
        } else {
            if scalar < 0x10000 {
                output.append(UInt8(truncatingIfNeeded: scalar >> 12 | 0xE0))
            } else {
                output.append(UInt8(truncatingIfNeeded: scalar >> 18 | 0xF0))
                output.append(UInt8(truncatingIfNeeded: scalar >> 12 & 0x3F | 0x80))
            }
            output.append(UInt8(truncatingIfNeeded: scalar >> 6 & 0x3F | 0x80))
        }
        output.append(UInt8(truncatingIfNeeded: scalar & 0x3F | 0x80))
    }
}
