import Foundation
import Testing

/// What docs/writing-a-rule.md says is so: its files are written and its commands run, one after
/// another, in a folder with a copy of the shipped rules.
///
/// `make snapshots` writes the output of its commands anew, but for those with a line `…`.
@Suite("docs/writing-a-rule.md")
struct WalkthroughTests {
    static let file = "docs/writing-a-rule.md"

    @Test("Every step does what is shown")
    func steps() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.copyItem(
            atPath: PackageFolder.path(of: "Rules"),
            toPath: folder.path(of: "Rules")
        )
        let walkthrough = try Walkthrough(Self.file)
        try #require(
            walkthrough.files.map(\.name) == ["page.html", "MyRules/exchanges/link-slots.yaml"]
        )
        let outputs = try walkthrough.run(in: folder)
        for (example, printed) in outputs where !(Snapshots.isUpdating && example.isWhole) {
            #expect(
                example.agrees(with: printed),
                "\(example.command) prints:\n\(printed.joined(separator: "\n"))"
            )
        }
        #expect(outputs.count > 8)
    }

    @Test("Its story is told: clean, failing and passing tests, injected, status 1 and status 2")
    func story() throws {
        var text = try PackageFolder.text(of: Self.file)
        for step in [
            "page.html: clean", " failed, ", ", 0 failed, ", "page.html: injected",
            "page.html: clean -> injected", "exchanges/link-slots.yaml:13:", "status 1", "status 2",
        ] {
            let found = try #require(
                text.range(of: step),
                "'\(step)' comes too early, or not at all"
            )
            text = String(text[found.upperBound...])
        }
    }
}
