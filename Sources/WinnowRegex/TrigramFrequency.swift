/// How often bytes follow each other in web pages, roughly: by it the rarest of several literals is
/// chosen, and of a literal the place by which it is looked for.
///
/// Counted once over a sample of pages, hashed, kept as logarithms; a bucket's count is that of all
/// trigrams in it, so that a rare one may pass for a common one and never the reverse.
enum TrigramFrequency {
    static let bits: UInt32 = 13

    /// How often three bytes stand in a text.
    ///
    /// - Parameter key: The bytes, lower case, the first lowest.
    /// - Returns: The binary logarithm of four times the count in a million; 0 to 25.
    static func logarithm(of key: UInt32) -> Int {
        let bucket = Int((key &* 0x9E37_79B1) >> (32 - bits))
        guard bucket < table.utf8CodeUnitCount else { return 25 }
        return Int(table.utf8Start[bucket]) - 0x61
    }

    /// How often a literal stands in a million bytes, at the most and by its rarest part; longer
    /// ones are rarer.
    ///
    /// - Complexity: Linear in the literal.
    static func estimate(_ literal: [UInt8]) -> Double {
        guard literal.count >= 3 else { return 1e6 }
        var rarest = 25
        for index in 0..<(literal.count - 2) {
            rarest = min(rarest, logarithm(of: key(literal, index)))
        }
        let extra = min(literal.count - 3, 12)
        return Double(1 << rarest) * Self.decay[extra]
    }

    private static let decay: [Double] = (0...12).map { (length: Int) in
        (0..<length).reduce(0.25) { value, _ in value * 0.7 }
    }

    static func key(_ literal: [UInt8], _ index: Int) -> UInt32 {
        UInt32(literal[index]) | UInt32(literal[index + 1]) << 8 | UInt32(literal[index + 2]) << 16
    }
}
