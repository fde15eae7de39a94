internal import Yams

/// Reads the curve of a ``Confidence``: a mapping of scores to probabilities.
enum ConfidenceDecoder {
    /// Scores that a knot may have.
    private static let scores: ClosedRange<Float> = 0...1_000

    /// Reads the knots, in the order of their scores, and notes what is wrong with them.
    static func read(
        _ node: Node,
        _ document: inout YAMLDocument,
        _ confidence: inout Confidence
    ) {
        guard let mapping = node.mapping else {
            document.add(.wrongType, "'confidence' must be a mapping", at: node)
            return
        }
        guard mapping.count <= Confidence.maximumKnots else {
            let most = Confidence.maximumKnots
            document.add(.badBounds, "'confidence' has more than \(most) scores", at: node)
            return
        }
        var knots: [Confidence.Knot] = []
        for (key, value) in mapping {
            guard let score = document.number(key, "a score"),
                let probability = document.number(value, "a probability")
            else { continue }
            guard scores.contains(score), (0...1).contains(probability) else {
                document.add(
                    .badBounds,
                    "'confidence' is out of bounds",
                    at: key,
                    hint: "scores lie between 0 and 1000, probabilities between 0 and 1"
                )
                continue
            }
            if let last = knots.last, score <= last.score || probability < last.probability {
                document.add(
                    .badBounds,
                    "'confidence' must rise",
                    at: key,
                    hint: "scores in rising order, with probabilities that do not fall"
                )
                continue
            }
            knots.append(Confidence.Knot(score: score, probability: probability))
        }
        confidence.knots = knots
    }
}
