internal import ArgumentParser
internal import Winnow

/// `winnow rules test`: the examples of rules, in every way a page may be written.
struct RulesTestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Run the examples of rules.",
        discussion: """
            A 'match' example must fire its rule and a 'no_match' example must not; what is between \
            the marks ⟦ and ⟧ must be what a scan cuts. Each is tried as it is written, with names of \
            tags and attributes in upper case, with single quotes, with other content before it, in \
            GB18030 and in UTF-16. Ends with 0 when all pass, 1 when one fails or the rules are \
            wrong, 2 when they can't be read.

            A name is an id, the beginning of ids up to a slash, or a rule's file. An argument that \
            is a folder with a policy.yaml is the folder of rules.

            EXAMPLES
              winnow rules test
              winnow rules test MyRules hidden-links/ titles/topic-items
              winnow rules test --verbose MyRules/hidden-links/my-rule.yaml
            """
    )

    @Argument(help: ArgumentHelp("Rules to test; all if none is named.", valueName: "id"))
    var names: [String] = []

    @Flag(help: "Tell what passed and what was skipped, too.")
    var verbose = false

    @OptionGroup var rules: RulesOptions
    @OptionGroup var output: OutputOptions

    private static let margin = "  "

    mutating func validate() throws {
        let folders = names.filter(RuleSelection.isFolderOfRules)
        if folders.count + (rules.folder == nil ? 0 : 1) > 1 {
            throw ValidationError("name the folder of rules once")
        }
    }

    mutating func run() throws {
        let named = names.first(where: RuleSelection.isFolderOfRules)
        let folder = try named ?? rules.requiredFolder()
        let ruleSet = try load(folder)
        let selection = try RuleSelection(
            names.filter { $0 != named },
            of: ruleSet,
            in: folder
        )
        // Only who names a profile wants the examples to hold under it.
        let tester = RuleTester(ruleSet, policy: rules.profile == nil ? nil : ruleSet.policy)
        let paint = Painter(usesColor: output.colors(isTerminal: StandardOutput.isTerminal))
        var summary = RuleTester.Summary()
        for rule in selection.rules {
            for outcome in tester.outcomes(of: rule) {
                summary.count(outcome)
                if let text = text(outcome, paint) {
                    guard StandardOutput.write(Array(text.utf8)) else { return }
                }
            }
        }
        let tried = summary.passed + summary.failed
        let failed = "\(Words.grouped(summary.failed)) failed"
        let closing =
            Words.count(tried, "example and variant", "examples and variants")
            + " of \(Words.count(selection.rules.count, "rule")): "
            + "\(Words.grouped(summary.passed)) passed, "
            + paint(failed, summary.failed == 0 ? .green : .red)
            + ", \(Words.grouped(summary.skipped)) skipped\n"
        StandardOutput.write(Array(closing.utf8))
        if summary.failed > 0 { throw ExitCode(1) }
    }

    private func load(_ folder: String) throws -> RuleSet {
        do {
            return try RuleSet(
                folder: folder,
                local: rules.resolvedLocal(),
                usesModel: !rules.noModel,
                profile: rules.profile
            )
        } catch {
            StandardError.write(error.description)
            throw ExitCode(error.isUnreadable ? 2 : 1)
        }
    }

    private func text(_ outcome: RuleTester.Outcome, _ paint: Painter) -> String? {
        let example = outcome.example
        let line = example.line > 0 ? ":\(example.line)" : ""
        let place =
            "\(example.matches ? "match" : "no_match") example \(outcome.number)"
            + " (\(example.ruleID).yaml\(line)) \(outcome.variant.rawValue)"
        let head = "\(paint(example.ruleID, .bold)): \(place)"
        switch outcome.result {
        case .passed: return verbose ? "\(head): \(paint("passed", .green))\n" : nil
        case .skipped(let reason):
            return verbose ? "\(head): \(paint("skipped", .dim)), \(reason)\n" : nil
        case .failed(let problems):
            return "\(head): \(paint("FAILED", .red))\n"
                + problems.map {
                    "\(Self.margin)expected \($0.expected)\n\(Self.margin)but      \($0.actual)\n"
                }.joined()
        }
    }
}
