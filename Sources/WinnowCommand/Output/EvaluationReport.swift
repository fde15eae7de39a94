internal import Foundation
internal import Winnow
internal import WinnowBayes

/// What `winnow eval` prints: tables for people, and one JSON object.
struct EvaluationReport {
    /// A text that was scored, and what it is.
    typealias Outcome = (kind: BagKind, scored: ModelEvaluation.Outcome)

    /// Probabilities at which people may want to draw the line.
    private static let thresholds = [0.5, 0.8, 0.9, 0.95, 0.99, 0.999]
    /// Rows of a table for people; a file may name any number of languages.
    private static let maximumRows = 40

    private let evaluation: ModelEvaluation
    private let byKind: [String: ModelEvaluation]
    /// Texts that say too little, or are of a kind that the model does not score.
    private let unscored: Int
    private let isThresholdGiven: Bool
    private let allowedRate: Double
    private let logOdds: Double
    private let scores: ModelEvaluation.Scores

    /// Measures.
    ///
    /// - Parameters:
    ///   - outcomes: All texts.
    ///   - threshold: The probability from which a text counts as spam, if it is given.
    ///   - falsePositiveRate: Else the share of honest texts that may.
    init(_ outcomes: [Outcome], threshold: Double?, falsePositiveRate: Double) {
        evaluation = ModelEvaluation(outcomes.map(\.scored))
        byKind = Dictionary(grouping: outcomes, by: \.kind.name)
            .mapValues { ModelEvaluation($0.map(\.scored)) }
        unscored = outcomes.count { $0.scored.logOdds == -.infinity }
        isThresholdGiven = threshold != nil
        allowedRate = falsePositiveRate
        logOdds =
            threshold.map(Calibration.logOdds)
            ?? evaluation.logOdds(falsePositiveRate: falsePositiveRate)
        scores = evaluation.scores(fromLogOdds: logOdds)
    }

    // MARK: For people

    var text: String {
        let (spam, ham) = Self.sizes(evaluation)
        var lines = [
            "\(Words.count(spam + ham, "text")): \(Words.grouped(spam)) planted, "
                + "\(Words.grouped(ham)) honest",
            "AUC \(Self.cell(evaluation.areaUnderCurve)), "
                + "Brier score \(Self.cell(evaluation.brierScore)), "
                + "topic told right \(Self.cell(evaluation.topicAccuracy))",
        ]
        if unscored > 0 {
            lines.append(
                Words.count(unscored, "text")
                    + " without a score (too short, or of a kind that the "
                    + "model does not score), counted as honest"
            )
        }
        var table = TextTable([
            ("threshold", .right), ("precision", .right), ("recall", .right), ("FPR", .right),
        ])
        for threshold in Self.thresholds {
            let row = evaluation.scores(fromLogOdds: Calibration.logOdds(threshold))
            table.add([String(format: "%.3f", threshold)] + Self.cells(row, spam, ham))
        }
        lines += [""] + table.lines() + [""] + thresholdLines(ham)
        lines += groups("kind", byKind)
        lines += groups("language", evaluation.byLanguage, curves: evaluation.curveOfLanguages)
        if evaluation.spamCount > 0 { lines += groups("topic", evaluation.byTopic) }
        return lines.map { $0 + "\n" }.joined() + "\n"
    }

    /// Which threshold holds for the tables that follow, and why.
    private func thresholdLines(_ ham: Int) -> [String] {
        let told = Self.threshold(scores.threshold)
        guard !isThresholdGiven else { return ["At the threshold \(told):"] }
        let share = String(format: "%g %%", allowedRate * 100)
        let allowed = Int(allowedRate * Double(ham))
        let texts = allowed == 0 ? "none" : Words.grouped(allowed)
        return [
            "At \(told), the lowest threshold with an FPR of at most \(share)"
                + (ham == 0 ? ":" : " (\(texts) of \(Words.count(ham, "honest text"))):")
        ]
    }

    /// A table of groups; `curves` are the areas under the curve of each against all honest texts.
    private func groups(
        _ head: String,
        _ groups: [String: ModelEvaluation],
        curves: [String: Double]? = nil
    ) -> [String] {
        var table = TextTable(
            [(head, .left), ("planted", .right), ("honest", .right), ("AUC", .right)]
                + (curves == nil ? [] : [("to all honest", .right)])
                + [("precision", .right), ("recall", .right), ("FPR", .right)]
        )
        // The largest where there are too many, then by name.
        let shown = groups.sorted {
            ($1.value.outcomes.count, $0.key) < ($0.value.outcomes.count, $1.key)
        }.prefix(Self.maximumRows).sorted { $0.key < $1.key }
        for (name, group) in shown + (head == "kind" ? [("all", evaluation)] : []) {
            let (spam, ham) = Self.sizes(group)
            table.add(
                [
                    SafeText.escaped(name), Words.grouped(spam), Words.grouped(ham),
                    Self.cell(group.areaUnderCurve),
                ] + (curves.map { [Self.cell($0[name])] } ?? [])
                    + Self.cells(group.scores(fromLogOdds: logOdds), spam, ham)
            )
        }
        let more = groups.count - shown.count
        return [""] + table.lines() + (more > 0 ? ["and \(Words.grouped(more)) more"] : [])
    }

    private static func sizes(_ group: ModelEvaluation) -> (spam: Int, ham: Int) {
        (group.spamCount, group.outcomes.count - group.spamCount)
    }

    /// Precision, recall and false positive rate, as far as they mean something.
    private static func cells(
        _ scores: ModelEvaluation.Scores,
        _ spam: Int,
        _ ham: Int
    ) -> [String] {
        let hasFound = scores.recall > 0 || scores.falsePositiveRate > 0
        return [
            cell(spam > 0 && ham > 0 && hasFound ? scores.precision : nil),
            cell(spam == 0 ? nil : scores.recall),
            ham == 0 ? "-" : String(format: "%.5f", scores.falsePositiveRate),
        ]
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
            json.key("unscored")
            json.integer(unscored)
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
            json.key("by_kind")
            write(byKind, &json)
            json.key("by_lang")
            write(evaluation.byLanguage, curves: evaluation.curveOfLanguages, &json)
            json.key("by_topic")
            write(evaluation.byTopic, &json)
        }
        return writer.bytes
    }

    /// An object of groups; `curves` are the areas under the curve of each against all honest texts.
    private func write(
        _ groups: [String: ModelEvaluation],
        curves: [String: Double]? = nil,
        _ json: inout JSONWriter
    ) {
        json.object { json in
            for (name, group) in groups.sorted(by: { $0.key < $1.key }) {
                let scores = group.scores(fromLogOdds: logOdds)
                let (spam, ham) = Self.sizes(group)
                json.key(name)
                json.object { json in
                    json.key("spam")
                    json.integer(spam)
                    json.key("ham")
                    json.integer(ham)
                    json.key("auc")
                    json.exact(group.areaUnderCurve)
                    if let curves {
                        json.key("auc_all")
                        json.exact(curves[name])
                    }
                    json.key("recall")
                    json.exact(spam == 0 ? nil : scores.recall)
                    json.key("fpr")
                    json.exact(ham == 0 ? nil : scores.falsePositiveRate)
                }
            }
        }
    }
}
