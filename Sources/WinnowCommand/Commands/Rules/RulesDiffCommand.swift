internal import ArgumentParser
internal import Foundation
internal import Winnow

/// `winnow rules diff`: what another folder of rules would change.
struct RulesDiffCommand: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case jsonl
    }

    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Tell what another folder of rules would change in documents.",
        discussion: """
            Scans all documents under two folders of rules and tells those whose verdict, cut or \
            fired rules differ; then how many there are of each verdict, old by new, and for every \
            rule the documents it gained and lost.

            EXAMPLES
              winnow rules diff Rules MyRules dump/
              winnow rules diff --format jsonl Rules MyRules dump/ > changes.jsonl
            """
    )

    @Argument(help: ArgumentHelp("The folder of rules in force.", valueName: "old"))
    var old: String

    @Argument(help: ArgumentHelp("The folder of rules to compare.", valueName: "new"))
    var new: String

    @Argument(help: ArgumentHelp("Files and folders; - for standard input.", valueName: "path"))
    var paths: [String]

    @Option(help: ArgumentHelp("Report as text or jsonl.", valueName: "form"))
    var format = Format.text

    @Option(help: ArgumentHelp("The profile of both policies.", valueName: "name"))
    var profile: String?

    @OptionGroup var corpus: CorpusOptions
    @OptionGroup var documents: DocumentOptions
    @OptionGroup var output: OutputOptions

    mutating func run() throws {
        let (oldRules, newRules) = (
            try RulesOptions.load(old, profile: profile),
            try RulesOptions.load(new, profile: profile)
        )
        let list = corpus.list(paths)
        var failures = list.errors.count
        for error in list.errors { StandardError.say(error.description) }
        var totals = RuleSetComparison.Totals()
        var progress = Progress(total: list.documents.count, isQuiet: output.quiet)
        let (files, options, jobs) = (list.documents, documents, corpus.threads)
        let paint = Painter(usesColor: output.colors(isTerminal: StandardOutput.isTerminal))
        let queue = ScanQueue<Result<RuleSetComparison, FileError>>(count: files.count, jobs: jobs)
        queue.run(jobs: jobs) {
            let before = PageScanner(rules: oldRules, limits: options.limits)
            let after = PageScanner(rules: newRules, limits: options.limits)
            return { index in
                options.read(files[index]).map { bytes, request in
                    RuleSetComparison(
                        before: before.scan(bytes, request),
                        after: after.scan(bytes, request)
                    )
                }
            }
        } emit: { index, result in
            progress.update(index)
            switch result {
            case .failure(let error):
                progress.clear()
                StandardError.say(error.description)
                failures += 1
            case .success(let comparison):
                totals.count(comparison)
                guard comparison.isChange else { return }
                progress.clear()
                let line =
                    format == .text ? Array(comparison.text(paint).utf8) : comparison.jsonLine
                // Nobody reads on, and nothing else is to be done.
                if !StandardOutput.write(line) { Foundation.exit(failures > 0 ? 2 : 0) }
            }
        }
        progress.clear()
        StandardOutput.write(format == .text ? Array(totals.text.utf8) : totals.jsonLine)
        if failures > 0 { throw ExitCode(2) }
    }
}
