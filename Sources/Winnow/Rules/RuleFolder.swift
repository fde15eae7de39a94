internal import Foundation

/// The files of a folder of rules.
struct RuleFolder {
    /// A file, by its path below the folder.
    struct File {
        var path: String
        var text: String
    }

    let path: String

    /// All rule files and lists, sorted by path.
    ///
    /// - Throws: ``RuleLoadError`` when the folder or a file can't be read.
    func files() throws(RuleLoadError) -> [File] {
        guard let walker = FileManager.default.enumerator(atPath: path), isFolder else {
            throw failure("", "there is no folder '\(path)'", "name a folder of rules with --rules")
        }
        var files: [File] = []
        var seen = 0
        while let name = walker.nextObject() as? String {
            seen += 1
            guard seen <= RuleSet.maximumFiles else {
                throw failure("", "the folder has more than \(RuleSet.maximumFiles) files", nil)
            }
            guard name.hasSuffix(".yaml") || name.hasSuffix(".txt") else { continue }
            guard let data = FileManager.default.contents(atPath: path + "/" + name),
                data.count <= RuleSet.maximumFileSize
            else { throw failure(name, "the file can't be read, or is too large", nil) }
            guard let text = String(validating: data, as: UTF8.self) else {
                throw failure(name, "the file is not UTF-8", "save it as UTF-8")
            }
            files.append(File(path: name, text: text))
        }
        return files.sorted { $0.path < $1.path }
    }

    private var isFolder: Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
            && isDirectory.boolValue
    }

    func failure(_ file: String, _ message: String, _ hint: String?) -> RuleLoadError {
        RuleLoadError(
            diagnostics: [
                RuleDiagnostic(
                    file: file.isEmpty ? path : file,
                    line: 0,
                    column: 0,
                    code: .unreadable,
                    message: message,
                    hint: hint,
                    sourceLine: nil
                )
            ],
            ruleCount: 0
        )
    }
}
