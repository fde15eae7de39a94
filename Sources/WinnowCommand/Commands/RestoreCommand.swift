internal import ArgumentParser
internal import Winnow

/// `winnow restore`: undoes a cut, bit for bit.
struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put back what was cut out of a document.",
        discussion: """
            The undo file may hold records of many documents. The one whose cleaned bytes are \
            those of the file is taken; where several fit, because pages were alike once they \
            were cleaned, the path decides, and of one path the last record. The result is \
            checked against the original's hash.

            EXAMPLE
              winnow restore undo.jsonl --in cleaned/page.html --out page.html
            """
    )

    @Argument(help: ArgumentHelp("A file written by --undo.", valueName: "undo"))
    var undo: String

    @Option(name: .customLong("in"), help: ArgumentHelp("The cleaned document.", valueName: "file"))
    var input: String

    @Option(
        name: .customLong("out"),
        help: ArgumentHelp("Where the original goes; - for standard output.", valueName: "file")
    )
    var outputPath: String

    @Option(
        help: ArgumentHelp(
            "The path under which the document was cleaned, where several records fit.",
            valueName: "path"
        )
    )
    var path: String?

    mutating func run() throws {
        do {
            let cleaned = try FileReader.read(input)
            let original = try restored(cleaned)
            if outputPath == "-" {
                StandardOutput.write(original)
            } else {
                try FileWriter.write(original, to: outputPath)
            }
        } catch let error as ExitCode {
            throw error
        } catch {
            StandardError.say("\(error)")
            throw ExitCode(2)
        }
    }

    private func restored(_ cleaned: [UInt8]) throws -> [UInt8] {
        do {
            return try record(for: cleaned).restored(cleaned)
        } catch let error as UndoRecord.RestoreError {
            throw FileError(path: undo, reason: error.description)
        }
    }

    private func record(for cleaned: [UInt8]) throws -> UndoRecord {
        var fitting: [UndoRecord] = []
        var firstDamage: String?
        let lines = try FileReader.read(undo).split(
            separator: 0x0A,
            omittingEmptySubsequences: false
        )
        for (number, line) in lines.enumerated() where !line.isEmpty {
            do {
                let record = try UndoRecord(line: line)
                if record.isOf(cleaned: cleaned) { fitting.append(record) }
            } catch {
                firstDamage = firstDamage ?? "line \(number + 1): \(error.description)"
            }
        }
        guard let last = fitting.last else {
            let none = "no record fits '\(input)': it is not the document a cut left"
            throw FileError(path: undo, reason: firstDamage.map { "\(none); \($0)" } ?? none)
        }
        if Set(fitting.map(\.original)).count == 1 { return last }
        guard let named = fitting.last(where: { isMeant($0.path) }) else {
            let paths = Set(fitting.map(\.path)).sorted().prefix(Self.maximumPaths)
            throw FileError(
                path: undo,
                reason: "records of several documents fit '\(input)'; say which with --path: "
                    + paths.joined(separator: ", ")
            )
        }
        return named
    }

    /// Paths named where several fit.
    private static let maximumPaths = 10

    /// True for the path that was asked for, or that the cleaned document still has: below a
    /// folder such as `--clean-to` names, it stands at the end.
    private func isMeant(_ recorded: String) -> Bool {
        if let path { return recorded == path }
        return recorded == input || input.hasSuffix("/" + recorded)
    }
}
