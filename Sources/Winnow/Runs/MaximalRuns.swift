/// All maximal scoring runs of a sequence of scores.
///
/// W. L. Ruzzo and M. Tompa, "A linear time algorithm for finding all maximal scoring
/// subsequences", ISMB 1999.
package enum MaximalRuns {
    /// A run and the sum of its scores.
    package struct Run: Sendable, Equatable {
        package var range: Range<Int>
        package var score: Float
    }

    private struct Candidate {
        var range: Range<Int>
        /// Sum of all scores before the run.
        var left: Float
        /// Sum of all scores up to the end of the run.
        var right: Float
        /// The nearest candidate to the left whose `left` is smaller, or -1.
        var previous: Int
    }

    /// The runs, in order; none overlaps another.
    ///
    /// - Complexity: Linear in the number of scores.
    package static func of(_ scores: some Sequence<Float>) -> [Run] {
        var candidates: [Candidate] = []
        var total: Float = 0
        for (index, score) in scores.enumerated() {
            let before = total
            total += score
            guard score > 0 else { continue }
            var run = Candidate(
                range: index..<(index + 1),
                left: before,
                right: total,
                previous: -1
            )
            var place = candidates.count - 1
            while true {
                while place >= 0, candidates[place].left >= run.left {
                    place = candidates[place].previous
                }
                guard place >= 0, candidates[place].right < run.right else { break }
                // The run grows to the left over everything since that candidate.
                let joined = candidates[place]
                run.range = joined.range.lowerBound..<run.range.upperBound
                run.left = joined.left
                candidates.removeLast(candidates.count - place)
                place = joined.previous
            }
            run.previous = place
            candidates.append(run)
        }
        return candidates.map { Run(range: $0.range, score: $0.right - $0.left) }
    }
}
