/// What one leaf says about itself.
package struct LeafEvidence: Sendable {
    /// The leaf's text in `Evidence.text`; behind that of the leaf before, though it be empty.
    package var text: Range<Int> = 0..<0
    /// Its normal form in `Evidence.normal`.
    package var normal: Range<Int> = 0..<0
    /// The terms found in it, in `Evidence.hits`.
    package var hits: Range<Int> = 0..<0
    package var measure = TextNormaliser.Measure()
    /// Summed weight of topic terms in the text.
    package var weight: Float = 0
    /// Summed weight of topic terms in the link's host and path.
    package var targetWeight: Float = 0
    /// Weight of a list label in the text.
    package var labelWeight: Float = 0
    /// Share of the letters that topic terms cover, 0 to 1.
    package var coverage: Float = 0
    /// The signed score by which runs are found; positive looks planted.
    package var score: Float = 0
}

/// What all leaves of a page say, with the text it was read from.
package struct Evidence: Sendable {
    package var leaves: [LeafEvidence] = []
    /// The text of all leaves, UTF-8, one after another.
    package var text: [UInt8] = []
    /// The same in normal form.
    package var normal: [UInt8] = []
    package var hits: [TermMatcher.Hit] = []

    package init() {}

    /// Forgets everything and keeps the memory.
    package mutating func reset() {
        leaves.removeAll(keepingCapacity: true)
        text.removeAll(keepingCapacity: true)
        normal.removeAll(keepingCapacity: true)
        hits.removeAll(keepingCapacity: true)
    }
}
