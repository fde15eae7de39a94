import Foundation
import Testing

/// A command of a `console` block in a document, and what it prints.
///
/// A line `…` of the output stands for any number of lines.
struct ConsoleExample: Sendable, CustomTestStringConvertible {
    var command: String
    var output: [String]
    /// The lines of the output in the document, from 0.
    var lines: Range<Int>

    var testDescription: String { command }
    /// True when the output is there as a whole, and can be written anew.
    var isWhole: Bool { !output.contains("…") }

    /// The commands of a document of the package, in their order.
    static func all(in file: String) throws -> [ConsoleExample] {
        var examples: [ConsoleExample] = []
        var isConsole = false
        let lines = try PackageFolder.text(of: file).components(separatedBy: "\n")
        for (index, line) in lines.enumerated() {
            if line.hasPrefix("```") {
                isConsole = line == "```console"
            } else if isConsole, line.hasPrefix("$ ") {
                let next = index + 1
                examples.append(
                    ConsoleExample(
                        command: String(line.dropFirst(2)),
                        output: [],
                        lines: next..<next
                    )
                )
            } else if isConsole, var last = examples.popLast() {
                last.output.append(line)
                last.lines = last.lines.lowerBound..<(index + 1)
                examples.append(last)
            }
        }
        return examples
    }

    /// Runs the command; results and words for people come as they would on a terminal.
    func run(in folder: String? = nil, rules: String? = nil) throws -> [String] {
        let result = try CommandRunner.bash(
            "{ \(command)\n} 2>&1",
            in: folder,
            rules: rules,
            environment: ["LC_ALL": "C.UTF-8"]
        )
        var printed = result.output.components(separatedBy: "\n")
        if printed.last == "" { printed.removeLast() }
        return printed
    }

    /// True when lines are those of the document.
    func agrees(with lines: [String]) -> Bool { Self.agrees(lines[...], output[...]) }

    private static func agrees(
        _ lines: ArraySlice<String>,
        _ expected: ArraySlice<String>
    ) -> Bool {
        guard let first = expected.first else { return lines.isEmpty }
        if first == "…" {
            return (lines.startIndex...lines.endIndex).contains {
                agrees(lines[$0...], expected.dropFirst())
            }
        }
        return lines.first == first && agrees(lines.dropFirst(), expected.dropFirst())
    }

    /// Writes outputs into a document, but for those that are not there as a whole.
    static func write(_ outputs: [(ConsoleExample, [String])], to file: String) throws {
        var lines = try PackageFolder.text(of: file).components(separatedBy: "\n")
        for (example, printed) in outputs.reversed() where example.isWhole {
            lines.replaceSubrange(example.lines, with: printed)
        }
        try Snapshots.write(lines.joined(separator: "\n"), to: file)
    }
}
