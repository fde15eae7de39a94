import Foundation
import Testing

@Suite("Documents of a scan")
struct ScanInputTests {
    @Test("A folder is read with all folders in it, in the order of names")
    func folder() throws {
        let site = try TestSite([
            "dump/b.html": TestPages.clean, "dump/a/z.htm": TestPages.injected,
            "dump/a.html": TestPages.injected, "dump/c/d/e.PHP": TestPages.clean,
        ])
        let verdicts = try site.verdicts("dump")
        #expect(
            verdicts == [
                "a/z.htm: injected", "a.html: injected", "b.html: clean", "c/d/e.PHP: clean",
            ]
        )
    }

    @Test(
        "Of a folder, the extension tells what is a document",
        arguments: ["html", "htm", "xhtml", "shtml", "php", "asp", "aspx", "jsp", "txt", "md"]
    )
    func extensions(name: String) throws {
        let site = try TestSite(["dump/page.\(name)": "Text", "dump/image.png": TestPages.injected])
        #expect(try site.verdicts("dump") == ["page.\(name): clean"])
    }

    @Test(
        "A file without extension is a document when it looks like HTML",
        arguments: [
            ("<!DOCTYPE html><p>Text", true), ("  <HTML><p>Text", true),
            ("<title>Text</title>", true), ("#!/bin/sh\necho", false), ("", false),
        ]
    )
    func sniffing(text: String, isDocument: Bool) throws {
        let site = try TestSite(["dump/README": text, "dump/.hidden": text])
        #expect(try site.verdicts("dump").count == (isDocument ? 2 : 0))
    }

    @Test("A file that is named is scanned whatever its name is")
    func namedFile() throws {
        let site = try TestSite(["page.bak": TestPages.injected])
        #expect(try site.verdicts("page.bak") == ["page.bak: injected"])
    }

    @Test("Symbolic links in a folder are not followed")
    func symbolicLinks() throws {
        let site = try TestSite(["dump/a.html": TestPages.clean, "else/b.html": TestPages.injected])
        _ = try site.bash("ln -s ../else/b.html dump/link.html; ln -s ../else dump/linked")
        #expect(try site.verdicts("dump") == ["a.html: clean"])
    }

    @Test("Files that wget saved under their queries are documents", arguments: ["?", "@"])
    func queries(mark: String) throws {
        let name = "dump/index.html\(mark)id=3.1"
        let site = try TestSite([name: TestPages.injected, "dump/a.png\(mark)x.html": ""])
        #expect(try site.verdicts("dump") == ["index.html\(mark)id=3.1: injected"])
    }

    @Test("A list of paths may have the line ends of any system, and says when it needs -0")
    func listSeparators() throws {
        let site = try TestSite(["a.html": TestPages.injected])
        #expect(try site.verdicts("--files-from", "-", input: "a.html\r\n") == ["a.html: injected"])
        let result = try site.winnow("scan", "--files-from", "-", input: "a.html\0b.html\0")
        #expect(result.status == 2)
        #expect(result.errors.contains("add -0"), "\(result.errors)")
    }

    @Test("A table of URLs with a line that has no tab is refused")
    func urlTable() throws {
        let site = try TestSite(["a.html": TestPages.injected, "urls.tsv": "a.html\thttp://x\nb\n"])
        let result = try site.winnow("scan", "--urls", "urls.tsv", "a.html")
        #expect(result.status == 2)
        #expect(result.errors.contains("urls.tsv:2: no tab"), "\(result.errors)")
    }

    @Test("A scan of nothing says so")
    func nothing() throws {
        let site = try TestSite(["a.html": TestPages.injected])
        let result = try site.winnow("scan", "--include", "*.xyz", ".")
        #expect(result.status == 0)
        #expect(result.errors.contains("nothing to scan"), "\(result.errors)")
    }

    @Test("A file beyond all reason is said and left, the others are scanned")
    func largeFile() throws {
        let site = try TestSite(["clean.html": TestPages.clean])
        // Holes only: the file takes no room on the disk.
        let made = try site.bash("truncate -s 100M large.html && winnow scan . 2>&1")
        #expect(made.status == 2)
        #expect(made.output.contains("large.html: is larger than 67108864 bytes"))
        #expect(made.output.contains("1 clean"))
    }

    @Test("Standard input is a document named -")
    func standardInput() throws {
        let site = try TestSite()
        #expect(try site.verdicts("-", input: TestPages.injected) == ["-: injected"])
    }

    @Test(
        "Globs choose among the files of folders",
        arguments: [
            (["--include", "*.html"], ["a.html", "old/b.html"]),
            (["--exclude", "*.html"], ["c.php"]),
            (["--exclude", "old/*"], ["a.html", "c.php"]),
            (["--include", "old/*", "--include", "c.*"], ["c.php", "old/b.html"]),
            (["--include", "*.html", "--exclude", "b*"], ["a.html"]),
            (["--include", "[ab].html"], ["a.html", "old/b.html"]),
        ]
    )
    func globs(options: [String], paths: [String]) throws {
        let site = try TestSite([
            "dump/a.html": "Text", "dump/old/b.html": "Text", "dump/c.php": "Text",
        ])
        let result = try CommandRunner.winnow(
            ["scan", "--format", "jsonl"] + options + ["dump"],
            in: site.folder.path,
            rules: site.rules
        )
        #expect(try result.lines.map { try JSONReport($0).path } == paths)
    }

    @Test(
        "Paths are read from a file or standard input, one a line or with NULs",
        arguments: [
            ("a.html\nb c.html\n", ["--files-from", "-"]),
            ("a.html\n\nb c.html", ["--files-from", "-"]),
            ("a.html\u{0}b c.html\u{0}", ["--files-from", "-", "-0"]),
            ("a.html\u{0}b c.html", ["-0", "--files-from", "-"]),
        ]
    )
    func filesFrom(list: String, options: [String]) throws {
        let site = try TestSite(["a.html": TestPages.clean, "b c.html": TestPages.injected])
        try site.folder.write(list, to: "list")
        let expected = ["a.html: clean", "b c.html: injected"]
        let fromFile = options.map { $0 == "-" ? "list" : $0 }
        for arguments in [options, fromFile] {
            let result = try CommandRunner.winnow(
                ["scan", "--format", "jsonl"] + arguments,
                in: site.folder.path,
                rules: site.rules,
                input: Array(list.utf8)
            )
            let found = try result.lines.map { line in
                let report = try JSONReport(line)
                return "\(report.path): \(report.verdict)"
            }
            #expect(found == expected)
        }
    }

    @Test("A path of --files-from is a file; a folder or nothing at all is said, and the rest done")
    func filesFromFolder() throws {
        let site = try TestSite(["dump/a.html": TestPages.injected])
        let result = try site.winnow(
            "scan",
            "--format",
            "jsonl",
            "--files-from",
            "-",
            input: "dump\nmissing.html\ndump/a.html\n"
        )
        #expect(result.status == 2)
        #expect(
            result.errors == """
                winnow: dump: is a folder
                winnow: missing.html: no such file or directory

                """
        )
        let reports = try result.lines.map { try JSONReport($0) }
        #expect(reports.map(\.error) == ["is a folder", "no such file or directory", nil])
    }

    @Test("A file whose name is no UTF-8 is scanned or said, never passed over")
    func nameInOtherCharset() throws {
        let site = try TestSite()
        let result = try site.bash(
            "mkdir dump; printf text > dump/$'\\xd6\\xd0.html'; winnow scan --format jsonl dump"
        )
        let isScanned = result.status == 0 && result.lines.count == 1
        #expect(isScanned || (result.status == 2 && result.errors.contains("dump/")))
    }

    @Test("The kind of input is by the extension, or as is said")
    func inputKinds() throws {
        let links = "<div style=\"display:none\"><a href=\"https://one.example/\">one</a></div>"
        let site = try TestSite(["a.txt": links, "a.html": links])
        func ranges(_ arguments: String...) throws -> [[Int]] {
            let result = try CommandRunner.winnow(
                ["scan", "--format", "jsonl"] + arguments,
                in: site.folder.path,
                rules: site.rules
            )
            return try JSONReport(result.lines.first ?? "").removed
        }
        let html = try ranges("a.html")
        #expect(try ranges("--input", "html", "a.txt") == html)
        #expect(try ranges("--input", "text", "a.html") == ranges("a.txt"))
        #expect(try ranges("--input", "auto", "a.html") == html)
    }

    @Test("The page's own site is known from --url, or from a table")
    func urls() throws {
        let own = TestPages.injected.replacing("one.example", with: "www.own.example")
            .replacing("two.example", with: "own.example")
            .replacing("three.example", with: "shop.own.example")
        let site = try TestSite([
            "dump/a.html": own, "dump/b.html": own,
            "urls.tsv": "a.html\thttps://www.own.example/a.html\r\nc.html\thttps://own.example/\n",
        ])
        #expect(try site.verdicts("dump") == ["a.html: injected", "b.html: injected"])
        #expect(
            try site.verdicts("--urls", "urls.tsv", "dump") == [
                "a.html: clean", "b.html: injected",
            ]
        )
        #expect(
            try site.verdicts("--url", "https://own.example/", "dump") == [
                "a.html: clean", "b.html: clean",
            ]
        )
        let result = try site.winnow("scan", "--format", "jsonl", "--urls", "urls.tsv", "dump")
        let reports = try result.lines.map { try JSONReport($0) }
        #expect(reports.map(\.url) == ["https://www.own.example/a.html", nil])
    }
}
