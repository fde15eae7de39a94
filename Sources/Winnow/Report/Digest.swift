internal import Crypto

/// Hashes by which documents, rules and findings are told apart.
enum Digest {
    /// SHA-256 in hexadecimal, 64 digits.
    static func sha256(of bytes: [UInt8]) -> String { hexadecimal(SHA256.hash(data: bytes)) }

    /// Two digits for each byte.
    static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    /// SHA-256 of what comes piece by piece.
    struct Hash {
        private var hash = SHA256()

        mutating func update(_ text: String) {
            var text = text
            text.withUTF8 { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        }

        /// The 32 bytes of the hash so far.
        var bytes: [UInt8] { Array(hash.finalize()) }
    }
}
