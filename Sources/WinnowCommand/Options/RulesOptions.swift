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

    @Option(
        name: .customLong("profile"),
        help: ArgumentHelp(
            "How sure to be before a cut: careful, balanced, strict.",
            discussion:
                "Profiles stand in the policy of the rules, which may name another default.",
            valueName: "name"
        )
    )
    var profile: String?

    @Flag(
        name: .customLong("no-rule-cache"),
        help: ArgumentHelp(
            "Compile the rules anew, and keep nothing of them.",
            discussion: "So does $WINNOW_NO_RULE_CACHE, set to anything."
        )
    )
    var noCache = false

    @Flag(
        name: .customLong("no-model"),
        help: "Scan without the Bayes model: its signals are 0."
    )
    var noModel = false

    /// Loads the rules, or says what is wrong and ends with status 2.
    func load() throws -> RuleSet {
        try Self.load(
            try requiredFolder(),
            local: resolvedLocal(),
            cache: cache,
            usesModel: !noModel,
            profile: profile
        )
    }

    /// Where compiled rules are kept, if the user wants them to be.
    private var cache: RuleCache? {
        let unwanted = ProcessInfo.processInfo.environment["WINNOW_NO_RULE_CACHE"] ?? ""
        return noCache || !unwanted.isEmpty ? nil : .standard
    }

    /// Loads a folder of rules, or says what is wrong and ends with status 2.
    static func load(
        _ path: String,
        local: String? = nil,
        cache: RuleCache? = nil,
        usesModel: Bool = true,
        profile: String? = nil
    ) throws -> RuleSet {
        do {
            return try RuleSet(
                folder: path,
                local: local,
                cache: cache,
                usesModel: usesModel,
                profile: profile
            )
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

    /// The folder of rules, or says that there is none and ends with status 2.
    func requiredFolder() throws -> String {
        if let path = resolvedFolder() { return path }
        StandardError.say("no rules found: name a folder with --rules or $WINNOW_RULES")
        throw ExitCode(2)
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
