internal import ArgumentParser
internal import Foundation
internal import Winnow

/// `winnow rules profile`: what each rule costs, and how often it fires.
struct RulesProfileCommand: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
    }

    /// What one document cost.
    private struct Outcome: Sendable {
        var counts: [RuleProfile.Counts]
        var time: Duration
    }

    static let configuration = CommandConfiguration(
        commandName: "profile",
        abstract: "Tell the time and the hits of each rule, slowest first.",
        discussion: """
            Scans documents and measures the conditions of each rule: the time they took, the runs \
            they were tried on, how often an expression was asked for, the documents that the rule \
            kept, and the runs on which it fired. A document is kept for the second tier while rules \
            that signals, literals and short texts do not rule out could report something in it; a \
            rule that keeps many and fires on few wants a rarer literal or one more signal. What \
            rules share, such as a text or a signal of a run, counts for the first that asks for it; \
            reading the page and finding its runs counts for none.

            EXAMPLES
              winnow rules profile dump/
              winnow rules profile --jobs 1 --top 10 dump/
              winnow rules profile --format json dump/ | jq '.rules[0]'
            """
    )

    @Argument(help: ArgumentHelp("Files and folders; - for standard input.", valueName: "path"))
    var paths: [String]

    @Option(help: ArgumentHelp("Tell so many rules; all if not given.", valueName: "n"))
    var top: Int?

    @Option(help: ArgumentHelp("Report as text or json.", valueName: "form"))
    var format = Format.text

    @OptionGroup var corpus: CorpusOptions
    @OptionGroup var documents: DocumentOptions
    @OptionGroup var rules: RulesOptions
    @OptionGroup var output: OutputOptions

    mutating func validate() throws {
        guard (top ?? 1) > 0 else { throw ValidationError("--top takes a number from 1") }
    }

    mutating func run() throws {
        let ruleSet = try rules.load()
        let list = corpus.list(paths)
        var failures = list.errors.count
        for error in list.errors { StandardError.say(error.description) }
        var progress = Progress(total: list.documents.count, isQuiet: output.quiet)
        var totals = RuleTimes(ruleSet)
        let (files, options, jobs) = (list.documents, documents, corpus.threads)
        let queue = ScanQueue<Result<Outcome, FileError>>(count: files.count, jobs: jobs)
        queue.run(jobs: jobs) {
            let scanner = PageScanner(rules: ruleSet, limits: options.limits)
            return { index in
                options.read(files[index]).map { bytes, request in
                    let profile = RuleProfile(ruleSet)
                    scanner.profile = profile
                    let start = ContinuousClock.now
                    _ = scanner.scan(bytes, request)
                    return Outcome(counts: profile.counts, time: ContinuousClock.now - start)
                }
            }
        } emit: { index, result in
            progress.update(index)
            switch result {
            case .success(let outcome): totals.add(outcome.counts, outcome.time)
            case .failure(let error):
                progress.clear()
                StandardError.say(error.description)
                failures += 1
            }
        }
        progress.clear()
        switch format {
        case .json: StandardOutput.write(totals.json(top: top))
        case .text:
            let paint = Painter(usesColor: output.colors(isTerminal: StandardOutput.isTerminal))
            StandardOutput.write(Array(totals.text(top: top, paint).utf8))
        }
        if failures > 0 { throw ExitCode(2) }
    }
}
