import Foundation
import Testing

/// What docs/writing-a-rule.md says is so: its files are written and its commands run, one after
/// another, in a folder with a copy of the shipped rules.
///
/// `make snapshots` writes the output of its commands anew, but for those with a line `…`.
@Suite("docs/writing-a-rule.md")
struct WalkthroughTests {
    static let file = "docs/writing-a-rule.md"

    /// A file of the walk-through: a block under a line that is its name and a colon.
    private struct File {
        var name: String
        var text: String
        var line: Int
    }

    @Test("Every step does what is shown")
    func steps() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.copyItem(
            atPath: PackageFolder.path(of: "Rules"),
            toPath: folder.path(of: "Rules")
        )
        var files = try Self.files()
        try #require(files.map(\.name) == ["page.html", "MyRules/exchanges/link-slots.yaml"])
        var outputs: [(ConsoleExample, [String])] = []
        for example in try ConsoleExample.all(in: Self.file) {
            while let next = files.first, next.line < example.lines.lowerBound {
                try folder.write(next.text, to: next.name)
                files.removeFirst()
            }
            let printed = try example.run(in: folder.path)
            outputs.append((example, printed))
            if Snapshots.isUpdating, example.isWhole { continue }
            #expect(
                example.agrees(with: printed),
                "\(example.command) prints:\n\(printed.joined(separator: "\n"))"
            )
        }
        #expect(outputs.count > 8)
        if Snapshots.isUpdating { try ConsoleExample.write(outputs, to: Self.file) }
    }

    @Test("Its story is told: clean, failing and passing tests, injected, status 1 and status 2")
    func story() throws {
        var text = try PackageFolder.text(of: Self.file)
        for step in [
            "page.html: clean", " failed, ", ", 0 failed, ", "page.html: injected",
            "page.html: clean -> injected", "exchanges/link-slots.yaml:13:", "status 1", "status 2",
        ] {
            let found = try #require(
                text.range(of: step),
                "'\(step)' comes too early, or not at all"
            )
            text = String(text[found.upperBound...])
        }
    }

    private static func files() throws -> [File] {
        var files: [File] = []
        var name: String?
        var block: File?
        let lines = try PackageFolder.text(of: file).components(separatedBy: "\n")
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
