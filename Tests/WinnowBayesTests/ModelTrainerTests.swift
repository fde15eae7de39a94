import Testing

@testable import WinnowBayes

@Suite("ModelTrainer")
struct ModelTrainerTests {
    private static let all = BagKind.allCases

    /// What was counted, without what was fitted.
    private static func expectEqualCounts(_ left: BayesModel, _ right: BayesModel) {
        #expect(left.entries == right.entries)
        #expect(left.buckets == right.buckets)
        #expect(left.topics == right.topics)
        #expect(left.kinds.map(\.spamDocuments) == right.kinds.map(\.spamDocuments))
        #expect(left.kinds.map(\.hamDocuments) == right.kinds.map(\.hamDocuments))
    }

    @Test("The model counts in how many documents of each class a feature stands")
    func counts() throws {
        var documents = ToyCorpus.documents(30, seed: 1)
        documents.append(
            ToyDocument(texts: [" unheard ", " unheard ", " of "], isSpam: true, group: "x")
        )
        documents.append(ToyDocument(texts: [" unheard "], isSpam: false, group: "y"))
        documents.append(ToyDocument(texts: [" unheard "], isSpam: false, group: "z"))
        var trainer = try ToyCorpus.trainer(documents)
        #expect(trainer.count == 63)
        let outcome = try trainer.train(name: "a name")
        #expect(outcome.model.name == "a name")
        #expect(outcome.model.counts(of: .word("unheard")) == [1, 2])
        #expect(outcome.model.counts(of: .word("of")) == [1, 0])
        #expect(outcome.model.counts(of: .word("of"), .title) == nil)
        #expect(outcome.model.kinds[0].spamDocuments == 31)
        #expect(outcome.model.kinds[0].hamDocuments == 32)
        #expect(outcome.distinctFeatures == outcome.model.featureCount)
    }

    @Test("The same texts in any order give the same bytes", arguments: 1...6)
    func order(seed: UInt64) throws {
        let documents = ToyCorpus.documents(40, seed: 7, kinds: Self.all)
        var random = SeededGenerator(seed: seed)
        let shuffled = documents.shuffled(using: &random)
        for size in [ModelTrainer.usualSize, 50] {
            let model = try ToyCorpus.model(documents, size: size)
            #expect(try ToyCorpus.model(shuffled, size: size).bytes == model.bytes)
        }
    }

    @Test("What is added counts as if it had been there from the start")
    func updating() throws {
        let (first, second) = (
            ToyCorpus.documents(40, seed: 2, kinds: Self.all),
            ToyCorpus.documents(15, seed: 3, kinds: Self.all)
        )
        let old = try ToyCorpus.model(first)
        let updated = try ToyCorpus.trainer(second).update(old, isForgetting: false)
        Self.expectEqualCounts(updated, try ToyCorpus.model(first + second))
        #expect(updated.kinds.map(\.calibration) == old.kinds.map(\.calibration))
        #expect(updated.name == old.name)
    }

    @Test("What is added and forgotten leaves the same bytes, in one go or in two")
    func forgetting() throws {
        let old = try ToyCorpus.model(ToyCorpus.documents(40, seed: 2, kinds: Self.all))
        let more = ToyCorpus.documents(20, seed: 4, kinds: Self.all)
        let updated = try ToyCorpus.trainer(more).update(old, isForgetting: false)
        #expect(updated.bytes != old.bytes)
        let forgotten = try ToyCorpus.trainer(more.reversed()).update(updated, isForgetting: true)
        #expect(forgotten.bytes == old.bytes)
        let half = try ToyCorpus.trainer(Array(more[..<50])).update(updated, isForgetting: true)
        let rest = try ToyCorpus.trainer(Array(more[50...])).update(half, isForgetting: true)
        #expect(rest.bytes == old.bytes)
    }

    @Test("Changes keep what a model has, though it is more than a size")
    func updatingSize() throws {
        let old = try ToyCorpus.model(ToyCorpus.documents(40, seed: 2))
        let more = [ToyDocument(texts: [" entirely other words "], isSpam: false, group: "x")]
        let updated = try ToyCorpus.trainer(more).update(old, isForgetting: false, size: 10)
        #expect(updated.featureCount == old.featureCount)
    }

