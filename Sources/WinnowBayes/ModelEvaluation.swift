/// How well a model tells planted texts from honest ones.
package struct ModelEvaluation: Sendable {
    /// A document that was scored.
    package struct Outcome: Sendable {
        /// The logarithm of the odds; a document that says too little has the lowest.
        package var logOdds: Double
        package var isSpam: Bool
        package var language: String?
        package var topic: String?
        /// The topic the model tells.
        package var toldTopic: String?

        package init(
            logOdds: Double,
            isSpam: Bool,
            language: String?,
            topic: String?,
            toldTopic: String?
        ) {
            self.logOdds = logOdds
            self.isSpam = isSpam
            self.language = language
            self.topic = topic
            self.toldTopic = toldTopic
        }
    }

    /// What comes of a threshold.
    package struct Scores: Sendable {
        package var threshold = 0.0
        package var precision = 0.0
        package var recall = 0.0
        /// The share of honest documents at or above the threshold.
        package var falsePositiveRate = 0.0
    }

    package let outcomes: [Outcome]

    package init(_ outcomes: [Outcome]) { self.outcomes = outcomes }

    /// Planted documents.
    package var spamCount: Int { outcomes.count(where: \.isSpam) }

    /// The area under the curve of the receiver operating characteristic; nil without both classes.
    ///
    /// The share of pairs of a planted and an honest document in which the planted one scores higher;
    /// ties count half (Mann and Whitney's U).
    ///
    /// - Complexity: O(n log n).
    package var areaUnderCurve: Double? {
        let spam = spamCount
        let ham = outcomes.count - spam
        guard spam > 0, ham > 0 else { return nil }
        let sorted = outcomes.sorted { $0.logOdds < $1.logOdds }
        var ranks = 0.0
        var start = 0
        while start < sorted.count {
            var end = start
            var ties = 0
            // What is no number equals nothing, itself included.
            repeat {
                if sorted[end].isSpam { ties += 1 }
                end += 1
            } while end < sorted.count && sorted[end].logOdds == sorted[start].logOdds
            ranks += Double(ties) * Double(start + end + 1) / 2
            start = end
        }
        return (ranks - Double(spam) * Double(spam + 1) / 2) / (Double(spam) * Double(ham))
    }

    /// The mean squared difference between probability and truth (Brier 1950); 0 of nothing.
    package var brierScore: Double {
        guard !outcomes.isEmpty else { return 0 }
        let sum = outcomes.reduce(0.0) { sum, outcome in
            let error = Calibration.probability(outcome.logOdds) - (outcome.isSpam ? 1 : 0)
            return sum + error * error
        }
        return sum / Double(outcomes.count)
    }

    /// What comes of calling everything spam that is at least so likely; by the logarithm of the
    /// odds, because probabilities near 1 are too coarse.
    package func scores(fromLogOdds logOdds: Double) -> Scores {
        var found = 0
        var wrong = 0
        for outcome in outcomes where outcome.logOdds >= logOdds {
            if outcome.isSpam { found += 1 } else { wrong += 1 }
        }
        let spam = spamCount
        let ham = outcomes.count - spam
        return Scores(
            threshold: Calibration.probability(logOdds),
            precision: found + wrong == 0 ? 0 : Double(found) / Double(found + wrong),
            recall: spam == 0 ? 0 : Double(found) / Double(spam),
            falsePositiveRate: ham == 0 ? 0 : Double(wrong) / Double(ham)
        )
    }

    /// The lowest log-odds from which no more than a share of the honest documents is called spam.
    ///
    /// - Parameter rate: That share.
    /// - Returns: Log-odds just above those of the first honest document that would be too many.
    package func logOdds(falsePositiveRate rate: Double) -> Double {
        let ham = outcomes.lazy.filter { !$0.isSpam }.map(\.logOdds).sorted(by: >)
        // 0.29 of a hundred is 29, though the product is a little less.
        let allowed = Int((rate * Double(ham.count)).nextUp)
        return allowed < ham.count ? ham[allowed].nextUp : -.infinity
    }

    /// Of planted documents whose topic is known and was told, how many were told right.
    package var topicAccuracy: Double? {
        let told = outcomes.filter { $0.isSpam && $0.topic != nil && $0.toldTopic != nil }
        guard !told.isEmpty else { return nil }
        return Double(told.count { $0.topic == $0.toldTopic }) / Double(told.count)
    }

    /// The evaluation of the documents of each language; `und` where none is given.
    package var byLanguage: [String: ModelEvaluation] {
        Dictionary(grouping: outcomes) { $0.language ?? "und" }.mapValues(ModelEvaluation.init)
    }

    /// The area under the curve of each language's planted documents against the honest ones of all
    /// languages, for languages of which there is little honest text.
    package var curveOfLanguages: [String: Double] {
        let ham = outcomes.filter { !$0.isSpam }
        return Dictionary(grouping: outcomes.filter(\.isSpam)) { $0.language ?? "und" }
            .compactMapValues { ModelEvaluation($0 + ham).areaUnderCurve }
    }

    /// The planted documents of each topic against all honest ones.
    package var byTopic: [String: ModelEvaluation] {
        let ham = outcomes.filter { !$0.isSpam }
        return Dictionary(grouping: outcomes.filter(\.isSpam)) { $0.topic ?? "other" }
            .mapValues { ModelEvaluation($0 + ham) }
    }
}
