internal import ArgumentParser

/// `winnow rules`: what rule authors do.
struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "Check, test, list, explain, compare and start rules.",
        discussion: """
            EXAMPLES
              winnow rules check Rules                          is anything wrong with the files?
              winnow rules test hidden-links/                   run the examples of some rules
              winnow rules new hidden-links/my-rule             start a rule
              winnow rules explain hidden-links/my-rule a.html  why it fired, or did not
              winnow rules diff Rules MyRules dump/             what would change

            EXIT STATUS
              check, test: 0 good, 1 the rules are wrong, 2 the folder can't be read.
              All others: 0 or 2. Wrong usage: 64.
            """,
        subcommands: [
            RulesCheckCommand.self, RulesTestCommand.self, RulesListCommand.self,
            RulesExplainCommand.self, RulesDiffCommand.self, RulesProfileCommand.self,
            RulesDocsCommand.self, RulesNewCommand.self,
        ]
    )
}
