#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// The signs that caseless matching takes for ASCII letters: U+212A for `k`, U+017F for `s`.
package enum UnicodeForms {
    /// True where one of them stands in a text.
    ///
    /// - Complexity: Linear in the text.
    package static func stand(in text: UnsafeBufferPointer<UInt8>) -> Bool {
        stands([0xE2, 0x84, 0xAA], in: text) || stands([0xC5, 0xBF], in: text)
    }

    /// The first byte is rare in most pages, and the C library finds it faster than anything else.
    private static func stands(_ form: [UInt8], in text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let start = text.baseAddress else { return false }
        var position = 0
        while position + form.count <= text.count,
            let found = memchr(start + position, Int32(form[0]), text.count - position)
        {
            position = UnsafeRawPointer(start).distance(to: UnsafeRawPointer(found))
            if text[position...].starts(with: form) { return true }
            position += 1
        }
        return false
    }
}
