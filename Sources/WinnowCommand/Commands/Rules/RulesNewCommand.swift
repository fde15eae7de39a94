internal import ArgumentParser
internal import Foundation
internal import Winnow

/// `winnow rules new`: a rule to begin with.
struct RulesNewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Write the skeleton of a rule.",
        discussion: """
            The file is ID.yaml in the folder of rules; its path is printed. It is experimental, so \
            it adds nothing to a verdict, and passes 'rules check' and 'rules test' as it is; its \
            comments say what to fill in. A file that is there is not overwritten.

            EXAMPLES
              winnow rules new --rules MyRules hidden-links/my-rule
              winnow rules new --technique title-hijack --from page.html titles/my-rule
            """
    )

    @Argument(help: ArgumentHelp("The rule's id: category/name.", valueName: "id"))
    var id: String

    @Option(help: ArgumentHelp("What the rule finds.", valueName: "name"))
    var technique = Technique.hiddenLinks

    @Option(help: ArgumentHelp("A page that slips through, named in a hint.", valueName: "file"))
    var from: String?

    @OptionGroup var rules: RulesOptions
    @OptionGroup var output: OutputOptions

    /// Letters of an id beyond which it is no name.
    private static let maximumLength = 128

    mutating func validate() throws {
        let parts = id.split(separator: "/", omittingEmptySubsequences: false)
        let isNamed = parts.allSatisfy { part in
            !part.isEmpty && part.utf8.allSatisfy { $0 == 0x2D || isSmallOrDigit($0) }
        }
        guard parts.count >= 2, isNamed, id.utf8.count <= Self.maximumLength else {
            throw ValidationError(
                "an id is category/name, in small letters, digits and dashes, not '\(id)'"
            )
        }
        guard parts[0] != "lists" else {
            throw ValidationError("the folder 'lists' is for word lists")
        }
    }

    private func isSmallOrDigit(_ byte: UInt8) -> Bool {
        byte &- 0x61 < 26 || byte &- 0x30 < 10
    }

    mutating func run() throws {
        let folder = try rules.requiredFolder()
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder),
            isFolder.boolValue
        else {
            StandardError.say("there is no folder '\(folder)'")
            throw ExitCode(2)
        }
        let path = folder + "/" + id + ".yaml"
        guard !FileManager.default.fileExists(atPath: path) else {
            StandardError.say("\(path): is there already and was left as it is")
            throw ExitCode(2)
        }
        do {
            try FileWriter.makeFolder((path as NSString).deletingLastPathComponent)
            let text = RuleSkeleton(id: id, technique: technique, page: from).text
            try FileWriter.write(Array(text.utf8), to: path)
        } catch {
            StandardError.say("\(error)")
            throw ExitCode(2)
        }
        StandardOutput.write(Array((path + "\n").utf8))
        if !output.quiet {
            let option = rules.folder.map { "--rules \($0) " } ?? ""
            StandardError.say(
                "fill in what the comments say, then: winnow rules test \(option)\(id)"
            )
        }
    }
}
