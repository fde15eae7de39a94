internal import ArgumentParser
internal import Winnow

/// `winnow rules check`: everything that is wrong with a folder of rules.
struct RulesCheckCommand: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
    }

    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Tell everything that is wrong with a folder of rules.",
        discussion: """
            Every mistake of the folder is told at once, as file:line:column, with the line it stands \
            in. Ends with 0 when there is none, 1 when the rules are wrong, 2 when the folder can't \
            be read. As json it is one object, for editors.

            EXAMPLES
              winnow rules check
              winnow rules check MyRules
              winnow rules check --format json MyRules | jq '.errors[].message'
            """
    )

    @Argument(help: ArgumentHelp("The folder, instead of --rules.", valueName: "dir"))
    var folder: String?

    @Option(help: ArgumentHelp("Report as text or json.", valueName: "form"))
    var format = Format.text

    @OptionGroup var rules: RulesOptions
    @OptionGroup var output: OutputOptions

    mutating func validate() throws {
        if folder != nil, rules.folder != nil {
            throw ValidationError("name the folder once: as an argument or with --rules")
        }
    }

    mutating func run() throws {
        let path = try folder ?? rules.requiredFolder()
        do {
            let ruleSet = try RuleSet(
                folder: path,
                local: rules.resolvedLocal(),
                profile: rules.profile
            )
            report([], rules: ruleSet.rules.count, lists: ruleSet.listCount)
        } catch {
            if error.isUnreadable {
                StandardError.write(error.diagnostics.map(\.description).joined(separator: "\n"))
                throw ExitCode(2)
            }
            report(error.diagnostics, rules: error.ruleCount, lists: nil)
            throw ExitCode(1)
        }
    }

    private func report(_ diagnostics: [RuleDiagnostic], rules: Int, lists: Int?) {
        switch format {
        case .json: StandardOutput.write(Self.json(diagnostics, rules: rules, lists: lists))
        case .text:
            let paint = Painter(usesColor: output.colors(isTerminal: StandardOutput.isTerminal))
            let lines = diagnostics.map { Self.text($0, paint) }
            let read =
                Words.count(rules, "rule") + (lists.map { ", " + Words.count($0, "list") } ?? "")
            let closing =
                diagnostics.isEmpty
                ? "\(read): \(paint("no errors", .green))"
                : "\(read): \(paint(Words.count(diagnostics.count, "error"), .red))"
            let text = (lines + [closing]).joined(separator: "\n") + "\n"
            StandardOutput.write(Array(text.utf8))
        }
    }

    /// A diagnostic with its place and `error:` coloured.
    static func text(_ diagnostic: RuleDiagnostic, _ paint: Painter) -> String {
        let lines = diagnostic.description.split(separator: "\n", omittingEmptySubsequences: false)
            .map { SafeText.escaped(String($0)) }
        guard let first = lines.first, let error = first.firstRange(of: ": error: ") else {
            return lines.joined(separator: "\n")
        }
        let head =
            paint(String(first[..<error.lowerBound]), .bold) + ": " + paint("error:", .red) + " "
            + first[error.upperBound...]
        return ([head] + lines.dropFirst()).joined(separator: "\n")
    }

    private static func json(_ diagnostics: [RuleDiagnostic], rules: Int, lists: Int?) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.key("rules")
            json.integer(rules)
            if let lists {
                json.key("lists")
                json.integer(lists)
            }
            json.key("errors")
            json.array { json in
                for diagnostic in diagnostics { write(diagnostic, to: &json) }
            }
        }
        return json.bytes + [0x0A]
    }

    private static func write(_ diagnostic: RuleDiagnostic, to json: inout JSONWriter) {
        json.object { json in
            json.key("file")
            json.string(diagnostic.file)
            json.key("line")
            json.integer(diagnostic.line)
            json.key("column")
            json.integer(diagnostic.column)
            json.key("code")
            json.string(diagnostic.code.rawValue)
            json.key("message")
            json.string(diagnostic.message)
            json.key("hint")
            json.optional(diagnostic.hint)
            json.key("source")
            json.optional(diagnostic.sourceLine)
        }
    }
}
