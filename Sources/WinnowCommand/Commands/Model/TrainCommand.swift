internal import ArgumentParser
internal import Foundation
internal import Winnow
internal import WinnowBayes

/// `winnow train`: makes a model of labelled texts, or changes one.
struct TrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Make a Bayes model of planted and honest texts, or change one.",
        discussion: """
            A FILE holds one text on each line: JSON objects {"text", "links"?, "topic"?, "lang"?, \
            "group"?, "kind"?}, or plain lines; - is standard input. A folder holds pages. In a \
            folder of planted pages the file labels.jsonl says which bytes were planted, {"file", \
            "ranges", "topic"?, "lang"?}; without it they are planted from end to end. Of honest \
            pages, what it names is left out. See docs/model.md.

            The same texts make the same model, byte for byte, in any order. --update counts more \
            texts into a model; with --forget they are taken away again. The calibration stays as it \
            was trained.

            EXAMPLES
              winnow train --spam spam.jsonl --ham ham.jsonl -o my.model
              winnow train --spam planted/ --ham pages/ ham.txt -o my.model
              winnow train --update my.model --ham false-positives.txt
              winnow train --update my.model --forget --ham false-positives.txt
            """
    )

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Files and folders of planted texts.", valueName: "file")
    )
    var spam: [String] = []

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Files and folders of honest texts.", valueName: "file")
    )
    var ham: [String] = []

    @Option(
        name: [.customShort("o"), .customLong("out")],
        help: ArgumentHelp(
            "Where the model goes; with --update its own file if not given.",
            valueName: "model"
        )
    )
    var outputPath: String?

    @Option(help: ArgumentHelp("Change this model in place of making one.", valueName: "model"))
    var update: String?

    @Flag(help: "With --update, take the texts away from it.")
    var forget = false

    @Option(help: ArgumentHelp("What lines without a kind are.", valueName: "kind"))
    var kind = KindOption.anchors

    @Option(help: ArgumentHelp("What the model calls itself, up to 32 bytes.", valueName: "text"))
    var name = ""

    @Option(
        help: ArgumentHelp(
            "Features to keep at the most, 8 bytes each; those that tell most stay.",
            discussion: "Else \(ModelTrainer.usualSize); with --update none is dropped.",
            valueName: "n"
        )
    )
    var features: Int?

    @Flag(help: "Say nothing but errors.")
    var quiet = false

    mutating func validate() throws {
        guard !forget || update != nil else { throw ValidationError("--forget goes with --update") }
        guard !spam.isEmpty || !ham.isEmpty else {
            throw ValidationError("name texts with --spam and --ham")
        }
        guard (spam + ham).count(where: { $0 == "-" }) < 2 else {
            throw ValidationError("standard input can be read once only")
        }
        if let outputPath, (spam + ham).contains(where: { FileWriter.isSameFile($0, outputPath) }) {
            throw ValidationError("the model would take the place of its texts: '\(outputPath)'")
        }
        if update == nil {
            guard !spam.isEmpty, !ham.isEmpty else {
                throw ValidationError("a new model needs both --spam and --ham")
            }
            guard outputPath != nil else {
                throw ValidationError("say where the model goes with -o")
            }
        } else {
            guard name.isEmpty else {
                throw ValidationError("--name is for new models: one that is updated keeps its own")
            }
        }
        guard (1_000...BayesModel.maximumFeatures).contains(features ?? 1_000) else {
            throw ValidationError(
                "--features takes a number from 1000 to \(BayesModel.maximumFeatures)"
            )
        }
        guard name.utf8.count <= BayesModel.maximumName else {
            throw ValidationError("--name takes up to \(BayesModel.maximumName) bytes")
        }
        guard name == SafeText.escaped(name) else {
            throw ValidationError("--name takes no control characters")
        }
    }

    mutating func run() throws {
        do {
            // A model that can't be changed is told before everything is read.
            let old = try update.map(ModelFileReader.read)
            var trainer = ModelTrainer(topics: Topic.allCases.count)
            try count(into: &trainer)
            let (model, summary) = try old.map { try updated($0, trainer) } ?? made(by: &trainer)
            try write(model)
            if !quiet { StandardError.write(summary) }
        } catch {
            StandardError.say("\(error)")
            throw ExitCode(2)
        }
    }

    private func made(by trainer: inout ModelTrainer) throws -> (BayesModel, String) {
        let outcome = try trainer.train(name: name, size: features ?? ModelTrainer.usualSize)
        return (outcome.model, TrainingSummary.text(of: outcome))
    }

    private func updated(
        _ old: BayesModel,
        _ trainer: ModelTrainer
    ) throws -> (BayesModel, String) {
        do {
            // What an update dropped could not be brought back by forgetting.
            let size = features ?? BayesModel.maximumFeatures
            let model = try trainer.update(old, isForgetting: forget, size: size)
            return (model, TrainingSummary.text(from: old, to: model))
        } catch {
            throw FileError(path: update ?? "", reason: error.description)
        }
    }

    private func write(_ model: BayesModel) throws {
        switch (outputPath, update) {
        case ("-", _): StandardOutput.write(model.bytes)
        case (let path?, _): try FileWriter.write(model.bytes, to: path)
        case (nil, let path?): try FileWriter.write(model.bytes, to: FileWriter.resolved(path))
        case (nil, nil): break
        }
    }

    private func count(into trainer: inout ModelTrainer) throws {
        var data = TrainingData(kind: kind.kind)
        var reader = BagReader()
        var progress = TrainingProgress(isQuiet: quiet)
        defer { progress.clear() }
        for (paths, isSpam) in [(spam, true), (ham, false)] {
            for path in paths {
                let before = trainer.count
                try data.read(path, isSpam: isSpam) { bag in
                    reader.read(bag)
                    try trainer.add(
                        reader.features,
                        bag.kind,
                        isSpam: isSpam,
                        topic: bag.topic.flatMap(Topic.allCases.firstIndex),
                        group: (bag.group ?? bag.texts.joined(separator: "\n")).utf8
                    )
                    progress.update(trainer.count)
                }
                progress.clear()
                guard !quiet else { continue }
                let texts = isSpam ? "planted text" : "honest text"
                StandardError.say("\(path): \(Words.count(trainer.count - before, texts))")
            }
        }
    }
}
