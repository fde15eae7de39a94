import Foundation
import Testing

@Suite("Report of a scan")
struct ScanReportTests {
    @Test("One object a document, keys in the documented order")
    func keyOrder() throws {
        let site = try TestSite(["dump/a.html": TestPages.injected, "dump/b.html": TestPages.clean])
        let result = try site.winnow("scan", "--format", "jsonl", "dump")
        #expect(result.bytes.last == 0x0A)
        #expect(result.errors.isEmpty)
        let lines = result.lines
        #expect(lines.count == 2)
        for line in lines {
            #expect(
                JSONReport.keys(in: line)[1] == [
                    "v", "path", "url", "verdict", "score", "charset", "bytes", "removed",
                    "findings", "limits", "allowed", "rules", "error",
                ]
            )
        }
        let injected = try #require(lines.first)
        #expect(
            JSONReport.keys(in: injected)[3] == [
                "id", "technique", "topic", "score", "probability", "ranges", "cut", "rules",
                "links", "domains",
                "line", "excerpt",
            ]
        )
        #expect(JSONReport.keys(in: injected)[5] == ["id", "score"])
        #expect(JSONReport.keys(in: injected)[2] == ["version", "sha256", "profile"])
    }

    @Test("A report tells what was cut and why")
    func content() throws {
        let site = try TestSite(["a.html": TestPages.injected])
        let result = try site.winnow("scan", "--format", "jsonl", "a.html")
        let report = try JSONReport(result.lines.first ?? "")
        #expect(report.v == 1)
        #expect(report.path == "a.html")
        #expect(report.verdict == "injected")
        #expect(report.charset == "utf-8")
        #expect(report.bytes == TestPages.injected.utf8.count)
        #expect(report.removed.count == 1)
        #expect(report.findings.map(\.cut) == [true])
        #expect(report.findings.first?.technique == "hidden-links")
        #expect(report.findings.first?.links == 3)
        #expect(
            report.findings.first?.domains == ["one.example", "two.example", "three.example"]
        )
        #expect(report.limits.isEmpty)
        #expect(report.error == nil)
    }

    @Test("Suspicion is told and nothing removed")
    func suspicious() throws {
        let site = try TestSite(["a.html": TestPages.suspicious])
        let result = try site.winnow("scan", "--format", "jsonl", "a.html")
        let report = try JSONReport(result.lines.first ?? "")
        #expect(report.verdict == "suspicious")
        #expect(report.removed.isEmpty)
        #expect(report.findings.map(\.cut) == [false])
    }

    @Test("Text for people says verdict, place, reason and content, and counts at the end")
    func text() throws {
        let site = try TestSite(["dump/a.html": TestPages.injected, "dump/b.html": TestPages.clean])
        let result = try site.winnow("scan", "dump")
        for words in [
            "a.html: injected", "hidden-links", "Links under test", "hidden/links",
            "3 links", "first word", "b.html: clean",
        ] {
            #expect(result.output.contains(words), "\(result.output)")
        }
        #expect(result.errors == "2 documents: 1 injected, 1 clean\n")
        #expect(try site.winnow("scan", "--quiet", "dump").errors.isEmpty)
    }

    @Test(
        "Control and bidirectional characters of a page reach no terminal",
        arguments: [
            "\u{1B}[31mred", "\u{1B}]0;title\u{7}", "\u{202E}reversed", "\u{2066}isolated",
            "\u{9B}31m", "bell\u{7}", "\u{200F}mark",
        ]
    )
    func escapes(text: String) throws {
        let site = try TestSite(["a.html": TestPages.injected(saying: text)])
        for result in [
            try site.winnow("scan", "a.html"), try site.winnow("clean", "a.html"),
        ] {
            let shown = (result.output.hasPrefix("<") ? "" : result.output) + result.errors
            let unsafe = shown.unicodeScalars.filter {
                $0 != "\n"
                    && ($0.properties.generalCategory == .control
                        || $0.properties.generalCategory == .format)
            }
            #expect(unsafe.isEmpty, "\(shown.debugDescription)")
        }
    }

    @Test("Control characters of a file name reach no terminal")
    func escapedNames() throws {
        let site = try TestSite()
        let result = try site.winnow("scan", "gone\u{1B}[31m\u{202E}.html")
        #expect(!(result.output + result.errors).unicodeScalars.contains("\u{1B}"))
        #expect(!(result.output + result.errors).unicodeScalars.contains("\u{202E}"))
        #expect(result.errors.contains("gone\\u{1b}[31m\\u{202e}.html"))
    }

    @Test("URLs and hosts of a page can't be clicked")
    func defanged() throws {
        let site = try TestSite([
            "a.html": TestPages.injected(saying: "see HTTPS://casino.example/ now")
        ])
        let result = try site.winnow("scan", "a.html")
        #expect(result.output.contains("one[.]example"))
        #expect(!result.output.lowercased().contains("https://"), "\(result.output)")
    }

    @Test(
        "Colour is by choice, and by default only on a terminal",
        arguments: [
            ("--color always", true), ("--color never", false), ("--color auto", false),
            ("", false),
        ]
    )
    func color(option: String, isColored: Bool) throws {
        let site = try TestSite(["a.html": TestPages.injected])
        let result = try site.bash("winnow scan \(option) a.html")
        #expect(result.output.contains("\u{1B}[") == isColored)
        let cleaned = try site.bash("winnow clean \(option) a.html")
        #expect(cleaned.errors.contains("\u{1B}[") == isColored)
        #expect(!cleaned.output.contains("\u{1B}["))
    }

    @Test(
        "On a terminal there is colour, unless it is refused",
        .enabled(if: Programs.hasScript, "the program 'script' makes the terminal"),
        arguments: [
            ("TERM=xterm", true), ("TERM=xterm NO_COLOR=1", false), ("TERM=dumb", false),
            ("TERM=xterm NO_COLOR=", true),
        ]
    )
    func colorOnTerminal(variables: String, isColored: Bool) throws {
        let site = try TestSite(["a.html": TestPages.injected])
        let result = try site.bash(
            "\(variables) script -q -e -c 'winnow scan a.html' /dev/null </dev/null; true"
        )
        #expect(result.output.contains("injected"), "\(result.output)")
        #expect(result.output.contains("\u{1B}[31m") == isColored)
    }

    @Test("A cut beyond --max-cut-share is reported only")
    func cutShare() throws {
        let page = PackageFolder.path(of: "Samples/injected/village-slot-footer.html")
        let rules = PackageFolder.path(of: "Rules")
        func verdict(_ share: String) throws -> JSONReport {
            let result = try CommandRunner.winnow(
                "scan",
                "--format",
                "jsonl",
                "--max-cut-share",
                share,
                page,
                rules: rules
            )
            return try JSONReport(result.lines.first ?? "")
        }
        #expect(try verdict("1").verdict == "injected")
        let limited = try verdict("0.01")
        #expect(limited.verdict == "suspicious")
        #expect(limited.removed.isEmpty)
        #expect(limited.limits == ["cut-share"])
    }
}
