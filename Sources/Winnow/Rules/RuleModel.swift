internal import WinnowBayes

/// The Bayes model of a folder of rules.
struct RuleModel: Sendable {
    /// Where it stands in the folder.
    static let path = "model/winnow.model"
    static let suffix = ".model"

    let model: BayesModel
    /// SHA-256 of the file.
    let sha256: String

    /// Reads a model.
    ///
    /// - Parameters:
    ///   - folder: The folder it stands in.
    ///   - path: Its path there.
    ///   - name: Its name in messages.
    /// - Throws: ``RuleLoadError`` when it can't be read, or is no model.
    init(_ folder: RuleFolder, _ path: String, name: String) throws(RuleLoadError) {
        let bytes = try folder.bytes(of: path, maximum: BayesModel.maximumSize)
        do {
            model = try BayesModel(bytes: bytes)
        } catch {
            throw folder.failure(
                name,
                error.description,
                error.hint + "; --no-model scans without it",
                code: .badModel
            )
        }
        // The last bytes of a model are its checksum, which was found right.
        sha256 = Digest.hexadecimal(bytes.suffix(32))
    }

    /// The model without the kinds of text that a policy finds too thinly trained.
    func listened(_ policy: Policy.ModelPolicy) -> BayesModel {
        var model = model
        model.silence { kind in
            let (spam, ham) = (Float(kind.spamDocuments), Float(kind.hamDocuments))
            return min(spam, ham) < policy.minimumDocuments
                || max(spam, ham) > min(spam, ham) * policy.maximumImbalance
        }
        return model
    }
}
