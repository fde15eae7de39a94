import Foundation

/// Files of this package that hold output of the program; `make snapshots` writes them anew.
enum Snapshots {
    /// True when they are to be written instead of compared.
    static let isUpdating =
        ProcessInfo.processInfo.environment["WINNOW_UPDATE_SNAPSHOTS"] == "1"

    /// Writes a file of the package.
    static func write(_ text: String, to name: String) throws {
        let file = URL(filePath: PackageFolder.path(of: name))
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: file, options: .atomic)
    }
}
