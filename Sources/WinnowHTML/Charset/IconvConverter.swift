#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// One of the system's converters to UTF-8, for making decoding tables character by character.
struct IconvConverter: ~Copyable {
    /// The system's handle; owned.
    private let handle: iconv_t
    /// Room for one character going in (first half) and coming out (second half).
    private let scratch: UnsafeMutableBufferPointer<CChar>

    /// The converter from the first of `names` that the system has; nil when it has none.
    init?(from names: [String]) {
        for name in names {
            let opened = iconv_open("UTF-8", name)
            guard let opened, Int(bitPattern: opened) != -1 else { continue }
            handle = opened
            scratch = .allocate(capacity: 32)
            scratch.initialize(repeating: 0)
            return
        }
        return nil
    }

    deinit {
        iconv_close(handle)
        scratch.deallocate()
    }

    /// The UTF-8 of one character, packed as `DecodingTable` holds it; 0 for bytes that are none.
    func packedUTF8(of bytes: UInt8...) -> UInt32 {
        guard let base = scratch.baseAddress else { return 0 }
        for (index, byte) in bytes.enumerated() { base[index] = CChar(bitPattern: byte) }
        var input: UnsafeMutablePointer<CChar>? = base
        var inputLeft = bytes.count
        let outputStart = base + 16
        var output: UnsafeMutablePointer<CChar>? = outputStart
        var outputLeft = 16
        let result = iconv(handle, &input, &inputLeft, &output, &outputLeft)
        // Flushes as well as resets: the converters for Big5-HKSCS, windows-1255 and windows-1258
        // hold a character back in case an accent follows.
        iconv(handle, nil, nil, &output, &outputLeft)
        let length = 16 - outputLeft
        guard result != -1, inputLeft == 0, (1...4).contains(length) else { return 0 }
        var packed: UInt32 = 0
        for index in 0..<length {
            packed |= UInt32(UInt8(bitPattern: outputStart[index])) << (8 * index)
        }
        return packed
    }
}
