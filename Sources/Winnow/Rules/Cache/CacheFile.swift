/// The form of a file of compiled rules: what it is of, a checksum, and the rules.
enum CacheFile {
    /// Changes whenever what a file holds is written in another way.
    static let format: UInt32 = 3

    private static let magic: [UInt8] = Array("winnow\u{1A}\n".utf8)
    private static let headerSize = magic.count + CacheKey.size + 16

    static func bytes(_ payload: [UInt8], _ key: CacheKey) -> [UInt8] {
        var writer = CacheWriter()
        for byte in magic + key.bytes { writer.append(byte) }
        writer.append(payload.count)
        writer.append(payload.withUnsafeBytes { checksum(of: $0) })
        return writer.bytes + payload
    }

    /// The rules in a file, or nil for a file that is another's or was damaged.
    static func payload(
        of file: UnsafeRawBufferPointer,
        _ key: CacheKey
    ) -> UnsafeRawBufferPointer? {
        guard file.count >= headerSize, file.starts(with: magic + key.bytes) else { return nil }
        let start = magic.count + CacheKey.size
        let count = file.loadUnaligned(fromByteOffset: start, as: Int64.self)
        let sum = file.loadUnaligned(fromByteOffset: start + 8, as: UInt64.self)
        let payload = UnsafeRawBufferPointer(rebasing: file[headerSize...])
        guard count == payload.count, sum == checksum(of: payload) else { return nil }
        return payload
    }

    /// Tells damage, not forgery: four sums side by side, as multiplying takes its time.
    static func checksum(of bytes: UnsafeRawBufferPointer) -> UInt64 {
        let prime: UInt64 = 0x9E37_79B9_7F4A_7C15
        var (a, b, c, d) = (prime, prime &+ 1, prime &+ 2, prime &+ 3)
        let whole = bytes.count & ~31
        for offset in stride(from: 0, to: whole, by: 32) {
            a = mix(a, bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            b = mix(b, bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
            c = mix(c, bytes.loadUnaligned(fromByteOffset: offset + 16, as: UInt64.self))
            d = mix(d, bytes.loadUnaligned(fromByteOffset: offset + 24, as: UInt64.self))
        }
        for offset in whole..<bytes.count { a = mix(a, UInt64(bytes[offset])) }
        return mix(mix(mix(mix(UInt64(bytes.count), a), b), c), d)
    }

    @inline(__always)
    private static func mix(_ sum: UInt64, _ word: UInt64) -> UInt64 {
        // Each step can be undone, so that no change of one word is ever lost.
        let product = (sum ^ word) &* 0xD6E8_FEB8_6659_FD93
        return product ^ (product >> 32)
    }
}
