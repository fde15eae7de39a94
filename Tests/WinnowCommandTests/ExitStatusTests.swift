import Foundation
import Testing

@Suite("Exit status")
struct ExitStatusTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var arguments: String
        var status: Int32
        /// What standard error must say.
        var says = ""

        var testDescription: String { "winnow \(arguments)" }
    }

    static let findings: [Case] = [
        Case(arguments: "scan clean.html", status: 0),
        Case(arguments: "scan suspicious.html", status: 0),
        Case(arguments: "scan injected.html", status: 1),
        Case(arguments: "scan spam.html", status: 1),
        Case(arguments: "scan .", status: 1),
        Case(arguments: "scan --exit-zero .", status: 0),
        Case(arguments: "scan missing.html", status: 2, says: "missing.html: no such file"),
        Case(arguments: "scan injected.html missing.html", status: 2, says: "missing.html"),
        Case(arguments: "scan --exit-zero missing.html", status: 2, says: "missing.html"),
        Case(arguments: "scan --files-from missing.txt", status: 2, says: "missing.txt"),
        Case(arguments: "scan --urls missing.tsv clean.html", status: 2, says: "missing.tsv"),
        Case(arguments: "scan --rules missing clean.html", status: 2, says: "missing"),
        Case(arguments: "clean clean.html", status: 0),
        Case(arguments: "clean injected.html", status: 0),
        Case(arguments: "clean spam.html", status: 0, says: "spam as a whole"),
        Case(arguments: "clean missing.html", status: 2, says: "missing.html: no such file"),
        Case(arguments: "clean .", status: 2, says: ".: is a folder"),
        Case(arguments: "restore missing --in clean.html --out -", status: 2, says: "missing"),
        Case(arguments: "version", status: 0),
        Case(arguments: "--version", status: 0),
        Case(arguments: "--help", status: 0),
    ]

    static let wrongUsage: [Case] = [
        Case(arguments: "scan", status: 64, says: "name a file or folder"),
        Case(arguments: "scan --jobs 0 .", status: 64, says: "--jobs"),
        Case(arguments: "scan --jobs 9223372036854775807 .", status: 64, says: "--jobs"),
        Case(arguments: "scan -0 .", status: 64, says: "-0 goes with --files-from"),
        Case(arguments: "scan --keep-spam .", status: 64, says: "--clean-to"),
        Case(arguments: "scan --on-unscanned drop .", status: 64, says: "--clean-to"),
        Case(arguments: "scan - -", status: 64, says: "once only"),
        Case(arguments: "scan --format xml .", status: 64, says: "--format"),
        Case(arguments: "scan --unknown .", status: 64, says: "--unknown"),
        Case(arguments: "scan --max-cut-share 2 .", status: 64, says: "--max-cut-share"),
        Case(arguments: "scan --input pdf .", status: 64, says: "--input"),
        Case(arguments: "scan --color pink .", status: 64, says: "--color"),
        Case(arguments: "clean --in-place", status: 64, says: "--in-place needs a file"),
        Case(arguments: "clean --in-place --diff clean.html", status: 64, says: "--diff"),
        Case(arguments: "clean --backup .orig clean.html", status: 64, says: "--in-place"),
        Case(arguments: "clean --in-place --backup= clean.html", status: 64, says: "needs a file"),
        Case(arguments: "clean clean.html injected.html", status: 64, says: "injected.html"),
        Case(arguments: "restore undo --in clean.html", status: 64, says: "--out"),
        Case(arguments: "unknown", status: 64, says: "unknown"),
    ]

    static func site() throws -> TestSite {
        try TestSite([
            "clean.html": TestPages.clean, "injected.html": TestPages.injected,
            "spam.html": TestPages.spam, "suspicious.html": TestPages.suspicious,
        ])
    }

    @Test("The status tells what was found, and what went wrong", arguments: findings + wrongUsage)
    func status(example: Case) throws {
        let result = try Self.site().bash("winnow \(example.arguments)")
        #expect(result.status == example.status, "\(result.errors)")
        #expect(example.says.isEmpty || result.errors.contains(example.says), "\(result.errors)")
    }

    @Test("Wrong usage writes nothing to standard output", arguments: wrongUsage)
    func wrongUsageIsSilent(example: Case) throws {
        let site = try Self.site()
        let result = try site.bash("winnow \(example.arguments)")
        #expect(result.bytes.isEmpty)
    }

    @Test("A file that can't be read is said, and the others are scanned")
    func goesOn() throws {
        let site = try Self.site()
        let result = try site.winnow(
            "scan",
            "--format",
            "jsonl",
            "clean.html",
            "missing.html",
            "injected.html"
        )
        #expect(result.status == 2)
        #expect(result.errors == "winnow: missing.html: no such file or directory\n")
        let reports = try result.lines.map { try JSONReport($0) }
        #expect(reports.map(\.verdict) == ["clean", "unscanned", "injected"])
        #expect(reports.map(\.error) == [nil, "no such file or directory", nil])
    }

    @Test(
        "A file that opens and can't be read is said, and the others are scanned",
        .enabled(if: access("/proc/self/mem", F_OK) == 0, "the system has no such file")
    )
    func unreadable() throws {
        // Its first page is mapped in no process, so that even root gets an error.
        let result = try Self.site().winnow("scan", "/proc/self/mem", "injected.html")
        #expect(result.status == 2)
        #expect(result.errors.contains("/proc/self/mem: input/output error"))
        #expect(result.output.contains("injected.html: injected"))
    }

    @Test("A file without permission is said to all but root, and the others are scanned")
    func permission() throws {
        let site = try Self.site()
        chmod(site.folder.path(of: "clean.html"), 0)
        let result = try site.winnow("scan", "clean.html", "injected.html")
        // Root may read everything.
        let isRoot = geteuid() == 0
        #expect(result.status == (isRoot ? 1 : 2))
        #expect(result.errors.contains("clean.html: permission denied") != isRoot)
        #expect(result.output.contains("clean.html: clean") == isRoot)
        #expect(result.output.contains("injected.html: injected"))
    }

    @Test(
        "A reader that goes away is no error",
        arguments: [
            "winnow scan --format jsonl many", "winnow scan many",
            "winnow scan --format jsonl --clean-to cleaned many", "winnow scan --help",
            "winnow clean long.html", "winnow clean --diff long.html", "winnow version --json",
        ]
    )
    func brokenPipe(command: String) throws {
        let site = try TestSite()
        for number in 0..<150 {
            try site.folder.write(TestPages.injected, to: "many/\(number).html")
        }
        let long = String(repeating: TestPages.prose + "\n", count: 400)
        try site.folder.write(TestPages.page(TestPages.plant + long), to: "long.html")
        let result = try site.bash("\(command) 2>errors | head -c 1; echo \" ${PIPESTATUS[0]}\"")
        #expect(result.output.hasSuffix(" 0\n"))
        #expect(try !site.folder.text(of: "errors").contains("standard output"))
        if command.contains("--clean-to") {
            #expect(try site.folder.files(below: "cleaned").count == 150)
        }
    }

    @Test("A reader of messages that goes away is no error")
    func brokenErrorPipe() throws {
        let site = try TestSite()
        let result = try site.bash(
            "winnow scan $(seq 3000) 2>&1 >/dev/null | head -c 1; echo \" ${PIPESTATUS[0]}\""
        )
        #expect(result.output == "w 2\n")
    }
}
