@testable import WinnowBayes

/// A text of made-up words, as a trainer counts it.
struct ToyDocument {
    var kind = BagKind.anchors
    var texts: [String]
    var links: [(host: String, path: String)] = []
    var isSpam: Bool
    var topic: Int?
    var group: String

    var features: FeatureReader { FeatureReader(texts, links: links, kind) }
}

/// Documents that mostly differ in their words, and sometimes don't.
enum ToyCorpus {
    static let spamWords = [
        "zorvik", "plonder", "quasmo", "brellap", "tunkol", "xivorn", "gramlet",
    ]
    static let hamWords = ["harbour", "museum", "lantern", "ferry", "orchard", "library", "meadow"]
    static let commonWords = ["home", "news", "about", "contact", "online", "free", "best"]

    /// Random documents: as many of each class as is said, of each kind.
    static func documents(
        _ count: Int,
        seed: UInt64,
        kinds: [BagKind] = [.anchors]
    ) -> [ToyDocument] {
        var random = SeededGenerator(seed: seed)
        return kinds.flatMap { kind in
            (0..<(2 * count)).map { number in
                document(kind, isSpam: number % 2 == 0, "\(seed)-\(kind)-\(number / 3)", &random)
            }
        }
    }

    private static func document(
        _ kind: BagKind,
        isSpam: Bool,
        _ group: String,
        _ random: inout SeededGenerator
    ) -> ToyDocument {
        let topic = Int.random(in: 0..<3, using: &random)
        let texts = (0..<Int.random(in: 3...6, using: &random)).map { _ in
            // One text in eight speaks the other class's words.
            let isOdd = Int.random(in: 0..<8, using: &random) == 0
            let words = isSpam != isOdd ? spamWords : hamWords
            let own = words[Int.random(in: 0..<words.count, using: &random)]
            let common = commonWords[Int.random(in: 0..<commonWords.count, using: &random)]
            return " \(own) \(common) "
        }
        let hasLinks = kind == .anchors && Int.random(in: 0..<3, using: &random) > 0
        let number = Int.random(in: 0..<30, using: &random)
        return ToyDocument(
            kind: kind,
            texts: isSpam ? texts + [" subject\(topic) "] : texts,
            links: hasLinks
                ? [isSpam ? ("s\(number).example", "/\(number).html") : ("h\(number).test", "/")]
                : [],
            isSpam: isSpam,
            topic: isSpam ? topic : nil,
            group: group
        )
    }

    static func trainer(_ documents: [ToyDocument], topics: Int = 3) throws -> ModelTrainer {
        var trainer = ModelTrainer(topics: topics)
        for document in documents {
            try trainer.add(
                document.features,
                document.kind,
                isSpam: document.isSpam,
                topic: document.topic,
                group: document.group.utf8
            )
        }
        return trainer
    }

    static func model(
        _ documents: [ToyDocument],
        name: String = "toy",
        size: Int = ModelTrainer.usualSize
    ) throws -> BayesModel {
        var trainer = try trainer(documents)
        return try trainer.train(name: name, size: size).model
    }
}

extension BayesModel {
    /// Planted and honest documents with a feature; nil where it is not kept.
    func counts(of feature: NamedFeature, _ kind: BagKind = .anchors) -> [UInt32]? {
        counts(of: feature.hashed(kind)).map { [$0.spam, $0.ham] }
    }
}
