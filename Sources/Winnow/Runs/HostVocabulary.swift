/// The short stretches of bytes that the host's own text is made of.
///
/// A title repeats words of its page; what was put in front of it does not. Windows of the
/// normal form stand for words, so that no language has to be known.
struct HostVocabulary {
    /// Letters of host text below which nothing can be said.
    static let minimumText = 200
    /// Windows kept of a page; a long one says nothing new after that.
    private static let maximumWindows = 100_000
    /// Bytes of a window: two Han characters, or six Latin letters.
    private static let window = 6

    private var windows: Set<UInt64> = []
    private var letters = 0

    init(page: Page, evidence: Evidence, isProposed: [Bool]) {
        for (index, seen) in evidence.leaves.enumerated() where !isProposed[index] {
            let kind = page.leaves[index].kind
            guard kind == .text || kind == .link else { continue }
            letters += seen.measure.letters
            guard windows.count < Self.maximumWindows else { break }
            for window in Self.windows(of: evidence.normal[seen.normal]) { windows.insert(window) }
        }
    }

    /// The share of a text's windows that the host's text has too; 1 where there is too little of it.
    func echo(of text: [UInt8], _ normaliser: TextNormaliser) -> Float {
        var normal: [UInt8] = []
        _ = text.withUnsafeBufferPointer { normaliser.append($0, to: &normal) }
        let found = Self.windows(of: normal[...])
        guard letters >= Self.minimumText, !found.isEmpty else { return 1 }
        return Float(found.count { windows.contains($0) }) / Float(found.count)
    }

    private static func windows(of normal: ArraySlice<UInt8>) -> [UInt64] {
        var result: [UInt64] = []
        var value: UInt64 = 0
        var length = 0
        for byte in normal {
            value = (value << 8 | UInt64(byte)) & 0xFFFF_FFFF_FFFF
            length += 1
            if length >= window { result.append(value) }
        }
        return result
    }
}
