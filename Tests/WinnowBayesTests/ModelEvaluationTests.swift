import Testing

@testable import WinnowBayes

@Suite("ModelEvaluation")
struct ModelEvaluationTests {
    private static func outcome(
        _ logOdds: Double,
        _ isSpam: Bool,
        language: String? = nil,
        topic: String? = nil,
        told: String? = nil
    ) -> ModelEvaluation.Outcome {
        ModelEvaluation.Outcome(
            logOdds: logOdds,
            isSpam: isSpam,
            language: language,
            topic: topic,
            toldTopic: told
        )
    }

    /// Random outcomes, many of them tied, some that say nothing.
    private static func outcomes(_ random: inout SeededGenerator) -> [ModelEvaluation.Outcome] {
        (0..<Int.random(in: 2...60, using: &random)).map { _ in
            let isSpam = Bool.random(using: &random)
            let isSilent = Int.random(in: 0..<6, using: &random) == 0
            let score = Double(Int.random(in: -4...4, using: &random) + (isSpam ? 1 : 0))
            return outcome(isSilent ? -.infinity : score, isSpam)
        }
    }

    @Test("The area under the curve is the share of pairs in the right order", arguments: 0..<100)
    func areaUnderCurve(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let outcomes = Self.outcomes(&random)
        let (spam, ham) = (outcomes.filter(\.isSpam), outcomes.filter { !$0.isSpam })
        var right = 0.0
        for one in spam {
            for other in ham {
                right += one.logOdds > other.logOdds ? 1 : one.logOdds == other.logOdds ? 0.5 : 0
            }
        }
        let area = ModelEvaluation(outcomes).areaUnderCurve
        if spam.isEmpty || ham.isEmpty {
            #expect(area == nil)
        } else {
            #expect(abs((area ?? -1) - right / Double(spam.count * ham.count)) < 1e-12)
        }
    }

    @Test("There is no curve without both classes, and of nothing all is 0")
    func oneClass() {
        #expect(ModelEvaluation([]).areaUnderCurve == nil)
        #expect(ModelEvaluation([Self.outcome(1, true)]).areaUnderCurve == nil)
        #expect(ModelEvaluation([Self.outcome(1, false)]).areaUnderCurve == nil)
        #expect(ModelEvaluation([]).brierScore == 0)
        #expect(ModelEvaluation([]).topicAccuracy == nil)
        let scores = ModelEvaluation([]).scores(fromLogOdds: 0)
        #expect([scores.precision, scores.recall, scores.falsePositiveRate] == [0, 0, 0])
    }

    @Test("A score that is no number does not keep the evaluation from ending")
    func notANumber() {
        let outcomes = [Self.outcome(.nan, true), Self.outcome(.nan, false), Self.outcome(1, true)]
        #expect(ModelEvaluation(outcomes).areaUnderCurve != nil)
    }

    @Test(
        "The threshold of a false-positive rate is the lowest that keeps it",
        arguments: 0..<50,
        [0, 0.001, 0.07, 0.1, 0.29, 0.5, 0.99]
    )
    func threshold(seed: UInt64, rate: Double) {
        var random = SeededGenerator(seed: seed)
        let outcomes = Self.outcomes(&random)
        let evaluation = ModelEvaluation(outcomes)
        let threshold = evaluation.logOdds(falsePositiveRate: rate)
        let ham = outcomes.filter { !$0.isSpam }.map(\.logOdds)
        func rateFrom(_ logOdds: Double) -> Double {
            evaluation.scores(fromLogOdds: logOdds).falsePositiveRate
        }
        #expect(rateFrom(threshold) <= rate)
        // Every honest document below it would be one too many.
        if let next = ham.filter({ $0 < threshold }).max() { #expect(rateFrom(next) > rate) }
    }

    @Test(
        "Rates of whole documents are met in full",
        arguments: [(0.29, 100), (0.001, 3_000), (0.07, 100)]
    )
    func wholeRates(rate: Double, count: Int) {
        let evaluation = ModelEvaluation((0..<count).map { Self.outcome(Double($0), false) })
        let scores = evaluation.scores(fromLogOdds: evaluation.logOdds(falsePositiveRate: rate))
        #expect(abs(scores.falsePositiveRate - rate) < 1e-9)
    }

    @Test("Precision, recall and false positives are those from the threshold on")
    func scores() {
        let evaluation = ModelEvaluation([
            Self.outcome(3, true), Self.outcome(2, true), Self.outcome(2, false),
            Self.outcome(1, true), Self.outcome(0, false), Self.outcome(-1, false),
            Self.outcome(-.infinity, true), Self.outcome(-.infinity, false),
        ])
        let scores = evaluation.scores(fromLogOdds: 2)
        #expect(scores.precision == 2.0 / 3)
        #expect(scores.recall == 0.5)
        #expect(scores.falsePositiveRate == 0.25)
        #expect(abs(scores.threshold - 0.880_797) < 1e-6)
        #expect(evaluation.spamCount == 4)
        let none = evaluation.scores(fromLogOdds: 9)
        #expect([none.precision, none.recall, none.falsePositiveRate] == [0, 0, 0])
        let all = evaluation.scores(fromLogOdds: -.infinity)
        #expect([all.precision, all.recall, all.falsePositiveRate] == [0.5, 1, 1])
    }

    @Test("The Brier score is the mean squared error of the probabilities")
    func brierScore() {
        #expect(
            ModelEvaluation([Self.outcome(0, true), Self.outcome(0, false)]).brierScore == 0.25
        )
        #expect(ModelEvaluation([Self.outcome(-.infinity, true)]).brierScore == 1)
        #expect(ModelEvaluation([Self.outcome(-.infinity, false)]).brierScore == 0)
        let likely = Calibration.logOdds(0.8)
        #expect(abs(ModelEvaluation([Self.outcome(likely, true)]).brierScore - 0.04) < 1e-12)
    }

    @Test("Languages are told apart, topics each against all honest documents")
    func groups() {
        let evaluation = ModelEvaluation([
            Self.outcome(3, true, language: "en", topic: "games", told: "games"),
            Self.outcome(1, true, language: "de", topic: "loans", told: "games"),
            Self.outcome(-2, true, topic: "loans"), Self.outcome(-3, true),
            Self.outcome(2, false, language: "en", topic: "games", told: "games"),
            Self.outcome(-1, false, language: "de"),
        ])
        let languages = evaluation.byLanguage
        #expect(Set(languages.keys) == ["en", "de", "und"])
        #expect(languages["en"]?.areaUnderCurve == 1)
        #expect(languages["de"]?.areaUnderCurve == 1)
        #expect(languages["und"]?.areaUnderCurve == nil)
        let topics = evaluation.byTopic
        #expect(Set(topics.keys) == ["games", "loans", "other"])
        #expect(topics["games"]?.areaUnderCurve == 1)
        #expect(topics["loans"]?.outcomes.count == 4)
        #expect(topics["loans"]?.areaUnderCurve == 0.25)
        #expect(topics["other"]?.areaUnderCurve == 0)
        #expect(evaluation.topicAccuracy == 0.5)
    }
}
