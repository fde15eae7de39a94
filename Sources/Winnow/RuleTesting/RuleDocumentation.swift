/// Pages about rules in Markdown, made of the rules' own fields.
package struct RuleDocumentation {
    /// A page by its path below the folder it is written to.
    package struct Page: Sendable, Equatable {
        package var path: String
        package var text: String
    }

    /// The path of the index.
    package static let indexPath = "README.md"

    private let rules: RuleSet
    private let words: ConditionWords

    package init(_ rules: RuleSet) {
        self.rules = rules
        words = ConditionWords(rules, code: Markdown.code)
    }

    /// The index and a page for each rule, with links from one to the other.
    package var pages: [Page] {
        [Page(path: Self.indexPath, text: index { $0.id + ".md" })]
            + rules.rules.map { rule in
                let way = String(repeating: "../", count: rule.id.count { $0 == "/" })
                return Page(
                    path: rule.id + ".md",
                    text: page(of: rule, level: 1) + "\n[All rules](\(way)\(Self.indexPath))\n"
                )
            }
    }

    /// All of it as one document.
    package var document: String {
        index { "#" + Self.anchor(of: $0) }
            + rules.rules.map { rule in
                "\n<a id=\"\(Self.anchor(of: rule))\"></a>\n\n" + page(of: rule, level: 2)
            }.joined()
    }

    /// An id without the slashes, which links inside a page can't have everywhere.
    private static func anchor(of rule: Rule) -> String { rule.id.replacing("/", with: "-") }

    // MARK: Index

    private func index(_ link: (Rule) -> String) -> String {
        var text = "# Rules\n\nVersion \(Markdown.plain(rules.version)), "
        text += "\(rules.rules.count) rules. Written by `winnow rules docs`.\n"
        for category in categories {
            text += "\n## \(category.name)\n\n| rule | what it finds | status | score |\n"
            text += "|---|---|---|---|\n"
            for rule in category.rules {
                text += "| [`\(rule.id)`](\(link(rule))) | \(Markdown.cell(rule.title)) "
                text += "| \(rule.status.rawValue) | \(score(of: rule)) |\n"
            }
        }
        return text
    }

    /// Rules by the folder they are in, both in the order of ids.
    private var categories: [(name: String, rules: [Rule])] {
        var categories: [(name: String, rules: [Rule])] = []
        for rule in rules.rules {
            let name = rule.id.split(separator: "/").dropLast().joined(separator: "/")
            if categories.last?.name == name {
                categories[categories.count - 1].rules.append(rule)
            } else {
                categories.append((name, [rule]))
            }
        }
        return categories
    }

    // MARK: Page

    private func page(of rule: Rule, level: Int) -> String {
        let heading = String(repeating: "#", count: level)
        var text = "\(heading) \(Markdown.plain(rule.title))\n\n"
        text += facts(of: rule)
        text += "\n\(Markdown.plain(rule.summary.trimmed))\n"
        text += "\n\(heading)# When it fires\n\n"
        text += Self.list(words.outline(rule.condition), depth: 0)
        let signals = ConditionWords.signals(of: rule.condition)
        if !signals.isEmpty {
            text += "\n| signal | what it counts | kind |\n|---|---|---|\n"
            for signal in signals {
                text += "| `\(signal.name)` | \(Markdown.cell(signal.summary)) "
                text += "| \(signal.kind?.rawValue ?? "") |\n"
            }
        }
        text += "\n\(heading)# Honest pages that look alike\n\n"
        text += rule.falsePositives.map { "- \(Markdown.plain($0))\n" }.joined()
        if !rule.references.isEmpty {
            text += "\n\(heading)# References\n\n"
            text += rule.references.map { "- <\($0)>\n" }.joined()
        }
        text += "\n\(heading)# Examples\n"
        for matches in [true, false] {
            text += matches ? "\nIt fires on:\n" : "\nIt does not fire on:\n"
            for example in rule.examples where example.matches == matches {
                text += "\n" + Self.fenced(example)
            }
        }
        return text
    }

    private func facts(of rule: Rule) -> String {
        let kinds = EvidenceKind.allCases.filter { rule.kinds.contains($0) }.map(\.rawValue)
        let facts =
            [
                ("id", "`\(rule.id)`"), ("status", rule.status.rawValue),
                ("technique", "`\(rule.technique.rawValue)`"),
                ("scope", "`\(rule.scope.rawValue)`"),
                ("score", score(of: rule)),
                (
                    "evidence",
                    kinds.isEmpty ? "none" : kinds.map { "`\($0)`" }.joined(separator: ", ")
                ),
                ("cuts", "`\(rule.clean.rawValue)`"),
            ] + rule.conditionsOfUse.map { ($0.name, "`\($0.value)`") }
        return "| | |\n|---|---|\n" + facts.map { "| \($0.0) | \($0.1) |\n" }.joined()
    }

    private func score(of rule: Rule) -> String { ConditionWords.number(rule.score) }

    private static func list(_ trace: ConditionTrace, depth: Int) -> String {
        let indent = String(repeating: "  ", count: depth)
        let colon = trace.parts.isEmpty ? "" : ":"
        return "\(indent)- \(trace.text)\(colon)\n"
            + trace.parts.map { list($0, depth: depth + 1) }.joined()
    }

    private static func fenced(_ example: RuleExample) -> String {
        var notes: [String] = []
        if let url = example.url { notes.append("at \(Markdown.code(url))") }
        if example.isAtStart { notes.append("as the start of a page") }
        let note = notes.isEmpty ? "" : notes.joined(separator: ", ") + ":\n\n"
        let text = SafeText.escapedLines(example.markedText)
        let fence = String(repeating: "`", count: max(3, Markdown.longestTicks(in: text) + 1))
        return "\(note)\(fence)html\n\(text)\(text.hasSuffix("\n") ? "" : "\n")\(fence)\n"
    }
}

