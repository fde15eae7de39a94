internal import Foundation
internal import WinnowBayes

/// What `winnow train` tells people: counts, warnings, and how well probabilities hold.
struct TrainingSummary {
    /// Times that one class may be larger than the other before it is worth a word.
    static let maximumImbalance = 10.0

    private let outcome: ModelTrainer.Outcome

    init(_ outcome: ModelTrainer.Outcome) { self.outcome = outcome }

    var text: String {
        var lines: [String] = []
        var table = TextTable([("kind", .left), ("planted", .right), ("honest", .right)])
        for kind in BagKind.allCases {
            let counts = outcome.model.kinds[Int(kind.rawValue)]
            table.add(kind.name, "\(counts.spamDocuments)", "\(counts.hamDocuments)")
        }
        lines += table.lines()
        lines.append(
            "\(outcome.distinctFeatures) features, \(outcome.model.featureCount) kept"
                + ", \(outcome.model.bytes.count) bytes"
        )
        if outcome.topicsTold > 0 {
            lines.append(
                "topic told right of \(outcome.topicsRight) in \(outcome.topicsTold) held-out texts"
            )
        }
        for reliability in outcome.reliability { lines += Self.lines(reliability) }
        lines += warnings
        return lines.map { $0 + "\n" }.joined()
    }

    private static func lines(_ reliability: Reliability) -> [String] {
        guard !reliability.bins.isEmpty else { return [] }
        var table = TextTable([
            ("predicted", .right), ("was spam", .right), ("texts", .right),
        ])
        for bin in reliability.bins where bin.documents > 0 {
            table.add(number(bin.predicted), number(bin.observed), "\(bin.documents)")
        }
        return [
            "", "\(reliability.kind.name), held-out texts, both classes weighing the same:",
        ] + table.lines()
    }

    private var warnings: [String] {
        BagKind.allCases.flatMap { kind -> [String] in
            let counts = outcome.model.kinds[Int(kind.rawValue)]
            let (spam, ham) = (counts.spamDocuments, counts.hamDocuments)
            guard spam + ham > 0 else { return [] }
            if min(spam, ham) < ModelTrainer.minimumDocuments {
                return [
                    "warning: \(kind.name): fewer than \(ModelTrainer.minimumDocuments) texts of a "
                        + "class, so this kind gets no score"
                ]
            }
            let ratio = Double(max(spam, ham)) / Double(min(spam, ham))
            guard ratio > Self.maximumImbalance else { return [] }
            return [
                "warning: \(kind.name): one class has \(Int(ratio)) times the texts of the other; "
                    + "balance them"
            ]
        }
    }

    static func number(_ value: Double) -> String { String(format: "%.3f", value) }
}
