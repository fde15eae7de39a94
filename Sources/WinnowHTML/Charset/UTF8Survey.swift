/// How far a document's bytes look like UTF-8.
struct UTF8Survey {
    /// Sequences of two bytes and more from which on valid UTF-8 is no accident.
    ///
    /// Two characters of GBK can pass for UTF-8; four hardly can.
    private static let convincingSequences = 4
    /// Wrong bytes after which their share is known well enough.
    private static let convincingErrors = 1000

    private let bytes: UnsafeBufferPointer<UInt8>
    /// The first byte that is not ASCII.
    private let firstHigh: Int
    /// Where the well-formed bytes end; the count where all are, but for a sequence that the end
    /// of the document cuts off.
    private let endOfValid: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        firstHigh =
            bytes.baseAddress.map {
                UTF8Validator.endOfASCII(UnsafeRawPointer($0), from: 0, count: bytes.count)
            } ?? 0
        let end = UTF8Validator.endOfValid(bytes, from: firstHigh)
        // What is cut off must not be all there is: `caf\u{E9}` in Latin-1 ends so, too.
        let isCutOff =
            end > firstHigh && end < bytes.count && UTF8Validator.isCutOff(bytes, at: end)
        endOfValid = isCutOff ? bytes.count : end
    }

    /// Whether there are only bytes below 0x80.
    var isASCII: Bool { firstHigh == bytes.count }

    /// Whether all is well-formed.
    var isValid: Bool { endOfValid == bytes.count }

    /// Whether all is well-formed and there is enough of it that it cannot be another charset.
    var isSurelyUTF8: Bool {
        guard isValid else { return false }
        var sequences = 0
        for byte in bytes[firstHigh...] where byte >= 0xC0 {
            sequences += 1
            if sequences == Self.convincingSequences { return true }
        }
        return false
    }

    /// Whether it is UTF-8 with a few errors: a byte in a hundred, in a text long enough to tell.
    var isNearlyUTF8: Bool {
        let (nonASCII, invalid) = errors()
        return nonASCII >= 100 && invalid * 100 <= nonASCII
    }

    /// Whether a declaration of UTF-8 is doubtful: more than one byte in twenty is wrong, and more
    /// bytes than a stray character or two from elsewhere has.
    var isFarFromUTF8: Bool {
        guard !isValid else { return false }
        let (nonASCII, invalid) = errors()
        return invalid >= 8 && invalid * 20 > nonASCII
    }

    /// How many bytes are not ASCII, and how many of these are in no well-formed sequence, up to
    /// where enough of the latter are found.
    private func errors() -> (nonASCII: Int, invalid: Int) {
        var invalid = 0
        var end = endOfValid
        while end < bytes.count, invalid < Self.convincingErrors,
            end == endOfValid || !UTF8Validator.isCutOff(bytes, at: end)
        {
            let length = UTF8Validator.maximalSubpart(bytes, at: end)
            invalid += length
            end = UTF8Validator.endOfValid(bytes, from: end + length)
        }
        return (bytes[firstHigh..<end].count { $0 >= 0x80 }, invalid)
    }
}
