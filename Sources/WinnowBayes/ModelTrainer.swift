/// Counts documents and makes a model of them.
///
/// Counting is adding: the same documents give the same model in any order, and what was added can
/// be taken away. To fit the calibration, documents are dealt into five folds, those of one group
/// (such as a site, or a stock of words) into the same; each fold is scored with the counts of the
/// others.
package struct ModelTrainer {
    /// A document that was counted.
    private struct Document {
        var kind: BagKind
        var isSpam: Bool
        var topic: Int?
        /// A hash of what it belongs to.
        var group: UInt64
        var fold = 0
        /// Its features in `features`; those of links from `firstLink`.
        var features: Range<Int>
        var firstLink: Int

        /// What a table of features needs of it.
        var counted: FeatureTable.Document {
            FeatureTable.Document(features: features, isSpam: isSpam, fold: fold)
        }
    }

    package static let folds = 5
    /// Features a model has when nothing else is said.
    package static let usualSize = 150_000
    /// Documents of each class that a kind needs; with fewer it is not calibrated.
    package static let minimumDocuments = 20
    /// Features of all documents together, which bounds the memory.
    package static let maximumFeatures = 400_000_000

    private var documents: [Document] = []
    private var features: [UInt64] = []
    private var isFull = false
    private let topicCount: Int

    /// - Parameter topics: How many topics there are.
    package init(topics: Int) { topicCount = min(topics, TopicCounts.maximumTopics) }

    /// How many documents were added.
    package var count: Int { documents.count }

    /// Adds a document.
    ///
    /// - Parameters:
    ///   - reader: Its features.
    ///   - kind: What it is.
    ///   - isSpam: Whether it was planted.
    ///   - topic: The number of its topic, if that is known.
    ///   - group: Documents of one group are never on both sides of the calibration.
    /// - Throws: ``TrainingError`` when there are more than can be counted.
    package mutating func add(
        _ reader: FeatureReader,
        _ kind: BagKind,
        isSpam: Bool,
        topic: Int?,
        group: some Sequence<UInt8>
    ) throws(TrainingError) {
        let start = features.count
        guard start + reader.textMemory.count + reader.linkMemory.count <= Self.maximumFeatures
        else {
            throw .tooMany
        }
        features += reader.textMemory
        features += reader.linkMemory
        var hash = FeatureHash(.word, .anchors)
        for byte in group { hash.add(UInt32(byte)) }
        documents.append(
            Document(
                kind: kind,
                isSpam: isSpam,
                topic: topic,
                group: hash.feature(tellsTopic: false),
                features: start..<features.count,
                firstLink: start + reader.textMemory.count
            )
        )
    }

    /// What a training says of itself.
    package struct Outcome: Sendable {
        package var model: BayesModel
        /// Different features that were counted; the model may keep fewer.
        package var distinctFeatures = 0
        /// By kind: what held-out documents scored.
        package var reliability: [Reliability] = []
        /// Held-out planted documents whose topic was told right, and how many had one.
        package var topicsRight = 0
        package var topicsTold = 0
    }

    /// Makes a model.
    ///
    /// - Parameters:
    ///   - name: What it calls itself.
    ///   - size: Features that it keeps at the most, those that tell most.
    /// - Returns: The model, and how well it does on held-out documents.
    /// - Throws: ``TrainingError`` when there are too few documents, or too many.
    package mutating func train(
        name: String,
        size: Int = usualSize
    ) throws(TrainingError) -> Outcome {
        let kinds = try countedKinds()
        deal()
        let table = FeatureTable(
            folds: Self.folds,
            documents: documents.lazy.map(\.counted),
            features
        )
        let kept = table.kept(min(size, BayesModel.maximumFeatures))
        var outcome = Outcome(
            model: table.model(name, kinds, kept, topics: topicCounts(documents)),
            distinctFeatures: table.count
        )
        for kind in BagKind.allCases {
            let held = samples(of: kind, table, kept, kinds[Int(kind.rawValue)])
            outcome.model.kinds[Int(kind.rawValue)].calibration = Calibration.fit(
                held.lazy.map(\.sample)
            )
            outcome.reliability.append(Reliability(kind, held, folds: Self.folds))
        }
        (outcome.topicsRight, outcome.topicsTold) = topicsTold()
        return outcome
    }

    /// Adds the documents to a model, or takes them away from it.
    ///
    /// The calibration stays: it holds for other documents than those.
    ///
    /// - Parameters:
    ///   - model: The model.
    ///   - isForgetting: Whether they are taken away.
    ///   - size: As in ``train(name:size:)``.
    /// - Returns: The changed model.
    /// - Throws: ``TrainingError`` when a class would have more documents than can be counted, or
    ///   fewer than none.
    package func update(
        _ model: BayesModel,
        isForgetting: Bool,
        size: Int = usualSize
    ) throws(TrainingError) -> BayesModel {
        var kinds = model.kinds
        for document in documents {
            let place = Int(document.kind.rawValue)
            let change = isForgetting ? -1 : 1
            if document.isSpam {
                kinds[place].spamDocuments += change
            } else {
                kinds[place].hamDocuments += change
            }
        }
        for kind in kinds {
            guard min(kind.spamDocuments, kind.hamDocuments) >= 0 else { throw .neverLearned }
            guard max(kind.spamDocuments, kind.hamDocuments) <= BayesModel.Kind.maximumDocuments
            else { throw .tooMany }
        }
        if isForgetting { try checkLearned(model) }
        var table = FeatureTable(folds: 1, documents: documents.lazy.map(\.counted), features)
        table.merge(model, isForgetting: isForgetting)
        var topics = model.topics
        for document in documents where document.isSpam {
            guard let topic = document.topic else { continue }
            let texts = document.features.lowerBound..<document.firstLink
            topics.add(features[texts], topic: topic, isForgetting: isForgetting)
        }
        let size = max(min(size, BayesModel.maximumFeatures), model.entries.count)
        return table.model(model.name, kinds, table.kept(size), topics: topics)
    }

    /// Looks for documents that the model can't have been made of: it knows none of their features
    /// in their class.
    private func checkLearned(_ model: BayesModel) throws(TrainingError) {
        for document in documents where !document.features.isEmpty {
            let isKnown = features[document.features].contains { feature in
                guard let counts = model.counts(of: feature) else { return false }
                return document.isSpam ? counts.spam > 0 : counts.ham > 0
            }
            guard isKnown else { throw .neverLearned }
        }
    }

    /// Deals groups into folds: the largest first, each into the fold with the fewest documents of
    /// its class.
    private mutating func deal() {
        var sizes: [UInt64: (spam: Int, ham: Int)] = [:]
        for document in documents {
            if document.isSpam {
                sizes[document.group, default: (0, 0)].spam += 1
            } else {
                sizes[document.group, default: (0, 0)].ham += 1
            }
        }
        var folds: [UInt64: Int] = [:]
        var inFold = [(spam: Int, ham: Int)](repeating: (0, 0), count: Self.folds)
        let largestFirst = sizes.sorted {
            ($1.value.spam, $1.value.ham, $0.key) < ($0.value.spam, $0.value.ham, $1.key)
        }
        for (group, size) in largestFirst {
            let fold =
                inFold.indices.min {
                    size.spam > 0
                        ? inFold[$0].spam < inFold[$1].spam : inFold[$0].ham < inFold[$1].ham
                } ?? 0
            folds[group] = fold
            inFold[fold].spam += size.spam
            inFold[fold].ham += size.ham
        }
        for place in documents.indices {
            documents[place].fold = folds[documents[place].group] ?? 0
        }
    }

    private func countedKinds() throws(TrainingError) -> [BayesModel.Kind] {
        var kinds = BagKind.allCases.map { _ in BayesModel.Kind() }
        for document in documents {
            let place = Int(document.kind.rawValue)
            if document.isSpam {
                kinds[place].spamDocuments += 1
            } else {
                kinds[place].hamDocuments += 1
            }
        }
        guard
            kinds.contains(where: {
                min($0.spamDocuments, $0.hamDocuments) >= Self.minimumDocuments
            })
        else {
            throw .tooFew(
                spam: kinds.map(\.spamDocuments).max() ?? 0,
                ham: kinds.map(\.hamDocuments).max() ?? 0,
                needed: Self.minimumDocuments
            )
        }
        guard
            kinds.allSatisfy({
                max($0.spamDocuments, $0.hamDocuments) <= BayesModel.Kind.maximumDocuments
            })
        else { throw .tooMany }
        return kinds
    }

    private func topicCounts(_ documents: some Sequence<Document>) -> TopicCounts {
        var topics = TopicCounts(topics: topicCount)
        for document in documents where document.isSpam {
            guard let topic = document.topic else { continue }
            let texts = document.features.lowerBound..<document.firstLink
            topics.add(features[texts], topic: topic, isForgetting: false)
        }
        return topics
    }

    /// Scores every document of a kind with the counts of the other folds; one with links a second
    /// time as if it had none.
    private func samples(
        of kind: BagKind,
        _ table: FeatureTable,
        _ kept: [Bool],
        _ totals: BayesModel.Kind
    ) -> [Reliability.Sample] {
        guard min(totals.spamDocuments, totals.hamDocuments) >= Self.minimumDocuments else {
            return []
        }
        var inFold = [(spam: Int, ham: Int)](repeating: (0, 0), count: Self.folds)
        for document in documents where document.kind == kind {
            if document.isSpam {
                inFold[document.fold].spam += 1
            } else {
                inFold[document.fold].ham += 1
            }
        }
        let samples = documents.lazy.filter { $0.kind == kind }.flatMap { document in
            guard document.firstLink - document.features.lowerBound >= BayesModel.minimumFeatures
            else { return [Reliability.Sample]() }
            let bias = BayesModel.bias(
                spam: totals.spamDocuments - inFold[document.fold].spam,
                ham: totals.hamDocuments - inFold[document.fold].ham
            )
            func sum(_ range: Range<Int>) -> Float {
                table.sum(features[range], without: document.fold, kept, bias: bias)
            }
            let texts = document.features.lowerBound..<document.firstLink
            let bare = BayesModel.Sums(text: sum(texts))
            let links = document.firstLink..<document.features.upperBound
            let linked = BayesModel.Sums(text: bare.text, links: sum(links), hasLinks: true)
            return (links.isEmpty ? [bare] : [linked, bare]).map { sums in
                Reliability.Sample(
                    sample: Calibration.Sample(sums: sums, isSpam: document.isSpam),
                    fold: document.fold
                )
            }
        }
        // Sums of fractions hang on their order, and a model must not hang on that of its documents.
        return samples.sorted { $0.order < $1.order }
    }

    /// How many held-out documents had their topic told, by the words of the other folds.
    private func topicsTold() -> (right: Int, told: Int) {
        var right = 0
        var told = 0
        for fold in 0..<Self.folds {
            let topics = topicCounts(documents.lazy.filter { $0.fold != fold })
            for document in documents where document.fold == fold && document.isSpam {
                guard let topic = document.topic else { continue }
                let texts = document.features.lowerBound..<document.firstLink
                guard let best = topics.best(for: features[texts]) else { continue }
                told += 1
                if best == topic { right += 1 }
            }
        }
        return (right, told)
    }
}

/// Why no model could be made.
public enum TrainingError: Error, Sendable, Equatable, CustomStringConvertible {
    /// No kind of text has enough documents of both classes.
    case tooFew(spam: Int, ham: Int, needed: Int)
    /// There are more documents or features than can be counted.
    case tooMany
    /// Documents are to be forgotten that were never learned.
    case neverLearned

    /// What is wrong, in a sentence.
    public var description: String {
        switch self {
        case .tooFew(let spam, let ham, let needed):
            "there are \(spam) planted and \(ham) honest documents of one kind, and at least "
                + "\(needed) of each are needed"
        case .tooMany: "there are more documents than a model can count"
        case .neverLearned:
            "documents are to be forgotten that the model was not made of: they were never learned"
        }
    }
}
