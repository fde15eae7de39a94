import Foundation
import Testing

/// The help texts, as files in `Snapshots`; `make snapshots` writes them anew.
@Suite("Help")
struct HelpTests {
    static let commands = [
        "winnow", "scan", "clean", "explain", "restore", "rules", "train", "eval",
        "version",
    ]
    static let rulesCommands = [
        "check", "test", "list", "explain", "diff", "profile", "docs", "new",
    ]
    static let all = commands + rulesCommands.map { "rules-\($0)" }

    @Test("The help is that of the snapshot", arguments: all)
    func help(command: String) throws {
        let words = command.split(separator: "-").map(String.init)
        let arguments = (command == "winnow" ? [] : words) + ["--help"]
        let result = try CommandRunner.winnow(arguments)
        #expect(result.status == 0)
        #expect(result.errors.isEmpty)
        let name = "Tests/WinnowCommandTests/Snapshots/\(command).txt"
        if Snapshots.isUpdating { try Snapshots.write(result.output, to: name) }
        #expect(try result.output == PackageFolder.text(of: name))
    }

    @Test("Every subcommand has its snapshot, and no other file is there")
    func complete() throws {
        // The test above reads or writes the file of each of these.
        #expect(try (Self.subcommands(of: []) + ["winnow"]).sorted() == Self.commands.sorted())
        #expect(try Self.subcommands(of: ["rules"]).sorted() == Self.rulesCommands.sorted())
        let files = try PackageFolder.files(in: "Tests/WinnowCommandTests/Snapshots")
        #expect(files.filter { !Self.all.contains(String($0.dropLast(4))) } == [])
    }

    @Test("The help of every command has examples", arguments: all)
    func examples(command: String) throws {
        let name = "Tests/WinnowCommandTests/Snapshots/\(command).txt"
        #expect(try PackageFolder.text(of: name).contains("\nEXAMPLE"))
    }

    private static func subcommands(of command: [String]) throws -> [String] {
        let help = try CommandRunner.winnow(command + ["--help"]).output
        let list = help.components(separatedBy: "SUBCOMMANDS:\n").last ?? ""
        return list.split(separator: "\n").filter {
            $0.hasPrefix("  ") && !$0.hasPrefix("   ") && !$0.contains("See")
        }.map { String($0.split(separator: " ")[0]) }
    }
}
