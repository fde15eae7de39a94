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
            model was not made of; label is "spam" or "ham". A table for people, then one JSON object \
            on the last line. The threshold is the lowest probability at which no more than --fpr of \
            the honest texts are called spam, unless --threshold fixes it.

            EXAMPLES
              winnow eval my.model labels.jsonl
              winnow eval --threshold 0.9 Rules/model/winnow.model labels.jsonl | tail -1 | jq .recall
            """
    )

    @Argument(help: ArgumentHelp("The model.", valueName: "model"))
    var model: String

    @Argument(help: ArgumentHelp("Labelled texts; - for standard input.", valueName: "labels"))
    var labels: String

    @Option(help: ArgumentHelp("Call spam what is at least so likely.", valueName: "p"))
    var threshold: Double?

    @Option(help: ArgumentHelp("Honest texts that may be called spam, as a share.", valueName: "share"))
    var fpr = 0.001

    @Option(help: ArgumentHelp("What lines without a kind are.", valueName: "kind"))
    var kind = BagKind.anchors

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
            let evaluation = ModelEvaluation(try outcomes(model))
            let report = EvaluationReport(evaluation, threshold: threshold, falsePositiveRate: fpr)
            StandardOutput.write(Array(report.text.utf8) + report.json + [0x0A])
        } catch {
            StandardError.say("\(error)")
            throw ExitCode(2)
        }
    }

    private func outcomes(_ model: BayesModel) throws -> [ModelEvaluation.Outcome] {
        var data = TrainingData(kind: kind)
        var reader = BagReader()
        var outcomes: [ModelEvaluation.Outcome] = []
        try data.read(labels, isSpam: nil) { bag in
            guard let isSpam = bag.isSpam else {
                throw FileError(
                    path: labels,
                    reason: "text \(outcomes.count + 1) has no label: expected \"spam\" or \"ham\""
                )
            }
            reader.read(bag)
            // A model of a later version may know more topics.
            let told = model.topic(of: reader.features).flatMap { number in
                Topic.allCases.indices.contains(number) ? Topic.allCases[number].rawValue : nil
            }
            outcomes.append(
                ModelEvaluation.Outcome(
                    logOdds: model.logOdds(of: reader.features, bag.kind) ?? -.infinity,
                    isSpam: isSpam,
                    language: bag.language,
                    topic: bag.topic?.rawValue,
                    toldTopic: told
                )
            )
        }
        guard !outcomes.isEmpty else { throw FileError(path: labels, reason: "there is no text in it") }
        return outcomes
    }
}
