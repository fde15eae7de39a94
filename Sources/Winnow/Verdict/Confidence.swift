/// How likely it is that what a finding names was planted, by the finding's score.
///
/// A curve that never falls, through knots that were measured; level before the first and behind the
/// last of them. `docs/accuracy.md` tells what was measured, and on which mix of pages.
package struct Confidence: Sendable, Equatable {
    /// Knots that a curve may have.
    static let maximumKnots = 64

    /// A measured point of the curve.
    struct Knot: Sendable, Equatable {
        var score: Float
        var probability: Float
    }

    /// By score, strictly rising.
    var knots: [Knot] = []

    /// The chance for a score, to three decimals, or nil where nothing was measured.
    ///
    /// - Complexity: Linear in the knots.
    func probability(ofScore score: Float) -> Double? {
        guard let first = knots.first, let last = knots.last else { return nil }
        guard score > first.score else { return Self.rounded(first.probability) }
        guard let place = knots.firstIndex(where: { $0.score >= score }), place > 0 else {
            return Self.rounded(last.probability)
        }
        let (left, right) = (knots[place - 1], knots[place])
        let share = (score - left.score) / (right.score - left.score)
        return Self.rounded(left.probability + share * (right.probability - left.probability))
    }

    private static func rounded(_ probability: Float) -> Double {
        (Double(probability) * 1_000).rounded() / 1_000
    }
}
