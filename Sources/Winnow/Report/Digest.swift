internal import Crypto

/// Hashes by which documents, rules and findings are told apart.
enum Digest {
    /// SHA-256 in hexadecimal, 64 digits.
    static func sha256(of bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
