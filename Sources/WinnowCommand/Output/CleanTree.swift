internal import ArgumentParser
internal import Foundation

/// The folder that cleaned documents are written to, under their own relative paths.
struct CleanTree: Sendable {
    private let folder: String

    /// Checks all output paths before anything is written.
    ///
    /// - Throws: `ValidationError` when a path leaves the folder, or two documents share one.
    init(folder: String, documents: [DocumentFile]) throws {
        self.folder = folder
        var seen: [String: String] = [:]
        for document in documents {
            let parts = document.outputName.split(separator: "/").filter { $0 != "." }
            guard document.path != "-" else {
                throw ValidationError("--clean-to needs files; standard input has no name")
            }
            guard !parts.isEmpty, !parts.contains("..") else {
                throw ValidationError("'\(document.path)' would be written outside '\(folder)'")
            }
            let name = parts.joined(separator: "/")
            if let other = seen[name] {
                throw ValidationError(
                    "'\(other)' and '\(document.path)' would both be written to '\(folder)/\(name)'"
                )
            }
            guard !Self.isSameFile(document.path, folder + "/" + name) else {
                throw ValidationError(
                    "'\(document.path)' would be written over itself; "
                        + "'winnow clean --in-place' does that"
                )
            }
            seen[name] = document.path
        }
    }

    private static func isSameFile(_ left: String, _ right: String) -> Bool {
        var (one, other) = (stat(), stat())
        guard stat(left, &one) == 0, stat(right, &other) == 0 else { return false }
        return one.st_dev == other.st_dev && one.st_ino == other.st_ino
    }

    /// Writes a cleaned document.
    func write(_ bytes: [UInt8], _ file: DocumentFile) throws {
        let parts = file.outputName.split(separator: "/").filter { $0 != "." }
        let path = folder + "/" + parts.joined(separator: "/")
        let parent = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        try FileWriter.makeFolder(parent.joined(separator: "/"))
        try FileWriter.write(bytes, to: path)
    }
}
