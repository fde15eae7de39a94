/// Memory that a normal form is written into, of a size that is known before.
///
/// What no longer fits is not written and noted. So writing a byte costs a comparison and no more.
struct FormBuffer {
    private let base: UnsafeMutableBufferPointer<UInt8>
    private(set) var count: Int
    /// True when something did not fit.
    private(set) var isFull = false

    /// - Parameters:
    ///   - base: The memory.
    ///   - count: Bytes of it that are in use.
    init(_ base: UnsafeMutableBufferPointer<UInt8>, count: Int) {
        self.base = base
        self.count = count
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        guard count < base.count else {
            isFull = true
            return
        }
        base[count] = byte
        count += 1
    }

    mutating func append(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { append(byte) }
    }

    /// Appends a few bytes of a text as they are.
    @inline(__always)
    mutating func append(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        guard base.count - count >= range.count else {
            isFull = true
            return
        }
        for position in range {
            base[count] = text[position]
            count &+= 1
        }
    }

    /// Appends ASCII letters and digits of a text in lower case.
    ///
    /// - Returns: True when there is a digit among them.
    @inline(__always)
    mutating func appendLowercased(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool
    {
        guard base.count - count >= range.count else {
            isFull = true
            return false
        }
        var digits: UInt8 = 0
        let shift = count - range.lowerBound
        for position in range {
            // Digits have the bit already that makes letters small.
            let byte = text[position] | 0x20
            digits |= ~byte
            base[position + shift] = byte
        }
        count += range.count
        return digits & 0x40 != 0
    }

    /// Forgets what was written from a position on.
    mutating func truncate(to count: Int) { self.count = min(count, self.count) }

    @inline(__always)
    subscript(position: Int) -> UInt8 {
        get { base[position] }
        nonmutating set { base[position] = newValue }
    }

    /// What was written from a position on; up to another, or to the end.
    func bytes(from start: Int, to end: Int? = nil) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: base[start..<(end ?? count)])
    }
}
