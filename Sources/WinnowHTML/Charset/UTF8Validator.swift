/// The check for well-formed UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
package enum UTF8Validator {
    /// Whether all of `bytes` is well-formed.
    package static func isValid(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        endOfValid(bytes, from: 0) == bytes.count
    }

    /// The index of the first byte, from `start` on, that begins no well-formed sequence; the count
    /// when there is none.
    static func endOfValid(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard let base = bytes.baseAddress else { return 0 }
        let raw = UnsafeRawPointer(base)
        let count = bytes.count
        var index = start
        while index < count {
            let lead = base[index]
            if lead < 0x80 {
                index = endOfASCII(raw, from: index, count: count)
                continue
            }
            // Most Chinese, Japanese and Korean characters begin with 0xE1 to 0xEC and need no range
            // check: the shape of three bytes is looked at in one comparison.
            while index + 4 <= count {
                let word = UInt32(
                    littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt32.self)
                )
                guard word & 0xC0_C0F0 == 0x80_80E0, word & 0xFF != 0xE0, word & 0xFF != 0xED
                else { break }
                index += 3
            }
            guard index < count, base[index] >= 0x80 else { continue }
            let length = sequenceLength(base + index, available: count - index)
            guard length > 0 else { return index }
            index += length
        }
        return index
    }

    /// How many bytes at `index`, where no well-formed sequence stands, one U+FFFD replaces: the
    /// longest beginning of a well-formed sequence ("maximal subpart"), and at least one byte.
    static func maximalSubpart(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        guard let lead = LeadByte(bytes[index]) else { return 1 }
        var length = 1
        while length < lead.length, index + length < bytes.count {
            let byte = bytes[index + length]
            let fits = length == 1 ? lead.secondByte.contains(byte) : isTrail(byte)
            guard fits else { break }
            length += 1
        }
        return length
    }

    /// Whether the bytes from `index` to the end are a sequence that the end of the bytes cut off.
    static func isCutOff(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        guard let lead = LeadByte(bytes[index]), bytes.count - index < lead.length else {
            return false
        }
        return index + maximalSubpart(bytes, at: index) == bytes.count
    }

    /// Length of the well-formed sequence of two bytes or more at `start`, 0 when there is none.
    private static func sequenceLength(_ start: UnsafePointer<UInt8>, available: Int) -> Int {
        guard let lead = LeadByte(start[0]), lead.length <= available,
            lead.secondByte.contains(start[1])
        else { return 0 }
        if lead.length > 2, !isTrail(start[2]) { return 0 }
        if lead.length > 3, !isTrail(start[3]) { return 0 }
        return lead.length
    }

    /// The index of the first byte that is not ASCII, sixteen bytes at a time where there are.
    @inline(__always)
    static func endOfASCII(_ raw: UnsafeRawPointer, from start: Int, count: Int) -> Int {
        let highBits: UInt64 = 0x8080_8080_8080_8080
        var index = start
        while index + 16 <= count {
            let first = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & highBits
            let second = raw.loadUnaligned(fromByteOffset: index + 8, as: UInt64.self) & highBits
            if first | second != 0 {
                let word = UInt64(littleEndian: first != 0 ? first : second)
                return index + (first != 0 ? 0 : 8) + word.trailingZeroBitCount >> 3
            }
            index += 16
        }
        while index < count, raw.load(fromByteOffset: index, as: UInt8.self) < 0x80 { index += 1 }
        return index
    }

    /// Whether `byte` can stand in a sequence after its lead byte.
    @inline(__always)
    private static func isTrail(_ byte: UInt8) -> Bool {
        byte & 0xC0 == 0x80
    }
}

/// What a lead byte of UTF-8 says of the sequence it begins.
private struct LeadByte {
    /// Bytes in the sequence, lead byte included.
    let length: Int
    /// What the second byte may be; narrower where else an overlong form or a surrogate arose.
    let secondByte: ClosedRange<UInt8>

    @inline(__always)
    init?(_ byte: UInt8) {
        switch byte {
        case 0xC2...0xDF: (length, secondByte) = (2, 0x80...0xBF)
        case 0xE0: (length, secondByte) = (3, 0xA0...0xBF)
        case 0xED: (length, secondByte) = (3, 0x80...0x9F)
        case 0xE1...0xEF: (length, secondByte) = (3, 0x80...0xBF)
        case 0xF0: (length, secondByte) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, secondByte) = (4, 0x80...0xBF)
        case 0xF4: (length, secondByte) = (4, 0x80...0x8F)
        default: return nil
        }
    }
}
