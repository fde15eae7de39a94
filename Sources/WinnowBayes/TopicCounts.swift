internal import Glibc

/// How often the words of planted texts stood under each topic.
///
/// A small table that several features share: bags are long, and of the topics one must only stand
/// out.
struct TopicCounts: Sendable, Equatable {
    static let bucketBits = 14
    static let maximumTopics = 32
    /// Planted documents of a topic, of all kinds of text together.
    static let maximumDocuments = UInt32(BagKind.allCases.count * BayesModel.Kind.maximumDocuments)
    private static let smoothing = 0.1

    /// How many topics there are.
    let count: Int
    /// By topic: planted documents.
    var documents: [UInt32]
    /// By bucket and topic: documents with a feature of the bucket; held to 65,535.
    var counts: [UInt16]

    init(topics count: Int) {
        self.count = count
        documents = [UInt32](repeating: 0, count: count)
        counts = [UInt16](repeating: 0, count: count << Self.bucketBits)
    }

    private static func bucket(_ feature: UInt64) -> Int {
        Int(truncatingIfNeeded: feature >> 24) & (1 << bucketBits - 1)
    }

    /// Counts the features of a document of a topic, or takes them away.
    mutating func add(_ features: ArraySlice<UInt64>, topic: Int, isForgetting: Bool) {
        guard topic >= 0, topic < count else { return }
        if isForgetting {
            documents[topic] -= documents[topic] > 0 ? 1 : 0
        } else if documents[topic] < Self.maximumDocuments {
            documents[topic] += 1
        }
        for feature in features where feature & 1 == 1 {
            let place = Self.bucket(feature) * count + topic
            if isForgetting {
                counts[place] -= counts[place] > 0 ? 1 : 0
            } else if counts[place] < .max {
                counts[place] += 1
            }
        }
    }

    /// The topic under which the features are likeliest, all topics being equally common.
    ///
    /// - Returns: nil where no feature was ever seen.
    func best(for features: some Sequence<UInt64>) -> Int? {
        var sums = [Double](repeating: 0, count: count)
        var isKnown = false
        for feature in features where feature & 1 == 1 {
            let start = Self.bucket(feature) * count
            guard counts[start..<(start + count)].contains(where: { $0 > 0 }) else { continue }
            isKnown = true
            for topic in 0..<count where documents[topic] > 0 {
                sums[topic] += log(
                    (Double(counts[start + topic]) + Self.smoothing)
                        / (Double(documents[topic]) + 2 * Self.smoothing)
                )
            }
        }
        guard isKnown else { return nil }
        return (0..<count).filter { documents[$0] > 0 }.max { sums[$0] < sums[$1] }
    }
}
