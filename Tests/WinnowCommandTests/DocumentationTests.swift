import Foundation
import Testing

@testable import Winnow

/// What is documented is what is there.
///
/// `make snapshots` writes the table of signals anew.
@Suite("Documentation")
struct DocumentationTests {
    static let rules = "docs/rules.md"
    static let report = "docs/report.md"

    @Test("Every signal stands in docs/rules.md with its summary and kind")
    func signals() throws {
        let start = "<!-- signals: written by `make snapshots` -->\n"
        let end = "<!-- end of signals -->"
        let text = try PackageFolder.text(of: Self.rules)
        let parts = text.components(separatedBy: start)
        let rest = try #require(parts.last).components(separatedBy: end)
        try #require(parts.count == 2 && rest.count == 2)
        if Snapshots.isUpdating {
            try Snapshots.write(parts[0] + start + Self.signalTable + end + rest[1], to: Self.rules)
        } else {
            for signal in Signal.allCases {
                #expect(rest[0].contains("| `\(signal.name)` | \(Self.cell(signal.summary)) |"))
            }
            #expect(rest[0] == Self.signalTable, "run 'make snapshots'")
        }
    }

    static var signalTable: String {
        let rows = Signal.allCases.map { signal in
            "| `\(signal.name)` | \(cell(signal.summary)) | \(signal.kind?.rawValue ?? "") |\n"
        }
        return "| signal | what it counts | kind |\n|---|---|---|\n" + rows.joined()
    }

    /// Text for a cell of a table, in which `<html>` is no tag.
    private static func cell(_ text: String) -> String {
        text.replacing("<", with: "\\<").replacing("|", with: "\\|")
    }

    static let wordsOfRules: [String] =
        Rule.Scope.allCases.map(\.rawValue) + Rule.Status.allCases.map(\.rawValue)
        + Rule.Clean.allCases.map(\.rawValue) + TextTarget.allCases.map(\.rawValue)
        + EvidenceKind.allCases.map(\.rawValue)

    @Test("Every word that rules may use stands in docs/rules.md", arguments: wordsOfRules)
    func words(word: String) throws {
        #expect(try PackageFolder.text(of: Self.rules).contains("`\(word)`"))
    }

    @Test(
        "Every key of rules and of the policy stands in docs/rules.md",
        arguments: [
            ("category/rule.yaml", "unknown_key: 1\n", "the rule"),
            ("policy.yaml", "unknown_key: 1\n", "the policy"),
        ]
    )
    func keys(file: String, content: String, place: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(content, to: file)
        let error = try #require(throws: RuleLoadError.self) {
            _ = try RuleSet(folder: folder.path)
        }
        // The hint on an unknown key names those that are known.
        let unknown = error.diagnostics.first {
            $0.message == "unknown key 'unknown_key' in \(place)"
        }
        let hint = try #require(unknown?.hint)
        let known = hint.replacing("known: ", with: "").split(separator: ", ")
        #expect(known.count > 5)
        let text = try PackageFolder.text(of: Self.rules)
        for key in known { #expect(text.contains("`\(key)`"), "\(key)") }
    }

    @Test(
        "Every weight of a leaf stands in docs/rules.md",
        arguments: PolicyDecoder.leafKeys.map(\.0)
    )
    func leafKeys(key: String) throws {
        #expect(try PackageFolder.text(of: Self.rules).contains("`\(key)`"))
    }

    @Test("The rule in docs/rules.md can be loaded")
    func exampleRule() throws {
        let text = try PackageFolder.text(of: Self.rules)
        let rule = try #require(text.components(separatedBy: "```yaml\n").dropFirst().first)
            .components(separatedBy: "```")[0]
        let folder = try TemporaryFolder()
        try folder.write(rule, to: "hidden-links/moved-out.yaml")
        let list = try PackageFolder.bytes(of: "Rules/lists/pharma/und.txt")
        try folder.write(list, to: "lists/pharma.txt")
        let rules = try RuleSet(folder: folder.path)
        #expect(rules.ruleIDs == ["hidden-links/moved-out"])
        let scanner = PageScanner(rules: rules)
        for example in rules.rules.flatMap(\.examples) {
            let report = scanner.scan(Array(example.html.utf8), ScanRequest(path: "page.html"))
            #expect(report.findings.isEmpty != example.matches)
        }
    }

    static let wordsOfReports: [String] =
        Verdict.allCases.map(\.rawValue) + Technique.allCases.map(\.rawValue)
        + Topic.allCases.map(\.rawValue)

    @Test("Every word of a report stands in docs/report.md", arguments: wordsOfReports)
    func reportWords(word: String) throws {
        #expect(try PackageFolder.text(of: Self.report).contains("`\(word)`"))
    }

    @Test("Every key of a report and of an undo record stands in docs/report.md")
    func reportKeys() throws {
        let site = try TestSite(["a.html": TestPages.injected])
        let result = try site.winnow("scan", "--format", "jsonl", "--undo", "undo", "a.html")
        let undo = try site.folder.text(of: "undo")
        let text = try PackageFolder.text(of: Self.report)
        let lines = result.lines + [undo[...]]
        for key in Set(lines.flatMap { JSONReport.keys(in: $0).values.joined() }) {
            #expect(text.contains("`\(key)`"), "\(key)")
        }
    }

    @Test("The example in docs/report.md is JSON with the keys of a report in their order")
    func exampleReport() throws {
        let text = try PackageFolder.text(of: Self.report)
        let json = try #require(text.components(separatedBy: "```json\n").dropFirst().first)
            .components(separatedBy: "```")[0]
        _ = try JSONReport(json)
        let site = try TestSite(["a.html": TestPages.injected])
        let result = try site.winnow("scan", "--format", "jsonl", "a.html")
        let keys = JSONReport.keys(in: try #require(result.lines.first))
        #expect(JSONReport.keys(in: json[...])[1] == keys[1])
        #expect(JSONReport.keys(in: json[...])[3] == keys[3])
    }

    @Test("The changelog knows the version")
    func changelog() throws {
        #expect(try PackageFolder.text(of: "CHANGELOG.md").contains(Version.program))
    }
}
