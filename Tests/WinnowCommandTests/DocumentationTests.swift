import Foundation
import Testing

@testable import Winnow

/// What is documented is what is there.
///
/// `make snapshots` writes the table of signals anew.
@Suite("Documentation", .serialized)
struct DocumentationTests {
    static let rules = "docs/rules.md"
    static let report = "docs/report.md"

    /// A table in docs/rules.md that is written from a registry in code.
    struct Table: CustomTestStringConvertible {
        var name: String
        var content: String
        var testDescription: String { name }
    }

    @Test(
        "Every signal and every target stands in docs/rules.md with its summary and kind",
        arguments: [
            Table(name: "signals", content: Self.signalTable),
            Table(name: "targets", content: Self.targetTable),
        ]
    )
    func tables(table: Table) throws {
        let start = "<!-- \(table.name): written by `make snapshots` -->\n"
        let end = "<!-- end of \(table.name) -->"
        let text = try PackageFolder.text(of: Self.rules)
        let parts = text.components(separatedBy: start)
        let rest = try #require(parts.last).components(separatedBy: end)
        try #require(parts.count == 2 && rest.count == 2)
        if Snapshots.isUpdating {
            try Snapshots.write(parts[0] + start + table.content + end + rest[1], to: Self.rules)
        } else {
            #expect(rest[0] == table.content, "run 'make snapshots'")
        }
    }

    static var targetTable: String {
        let rows = TextTarget.allCases.map { target in
            "| `\(target.rawValue)` | \(cell(target.summary)) | \(target.kind?.rawValue ?? "") |\n"
        }
        return "| `in` | texts | a match is evidence of |\n|---|---|---|\n" + rows.joined()
    }

    static var signalTable: String {
        let rows = Signal.allCases.map { signal in
            let scopes = Rule.Scope.allCases.filter { signal.scopes.contains($0) }
                .map(\.rawValue).joined(separator: ", ")
            return "| `\(signal.name)` | \(cell(signal.summary)) | \(signal.unit.rawValue) "
                + "| \(signal.rangeText) | \(scopes) | \(signal.kind?.rawValue ?? "") |\n"
        }
        return "| signal | what it counts | unit | range | scopes | kind |\n"
            + "|---|---|---|---|---|---|\n" + rows.joined()
    }

    @Test("Rules/schema.json is that of the code, and describes every key")
    func schema() throws {
        let path = "Rules/schema.json"
        if Snapshots.isUpdating {
            try Snapshots.write(RuleSchema.text, to: path)
        } else {
            #expect(try PackageFolder.text(of: path) == RuleSchema.text, "run 'make snapshots'")
        }
        _ = try JSONSerialization.jsonObject(with: Data(RuleSchema.text.utf8))
        #expect(RuleSchema.describedKeys.isSuperset(of: RuleDecoder.keys))
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
        "Every key of rules, conditions and the policy stands in docs/rules.md",
        arguments: RuleDecoder.keys + RuleDecoder.kinds + PolicyDecoder.keys
    )
    func keys(key: String) throws {
        let text = try PackageFolder.text(of: Self.rules)
        #expect(text.contains("`\(key)`") || text.contains("`\(key): "), "\(key)")
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
