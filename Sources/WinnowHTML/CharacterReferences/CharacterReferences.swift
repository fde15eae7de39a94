#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Character references (`&amp;`, `&#38;`, `&#x26;`) as the HTML standard reads them.
///
/// These are the states from "character reference" to "numeric character reference end", over a
/// whole text at once. Safe to call from any thread; linear in the text, whatever it holds.
package enum CharacterReferences {
    /// Appends `text` to `output` with its character references resolved.
    ///
    /// Text is UTF-8; bytes outside references are copied as they are, valid or not. A text must
    /// not end inside a reference that the document goes on with, so pass whole tokens.
    /// - Parameters:
    ///   - text: The text of a data or RCDATA token, or the value of an attribute.
    ///   - inAttribute: Whether `&copy=1` stays what it is, as it does in attribute values.
    ///   - output: What the bytes are appended to; existing content stays.
    package static func decode(
        _ text: UnsafeBufferPointer<UInt8>,
        inAttribute: Bool,
        into output: inout [UInt8]
    ) {
        guard let base = text.baseAddress else { return }
        var copied = 0
        var position = 0
        while let found = memchr(base + position, 0x26, text.count - position) {
            let ampersand = UnsafeRawPointer(found) - UnsafeRawPointer(base)
            guard let match = match(in: text, at: ampersand + 1, inAttribute: inAttribute) else {
                position = ampersand + 1
                continue
            }
            output.append(contentsOf: UnsafeBufferPointer(rebasing: text[copied..<ampersand]))
            match.value.append(to: &output)
            position = match.end
            copied = position
        }
        output.append(contentsOf: UnsafeBufferPointer(rebasing: text[copied...]))
    }

    /// The reference whose `&` stands before `start`; nil where that is an ordinary ampersand.
    private static func match(
        in text: UnsafeBufferPointer<UInt8>,
        at start: Int,
        inAttribute: Bool
    ) -> NamedReferenceTrie.Match? {
        guard start < text.count else { return nil }
        if text[start] == 0x23 { return numericMatch(in: text, at: start + 1) }
        guard let match = NamedReferenceTrie.standard.longestMatch(in: text, at: start) else {
            return nil
        }
        // Old query strings: `?a=1&copy=2` in an attribute means what it says.
        if inAttribute, text[match.end - 1] != 0x3B, match.end < text.count {
            let next = text[match.end]
            if next == 0x3D || isASCIIAlphanumeric(next) { return nil }
        }
        return match
    }

    /// The numeric reference whose `&#` stands before `start`; nil where no digit follows.
    private static func numericMatch(
        in text: UnsafeBufferPointer<UInt8>,
        at start: Int
    ) -> NamedReferenceTrie.Match? {
        var position = start
        var radix: UInt32 = 10
        if position < text.count, text[position] | 0x20 == 0x78 {
            radix = 16
            position += 1
        }
        let firstDigit = position
        var number: UInt32 = 0
        while position < text.count, let digit = digit(text[position]), digit < radix {
            // Once out of range it stays so: the check keeps the product within 32 bits.
            if number <= 0x10_FFFF { number = number * radix + digit }
            position += 1
        }
        guard position > firstDigit else { return nil }
        if position < text.count, text[position] == 0x3B { position += 1 }
        return .init(end: position, value: PackedText(scalar(for: number)))
    }

    /// The code point a numeric reference stands for.
    private static func scalar(for number: UInt32) -> UInt32 {
        switch number {
        case 0, 0xD800...0xDFFF, 0x11_0000...: 0xFFFD
        case 0x80...0x9F: UInt32(windows1252[Int(number) - 0x80])
        default: number
        }
    }

    /// What the references 0x80 to 0x9F mean; the five unassigned bytes stay control characters.
    private static let windows1252: [UInt16] = [
        0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
        0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
    ]

    /// The value of a hexadecimal digit.
    private static func digit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte - 0x30)
        case 0x41...0x46: UInt32(byte - 0x41 + 10)
        case 0x61...0x66: UInt32(byte - 0x61 + 10)
        default: nil
        }
    }

    /// Whether a byte is `0`–`9`, `A`–`Z` or `a`–`z`.
    private static func isASCIIAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }
}
