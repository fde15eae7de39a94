internal import Foundation
internal import Winnow
internal import WinnowBayes

/// What `winnow train` tells people: counts, warnings, and how well probabilities hold.
enum TrainingSummary {
    /// What there is to say of a new model, without the last line end.
    static func text(of outcome: ModelTrainer.Outcome) -> String {
        let model = outcome.model
        var counts = TextTable([("kind", .left), ("planted", .right), ("honest", .right)])
        for kind in BagKind.allCases {
            let known = model.kinds[Int(kind.rawValue)]
            counts.add(
                kind.name,
                Words.grouped(known.spamDocuments),
                Words.grouped(known.hamDocuments)
            )
        }
        let kept =
            outcome.distinctFeatures == model.featureCount
            ? "" : ", \(Words.grouped(model.featureCount)) kept"
        var lines = [""] + counts.lines() + [""]
        lines.append(
            Words.count(outcome.distinctFeatures, "feature") + kept + "; "
                + Words.count(model.bytes.count, "byte")
        )
        if outcome.topicsTold > 0 {
            lines.append(
                "topic told right: \(Words.grouped(outcome.topicsRight)) of "
                    + "\(Words.grouped(outcome.topicsTold)) planted texts, by other groups' words"
            )
        }
        lines += reliability(outcome.reliability)
        let remarks = warnings(model) + notes(model)
        lines += remarks.isEmpty ? [] : [""] + remarks
        return lines.joined(separator: "\n")
    }

    /// What has changed of a model, without the last line end.
    static func text(from old: BayesModel, to new: BayesModel) -> String {
        var table = TextTable([
            ("kind", .left), ("planted", .right), ("before", .right), ("honest", .right),
            ("before", .right),
        ])
        for kind in BagKind.allCases {
            let (before, after) = (old.kinds[Int(kind.rawValue)], new.kinds[Int(kind.rawValue)])
            table.add(
                kind.name,
                Words.grouped(after.spamDocuments),
                Words.grouped(before.spamDocuments),
                Words.grouped(after.hamDocuments),
                Words.grouped(before.hamDocuments)
            )
        }
        let features =
            "\(Words.count(new.featureCount, "feature")), \(Words.grouped(old.featureCount)) before; "
            + "the calibration stays"
        return ([""] + table.lines() + ["", features]).joined(separator: "\n")
    }

    // MARK: Parts

    private static func reliability(_ kinds: [Reliability]) -> [String] {
        let tables = kinds.filter { !$0.bins.isEmpty }.flatMap { reliability -> [String] in
            var table = TextTable([
                ("predicted", .right), ("was spam", .right), ("texts", .right),
            ])
            for bin in reliability.bins where bin.documents > 0 {
                table.add(
                    number(bin.predicted),
                    number(bin.observed),
                    Words.grouped(bin.documents)
                )
            }
            return ["", reliability.kind.name] + table.lines()
        }
        guard !tables.isEmpty else { return [] }
        return [
            "",
            "How well probabilities hold: each text is scored by what the other groups taught,",
            "with its links and without. Both classes weigh the same.",
        ] + tables
    }

    private static func warnings(_ model: BayesModel) -> [String] {
        let maximumImbalance = Double(Policy().model.maximumImbalance)
        return BagKind.allCases.flatMap { kind -> [String] in
            let counts = model.kinds[Int(kind.rawValue)]
            let (spam, ham) = (counts.spamDocuments, counts.hamDocuments)
            guard spam + ham > 0 else { return [] }
            if min(spam, ham) < ModelTrainer.minimumDocuments {
                return [
                    "warning: \(kind.name): fewer than \(ModelTrainer.minimumDocuments) texts of a "
                        + "class, so this kind gets no score"
                ]
            }
            let ratio = Double(max(spam, ham)) / Double(min(spam, ham))
            guard ratio > maximumImbalance else { return [] }
            return [
                "warning: \(kind.name): one class has \(Int(ratio)) times the texts of the other; "
                    + "scans pass over a kind beyond \(Int(maximumImbalance)) times"
            ]
        }
    }

    /// A model that was trained on little scores, but nobody listens.
    private static func notes(_ model: BayesModel) -> [String] {
        let needed = Int(Policy().model.minimumDocuments)
        let thin = BagKind.allCases.filter {
            let counts = model.kinds[Int($0.rawValue)]
            return (ModelTrainer.minimumDocuments..<needed).contains(
                min(counts.spamDocuments, counts.hamDocuments)
            )
        }
        guard !thin.isEmpty else { return [] }
        return [
            "note: \(thin.map(\.name).joined(separator: ", ")): scans ask a kind from "
                + "\(Words.grouped(needed)) texts of each class on,",
            "unless the policy says otherwise (model: minimum_documents)",
        ]
    }

    private static func number(_ value: Double) -> String { String(format: "%.3f", value) }
}
