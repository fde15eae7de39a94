internal import Glibc

/// In how many documents of each class and fold every feature stands.
struct FeatureTable {
    /// A document's place in the list of all features.
    struct Document {
        var features: Range<Int>
        var isSpam: Bool
        var fold: Int
    }

    private let folds: Int
    /// Where a feature's counts stand, by its key.
    private var places: [UInt64: Int32] = [:]
    private var keys: [UInt64] = []
    /// By feature and fold: planted and honest documents.
    private var counts: [UInt32] = []
    /// By feature: over all folds.
    private var spam: [UInt32] = []
    private var ham: [UInt32] = []

    /// Counts documents.
    ///
    /// - Complexity: Linear in their features.
    init(folds: Int, documents: some Sequence<Document>, _ features: [UInt64]) {
        self.folds = folds
        for document in documents {
            for feature in features[document.features] {
                let place = place(of: Self.key(feature))
                let column = 2 * document.fold % (2 * folds) + (document.isSpam ? 0 : 1)
                counts[place * 2 * folds + column] += 1
                if document.isSpam { spam[place] += 1 } else { ham[place] += 1 }
            }
        }
    }

    /// How many different features there are.
    var count: Int { keys.count }

    private static func key(_ feature: UInt64) -> UInt64 {
        feature >> UInt64(64 - BayesModel.keyBits)
    }

    private mutating func place(of key: UInt64) -> Int {
        if let place = places[key] { return Int(place) }
        let place = keys.count
        places[key] = Int32(place)
        keys.append(key)
        counts += repeatElement(0, count: 2 * folds)
        spam.append(0)
        ham.append(0)
        return place
    }

    /// Adds the table to the counts of a model, or takes it away from them; totals only.
    ///
    /// Of features that the model did not keep there is nothing to take away.
    mutating func merge(_ model: BayesModel, isForgetting: Bool) {
        var known = Set<UInt64>()
        for bucket in 0..<(1 << BayesModel.bucketBits) {
            for entry in model.entries[Int(model.buckets[bucket])..<Int(model.buckets[bucket + 1])]
            {
                let key =
                    UInt64(bucket) << UInt64(BayesModel.restBits)
                    | entry >> UInt64(2 * BayesModel.countBits)
                let old = BayesModel.counts(entry)
                let place = place(of: key)
                known.insert(key)
                if isForgetting {
                    spam[place] = old.spam - min(old.spam, spam[place])
                    ham[place] = old.ham - min(old.ham, ham[place])
                } else {
                    spam[place] += old.spam
                    ham[place] += old.ham
                }
            }
        }
        guard isForgetting else { return }
        for place in keys.indices where !known.contains(keys[place]) {
            (spam[place], ham[place]) = (0, 0)
        }
    }

    /// Which features a model of a size keeps: those that tell most.
    ///
    /// By Dunning's likelihood ratio (*Accurate Methods for the Statistics of Surprise and
    /// Coincidence*, 1993); among equals the smaller hash.
    func kept(_ size: Int) -> [Bool] {
        let used = keys.indices.filter { spam[$0] + ham[$0] > 0 }
        var kept = [Bool](repeating: false, count: keys.count)
        guard used.count > size else {
            for place in used { kept[place] = true }
            return kept
        }
        let spamSum = used.reduce(0.0) { $0 + Double(spam[$1]) }
        let hamSum = used.reduce(0.0) { $0 + Double(ham[$1]) }
        let ranked = used.map { place in
            (
                place,
                Self.likelihoodRatio(Double(spam[place]), Double(ham[place]), spamSum, hamSum)
            )
        }
        .sorted { ($1.1, keys[$0.0]) < ($0.1, keys[$1.0]) }
        for (place, _) in ranked.prefix(size) { kept[place] = true }
        return kept
    }

    private static func likelihoodRatio(
        _ spam: Double,
        _ ham: Double,
        _ spamSum: Double,
        _ hamSum: Double
    ) -> Double {
        func term(_ count: Double, _ expected: Double) -> Double {
            count == 0 ? 0 : count * log(count / expected)
        }
        let share = (spam + ham) / (spamSum + hamSum)
        return term(spam, share * spamSum) + term(ham, share * hamSum)
            + term(spamSum - spam, (1 - share) * spamSum)
            + term(hamSum - ham, (1 - share) * hamSum)
    }

    /// A model of the features that are kept.
    func model(
        _ name: String,
        _ kinds: [BayesModel.Kind],
        _ kept: [Bool],
        topics: TopicCounts
    ) -> BayesModel {
        let maximum = UInt32(BayesModel.Kind.maximumDocuments)
        let ordered = keys.indices.filter { kept[$0] }.sorted { keys[$0] < keys[$1] }
        var buckets = [UInt32](repeating: 0, count: 1 << BayesModel.bucketBits + 1)
        let entries = ordered.map { place in
            buckets[Int(keys[place] >> UInt64(BayesModel.restBits)) + 1] += 1
            let rest = keys[place] & (1 << UInt64(BayesModel.restBits) - 1)
            return rest << UInt64(2 * BayesModel.countBits)
                | UInt64(min(spam[place], maximum)) << UInt64(BayesModel.countBits)
                | UInt64(min(ham[place], maximum))
        }
        for bucket in 1..<buckets.count { buckets[bucket] += buckets[bucket - 1] }
        return BayesModel(
            name: name,
            kinds: kinds,
            entries: entries,
            buckets: buckets,
            topics: topics
        )
    }

    /// As a model sums up a text, without the documents of one fold.
    func sum(
        _ features: ArraySlice<UInt64>,
        without fold: Int,
        _ kept: [Bool],
        bias: Float
    ) -> Float {
        var sum: Float = 0
        for feature in features {
            guard let place = places[Self.key(feature)].map({ Int($0) }), kept[place] else {
                continue
            }
            let column = place * 2 * folds + 2 * fold
            let spam = self.spam[place] - counts[column]
            let ham = self.ham[place] - counts[column + 1]
            guard spam + ham > 0 else { continue }
            sum +=
                log(Float(spam) + BayesModel.smoothing) - log(Float(ham) + BayesModel.smoothing)
                + bias
        }
        return sum / Float(features.count + 1).squareRoot()
    }
}
