import Foundation

/// The folder of this package, and files in it.
enum PackageFolder {
    /// Its path.
    static let path: String = {
        var url = URL(filePath: #filePath)
        for _ in 0..<4 { url.deleteLastPathComponent() }
        return url.path.hasSuffix("/") ? String(url.path.dropLast()) : url.path
    }()

    /// The path of a file in it.
    static func path(of name: String) -> String { "\(path)/\(name)" }

    /// The bytes of a file in it.
    static func bytes(of name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: path(of: name))))
    }

    /// The text of a file in it.
    static func text(of name: String) throws -> String {
        String(decoding: try bytes(of: name), as: UTF8.self)
    }

    /// Names of the files in a folder of it, sorted.
    static func files(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path(of: folder))
            .filter { !$0.hasPrefix(".") }.sorted()
    }
}
