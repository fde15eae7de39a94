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

    @Option(help: ArgumentHelp("Write what was cut, for 'winnow restore'.", valueName: "file"))
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

    @Flag(help: "Take every page the whole way. All pages go that way yet.")
    var noScreen = false

    @OptionGroup var documents: DocumentOptions
    @OptionGroup var rules: RulesOptions
    @OptionGroup var output: OutputOptions

    mutating func validate() throws {
        guard !paths.isEmpty || filesFrom != nil else {
            throw ValidationError("name a file or folder to scan, or - for standard input")
        }
        guard jobs ?? 1 > 0 else { throw ValidationError("--jobs takes a number above 0") }
    }

    mutating func run() throws {
        let urlTable = try urls.map { try URLTable(path: $0) }
        let list = try documentList()
        let tree = try cleanTo.map { try CleanTree(folder: $0, documents: list.documents) }
        let ruleSet = try rules.load()
        let undoFile = try undo.map { try UndoFile(path: $0) }
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
            recordsUndo: undoFile != nil,
            keepsSpam: keepSpam,
            dropsUnscanned: onUnscanned == .drop
        )
        let isRead = scan(list.documents, job, undoFile, &summary)
        if let undoFile, let error = undoFile.finish() {
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
            let scanner = PageScanner(rules: job.rules, limits: job.options.limits)
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
            isRead = StandardOutput.write(bytes(of: outcome.report))
            // Nobody reads on and nothing else is to be done.
            if !isRead, job.tree == nil, undo == nil { Foundation.exit(0) }
        }
        progress.clear()
        return isRead
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
                    list.addFile(String(decoding: path, as: UTF8.self))
                }
            } catch {
                StandardError.say("\(error)")
                throw ExitCode(2)
            }
        }
        return list
    }
}
