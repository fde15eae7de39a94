private import CUchardet

/// A guess at an undeclared charset from the frequencies of its characters, by uchardet.
enum StatisticalDetector {
    /// The most likely charset of `bytes`, judged by at most `limit` of them; nil for no idea.
    static func charset(of bytes: UnsafeBufferPointer<UInt8>, limit: Int) -> Charset? {
        let sample = sample(of: bytes, limit: limit)
        guard !sample.isEmpty, let detector = uchardet_new() else { return nil }
        defer { uchardet_delete(detector) }
        let result = sample.withUnsafeBytes {
            uchardet_handle_data(
                detector,
                $0.baseAddress?.assumingMemoryBound(to: CChar.self),
                $0.count
            )
        }
        guard result == 0 else { return nil }
        uchardet_data_end(detector)
        guard let name = uchardet_get_charset(detector) else { return nil }
        guard let charset = charset(named: String(cString: name)) else { return nil }
        return isPlausible(charset, sample) ? charset : nil
    }

    /// The charset that uchardet calls `name`; nil for those the standard does not know.
    private static func charset(named name: String) -> Charset? {
        switch name {
        case "UHC": .eucKR
        case "MAC-CYRILLIC": .macCyrillic
        default: Charset(label: name.utf8)
        }
    }

    /// The parts of `bytes` around those that are not ASCII, `limit` bytes at most.
    ///
    /// Markup and English tell nothing and cost the detector's time. A part begins with the first
    /// byte that is not ASCII, which leads its character, and goes on over short ASCII, which may
    /// trail one.
    static func sample(of bytes: UnsafeBufferPointer<UInt8>, limit: Int) -> [UInt8] {
        guard let base = bytes.baseAddress else { return [] }
        let raw = UnsafeRawPointer(base)
        let longestGap = 4
        var sample: [UInt8] = []
        var index = 0
        while sample.count < limit {
            index = UTF8Validator.endOfASCII(raw, from: index, count: bytes.count)
            guard index < bytes.count else { break }
            var end = index + 1
            var gap = 0
            while end < bytes.count, gap < longestGap, end - index < limit - sample.count {
                gap = bytes[end] < 0x80 ? gap + 1 : 0
                end += 1
            }
            sample.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[index..<end]))
            // Ends a broken character, so that the next part is read from its beginning.
            sample.append(0x0A)
            index = end
        }
        return sample
    }

    /// Whether the sample bears the answer out, as on little text uchardet names anything: a few
    /// quotation marks are Vietnamese to it, and a charset may not even have the bytes.
    private static func isPlausible(_ charset: Charset, _ sample: [UInt8]) -> Bool {
        let nonASCII = sample.count { $0 >= 0x80 }
        let decoder = CharsetDecoder(charset)
        guard decoder.hasPairs || nonASCII >= 32 else { return false }
        var decoded: [UInt8] = []
        sample.withUnsafeBufferPointer { decoder.decode($0, into: &decoded) }
        let replacements = decoded.indices.dropLast(2).count {
            decoded[$0] == 0xEF && decoded[$0 + 1] == 0xBF && decoded[$0 + 2] == 0xBD
        }
        return replacements * 20 <= nonASCII
    }
}
