/// The short stretches of letters that the host's own text is made of.
///
/// A title repeats words of its page; what was put in front of it does not.
struct HostVocabulary {
    /// Letters of host text below which nothing can be said.
    static let minimumText = 200
    /// Windows kept of a page; a long one says nothing new after that.
    private static let maximumWindows = 100_000

    private var windows: Set<UInt64> = []
    private var letters = 0

    init(page: Page, evidence: Evidence, isProposed: [Bool]) {
        for (index, seen) in evidence.leaves.enumerated() where !isProposed[index] {
            let kind = page.leaves[index].kind
            guard kind == .text || kind == .link else { continue }
            letters += seen.measure.letters
            guard windows.count < Self.maximumWindows else { break }
            for window in LetterWindows(evidence.normal[seen.normal]) { windows.insert(window) }
        }
    }

    /// The share of a text's windows that the host's text has too; 1 where there is too little of it.
    func echo(of text: [UInt8], _ normaliser: TextNormaliser) -> Float {
        share(of: text, normaliser) ?? 1
    }

    /// The same, but 0 where there is too little of it.
    func says(_ text: [UInt8], _ normaliser: TextNormaliser) -> Float {
        share(of: text, normaliser) ?? 0
    }

    private func share(of text: [UInt8], _ normaliser: TextNormaliser) -> Float? {
        var normal: [UInt8] = []
        _ = text.withUnsafeBufferPointer { normaliser.append($0, to: &normal) }
        let found = Array(LetterWindows(normal[...]))
        guard letters >= Self.minimumText, !found.isEmpty else { return nil }
        return Float(found.count { windows.contains($0) }) / Float(found.count)
    }
}
