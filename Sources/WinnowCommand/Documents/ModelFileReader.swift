internal import WinnowBayes

/// Reads model files that a command line names.
enum ModelFileReader {
    /// The model of a file.
    ///
    /// - Throws: `FileError` that says what is wrong and what helps.
    static func read(_ path: String) throws -> BayesModel {
        let bytes = try FileReader.read(path, maximum: BayesModel.maximumSize)
        do {
            return try BayesModel(bytes: bytes)
        } catch {
            throw FileError(path: path, reason: "\(error.description); \(error.hint)")
        }
    }
}
