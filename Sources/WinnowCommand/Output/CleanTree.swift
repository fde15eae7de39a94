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
        let inputs = Set(documents.compactMap { FileIdentity($0.path) })
        let root = FileWriter.resolved(folder)
        var checked: Set<String> = []
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
            if let target = FileIdentity(folder + "/" + name), inputs.contains(target) {
                throw ValidationError(
                    "'\(folder)/\(name)' is itself to be scanned and would be written over; "
                        + "'winnow clean --in-place' does that"
                )
            }
            let parent = parts.dropLast().joined(separator: "/")
            if !parent.isEmpty, checked.insert(parent).inserted, Self.leaves(root, parent) {
                throw ValidationError(
                    "'\(folder)/\(parent)' leads out of '\(folder)' by a symbolic link"
                )
            }
            seen[name] = document.path
        }
    }

    /// True when a folder below the root, or the part of its path that is there, lies elsewhere.
    private static func leaves(_ root: String, _ parent: String) -> Bool {
        var path = root
        for part in parent.split(separator: "/") {
            path += "/" + part
            let real = FileWriter.resolved(path)
            if real != path, !real.hasPrefix(root + "/") { return true }
        }
        return false
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

/// Which file a path leads to, whatever the path.
private struct FileIdentity: Hashable {
    private let device: dev_t
    private let inode: ino_t

    /// - Parameter path: A path; nothing is made of one that leads nowhere.
    init?(_ path: String) {
        var info = stat()
        guard stat(path, &info) == 0 else { return nil }
        (device, inode) = (info.st_dev, info.st_ino)
    }
}