extension RuleExample {
    /// The page with its marks in it, as it stands in the rule.
    var markedText: String {
        let bytes = Array(html.utf8)
        var output: [UInt8] = []
        var start = 0
        for range in marked ?? [] {
            output += bytes[start..<range.lowerBound] + Array("⟦".utf8)
            output += bytes[range] + Array("⟧".utf8)
            start = range.upperBound
        }
        return String(decoding: output + bytes[start...], as: UTF8.self)
    }
}

extension SafeText {
    /// Escaped, but for line ends and tabs.
    static func escapedLines(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.split(separator: "\t", omittingEmptySubsequences: false)
                .map { escaped(String($0)) }.joined(separator: "\t")
        }.joined(separator: "\n")
    }
}

/// Text in Markdown that says what it says and nothing else.
enum Markdown {
    /// Text in which `<html>` is no tag and `*` no emphasis.
    static func plain(_ text: String) -> String {
        var output = ""
        for character in SafeText.escaped(text.replacing("\n", with: " ")) {
            if "\\`*_[]<".contains(character) { output.append("\\") }
            output.append(character)
        }
        return output
    }

    /// Text for a cell of a table.
    static func cell(_ text: String) -> String { plain(text).replacing("|", with: "\\|") }

    /// Text as it is, between as many backticks as it takes.
    @Sendable
    static func code(_ text: String) -> String {
        let line = SafeText.escaped(text.replacing("\n", with: " "))
        let ticks = String(repeating: "`", count: longestTicks(in: line) + 1)
        let blank = line.hasPrefix("`") || line.hasSuffix("`") || line.hasPrefix(" ") ? " " : ""
        return ticks + blank + line + blank + ticks
    }

    /// The length of the longest row of backticks.
    static func longestTicks(in text: String) -> Int {
        var (longest, length) = (0, 0)
        for byte in text.utf8 {
            length = byte == 0x60 ? length + 1 : 0
            longest = max(longest, length)
        }
        return longest
    }
}

extension String {
    /// Without blanks at either end.
    fileprivate var trimmed: String {
        var text = self[...]
        while text.first?.isWhitespace ?? false { text.removeFirst() }
        while text.last?.isWhitespace ?? false { text.removeLast() }
        return String(text)
    }
}
