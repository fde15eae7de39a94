import Foundation
import Testing

/// The help texts, as files in `Snapshots`; `make snapshots` writes them anew.
@Suite("Help")
struct HelpTests {
    static let commands = ["winnow", "scan", "clean", "explain", "restore", "version"]

    @Test("The help is that of the snapshot", arguments: commands)
    func help(command: String) throws {
        let arguments = (command == "winnow" ? [] : [command]) + ["--help"]
        let result = try CommandRunner.winnow(arguments)
        #expect(result.status == 0)
        #expect(result.errors.isEmpty)
        let name = "Tests/WinnowCommandTests/Snapshots/\(command).txt"
        if Snapshots.isUpdating { try Snapshots.write(result.output, to: name) }
        #expect(try result.output == PackageFolder.text(of: name))
    }

    @Test("Every subcommand has its snapshot, and no other file is there")
    func complete() throws {
        let help = try CommandRunner.winnow("--help").output
        let list = help.components(separatedBy: "SUBCOMMANDS:\n").last ?? ""
        let names = list.split(separator: "\n").filter {
            $0.hasPrefix("  ") && !$0.hasPrefix("   ") && !$0.contains("See")
        }.map { String($0.split(separator: " ")[0]) }
        // The test above reads or writes the file of each of these.
        #expect((names + ["winnow"]).sorted() == Self.commands.sorted())
        let files = try PackageFolder.files(in: "Tests/WinnowCommandTests/Snapshots")
        #expect(files.filter { !Self.commands.contains(String($0.dropLast(4))) } == [])
    }
}
