internal import ArgumentParser
internal import Foundation
internal import Winnow

/// `winnow clean`: one document without what was planted in it.
struct CleanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clean",
        abstract: "Write a document without what was planted in it.",
        discussion: """
            Every byte that was not planted stays as it is. A document that is spam as a whole is \
            not written unless --keep-spam is given; the reason is said on standard error.

            EXAMPLES
              winnow clean page.html > cleaned.html
              winnow clean --diff page.html
              winnow clean --in-place --backup .orig --undo undo.jsonl page.html
              curl -s https://www.example.org/ | winnow clean --url https://www.example.org/
            """
    )

    @Argument(help: ArgumentHelp("A file; - for standard input.", valueName: "file"))
    var file = "-"

    @Flag(help: "Show what would be removed as a unified diff.")
    var diff = false

    @Flag(help: "Write the cleaned document over the file.")
    var inPlace = false

    @Option(
        help: ArgumentHelp(
            "With --in-place, keep the original under this ending.",
            valueName: "suffix"
        )
    )
    var backup: String?

    @Option(
        help: ArgumentHelp(
            "Add what was cut to this file, for 'winnow restore'.",
            valueName: "file"
        )
    )
    var undo: String?

    @Flag(help: "Write the document even when it is spam as a whole.")
    var keepSpam = false

    @OptionGroup var documents: DocumentOptions
    @OptionGroup var rules: RulesOptions
    @OptionGroup var output: OutputOptions

    mutating func validate() throws {
        if inPlace, file == "-" { throw ValidationError("--in-place needs a file") }
        if inPlace, diff { throw ValidationError("--diff changes no file: leave out --in-place") }
        if backup != nil, !inPlace { throw ValidationError("--backup goes with --in-place") }
        if let undo, file != "-", FileWriter.isSameFile(undo, file) {
            throw ValidationError("--undo is the document itself; name another file")
        }
        if backup == "" { throw ValidationError("--backup needs a suffix such as .orig") }
    }

    mutating func run() throws {
        let ruleSet = try rules.load()
        do {
            try clean(ruleSet)
        } catch let error as FileError {
            StandardError.say(error.description)
            throw ExitCode(2)
        }
    }

    private func clean(_ ruleSet: RuleSet) throws {
        let bytes = try FileReader.read(file)
        let scanner = PageScanner(rules: ruleSet, limits: documents.limits)
        let request = ScanRequest(path: file, url: documents.url, input: documents.input)
        let report = scanner.scan(bytes, request)
        let removed = ByteRanges(report.removed)
        tell(report)
        if report.verdict == .spam, !keepSpam { return }
        if let undo {
            let undoFile = try UndoFile(path: undo)
            if !removed.isEmpty {
                undoFile.append(UndoRecord(path: file, bytes: bytes, removed: removed).line)
            }
            if let error = undoFile.error { throw error }
        }
        if diff {
            StandardOutput.write(UnifiedDiff(bytes, removed, name: file).bytes)
        } else if inPlace {
            guard !removed.isEmpty else { return }
            if let backup { try FileWriter.write(bytes, to: file + backup, like: file) }
            try FileWriter.write(removed.removed(from: bytes), to: FileWriter.resolved(file))
        } else {
            StandardOutput.write(removed.removed(from: bytes))
        }
    }

    private func tell(_ report: Report) {
        if report.verdict == .spam, !keepSpam {
            StandardError.say(
                "\(file): spam as a whole, nothing written; --keep-spam writes it all the same"
            )
        } else if !output.quiet, report.verdict != .clean {
            let reporter = TextReporter(
                usesColor: output.colors(isTerminal: StandardError.isTerminal)
            )
            StandardError.write(reporter.text(report).trimmingSuffix())
        }
    }
}

extension String {
    fileprivate func trimmingSuffix() -> String {
        hasSuffix("\n") ? String(dropLast()) : self
    }
}
