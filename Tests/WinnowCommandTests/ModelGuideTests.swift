import Foundation
import Testing

@testable import Winnow

/// What docs/model.md says is so.
@Suite("docs/model.md")
struct ModelGuideTests {
    static let file = "docs/model.md"

    @Test("Every step does what is shown")
    func steps() throws {
        let folder = try TemporaryFolder()
        for name in ["Rules", "Samples"] {
            try FileManager.default.copyItem(
                atPath: PackageFolder.path(of: name),
                toPath: folder.path(of: name)
            )
        }
        let walkthrough = try Walkthrough(Self.file)
        #expect(
            walkthrough.files.map(\.name) == [
                "honest.txt", "planted/page.html", "planted/labels.jsonl",
                "local/local.d/policy.yaml",
            ]
        )
        let outputs = try walkthrough.run(in: folder)
        for (example, printed) in outputs where !(Snapshots.isUpdating && example.isWhole) {
            #expect(
                example.agrees(with: printed),
                "\(example.command) prints:\n\(printed.joined(separator: "\n"))"
            )
        }
        #expect(outputs.count > 12)
    }

    @Test(
        "Its story is told: the page slips through, is told, is not cut; a broken model is refused"
    )
    func story() throws {
        var text = try PackageFolder.text(of: Self.file)
        for step in [
            "165 planted texts", "83 texts: 39 planted", "the same", "no kind of text scored",
            "anchors, prose, title)", "page.html: clean", "page.html: suspicious",
            "reported, not cut", "the model is cut off", "status 2", "status 2",
        ] {
            let found = try #require(
                text.range(of: step),
                "'\(step)' comes too early, or not at all"
            )
            text = String(text[found.upperBound...])
        }
    }

    @Test("The policy's keys of the model stand in it", arguments: PolicyDecoder.modelKeys.map(\.0))
    func policyKeys(key: String) throws {
        #expect(try PackageFolder.text(of: Self.file).contains("`model: \(key)`"))
    }

    @Test("Its links lead somewhere")
    func links() throws {
        for link in try PackageFolder.text(of: Self.file).matches(of: /\]\(([^)#]+)(#[^)]+)?\)/) {
            let text = try PackageFolder.text(of: "docs/\(link.1)")
            guard let anchor = link.2?.dropFirst() else { continue }
            let heads = text.matches(of: /\n##+ ([^\n]+)/).map {
                $0.1.lowercased().replacing(" ", with: "-")
            }
            #expect(heads.contains(String(anchor)), "\(link.0)")
        }
    }
}
