internal import ArgumentParser
internal import Foundation
internal import Winnow

/// `winnow rules docs`: what the rules say of themselves, in Markdown.
struct RulesDocsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "docs",
        abstract: "Write a page of documentation for each rule.",
        discussion: """
            Markdown, made of what stands in the rules: what each finds, when it fires, which honest \
            pages look alike, and its examples. Without --to all of it is printed as one document; \
            with --to there is a page for each rule in the folder, as category/name.md, and an index, \
            README.md. Pages that are there are written anew, others are left alone.

            EXAMPLES
              winnow rules docs | less
              winnow rules docs --to docs/rules
            """
    )

    @Option(help: ArgumentHelp("Write pages below this folder.", valueName: "dir"))
    var to: String?

    @OptionGroup var rules: RulesOptions
    @OptionGroup var output: OutputOptions

    mutating func run() throws {
        let documentation = RuleDocumentation(try rules.load())
        guard let to else {
            StandardOutput.write(Array(documentation.document.utf8))
            return
        }
        let pages = documentation.pages
        do {
            for page in pages {
                let path = to + "/" + page.path
                try FileWriter.makeFolder((path as NSString).deletingLastPathComponent)
                try FileWriter.write(Array(page.text.utf8), to: path)
            }
        } catch {
            StandardError.say("\(error)")
            throw ExitCode(2)
        }
        if !output.quiet {
            StandardError.say("\(Words.count(pages.count, "page")); begin with \(to)/README.md")
        }
    }
}
