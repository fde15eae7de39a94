internal import Glibc

/// A naive-Bayes model: how many honest and planted texts of each kind had each feature.
///
/// The score of a bag is the sum of its features' log-odds, divided by the square root of their
/// number, texts and links apart. Each log-odds is that of the share of documents with the feature,
/// as in the Bernoulli event model with absent features left out (Manning, Raghavan and Schütze,
/// *Introduction to Information Retrieval*, 13.3); the root takes the place of the sum because
/// features are far from independent, so that long texts would always be certain (Rennie et al.,
/// *Tackling the Poor Assumptions of Naive Bayes Text Classifiers*, 2003). A logistic curve fitted
/// on held-out data (Platt 1999) makes a probability of it.
public struct BayesModel: Sendable {
    /// What is known of one kind of text.
    public struct Kind: Sendable, Equatable {
        /// Planted documents that were counted.
        public var spamDocuments = 0
        /// Honest documents that were counted.
        public var hamDocuments = 0
        /// How scores become probabilities; nil where there was too little to tell.
        public var calibration: Calibration?

        /// Nothing is known yet.
        public init() {}

        /// Counts are held to this many documents of each class.
        public static let maximumDocuments = (1 << 20) - 1
    }

    /// The bits of a feature that a model keeps.
    static let keyBits = 40
    /// The topmost of them say where an entry stands.
    static let bucketBits = 16
    static let restBits = keyBits - bucketBits
    /// The bits of a count.
    static let countBits = 20
    /// Added to each count, so that what was never seen has a likelihood.
    static let smoothing: Float = 0.5
    /// Features of a text below which it has no score.
    public static let minimumFeatures = 4

    /// What the model calls itself, such as a date.
    public internal(set) var name: String
    /// By kind.
    public internal(set) var kinds: [Kind]
    /// Sorted: 24 bits of a feature, 20 of planted documents, 20 of honest ones; the features whose
    /// topmost 16 bits are the same stand together.
    let entries: [UInt64]
    /// Where the entries of each value of the topmost 16 bits begin; ends with their number.
    let buckets: [UInt32]
    let topics: TopicCounts
    /// By entry: the logarithm of its smoothed counts' ratio.
    private let weights: [Float]
    /// By kind: the log-odds of a feature that no document has.
    private let biases: [Float]

    /// How many features have counts.
    public var featureCount: Int { entries.count }

    /// The number of documents in which topics were counted, by the topics' order.
    public var topicDocuments: [Int] { topics.documents.map { Int($0) } }

    /// Makes a model of counts.
    ///
    /// Entries are sorted by feature, and `buckets` says where those of each bucket begin.
    init(
        name: String,
        kinds: [Kind],
        entries: [UInt64],
        buckets: [UInt32],
        topics: TopicCounts
    ) {
        self.name = name
        self.kinds = kinds
        self.entries = entries
        self.buckets = buckets
        self.topics = topics
        weights = entries.map { entry in
            let (spam, ham) = Self.counts(entry)
            return Self.logarithm(spam) - Self.logarithm(ham)
        }
        biases = kinds.map { Self.bias(spam: $0.spamDocuments, ham: $0.hamDocuments) }
    }

    static func bias(spam: Int, ham: Int) -> Float {
        log(Float(ham) + 2 * smoothing) - log(Float(spam) + 2 * smoothing)
    }

    /// The logarithm of a count, smoothed.
    private static func logarithm(_ count: UInt32) -> Float {
        Int(count) < logarithms.count ? logarithms[Int(count)] : log(Float(count) + smoothing)
    }

    /// Those of small counts, of which most are.
    private static let logarithms = (0..<4_096).map { log(Float($0) + smoothing) }

    /// The sums of a bag's log-odds, by texts and links.
    package struct Sums: Sendable, Equatable {
        /// Of the texts' features, divided by the root of their number.
        package var text: Float = 0
        /// Of the links' features, likewise.
        package var links: Float = 0
        /// Whether there were links at all.
        package var hasLinks = false
    }

    /// Sums up what the features of a bag say.
    ///
    /// - Complexity: Linear in the features.
    package func sums(of reader: FeatureReader, _ kind: BagKind) -> Sums {
        let bias = biases[Int(kind.rawValue)]
        return Sums(
            text: sum(reader.textMemory, bias),
            links: sum(reader.linkMemory, bias),
            hasLinks: !reader.linkMemory.isEmpty
        )
    }

