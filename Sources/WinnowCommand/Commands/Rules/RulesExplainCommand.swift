internal import ArgumentParser
internal import Winnow

/// `winnow rules explain`: what a rule asks, in words.
struct RulesExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say what a rule asks.",
        discussion: """
            Tells the rule in words: what it finds, when it fires, which honest pages look alike.

            EXAMPLES
              winnow rules explain hidden-links/topic-links
            """
    )

    @Argument(help: ArgumentHelp("The rule.", valueName: "id"))
    var id: String

    @OptionGroup var rules: RulesOptions
    @OptionGroup var output: OutputOptions

    mutating func run() throws {
        let folder = try rules.requiredFolder()
        let ruleSet = try RulesOptions.load(folder)
        let selection = try RuleSelection([id], of: ruleSet, in: folder)
        let reporter = RuleReporter(
            ruleSet,
            usesColor: output.colors(isTerminal: StandardOutput.isTerminal)
        )
        let text = selection.rules.map(reporter.text).joined(separator: "\n")
        StandardOutput.write(Array(text.utf8))
    }
}
