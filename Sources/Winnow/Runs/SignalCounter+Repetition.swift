/// How much a run repeats itself.
extension SignalCounter {
    /// Windows that are read of a run; more say nothing new.
    private static let maximumWindows = 20_000
    /// Windows below which nothing can be said.
    private static let minimumWindows = 12

    /// The share of a run's short stretches of letters that stood in it before, 0 to 1.
    ///
    /// Lists of things name each once; keywords are spun from a handful of words. The measure
    /// needs to know neither the words nor the language.
    ///
    /// - Complexity: Linear in the bytes of the run's text.
    func repetition(of run: Run) -> Float {
        var seen: Set<UInt64> = []
        var count = 0
        var repeated = 0
        func read(_ normal: ArraySlice<UInt8>) {
            for window in LetterWindows(normal) {
                guard count < Self.maximumWindows else { return }
                count += 1
                if !seen.insert(window).inserted { repeated += 1 }
            }
        }
        if run.origin == .title, let range = run.ranges.first {
            var normal: [UInt8] = []
            _ = source.text(of: range).withUnsafeBufferPointer {
                lexicon.normaliser.append($0, to: &normal)
            }
            read(normal[...])
        } else {
            for leaf in run.leaves
            where page.leaves[leaf].kind == .text || page.leaves[leaf].kind == .link {
                read(evidence.normal[evidence.leaves[leaf].normal])
            }
        }
        return count < Self.minimumWindows ? 0 : Float(repeated) / Float(count)
    }
}
