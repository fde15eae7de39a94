internal import ArgumentParser
internal import Winnow

/// `winnow version`: what this program is made of.
struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version",
        abstract: "Tell the versions of the program, its rules and its libraries.",
        discussion: """
            EXAMPLE
              winnow version --json --rules Rules
            """
    )

    @Flag(help: "As one JSON object.")
    var json = false

    @OptionGroup var rules: RulesOptions

    mutating func run() throws {
        let loaded = rules.resolvedFolder() == nil ? nil : try rules.load()
        let version = Version(rules: loaded)
        StandardOutput.write(json ? version.json : Array(version.text.utf8))
    }
}