    private func sum(_ features: UnsafeBufferPointer<UInt64>, _ bias: Float) -> Float {
        var sum: Float = 0
        entries.withUnsafeBufferPointer { entries in
            buckets.withUnsafeBufferPointer { buckets in
                weights.withUnsafeBufferPointer { weights in
                    for feature in features {
                        let place = Self.place(of: feature, entries, buckets)
                        if place >= 0 { sum += weights[place] + bias }
                    }
                }
            }
        }
        return sum / Float(features.count + 1).squareRoot()
    }

    /// Where the entry of a feature stands; -1 where it is not known.
    @inline(__always)
    private static func place(
        of feature: UInt64,
        _ entries: UnsafeBufferPointer<UInt64>,
        _ buckets: UnsafeBufferPointer<UInt32>
    ) -> Int {
        let bucket = Int(feature >> (64 - UInt64(bucketBits)))
        let rest = feature >> UInt64(64 - keyBits) & (1 << UInt64(restBits) - 1)
        var place = Int(buckets[bucket])
        let end = Int(buckets[bucket + 1])
        while place < end {
            if entries[place] >> UInt64(2 * countBits) == rest { return place }
            place += 1
        }
        return -1
    }

    /// In how many documents a feature stands; nil where it is not known.
    func counts(of feature: UInt64) -> (spam: UInt32, ham: UInt32)? {
        entries.withUnsafeBufferPointer { entries in
            let place = buckets.withUnsafeBufferPointer { Self.place(of: feature, entries, $0) }
            return place < 0 ? nil : Self.counts(entries[place])
        }
    }

    @inline(__always)
    static func counts(_ entry: UInt64) -> (spam: UInt32, ham: UInt32) {
        let mask: UInt64 = 1 << UInt64(countBits) - 1
        return (UInt32(entry >> UInt64(countBits) & mask), UInt32(entry & mask))
    }

    /// How likely a bag is spam, when both are equally common.
    ///
    /// - Parameters:
    ///   - reader: The bag's features.
    ///   - kind: What the bag is.
    /// - Returns: The logarithm of the odds; nil where the bag says too little, or the model knows
    ///   nothing of its kind.
    package func logOdds(of reader: FeatureReader, _ kind: BagKind) -> Double? {
        guard let calibration = kinds[Int(kind.rawValue)].calibration,
            reader.textMemory.count >= Self.minimumFeatures
        else { return nil }
        return calibration.logOdds(sums(of: reader, kind))
    }

    /// Whether a few words count towards spam rather than against it, though they say too little for
    /// a score of their own.
    package func leansToSpam(_ reader: FeatureReader, _ kind: BagKind) -> Bool {
        let bare = sums(of: reader, kind).text
        return kinds[Int(kind.rawValue)].calibration.map {
            $0.bare.intercept + $0.bare.text * Double(bare) > 0
        } ?? false
    }

    /// How likely a bag is spam, when both are equally common: 0 to 1.
    ///
    /// - Returns: As ``logOdds(of:_:)``.
    package func probability(of reader: FeatureReader, _ kind: BagKind) -> Double? {
        logOdds(of: reader, kind).map(Calibration.probability)
    }

    /// Name, features and the kinds of text it scores, in one line.
    public var summary: String {
        let scored = BagKind.allCases.filter { kinds[Int($0.rawValue)].calibration != nil }
            .map(\.name).joined(separator: ", ")
        return "\(name.isEmpty ? "unnamed" : name) (\(featureCount) features; "
            + "\(scored.isEmpty ? "no kind of text scored" : scored))"
    }

    /// Takes the scores from kinds of text, such as those with too few documents.
    public mutating func silence(where isUnfit: (Kind) -> Bool) {
        for place in kinds.indices where isUnfit(kinds[place]) { kinds[place].calibration = nil }
    }

    /// The topic that the words of a bag fit best, as its number.
    ///
    /// - Returns: nil where no word is known.
    package func topic(of reader: FeatureReader) -> Int? { topics.best(for: reader.textMemory) }
}
