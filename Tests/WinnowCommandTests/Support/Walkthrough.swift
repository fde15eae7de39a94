import Foundation

/// A document that is followed from top to bottom: its files are written and its commands run, one
/// after another, in one folder.
///
/// A file is a block under a line that is its name and a colon. `make snapshots` writes the output of
/// commands anew, but for those with a line `…`.
struct Walkthrough {
    /// A file that the document shows.
    struct File {
        var name: String
        var text: String
        /// Where its block begins, from 0.
        var line: Int
    }

    let document: String
    let files: [File]

    init(_ document: String) throws {
        self.document = document
        files = try Self.files(of: document)
    }

    /// Writes the files and runs the commands.
    ///
    /// - Parameter folder: Where, with what is there before.
    /// - Returns: The commands with what they print.
    /// - Throws: What goes wrong with the files; that a command fails is for its output to tell.
    func run(in folder: TemporaryFolder) throws -> [(ConsoleExample, [String])] {
        var left = files[...]
        var outputs: [(ConsoleExample, [String])] = []
        for example in try ConsoleExample.all(in: document) {
            while let next = left.first, next.line < example.lines.lowerBound {
                try folder.write(next.text, to: next.name)
                left.removeFirst()
            }
            outputs.append((example, try example.run(in: folder.path)))
        }
        if Snapshots.isUpdating { try ConsoleExample.write(outputs, to: document) }
        return outputs
    }

    private static func files(of document: String) throws -> [File] {
        var files: [File] = []
        var name: String?
        var block: File?
        let lines = try PackageFolder.text(of: document).components(separatedBy: "\n")
        for (index, line) in lines.enumerated() {
            if line.hasPrefix("```") {
                if let done = block {
                    files.append(done)
                } else if let name {
                    block = File(name: name, text: "", line: index)
                    continue
                }
                (block, name) = (nil, nil)
            } else if block != nil {
                block?.text += line + "\n"
            } else if let match = line.wholeMatch(of: /`([^`]+)`:/) {
                name = String(match.1)
            }
        }
        return files
    }
}
