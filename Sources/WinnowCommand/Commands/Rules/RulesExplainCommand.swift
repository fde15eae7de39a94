internal import ArgumentParser
internal import Winnow

/// `winnow rules explain`: what a rule asks, and what a page has of it.
struct RulesExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say what a rule asks, and why it fired on a page or did not.",
        discussion: """
            Without a file the rule is told in words: what it finds, when it fires, which honest pages \
            look alike. With one it is tried on every run of the page that its scope names, nearest \
            first, condition by condition: ✓ holds, ✗ does not, and what was there. Conditions \
            behind one that fails are tried, too.

            EXAMPLES
              winnow rules explain hidden-links/topic-links
              winnow rules explain hidden-links/topic-links page.html
              curl -s https://www.example.org/ | winnow rules explain titles/topic-items -
            """
    )

    @Argument(help: ArgumentHelp("The rule.", valueName: "id"))
    var id: String

    @Argument(help: ArgumentHelp("A page; - for standard input.", valueName: "file"))
    var file: String?

    @Flag(help: "Show every run of the page.")
    var all = false

    @OptionGroup var documents: DocumentOptions
    @OptionGroup var rules: RulesOptions
    @OptionGroup var output: OutputOptions

    mutating func run() throws {
        let folder = try rules.requiredFolder()
        let ruleSet = try RulesOptions.load(
            folder,
            local: rules.resolvedLocal(),
            usesModel: !rules.noModel,
            profile: rules.profile
        )
        let selection = try RuleSelection([id], of: ruleSet, in: folder)
        let reporter = RuleReporter(
            ruleSet,
            usesColor: output.colors(isTerminal: StandardOutput.isTerminal)
        )
        let texts: [String]
        if let file {
            texts = try explanations(selection.rules, on: file, ruleSet).map {
                reporter.text($0, all: all)
            }
        } else {
            texts = selection.rules.map(reporter.text)
        }
        StandardOutput.write(Array(texts.joined(separator: "\n").utf8))
    }

    private func explanations(
        _ chosen: [Rule],
        on file: String,
        _ ruleSet: RuleSet
    ) throws -> [RuleExplanation] {
        let bytes: [UInt8]
        do {
            bytes = try FileReader.read(file)
        } catch {
            StandardError.say("\(error)")
            throw ExitCode(2)
        }
        let scanner = PageScanner(rules: ruleSet, limits: documents.limits)
        let request = ScanRequest(path: file, url: documents.url, input: documents.input)
        return chosen.compactMap { rule in
            ruleSet.rules.firstIndex { $0.id == rule.id }.map {
                scanner.explain(rule: $0, bytes, request)
            }
        }
    }
}
