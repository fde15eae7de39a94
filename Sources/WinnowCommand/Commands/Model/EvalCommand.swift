internal import ArgumentParser
internal import Winnow
internal import WinnowBayes

/// `winnow eval`: how well a model tells planted texts from honest ones.
struct EvalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval",
        abstract: "Measure a Bayes model on labelled texts.",
        discussion: """
            LABELS holds JSON lines {"text", "links"?, "label", "topic"?, "lang"?, "kind"?} that the \
            model was not made of; label is "spam" or "ham". Or it is a folder of pages whose file \
            labels.jsonl says which bytes were planted; all others are honest.

            Tables for people come first, then one JSON object on the last line. The threshold is the \
            lowest probability at which no more than --fpr of the honest texts count as spam, unless \
            --threshold fixes it. See docs/model.md.

            EXAMPLES
              winnow eval my.model labels.jsonl
              winnow eval --threshold 0.9 my.model labels.jsonl | tail -n 1 | jq .recall
            """
    )

    @Argument(help: ArgumentHelp("The model.", valueName: "model"))
    var model: String

    @Argument(
        help: ArgumentHelp(
            "Labelled texts, or a folder; - for standard input.",
            valueName: "labels"
        )
    )
    var labels: String

    @Option(help: ArgumentHelp("Count as spam what is at least so likely.", valueName: "p"))
    var threshold: Double?

    @Option(
        help: ArgumentHelp("Honest texts that may count as spam, as a share.", valueName: "share")
    )
    var fpr = 0.001

    @Option(
        help: ArgumentHelp(
            "What lines without a kind are.",
            valueName: "kind"
        )
    )
    var kind = KindOption.anchors

    mutating func validate() throws {
        guard (0..<1).contains(fpr) else {
            throw ValidationError("--fpr takes a number from 0 to below 1")
        }
        if let threshold, !(threshold > 0 && threshold < 1) {
            throw ValidationError("--threshold takes a number between 0 and 1")
        }
    }

    mutating func run() throws {
        do {
            let model = try ModelFileReader.read(model)
            let report = EvaluationReport(
                try outcomes(model),
                threshold: threshold,
                falsePositiveRate: fpr
            )
            StandardOutput.write(Array(report.text.utf8) + report.json + [0x0A])
        } catch {
            StandardError.say("\(error)")
            throw ExitCode(2)
        }
    }

    private func outcomes(_ model: BayesModel) throws -> [EvaluationReport.Outcome] {
        var data = TrainingData(kind: kind.kind)
        var reader = BagReader()
        var outcomes: [EvaluationReport.Outcome] = []
        try data.read(labels, isSpam: nil) { bag in
            reader.read(bag)
            // A model of a later version may know more topics.
            let told = model.topic(of: reader.features).flatMap { number in
                Topic.allCases.indices.contains(number) ? Topic.allCases[number].rawValue : nil
            }
            let outcome = ModelEvaluation.Outcome(
                logOdds: model.logOdds(of: reader.features, bag.kind) ?? -.infinity,
                isSpam: bag.isSpam ?? false,
                language: bag.language,
                topic: bag.topic?.rawValue,
                toldTopic: told
            )
            outcomes.append((bag.kind, outcome))
        }
        guard !outcomes.isEmpty else {
            throw FileError(path: labels, reason: "there is no text in it")
        }
        return outcomes
    }
}
