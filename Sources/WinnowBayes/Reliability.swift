/// How well probabilities hold: of what was called likely by so much, how much was spam.
///
/// Both classes weigh the same, whatever their numbers.
package struct Reliability: Sendable {
    /// A held-out document.
    struct Sample {
        var sample: Calibration.Sample
        var fold: Int

        /// Samples that differ have different places in an order.
        var order: (Int, Int, Int, Float, Float) {
            let sums = sample.sums
            return (fold, sample.isSpam ? 1 : 0, sums.hasLinks ? 1 : 0, sums.text, sums.links)
        }
    }

    /// Documents whose probabilities lie in one tenth.
    package struct Bin: Sendable {
        package var documents = 0
        /// Weight of all, and of the planted ones.
        package var weight = 0.0
        package var spamWeight = 0.0
        package var sum = 0.0

        /// The mean of the probabilities.
        package var predicted: Double { weight == 0 ? 0 : sum / weight }
        /// The share that was spam.
        package var observed: Double { weight == 0 ? 0 : spamWeight / weight }
    }

    package let kind: BagKind
    /// From 0 to 1 in tenths; empty when there was too little.
    package private(set) var bins: [Bin] = []

    /// Fits the curve on all folds but one and looks at that one, for each in turn.
    init(_ kind: BagKind, _ samples: [Sample], folds: Int) {
        self.kind = kind
        let spam = samples.count(where: \.sample.isSpam)
        guard spam > 0, spam < samples.count else { return }
        bins = [Bin](repeating: Bin(), count: 10)
        for fold in 0..<folds {
            let others = samples.lazy.filter { $0.fold != fold }.map(\.sample)
            guard let curve = Calibration.fit(others) else { continue }
            for sample in samples where sample.fold == fold {
                let probability = Calibration.probability(curve.logOdds(sample.sample.sums))
                let isSpam = sample.sample.isSpam
                let weight = 0.5 / Double(isSpam ? spam : samples.count - spam)
                let place = min(Int(probability * 10), 9)
                bins[place].documents += 1
                bins[place].weight += weight
                bins[place].sum += weight * probability
                if isSpam { bins[place].spamWeight += weight }
            }
        }
    }
}