    @Test("Nothing is forgotten that was never learned")
    func neverLearned() throws {
        let old = try ToyCorpus.model(ToyCorpus.documents(25, seed: 2))
        let title = ToyDocument(kind: .title, texts: [" x "], isSpam: true, group: "")
        let tooMany = (0..<26).map { number in
            ToyDocument(texts: [" home news "], isSpam: false, group: "\(number)")
        }
        for documents in [[title], tooMany] {
            #expect(throws: TrainingError.neverLearned) {
                try ToyCorpus.trainer(documents).update(old, isForgetting: true)
            }
        }
        let rest = try ToyCorpus.trainer(Array(tooMany[..<25])).update(old, isForgetting: true)
        #expect(rest.kinds[0].hamDocuments == 0)
        #expect(TrainingError.neverLearned.description.contains("never learned"))
    }

    @Test("A text of which the model knows nothing was never learned")
    func unknownWords() throws {
        let old = try ToyCorpus.model(ToyCorpus.documents(25, seed: 2))
        var stranger = ToyDocument(texts: [" wyf qub "], isSpam: false, group: "")
        let updated = try ToyCorpus.trainer([stranger]).update(old, isForgetting: false)
        #expect(
            try ToyCorpus.trainer([stranger]).update(updated, isForgetting: true).bytes == old.bytes
        )
        #expect(throws: TrainingError.neverLearned) {
            try ToyCorpus.trainer([stranger]).update(old, isForgetting: true)
        }
        // Learned, but as an honest one.
        stranger.isSpam = true
        let planted = stranger
        #expect(throws: TrainingError.neverLearned) {
            try ToyCorpus.trainer([planted]).update(updated, isForgetting: true)
        }
    }

    @Test("Too few documents are told with their numbers")
    func tooFew() throws {
        let documents = ToyCorpus.documents(20, seed: 5)
        #expect(try ToyCorpus.model(documents).kinds[0].calibration != nil)
        let error = #expect(throws: TrainingError.self) {
            try ToyCorpus.model(Array(documents[1...]))
        }
        #expect(error == .tooFew(spam: 19, ham: 20, needed: 20))
        #expect(error?.description.contains("19 planted and 20 honest") == true)
        var nothing = ModelTrainer(topics: 0)
        #expect(throws: TrainingError.tooFew(spam: 0, ham: 0, needed: 20)) {
            try nothing.train(name: "")
        }
    }

    @Test("A kind with too few is counted, and not scored")
    func uncalibratedKind() throws {
        let documents =
            ToyCorpus.documents(25, seed: 5) + ToyCorpus.documents(10, seed: 6, kinds: [.title])
        let model = try ToyCorpus.model(documents)
        #expect(model.kinds[2].spamDocuments == 10)
        #expect(model.kinds[2].calibration == nil)
        #expect(model.kinds[1].calibration == nil)
        #expect(model.logOdds(of: documents[0].features, .anchors) != nil)
        #expect(model.logOdds(of: documents[60].features, .title) == nil)
        #expect(!model.leansToSpam(documents[60].features, .title))
        #expect(model.summary.contains("anchors"))
        #expect(!model.summary.contains("title"))
    }

    @Test("Documents of one group are never on both sides of the calibration")
    func groups() throws {
        // Every ten documents share characters that no other has.
        func weight(isGrouped: Bool) throws -> Double {
            let documents = (0..<200).map { number in
                let first = UInt32(0x4E00 + number / 10 * 8)
                let text = (first..<(first + 6)).compactMap(Unicode.Scalar.init)
                    .reduce(into: "") { $0.unicodeScalars.append($1) }
                return ToyDocument(
                    texts: [text],
                    isSpam: number / 10 % 2 == 0,
                    group: isGrouped ? "\(number / 10)" : "\(number)"
                )
            }
            return try #require(try ToyCorpus.model(documents).kinds[0].calibration).bare.text
        }
        #expect(try weight(isGrouped: true) < 0.05)
        #expect(try weight(isGrouped: false) > 0.5)
    }

    @Test("One group alone can't be held out, and is not scored")
    func oneGroup() throws {
        var documents = ToyCorpus.documents(30, seed: 5)
        for place in documents.indices { documents[place].group = "all" }
        var trainer = try ToyCorpus.trainer(documents)
        let outcome = try trainer.train(name: "")
        #expect(outcome.reliability[0].bins.allSatisfy { $0.documents == 0 })
    }

    @Test("Of many features the most telling are kept")
    func pruning() throws {
        let documents = (0..<60).map { number in
            let isSpam = number % 2 == 0
            return ToyDocument(
                texts: [" both ", isSpam ? " zo " : " ha ", " r\(number % 7) ", " q\(number) "],
                isSpam: isSpam,
                group: "\(number)"
            )
        }
        var trainer = try ToyCorpus.trainer(documents)
        let all = try trainer.train(name: "")
        #expect(all.model.featureCount == all.distinctFeatures)
        let few = try trainer.train(name: "", size: 2)
        #expect(few.distinctFeatures == all.distinctFeatures)
        #expect(few.model.featureCount == 2)
        #expect(few.model.counts(of: .word("zo")) == [30, 0])
        #expect(few.model.counts(of: .word("ha")) == [0, 30])
        #expect(few.model.counts(of: .word("both")) == nil)
    }

    @Test("Planted texts score above honest ones, and the sign of few words is right")
    func scores() throws {
        let model = try ToyCorpus.model(ToyCorpus.documents(150, seed: 8, kinds: Self.all))
        for kind in Self.all {
            let spam = FeatureReader([" zorvik quasmo ", " tunkol xivorn "], kind)
            let ham = FeatureReader([" harbour ferry ", " museum lantern "], kind)
            let probabilities = [spam, ham].compactMap { model.probability(of: $0, kind) }
            try #require(probabilities.count == 2)
            #expect(probabilities[0] > 0.9)
            #expect(probabilities[1] < 0.1)
            #expect(model.leansToSpam(FeatureReader([" brellap "], kind), kind))
            #expect(!model.leansToSpam(FeatureReader([" orchard "], kind), kind))
        }
        #expect(model.logOdds(of: FeatureReader([" ox "]), .anchors) == nil)
        #expect(model.sums(of: FeatureReader([" wyf "]), .anchors).text == 0)
    }

    @Test("Weights are never negative, and links weigh no more than texts")
    func weights() throws {
        for seed: UInt64 in 10..<20 {
            for calibration in try ToyCorpus.model(
                ToyCorpus.documents(40, seed: seed, kinds: Self.all)
            )
            .kinds.compactMap(\.calibration) {
                #expect(calibration.linked.text >= 0 && calibration.bare.text >= 0)
                #expect((0...(calibration.linked.text + 1e-9)).contains(calibration.linked.links))
                #expect(calibration.bare.links == 0)
            }
        }
    }

    @Test("The reliability of held-out documents is counted in tenths")
    func reliability() throws {
        let documents = ToyCorpus.documents(150, seed: 8, kinds: [.prose])
        var trainer = try ToyCorpus.trainer(documents)
        let reliability = try trainer.train(name: "").reliability
        #expect(reliability.map(\.kind) == Self.all)
        #expect(reliability[0].bins.isEmpty)
        let bins = reliability[1].bins
        #expect(bins.count == 10)
        #expect(bins.reduce(0) { $0 + $1.documents } == 300)
        #expect(abs(bins.reduce(0) { $0 + $1.weight } - 1) < 1e-9)
        for (place, bin) in bins.enumerated() where bin.documents > 0 {
            #expect(bin.predicted >= Double(place) / 10 && bin.predicted <= Double(place + 1) / 10)
        }
        #expect(bins[9].observed > 0.9)
        #expect(bins[0].observed < 0.1)
    }

    @Test("The topic of planted words is told, and none where no word is known")
    func topics() throws {
        let documents = (0..<90).map { number in
            ToyDocument(
                texts: [" theme\(number % 3) brellap ", " home "],
                isSpam: number < 60,
                topic: number < 60 ? number % 3 : nil,
                group: "\(number)"
            )
        }
        var trainer = try ToyCorpus.trainer(documents)
        let outcome = try trainer.train(name: "")
        #expect(outcome.topicsTold == 60)
        #expect(outcome.topicsRight == 60)
        #expect(outcome.model.topicDocuments == [20, 20, 20])
        for topic in 0..<3 {
            #expect(outcome.model.topic(of: FeatureReader([" theme\(topic) "])) == topic)
        }
        #expect(outcome.model.topic(of: FeatureReader([" 12 "])) == nil)
        #expect(outcome.model.topic(of: FeatureReader([])) == nil)
        // A number beyond those that there are is no topic.
        let odd = ToyDocument(texts: [" home "], isSpam: true, topic: 3, group: "")
        let updated = try ToyCorpus.trainer([odd]).update(outcome.model, isForgetting: false)
        #expect(updated.topicDocuments == [20, 20, 20])
    }

    @Test("Silenced kinds have no score")
    func silence() throws {
        var model = try ToyCorpus.model(
            ToyCorpus.documents(30, seed: 8, kinds: [.anchors, .title])
        )
        model.silence { $0.spamDocuments >= 30 }
        #expect(model.kinds.allSatisfy { $0.calibration == nil })
        #expect(model.summary.contains("no kind of text scored"))
    }
}
