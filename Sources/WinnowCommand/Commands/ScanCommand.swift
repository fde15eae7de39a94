internal import ArgumentParser
internal import Foundation
internal import Winnow

/// `winnow scan`: a report on every document.
struct ScanCommand: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case jsonl
    }

    enum OnUnscanned: String, ExpressibleByArgument, CaseIterable {
        case pass
        case drop
        case fail
    }

    /// Worker threads beyond which none work faster.
    private static let maximumJobs = 1_024

    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Report what was planted in documents.",
        discussion: """
            A folder is read with all folders in it: .html .htm .xhtml .shtml .php .asp .aspx .jsp \
            .txt .md, and files without extension that look like HTML.

            EXAMPLES
              winnow scan page.html
              winnow scan --format jsonl --clean-to cleaned dump/ > report.jsonl
              find dump -name '*.html' -print0 | winnow scan --files-from - -0
            """
    )

    @Argument(help: ArgumentHelp("Files and folders; - for standard input.", valueName: "path"))
    var paths: [String] = []

    @Option(help: ArgumentHelp("Report as text or jsonl.", valueName: "form"))
    var format = Format.text

    @Option(help: ArgumentHelp("Write cleaned documents below this folder.", valueName: "dir"))
    var cleanTo: String?

    @Option(
        help: ArgumentHelp(
            "Add what was cut to this file, for 'winnow restore'.",
            valueName: "file"
        )
    )
    var undo: String?

    @Option(help: ArgumentHelp("A table: path, tab, URL.", valueName: "file.tsv"))
    var urls: String?

    @Option(help: ArgumentHelp("Read paths from a file or -, one a line.", valueName: "file"))
    var filesFrom: String?

    @Flag(name: .customShort("0"), help: "Paths of --files-from end with NUL, not line ends.")
    var nulSeparated = false

    @Option(help: ArgumentHelp("Of folders only files that match.", valueName: "glob"))
    var include: [String] = []

    @Option(help: ArgumentHelp("Of folders no files that match.", valueName: "glob"))
    var exclude: [String] = []

    @Option(
        help: ArgumentHelp("Worker threads; one for each processor if not given.", valueName: "n")
    )
    var jobs: Int?

    @Flag(help: "End with status 0 even when something was found.")
    var exitZero = false

    @Flag(help: "Write documents that are spam as a whole, too.")
    var keepSpam = false

    @Option(
        help: ArgumentHelp("With --clean-to, unscanned ones: pass, drop or fail.", valueName: "how")
    )
    var onUnscanned = OnUnscanned.pass

    @Flag(help: "Take every page the whole way; the report is the same, only later.")
    var noScreen = false

    @OptionGroup var documents: DocumentOptions
    @OptionGroup var rules: RulesOptions
    @OptionGroup var output: OutputOptions

    mutating func validate() throws {
        guard !paths.isEmpty || filesFrom != nil else {
            throw ValidationError("name a file or folder to scan, or - for standard input")
        }
        guard (1...Self.maximumJobs).contains(jobs ?? 1) else {
            throw ValidationError("--jobs takes a number from 1 to \(Self.maximumJobs)")
        }
        if nulSeparated, filesFrom == nil { throw ValidationError("-0 goes with --files-from") }
        if keepSpam, cleanTo == nil { throw ValidationError("--keep-spam goes with --clean-to") }
        if onUnscanned == .drop, cleanTo == nil {
            throw ValidationError("--on-unscanned drop goes with --clean-to")
        }
        guard paths.count(where: { $0 == "-" }) < 2 else {
            throw ValidationError("standard input can be scanned once only")
        }
    }

    mutating func run() throws {
        let urlTable = try urls.map { try URLTable(path: $0) }
        let list = try documentList()
        let tree = try cleanTo.map { try CleanTree(folder: $0, documents: list.documents) }
        let ruleSet = try rules.load()
        let undoFile = try openUndoFile(list.documents)
        var summary = ScanSummary()
        for error in list.errors {
            StandardError.say(error.description)
            summary.failures += 1
        }
        let job = ScanJob(
            rules: ruleSet,
            options: documents,
            urls: urlTable,
            tree: tree,
            screens: !noScreen,
            recordsUndo: undoFile != nil,
            keepsSpam: keepSpam,
            dropsUnscanned: onUnscanned == .drop
        )
        let isRead = scan(list.documents, job, undoFile, &summary)
        if list.documents.isEmpty, list.errors.isEmpty, !output.quiet {
            StandardError.say("nothing to scan: no file is a document, or none matches")
        }
        if let error = undoFile?.error {
            StandardError.say(error.description)
            summary.failures += 1
        }
        if isRead, format == .text, !output.quiet { StandardError.write(summary.text) }
        if summary.failures > 0 { throw ExitCode(2) }
        if isRead, summary.found > 0, !exitZero { throw ExitCode(1) }
    }

    /// Scans and reports.
    ///
    /// - Returns: False when the reader of the report went away; documents are cleaned all the same.
    private func scan(
        _ files: [DocumentFile],
        _ job: ScanJob,
        _ undo: UndoFile?,
        _ summary: inout ScanSummary
    ) -> Bool {
        var progress = Progress(total: files.count, isQuiet: output.quiet)
        var isRead = true
        let jobs = self.jobs ?? ProcessInfo.processInfo.activeProcessorCount
        let queue = ScanQueue<ScanJob.Outcome>(count: files.count, jobs: jobs)
        queue.run(jobs: jobs) {
            let scanner = PageScanner(
                rules: job.rules,
                limits: job.options.limits,
                screens: job.screens
            )
            return { job.scan(files[$0], scanner) }
        } emit: { index, outcome in
            progress.update(index)
            if let message = outcome.message {
                progress.clear()
                StandardError.say(message)
            }
            let failed =
                outcome.report.error != nil || outcome.message != nil
                || (onUnscanned == .fail && outcome.report.verdict == .unscanned)
            summary.count(outcome.report, failed: failed)
            if let record = outcome.undo { undo?.append(record.line) }
            guard isRead else { return }
            do {
                isRead = try StandardOutput.send(bytes(of: outcome.report))
            } catch {
                StandardError.say("\(error)")
                summary.failures += 1
                isRead = false
            }
            // Nobody reads on and nothing else is to be done.
            if !isRead, job.tree == nil, undo == nil {
                Foundation.exit(summary.failures > 0 ? 2 : 0)
            }
        }
        progress.clear()
        return isRead
    }

    private func openUndoFile(_ documents: [DocumentFile]) throws -> UndoFile? {
        guard let undo else { return nil }
        for document in documents where FileWriter.isSameFile(undo, document.path) {
            throw ValidationError("--undo is '\(document.path)' itself; name another file")
        }
        do {
            return try UndoFile(path: undo)
        } catch {
            StandardError.say("\(error)")
            throw ExitCode(2)
        }
    }

    private func bytes(of report: Report) -> [UInt8] {
        switch format {
        case .jsonl: return JSONLinesReporter().line(report)
        case .text:
            let isColored = output.colors(isTerminal: StandardOutput.isTerminal)
            return Array(TextReporter(usesColor: isColored).text(report).utf8)
        }
    }

    private func documentList() throws -> DocumentList {
        var list = DocumentList(include: include, exclude: exclude)
        for path in paths { list.add(path) }
        if let filesFrom {
            do {
                let separator: UInt8 = nulSeparated ? 0 : 0x0A
                for path in try FileReader.read(filesFrom).split(separator: separator) {
                    guard !path.contains(0) else {
                        throw FileError(path: filesFrom, reason: "paths end with NUL; add -0")
                    }
                    let isCRLF = !nulSeparated && path.last == 0x0D
                    list.addFile(String(decoding: isCRLF ? path.dropLast() : path, as: UTF8.self))
                }
            } catch {
                StandardError.say("\(error)")
                throw ExitCode(2)
            }
        }
        return list
    }
}
