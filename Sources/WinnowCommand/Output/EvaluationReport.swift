internal import Foundation
internal import Winnow
internal import WinnowBayes

/// What `winnow eval` prints: a table for people, and one JSON object.
struct EvaluationReport {
    /// Probabilities at which people may want to draw the line.
    private static let thresholds = [0.5, 0.8, 0.9, 0.95, 0.99, 0.999]

    private let evaluation: ModelEvaluation
    private let logOdds: Double
    private let scores: ModelEvaluation.Scores

    init(_ evaluation: ModelEvaluation, threshold: Double?, falsePositiveRate: Double) {
        self.evaluation = evaluation
        logOdds =
            threshold.map(Calibration.logOdds)
            ?? evaluation.logOdds(falsePositiveRate: falsePositiveRate)
        scores = evaluation.scores(fromLogOdds: logOdds)
    }

    // MARK: For people

    var text: String {
        let spam = evaluation.spamCount
        var lines = [
            "\(evaluation.outcomes.count) texts, \(spam) planted, "
                + "\(evaluation.outcomes.count - spam) honest",
            "AUC \(Self.cell(evaluation.areaUnderCurve)), "
                + "Brier score \(Self.cell(evaluation.brierScore)), "
                + "topic told right \(Self.cell(evaluation.topicAccuracy))",
            "",
        ]
        var table = TextTable([
            ("from", .right), ("precision", .right), ("recall", .right), ("FPR", .right),
        ])
        var rows = Self.thresholds.map { evaluation.scores(fromLogOdds: Calibration.logOdds($0)) }
        rows.append(scores)
        for row in rows {
            table.add(
                Self.threshold(row.threshold),
                Self.cell(row.precision),
                Self.cell(row.recall),
                String(format: "%.5f", row.falsePositiveRate)
            )
        }
        lines += table.lines()
        lines += groups("language", evaluation.byLanguage)
        lines += groups("topic", evaluation.byTopic)
        return lines.map { $0 + "\n" }.joined() + "\n"
    }

    private func groups(_ head: String, _ groups: [String: ModelEvaluation]) -> [String] {
        var table = TextTable([
            (head, .left), ("planted", .right), ("honest", .right), ("AUC", .right),
            ("recall", .right), ("FPR", .right),
        ])
        for (name, group) in groups.sorted(by: { $0.key < $1.key }) {
            let scores = group.scores(fromLogOdds: logOdds)
            let spam = group.spamCount
            let ham = group.outcomes.count - spam
            table.add(
                name,
                "\(spam)",
                "\(ham)",
                Self.cell(group.areaUnderCurve),
                spam == 0 ? "-" : Self.cell(scores.recall),
                ham == 0 ? "-" : String(format: "%.5f", scores.falsePositiveRate)
            )
        }
        return [""] + table.lines()
    }

    private static func cell(_ value: Double?) -> String {
        value.map { String(format: "%.4f", $0) } ?? "-"
    }

    /// Near 1 the digits that differ are the last.
    private static func threshold(_ value: Double) -> String {
        value > 0.9995 ? String(format: "1-%.1e", 1 - value) : String(format: "%.3f", value)
    }

    // MARK: For programs

    /// One object, without a line end.
    var json: [UInt8] {
        var writer = JSONWriter()
        writer.object { json in
            json.key("documents")
            json.integer(evaluation.outcomes.count)
            json.key("auc")
            json.exact(evaluation.areaUnderCurve)
            json.key("precision")
            json.exact(scores.precision)
            json.key("recall")
            json.exact(scores.recall)
            json.key("fpr")
            json.exact(scores.falsePositiveRate)
            json.key("threshold")
            json.exact(scores.threshold)
            json.key("brier")
            json.exact(evaluation.brierScore)
            json.key("topic_accuracy")
            json.exact(evaluation.topicAccuracy)
            json.key("by_lang")
            write(evaluation.byLanguage, &json)
            json.key("by_topic")
            write(evaluation.byTopic, &json)
        }
        return writer.bytes
    }

    private func write(_ groups: [String: ModelEvaluation], _ json: inout JSONWriter) {
        json.object { json in
            for (name, group) in groups.sorted(by: { $0.key < $1.key }) {
                let scores = group.scores(fromLogOdds: logOdds)
                let spam = group.spamCount
                json.key(name)
                json.object { json in
                    json.key("spam")
                    json.integer(spam)
                    json.key("ham")
                    json.integer(group.outcomes.count - spam)
                    json.key("auc")
                    json.exact(group.areaUnderCurve)
                    json.key("recall")
                    json.exact(spam == 0 ? nil : scores.recall)
                    json.key("fpr")
                    json.exact(
                        spam == group.outcomes.count ? nil : scores.falsePositiveRate
                    )
                }
            }
        }
    }
}
