internal import ArgumentParser
internal import Foundation
internal import Winnow

/// Where rules come from.
struct RulesOptions: ParsableArguments {
    @Option(
        name: .customLong("rules"),
        help: ArgumentHelp(
            "The folder of rules.",
            discussion: "Else $WINNOW_RULES, share/winnow/rules beside the program's folder.",
            valueName: "dir"
        )
    )
    var folder: String?

    @Option(
        name: .customLong("local-rules"),
        help: ArgumentHelp(
            "A folder with local.d and override.d that change the rules.",
            discussion: "Else $WINNOW_LOCAL_RULES; those in the folder of rules count as well.",
            valueName: "dir"
        )
    )
    var local: String?

    /// Loads the rules, or says what is wrong and ends with status 2.
    func load() throws -> RuleSet {
        guard let path = resolvedFolder() else {
            StandardError.say("no rules found: name a folder with --rules or $WINNOW_RULES")
            throw ExitCode(2)
        }
        do {
            return try RuleSet(folder: path, local: resolvedLocal())
        } catch {
            StandardError.write(error.description)
            throw ExitCode(2)
        }
    }

    /// The folder of local rules, if one is named.
    func resolvedLocal() -> String? {
        if let local { return local }
        let named = ProcessInfo.processInfo.environment["WINNOW_LOCAL_RULES"]
        return named.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Never the working directory: a hacked site could bring an allow list of its own.
    func resolvedFolder() -> String? {
        if let folder { return folder }
        if let named = ProcessInfo.processInfo.environment["WINNOW_RULES"], !named.isEmpty {
            return named
        }
        guard let program = Bundle.main.executableURL?.resolvingSymlinksInPath() else { return nil }
        let installed = program.deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "share/winnow/rules").path
        return FileManager.default.fileExists(atPath: installed) ? installed : nil
    }
}
