public import ArgumentParser
public import Winnow

extension Rule.Status: ExpressibleByArgument {}
extension Rule.Scope: ExpressibleByArgument {}
extension Technique: ExpressibleByArgument {}

/// `winnow rules list`: the rules of a folder, one a line.
struct RulesListCommand: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
    }

    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List rules.",
        discussion: """
            EXAMPLES
              winnow rules list
              winnow rules list --technique hidden-links --status experimental
              winnow rules list --format json | jq -r '.[].id'
            """
    )

    @Option(help: ArgumentHelp("Only rules of this status.", valueName: "status"))
    var status: Rule.Status?

    @Option(help: ArgumentHelp("Only rules for this technique.", valueName: "name"))
    var technique: Technique?

    @Option(help: ArgumentHelp("Only rules of this scope.", valueName: "scope"))
    var scope: Rule.Scope?

    @Option(help: ArgumentHelp("List as text or json.", valueName: "form"))
    var format = Format.text

    @OptionGroup var rules: RulesOptions
    @OptionGroup var output: OutputOptions

    mutating func run() throws {
        let chosen = try rules.load().rules.filter { rule in
            (status.map { $0 == rule.status } ?? true)
                && (technique.map { $0 == rule.technique } ?? true)
                && (scope.map { $0 == rule.scope } ?? true)
        }
        switch format {
        case .json: StandardOutput.write(Self.json(chosen))
        case .text:
            guard !chosen.isEmpty else {
                if !output.quiet { StandardError.say("no rule is like that") }
                return
            }
            let paint = Painter(usesColor: output.colors(isTerminal: StandardOutput.isTerminal))
            let text = Self.lines(chosen, paint).map { $0 + "\n" }.joined()
            guard StandardOutput.write(Array(text.utf8)) else { return }
            if !output.quiet { StandardError.write(Words.count(chosen.count, "rule")) }
        }
    }

    private static func lines(_ rules: [Rule], _ paint: Painter) -> [String] {
        var table = TextTable([
            ("id", .left), ("status", .left), ("technique", .left), ("score", .right),
            ("scope", .left), ("title", .left),
        ])
        for rule in rules {
            table.add(
                rule.id,
                rule.status.rawValue,
                rule.technique.rawValue,
                TextReporter.number(Double(rule.score)),
                rule.scope.rawValue,
                SafeText.escaped(rule.title)
            )
        }
        return table.lines { text, row, column in
            row == 0 ? paint(text, .dim) : column == 0 ? paint(text, .bold) : text
        }
    }

    private static func json(_ rules: [Rule]) -> [UInt8] {
        var json = JSONWriter()
        json.array { json in
            for rule in rules {
                json.object { json in
                    json.key("id")
                    json.string(rule.id)
                    json.key("title")
                    json.string(rule.title)
                    json.key("status")
                    json.string(rule.status.rawValue)
                    json.key("technique")
                    json.string(rule.technique.rawValue)
                    json.key("score")
                    json.number(Double(rule.score))
                    json.key("scope")
                    json.string(rule.scope.rawValue)
                    json.key("kinds")
                    json.strings(rule.kinds.map(\.rawValue).sorted())
                    json.key("examples")
                    json.integer(rule.examples.count)
                }
            }
        }
        return json.bytes + [0x0A]
    }
}
