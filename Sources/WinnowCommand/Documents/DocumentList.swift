internal import Foundation
internal import Winnow

/// A document to scan: where it lies and under which name it is reported.
struct DocumentFile: Sendable {
    /// The path to read; `-` for standard input.
    var path: String
    /// The path in reports: relative to the folder that was named, or as it was named.
    var name: String
    /// The path below `--clean-to`.
    var outputName: String
}

/// The documents that paths and folders on a command line stand for.
struct DocumentList {
    /// Extensions of files in a folder that are documents.
    static let extensions: Set<String> = [
        "html", "htm", "xhtml", "shtml", "php", "asp", "aspx", "jsp", "txt", "md",
    ]

    /// Only these, when there are any.
    var include: [String] = []
    var exclude: [String] = []

    /// What was found so far, in order.
    private(set) var documents: [DocumentFile] = []
    /// Folders, and files found in them, that can't be read.
    private(set) var errors: [FileError] = []

    init(include: [String], exclude: [String]) {
        self.include = include
        self.exclude = exclude
    }

    /// Adds a file, a folder with all documents in it, or standard input.
    mutating func add(_ path: String) {
        var info = stat()
        if path != "-", stat(path, &info) == 0, info.st_mode & S_IFMT == S_IFDIR {
            walk(path, below: "")
        } else {
            addFile(path)
        }
    }

    /// Adds a path that is to be a file; if it is none, reading it will tell.
    mutating func addFile(_ path: String) {
        let output = path.hasPrefix("/") ? String(path.split(separator: "/").last ?? "") : path
        documents.append(DocumentFile(path: path, name: path, outputName: output))
    }

    /// Folders are read in the order of their names' bytes; symbolic links are not followed.
    private mutating func walk(_ root: String, below folder: String) {
        let path = folder.isEmpty ? root : root + "/" + folder
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            errors.append(FileError(path: path, reason: "the folder can't be read"))
            return
        }
        for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            let relative = folder.isEmpty ? name : folder + "/" + name
            var info = stat()
            guard lstat(root + "/" + relative, &info) == 0 else {
                errors.append(FileError(root + "/" + relative))
                continue
            }
            switch info.st_mode & S_IFMT {
            case S_IFDIR: if name != ".git" { walk(root, below: relative) }
            case S_IFREG:
                if isWanted(relative), isDocument(root + "/" + relative, name) {
                    documents.append(
                        DocumentFile(
                            path: root + "/" + relative,
                            name: relative,
                            outputName: relative
                        )
                    )
                }
            default: continue
            }
        }
    }

    private func isWanted(_ name: String) -> Bool {
        if exclude.contains(where: { Self.matches($0, name) }) { return false }
        return include.isEmpty || include.contains { Self.matches($0, name) }
    }

    /// A pattern with a slash is for the whole path, one without for the last part of it.
    private static func matches(_ pattern: String, _ name: String) -> Bool {
        let subject = pattern.contains("/") ? name : String(name.split(separator: "/").last ?? "")
        return fnmatch(pattern, subject, 0) == 0
    }

    private func isDocument(_ path: String, _ name: String) -> Bool {
        // wget keeps queries: index.html?id=3, or index.html@id=3 where ? is not allowed.
        let name = name.prefix { $0 != "?" && $0 != "@" }
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else {
            return looksLikeHTML(path)
        }
        return Self.extensions.contains(name[name.index(after: dot)...].lowercased())
    }

    /// True for a file whose first bytes hold a tag that pages begin with.
    private func looksLikeHTML(_ path: String) -> Bool {
        guard let file = FileHandle(forReadingAtPath: path),
            let data = try? file.read(upToCount: 1_024)
        else { return false }
        let text = String(decoding: data, as: UTF8.self).lowercased()
        return ["<!doctype html", "<html", "<head", "<body", "<title"].contains {
            text.contains($0)
        }
    }
}
