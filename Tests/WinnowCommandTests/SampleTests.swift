import Foundation
import Testing

@Suite("Samples by the command")
struct SampleTests {
    /// All samples scanned with some number of jobs.
    struct Outcome: Equatable {
        var text: [UInt8] = []
        var lines: [UInt8] = []
        var tree: [String: [UInt8]] = [:]
        var undo: [UInt8] = []

        init(jobs: Int) throws {
            let folder = try TemporaryFolder()
            let rules = PackageFolder.path(of: "Rules")
            let samples = PackageFolder.path(of: "Samples")
            text = try CommandRunner.winnow(
                "scan",
                "--jobs",
                "\(jobs)",
                samples,
                in: folder.path,
                rules: rules
            ).bytes
            lines = try CommandRunner.winnow(
                "scan",
                "--jobs",
                "\(jobs)",
                "--format",
                "jsonl",
                "--clean-to",
                "out",
                "--undo",
                "undo.jsonl",
                samples,
                in: folder.path,
                rules: rules
            ).bytes
            for name in try folder.files(below: "out") {
                tree[name] = try folder.bytes(of: "out/\(name)")
            }
            undo = try folder.bytes(of: "undo.jsonl")
        }
    }

    @Test("The same bytes come out for any number of jobs, and the expected ones")
    func jobs() throws {
        let one = try Outcome(jobs: 1)
        let two = try Outcome(jobs: 2)
        #expect(one.text == two.text)
        #expect(one.lines == two.lines)
        #expect(one.tree == two.tree)
        #expect(one.undo == two.undo)
        for name in try PackageFolder.files(in: "Samples/injected") {
            #expect(
                try one.tree["injected/\(name)"]
                    == PackageFolder.bytes(of: "Samples/expected/cleaned/\(name)"),
                "\(name)"
            )
        }
        for name in try PackageFolder.files(in: "Samples/clean") {
            #expect(
                try one.tree["clean/\(name)"] == PackageFolder.bytes(of: "Samples/clean/\(name)"),
                "\(name)"
            )
        }
    }

    @Test(
        "What was cut from a sample comes back, bit for bit",
        arguments: try PackageFolder.files(in: "Samples/injected")
    )
    func undo(name: String) throws {
        let folder = try TemporaryFolder()
        let original = try PackageFolder.bytes(of: "Samples/injected/\(name)")
        try folder.write(original, to: name)
        let result = try CommandRunner.bash(
            """
            winnow clean --quiet --in-place --undo undo.jsonl \(name) &&
            winnow restore undo.jsonl --in \(name) --out restored
            """,
            in: folder.path,
            rules: PackageFolder.path(of: "Rules")
        )
        #expect(result.status == 0, "\(result.errors)")
        #expect(try folder.bytes(of: "restored") == original)
    }
}
