/// A piece of CSS that is borrowed, read byte by byte and without regard to case.
struct CSSText {
    let bytes: UnsafeBufferPointer<UInt8>

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    init(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
        self.bytes = UnsafeBufferPointer(rebasing: bytes)
    }

    var count: Int { bytes.count }

    /// True where it is a word of lower case.
    @inline(__always)
    func equals(_ word: StaticString) -> Bool {
        bytes.count == word.utf8CodeUnitCount && starts(with: word)
    }

    /// True where it starts with a word of lower case.
    @inline(__always)
    func starts(with word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        guard bytes.count >= length else { return false }
        let expected = word.utf8Start
        for index in 0..<length where Self.lowercased(bytes[index]) != expected[index] {
            return false
        }
        return true
    }

    /// True where a word of lower case stands somewhere in it.
    func contains(_ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        guard bytes.count >= length else { return false }
        return (0...(bytes.count - length)).contains { dropFirst($0).starts(with: word) }
    }

    func dropFirst(_ count: Int) -> CSSText { CSSText(bytes.dropFirst(count)) }

    /// What is left without blanks at both ends.
    var trimmed: CSSText {
        var start = 0
        var end = bytes.count
        while start < end, bytes[start] <= 0x20 { start += 1 }
        while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
        return CSSText(bytes[start..<end])
    }

    /// Takes off the next of the pieces that blanks, commas and some other bytes divide.
    ///
    /// - Parameter divider: A byte that divides, too.
    /// - Returns: The piece; nil behind the last.
    mutating func nextComponent(dividedBy divider: UInt8 = 0x2C) -> CSSText? {
        var start = 0
        while start < bytes.count, Self.divides(bytes[start], divider) { start += 1 }
        guard start < bytes.count else { return nil }
        var end = start
        while end < bytes.count, !Self.divides(bytes[end], divider) { end += 1 }
        defer { self = dropFirst(end) }
        return CSSText(bytes[start..<end])
    }

    @inline(__always)
    private static func divides(_ byte: UInt8, _ divider: UInt8) -> Bool {
        byte <= 0x20 || byte == 0x2C || byte == divider
    }

    @inline(__always)
    static func lowercased(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

    /// The value of a hexadecimal digit.
    @inline(__always)
    static func hex(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
