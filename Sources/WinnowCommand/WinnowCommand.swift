internal import ArgumentParser
internal import Foundation
internal import Winnow

/// The command `winnow`.
@main
struct WinnowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "winnow",
        abstract:
            "Finds what SEO spammers planted in web pages, and gives the pages back without it.",
        discussion: """
            EXAMPLES
              winnow scan --rules Rules dump/            report on every page of a folder
              winnow scan --format jsonl page.html       the same for programs
              winnow clean page.html > cleaned.html      the page without what was planted
              winnow clean --in-place --undo u.jsonl p.html
              winnow restore u.jsonl --in p.html --out original.html
              winnow rules test --rules Rules            run the examples of all rules

            EXIT STATUS
              scan: 0 nothing found, 1 findings, 2 something could not be read or loaded.
              rules check, rules test: 0 good, 1 the rules are wrong, 2 they could not be read.
              All others: 0 or 2. Wrong usage: 64.
            """,
        version: Version.program,
        subcommands: [
            ScanCommand.self, CleanCommand.self, ExplainCommand.self, RestoreCommand.self,
            RulesCommand.self, TrainCommand.self, EvalCommand.self, VersionCommand.self,
        ]
    )

    /// Where a standard descriptor is closed, the next file that is opened would get its number,
    /// and reports would be written into a page.
    private static func openStandardDescriptors() {
        for descriptor in STDIN_FILENO...STDERR_FILENO
        where fcntl(descriptor, F_GETFD) < 0 && errno == EBADF {
            // What is written to a closed standard output must fail, so it is open for reading only.
            _ = open("/dev/null", descriptor == STDERR_FILENO ? O_WRONLY : O_RDONLY)
        }
    }

    /// A reader that goes away is told by the result of a write, not by a signal.
    static func main() {
        signal(SIGPIPE, SIG_IGN)
        openStandardDescriptors()
        main(nil)
    }
}
