internal import ArgumentParser

/// The file that undo records are collected in; it appears whole when the work is done.
final class UndoFile {
    private let path: String
    private var bytes: [UInt8] = []

    init(path: String) throws { self.path = path }

    func append(_ line: [UInt8]) { bytes += line }

    /// Writes the file.
    ///
    /// - Returns: What went wrong, if anything did.
    func finish() -> FileError? {
        do {
            try FileWriter.write(bytes, to: path)
            return nil
        } catch {
            return error as? FileError ?? FileError(path: path, reason: "\(error)")
        }
    }
}
