import Testing

@testable import Winnow

@Suite("MaximalRuns")
struct MaximalRunsTests {
    @Test("The example of the paper has the runs the paper says")
    func paper() {
        let scores: [Float] = [4, -5, 3, -3, 1, 2, -2, 2, -2, 1, 5]
        let runs = MaximalRuns.of(scores)
        #expect(runs.map(\.range) == [0..<1, 2..<3, 4..<11])
        #expect(runs.map(\.score) == [4, 3, 7])
    }

    @Test(
        "Small sequences",
        arguments: [
            ([] as [Float], [] as [Range<Int>]), ([0], []), ([-1, -2], []), ([1], [0..<1]),
            ([1, 2], [0..<2]), ([1, -1, 1], [0..<1, 2..<3]), ([2, -1, 2], [0..<3]),
            ([1, 0, 1], [0..<3]), ([0, 1, 0], [1..<2]), ([3, -1, 1], [0..<1, 2..<3]),
            ([1, -1, 3], [0..<1, 2..<3]), ([1, -5, 1], [0..<1, 2..<3]),
        ]
    )
    func small(scores: [Float], ranges: [Range<Int>]) {
        #expect(MaximalRuns.of(scores).map(\.range) == ranges)
    }

    @Test("Runs are those of the definition, on random scores")
    func definition() {
        var random = SeededGenerator(seed: 1)
        for _ in 0..<3_000 {
            let count = Int.random(in: 0...12, using: &random)
            let scores = (0..<count).map { _ in Float(Int.random(in: -3...3, using: &random)) }
            let runs = MaximalRuns.of(scores)
            #expect(runs.map(\.range) == Self.maximal(scores), "\(scores)")
            #expect(
                runs.allSatisfy { run in run.score == scores[run.range].reduce(0, +) },
                "\(scores)"
            )
        }
    }

    @Test("A hundred thousand scores take no time worth telling")
    func linear() {
        var random = SeededGenerator(seed: 2)
        let scores = (0..<100_000).map { _ in Float(Int.random(in: -2...2, using: &random)) }
        let clock = ContinuousClock()
        var runs: [MaximalRuns.Run] = []
        let time = clock.measure { runs = MaximalRuns.of(scores) }
        #expect(time < .seconds(5))
        #expect(
            zip(runs, runs.dropFirst()).allSatisfy { $0.range.upperBound <= $1.range.lowerBound }
        )
        #expect(runs.allSatisfy { $0.score > 0 })
    }

    /// The definition, tried on every stretch: all parts of it score less, and no longer stretch
    /// of which that is true holds it.
    private static func maximal(_ scores: [Float]) -> [Range<Int>] {
        func sum(_ range: Range<Int>) -> Float { scores[range].reduce(0, +) }
        func stretches(_ whole: Range<Int>) -> [Range<Int>] {
            whole.flatMap { start in ((start + 1)...whole.upperBound).map { start..<$0 } }
        }
        let all = scores.isEmpty ? [] : stretches(0..<scores.count)
        let strong = all.filter { range in
            sum(range) > 0 && stretches(range).allSatisfy { $0 == range || sum($0) < sum(range) }
        }
        return strong.filter { range in
            !strong.contains {
                $0 != range && $0.lowerBound <= range.lowerBound
                    && $0.upperBound >= range.upperBound
            }
        }
    }
}
