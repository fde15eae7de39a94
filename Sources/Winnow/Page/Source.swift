package import WinnowHTML

/// A document's bytes, as long as one scan borrows them, and the way to read text from them.
///
/// For UTF-16 and ISO-2022-JP these are the UTF-8 bytes the document was transcoded to.
package struct Source {
    package let bytes: UnsafeBufferPointer<UInt8>
    package let charset: Charset
    private let decoder: CharsetDecoder

    package init(bytes: UnsafeBufferPointer<UInt8>, charset: Charset) {
        self.bytes = bytes
        self.charset = charset
        decoder = CharsetDecoder(charset)
    }

    /// The bytes of a range, without copying them.
    package func slice(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[range])
    }

    /// Appends the text of a range as UTF-8, character references resolved.
    ///
    /// - Parameters:
    ///   - range: Bytes of the document.
    ///   - inAttribute: Whether the rules for attribute values apply.
    ///   - resolving: Whether character references count at all.
    ///   - scratch: Memory for the step between; its content does not matter.
    ///   - output: Receives the text.
    package func appendText(
        of range: Range<Int>,
        inAttribute: Bool = false,
        resolving: Bool = true,
        scratch: inout [UInt8],
        into output: inout [UInt8]
    ) {
        let raw = slice(range)
        guard resolving, raw.contains(0x26) else {
            decoder.decode(raw, into: &output)
            return
        }
        scratch.removeAll(keepingCapacity: true)
        decoder.decode(raw, into: &scratch)
        scratch.withUnsafeBufferPointer {
            CharacterReferences.decode($0, inAttribute: inAttribute, into: &output)
        }
    }

    /// The text of a range as UTF-8, character references resolved.
    package func text(
        of range: Range<Int>,
        inAttribute: Bool = false,
        resolving: Bool = true
    ) -> [UInt8] {
        var scratch: [UInt8] = []
        var output: [UInt8] = []
        appendText(
            of: range,
            inAttribute: inAttribute,
            resolving: resolving,
            scratch: &scratch,
            into: &output
        )
        return output
    }

    /// Bytes of the character at an offset: the step by which text may be walked without taking a
    /// trail byte for a character of its own.
    package func characterLength(at offset: Int) -> Int {
        let byte = bytes[offset]
        guard byte >= 0x80 else { return 1 }
        let length: Int
        switch charset {
        case .utf8: length = byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
        case .gb18030:
            let isFour = offset + 1 < bytes.count && ASCII.isDigit(bytes[offset + 1])
            length = isFour ? 4 : 2
        case .big5, .eucKR: length = 2
        case .eucJP: length = byte == 0x8F ? 3 : 2
        case .shiftJIS: length = byte < 0xA0 || byte >= 0xE0 ? 2 : 1
        default: length = 1
        }
        return min(length, bytes.count - offset)
    }
}
