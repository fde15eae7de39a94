#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Writes UTF-8 in other charsets, for tests of rules; scans only read.
enum CharsetEncoder {
    /// Bytes that GB18030 needs for one byte of UTF-8, at the most.
    private static let growth = 4

    /// The text in GB18030; nil when that lacks a character of it.
    static func gb18030(_ utf8: ArraySlice<UInt8>) -> [UInt8]? {
        guard !utf8.isEmpty else { return [] }
        let converter = iconv_open("GB18030", "UTF-8")
        guard let converter, Int(bitPattern: converter) != -1 else { return nil }
        defer { iconv_close(converter) }
        var input = utf8.map { CChar(bitPattern: $0) }
        var output = [CChar](repeating: 0, count: utf8.count * growth + growth)
        let (result, length) = input.withUnsafeMutableBufferPointer { from in
            output.withUnsafeMutableBufferPointer { to in
                var (source, sourceLeft) = (from.baseAddress, from.count)
                var (target, targetLeft) = (to.baseAddress, to.count)
                let result = iconv(converter, &source, &sourceLeft, &target, &targetLeft)
                return (result, to.count - targetLeft)
            }
        }
        // Anything but 0 is an error, or a character that was replaced by one alike.
        guard result == 0 else { return nil }
        return output[..<length].map { UInt8(bitPattern: $0) }
    }

    /// The text in UTF-16, low byte first.
    static func utf16(_ utf8: ArraySlice<UInt8>) -> [UInt8] {
        String(decoding: utf8, as: UTF8.self).utf16.flatMap {
            [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)]
        }
    }
}
