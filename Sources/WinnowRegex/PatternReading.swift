/// Reads an expression from left to right; what both of its readers need.
protocol PatternReading {
    var bytes: [UInt8] { get }
    var position: Int { get set }
    /// Set where something is not understood.
    var hasFailed: Bool { get set }
}

extension PatternReading {
    /// The number that a count may have at the most; PCRE2 allows no more.
    private static var maximumNumber: Int { 65_535 }

    func isNext(_ byte: UInt8) -> Bool { position < bytes.count && bytes[position] == byte }

    mutating func take(_ byte: UInt8) -> Bool {
        guard isNext(byte) else { return false }
        position += 1
        return true
    }

    mutating func skip(past byte: UInt8) {
        while position < bytes.count, bytes[position] != byte { position += 1 }
        position += 1
        if position > bytes.count { hasFailed = true }
    }

    /// The decimal number at the position, if there is one.
    mutating func number() -> Int? {
        var value: Int?
        while position < bytes.count, bytes[position] &- 0x30 < 10 {
            value = min((value ?? 0) * 10 + Int(bytes[position] - 0x30), Self.maximumNumber)
            position += 1
        }
        return value
    }
}
