internal import ArgumentParser
internal import Winnow

/// `winnow restore`: undoes a cut, bit for bit.
struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put back what was cut out of a document.",
        discussion: """
            The undo file may hold records of many documents; the one whose cleaned bytes are \
            those of the file is taken, and the result is checked against the original's hash.

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

    mutating func run() throws {
        do {
            let cleaned = try FileReader.read(input)
            let original = try record(for: cleaned).restored(cleaned)
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

    private func record(for cleaned: [UInt8]) throws -> UndoRecord {
        for line in try FileReader.read(undo).split(separator: 0x0A) {
            let record: UndoRecord
            do {
                record = try UndoRecord(line: line)
            } catch {
                throw FileError(path: undo, reason: error.description)
            }
            if record.isOf(cleaned: cleaned) { return record }
        }
        throw FileError(
            path: undo,
            reason: "no record fits '\(input)': it is not the document a cut left"
        )
    }
}
