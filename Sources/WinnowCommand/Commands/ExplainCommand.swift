internal import ArgumentParser
internal import Winnow

/// `winnow explain`: why something was found in a document, and why nothing was.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say why something was found in a document, and why nothing was.",
        discussion: """
            Shows the runs of links and texts that looked planted, with what each piece of them says, \
            the rules that fired, and those that came nearest with the conditions they lacked. Without \
            --all, runs on which no rule fired are left out, unless there is no other.

            EXAMPLES
              winnow explain page.html
              winnow explain --url https://www.example.org/ --all page.html | less
              curl -s https://www.example.org/ | winnow explain -
            """
    )

    @Argument(help: ArgumentHelp("A file; - for standard input.", valueName: "file"))
    var file = "-"

    @Flag(help: "Show every run, every piece of it and every rule.")
    var all = false

    @OptionGroup var documents: DocumentOptions
    @OptionGroup var rules: RulesOptions
    @OptionGroup var output: OutputOptions

    mutating func run() throws {
        let ruleSet = try rules.load()
        let bytes: [UInt8]
        do {
            bytes = try FileReader.read(file)
        } catch {
            StandardError.say("\(error)")
            throw ExitCode(2)
        }
        let scanner = PageScanner(rules: ruleSet, limits: documents.limits)
        let request = ScanRequest(path: file, url: documents.url, input: documents.input)
        let reporter = ExplanationReporter(
            detail: all ? .all : .findings,
            usesColor: output.colors(isTerminal: StandardOutput.isTerminal)
        )
        StandardOutput.write(Array(reporter.text(scanner.explain(bytes, request)).utf8))
    }
}
