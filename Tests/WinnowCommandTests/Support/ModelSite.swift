import Foundation

/// A folder with the training set of `Samples/training`, in which models are made and measured.
struct ModelSite {
    static let training =
        "--spam \(PackageFolder.path(of: "Samples/training/spam.jsonl")) "
        + "--ham \(PackageFolder.path(of: "Samples/training/ham.jsonl"))"
    static let labels = PackageFolder.path(of: "Samples/training/labels.jsonl")

    /// The bytes of a model of the training set.
    static let toy: [UInt8] = {
        guard let site = try? ModelSite(),
            (try? site.bash("winnow train --quiet \(training) -o toy.model"))?.status == 0
        else { return [] }
        return (try? site.folder.bytes(of: "toy.model")) ?? []
    }()

    let folder: TemporaryFolder

    /// Makes a folder with files, their text given by their path.
    init(_ files: [String: String] = [:]) throws {
        folder = try TemporaryFolder()
        for (name, text) in files { try folder.write(text, to: name) }
    }

    /// Makes a folder with `toy.model` and files.
    static func withModel(_ files: [String: String] = [:]) throws -> ModelSite {
        let site = try ModelSite(files)
        try site.folder.write(toy, to: "toy.model")
        return site
    }

    /// Runs lines of Bash in the folder; `$TRAINING` and `$LABELS` stand for the training set.
    func bash(_ script: String) throws -> CommandRunner.Result {
        try CommandRunner.bash(
            script,
            in: folder.path,
            environment: ["TRAINING": Self.training, "LABELS": Self.labels]
        )
    }

    /// What `winnow eval` prints on its last line.
    func evaluation(_ arguments: String) throws -> Evaluation {
        try Evaluation(bash("winnow eval \(arguments)"))
    }
}

/// The JSON object on the last line of `winnow eval`.
struct Evaluation: Decodable {
    /// The texts of one kind, language or topic.
    struct Group: Decodable {
        var spam: Int
        var ham: Int
        var auc: Double?
        var recall: Double?
        var fpr: Double?
    }

    var documents: Int
    var unscored: Int
    var auc: Double?
    var precision: Double
    var recall: Double
    var fpr: Double
    var threshold: Double
    var brier: Double
    var byKind: [String: Group]
    var byLanguage: [String: Group]
    var byTopic: [String: Group]

    private enum CodingKeys: String, CodingKey {
        case documents, unscored, auc, precision, recall, fpr, threshold, brier
        case byKind = "by_kind"
        case byLanguage = "by_lang"
        case byTopic = "by_topic"
    }

    /// Reads the last line of what a run printed.
    ///
    /// - Throws: `CommandRunner.Failure` when the run failed.
    init(_ result: CommandRunner.Result) throws {
        guard result.status == 0, let line = result.lines.last else {
            throw CommandRunner.Failure(description: "status \(result.status): \(result.errors)")
        }
        self = try JSONDecoder().decode(Evaluation.self, from: Data(line.utf8))
    }
}
