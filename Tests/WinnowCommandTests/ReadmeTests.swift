import Foundation
import Testing
import Winnow

/// What README.md says is so.
///
/// `make snapshots` writes the output of its commands anew, but for blocks with a line `…`, which
/// stands for any number of lines.
@Suite("README")
struct ReadmeTests {
    static let file = "README.md"

    /// A command of a `console` block and what it prints.
    struct Example: Sendable, CustomTestStringConvertible {
        var command: String
        var output: [String]
        /// The lines of the output in README.md, from 0.
        var lines: Range<Int>

        var testDescription: String { command }
    }

    @Test("Every command prints what is shown", arguments: try examples())
    func command(example: Example) throws {
        let result = try CommandRunner.bash(
            "{ \(example.command)\n} 2>&1",
            rules: "Rules",
            environment: ["LC_ALL": "C.UTF-8"]
        )
        var printed = result.output.components(separatedBy: "\n")
        if printed.last == "" { printed.removeLast() }
        if Snapshots.isUpdating, !example.output.contains("…") { return }
        #expect(
            Self.agrees(printed[...], example.output[...]),
            "it prints:\n\(result.output)\nrun 'make snapshots' if that is right"
        )
    }

    @Test("The output of commands is written anew when that is asked for")
    func update() throws {
        guard Snapshots.isUpdating else { return }
        var lines = try PackageFolder.text(of: Self.file).components(separatedBy: "\n")
        for example in try Self.examples().reversed() where !example.output.contains("…") {
            let result = try CommandRunner.bash(
                "{ \(example.command)\n} 2>&1",
                rules: "Rules",
                environment: ["LC_ALL": "C.UTF-8"]
            )
            var printed = result.output.components(separatedBy: "\n")
            if printed.last == "" { printed.removeLast() }
            lines.replaceSubrange(example.lines, with: printed)
        }
        try Snapshots.write(lines.joined(separator: "\n"), to: Self.file)
    }

    @Test("The program in README.md is the one that is tested here")
    func library() throws {
        let text = try PackageFolder.text(of: Self.file)
        let program = try PackageFolder.text(of: "Tests/WinnowCommandTests/ReadmeExample.swift")
        #expect(text.contains("```swift\n\(program)```\n"))

        let rules = try RuleSet(folder: PackageFolder.path(of: "Rules"))
        let page = try PackageFolder.bytes(of: "Samples/injected/news-spider-pool.html")
        let expected = try PackageFolder.bytes(of: "Samples/expected/cleaned/news-spider-pool.html")
        let (result, excerpts) = cleaned(page, at: nil, rules: rules)
        #expect(result == expected)
        #expect(excerpts.count == 1)
    }

    @Test("The table of techniques has those there are rules for, and no others")
    func techniques() throws {
        let text = try PackageFolder.text(of: Self.file)
        let shown = text.matches(of: /\n\| `([a-z-]+)` \|/).map { String($0.1) }
        let rules = try RuleSet(folder: PackageFolder.path(of: "Rules")).rules
        let known = Set(rules.filter { $0.status == .stable }.map(\.technique.rawValue))
        #expect(shown.sorted() == known.sorted())
    }

    @Test("It fits on three screens, and its links lead somewhere")
    func form() throws {
        let text = try PackageFolder.text(of: Self.file)
        #expect(text.count { $0 == "\n" } <= 150)
        for link in text.matches(of: /\]\(([^)#]+)[^)]*\)/) where !link.1.hasPrefix("http") {
            #expect(FileManager.default.fileExists(atPath: PackageFolder.path(of: String(link.1))))
        }
    }

    static func examples() throws -> [Example] {
        var examples: [Example] = []
        var isConsole = false
        let lines = try PackageFolder.text(of: file).components(separatedBy: "\n")
        for (index, line) in lines.enumerated() {
            if line.hasPrefix("```") {
                isConsole = line == "```console"
            } else if isConsole, line.hasPrefix("$ ") {
                let next = index + 1
                examples.append(
                    Example(command: String(line.dropFirst(2)), output: [], lines: next..<next)
                )
            } else if isConsole, var last = examples.popLast() {
                last.output.append(line)
                last.lines = last.lines.lowerBound..<(index + 1)
                examples.append(last)
            }
        }
        return examples
    }

    /// True when lines are those expected, `…` being any number of lines.
    static func agrees(_ lines: ArraySlice<String>, _ expected: ArraySlice<String>) -> Bool {
        guard let first = expected.first else { return lines.isEmpty }
        if first == "…" {
            return (lines.startIndex...lines.endIndex).contains {
                agrees(lines[$0...], expected.dropFirst())
            }
        }
        return lines.first == first && agrees(lines.dropFirst(), expected.dropFirst())
    }
}
