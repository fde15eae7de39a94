import Foundation
import Testing
import Winnow

/// What README.md says is so.
///
/// `make snapshots` writes the output of its commands anew, but for blocks with a line `…`, which
/// stands for any number of lines.
@Suite("README")
struct ReadmeTests {
    static let file = "README.md"

    @Test("Every command prints what is shown", arguments: try ConsoleExample.all(in: file))
    func command(example: ConsoleExample) throws {
        let printed = try example.run(rules: "Rules")
        if Snapshots.isUpdating, example.isWhole { return }
        #expect(
            example.agrees(with: printed),
            "it prints:\n\(printed.joined(separator: "\n"))\nrun 'make snapshots' if that is right"
        )
    }

    @Test("The output of commands is written anew when that is asked for")
    func update() throws {
        guard Snapshots.isUpdating else { return }
        let examples = try ConsoleExample.all(in: Self.file)
        try ConsoleExample.write(
            examples.map { ($0, try $0.run(rules: "Rules")) },
            to: Self.file
        )
    }

    @Test("The program in README.md is the one that is tested here")
    func library() throws {
        let text = try PackageFolder.text(of: Self.file)
        let program = try PackageFolder.text(of: "Tests/WinnowCommandTests/ReadmeExample.swift")
        #expect(text.contains("```swift\n\(program)```\n"))

        let rules = try RuleSet(folder: PackageFolder.path(of: "Rules"))
        let page = try PackageFolder.bytes(of: "Samples/injected/news-spider-pool.html")
        let expected = try PackageFolder.bytes(of: "Samples/expected/cleaned/news-spider-pool.html")
        let (result, excerpts) = cleaned(page, at: nil, rules: rules)
        #expect(result == expected)
        #expect(excerpts.count == 1)
    }

    @Test("The table of techniques has those there are rules for, and no others")
    func techniques() throws {
        let text = try PackageFolder.text(of: Self.file)
        let shown = text.matches(of: /\n\| `([a-z-]+)` \|/).map { String($0.1) }
        let rules = try RuleSet(folder: PackageFolder.path(of: "Rules")).rules
        let known = Set(rules.filter { $0.status == .stable }.map(\.technique.rawValue))
        #expect(shown.sorted() == known.sorted())
    }

    @Test("It fits on three screens, and its links lead somewhere")
    func form() throws {
        let text = try PackageFolder.text(of: Self.file)
        #expect(text.count { $0 == "\n" } <= 150)
        for link in text.matches(of: /\]\(([^)#]+)[^)]*\)/) where !link.1.hasPrefix("http") {
            #expect(FileManager.default.fileExists(atPath: PackageFolder.path(of: String(link.1))))
        }
    }
}
