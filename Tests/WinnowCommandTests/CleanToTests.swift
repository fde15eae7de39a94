import Foundation
import Testing

@Suite("scan --clean-to")
struct CleanToTests {
    /// The injected page as it was.
    static let cleaned = TestPages.injected.replacing(TestPages.plant, with: "")

    @Test("Documents are written below the folder under their own paths")
    func mirrors() throws {
        let site = try TestSite([
            "dump/a.html": TestPages.injected, "dump/b/c.html": TestPages.clean,
            "dump/b/spam.html": TestPages.spam, "dump/b/s.html": TestPages.suspicious,
        ])
        let result = try site.winnow("scan", "--clean-to", "out/cleaned", "dump")
        #expect(result.status == 1)
        #expect(try site.folder.files(below: "out/cleaned") == ["a.html", "b/c.html", "b/s.html"])
        #expect(try site.folder.text(of: "out/cleaned/a.html") == Self.cleaned)
        #expect(try site.folder.text(of: "out/cleaned/b/c.html") == TestPages.clean)
        #expect(try site.folder.text(of: "out/cleaned/b/s.html") == TestPages.suspicious)
        #expect(try site.folder.text(of: "dump/a.html") == TestPages.injected)
    }

    @Test("--keep-spam writes spam, too")
    func keepsSpam() throws {
        let site = try TestSite(["spam.html": TestPages.spam])
        _ = try site.winnow("scan", "--clean-to", "out", "--keep-spam", "spam.html")
        #expect(
            try site.folder.text(of: "out/spam.html")
                == TestPages.spam.replacing(TestPages.plant, with: "")
        )
    }

    @Test(
        "What cannot be written as asked is wrong usage, before anything is written",
        arguments: [
            ("x/a.html y/../a.html", "outside"), ("../a.html", "outside"),
            ("x/../../a.html", "outside"), ("x y", "both"), ("x/a.html ./x/a.html", "both"),
            ("$PWD/x/a.html $PWD/y/a.html", "both"), ("-", "standard input"),
        ]
    )
    func refuses(paths: String, says: String) throws {
        let site = try TestSite(["x/a.html": TestPages.injected, "y/a.html": TestPages.injected])
        let result = try site.bash("winnow scan --clean-to out \(paths)")
        #expect(result.status == 64)
        #expect(result.errors.contains(says), "\(result.errors)")
        #expect(result.bytes.isEmpty)
        #expect(!site.folder.has("out"))
    }

    @Test("A document is not written over itself", arguments: ["dump", "./dump/", "link"])
    func spares(folder: String) throws {
        let site = try TestSite(["dump/a.html": TestPages.injected])
        let result = try site.bash("ln -s dump link; winnow scan --clean-to \(folder) dump")
        #expect(result.status == 64)
        #expect(result.errors.contains("would be written over"), "\(result.errors)")
        #expect(try site.folder.text(of: "dump/a.html") == TestPages.injected)
    }

    @Test("No other document of the scan is written over either")
    func sparesOthers() throws {
        let site = try TestSite(["a/x.html": TestPages.injected, "out/x.html": TestPages.clean])
        let result = try site.winnow("scan", "--clean-to", "out", "a", "out/x.html")
        #expect(result.status == 64)
        #expect(result.errors.contains("would be written over"), "\(result.errors)")
        #expect(try site.folder.text(of: "out/x.html") == TestPages.clean)
    }

    @Test("A symbolic link leads nothing out of the folder")
    func linkedFolder() throws {
        let site = try TestSite(["dump/sub/a.html": TestPages.injected, "else/b.txt": ""])
        let result = try site.bash(
            "mkdir out; ln -s ../else out/sub; winnow scan --clean-to out dump"
        )
        #expect(result.status == 64)
        #expect(result.errors.contains("leads out of 'out'"), "\(result.errors)")
        #expect(try site.folder.files(below: "else") == ["b.txt"])
    }

    @Test("With standard output closed no page is damaged and no temporary file is left")
    func closedOutput() throws {
        let site = try TestSite(["dump/a.html": TestPages.injected, "dump/b.html": TestPages.clean])
        for _ in 0..<20 {
            let result = try site.bash(
                "rm -rf out; winnow scan --format jsonl --clean-to out dump >&-"
            )
            #expect(result.status == 2)
            #expect(result.errors.contains("standard output: "), "\(result.errors)")
            for name in try site.folder.files(below: "out") {
                let text = try site.folder.text(of: "out/\(name)")
                #expect(text == Self.cleaned || text == TestPages.clean, "\(name)")
            }
        }
    }

    @Test("A folder that can't be made is an error for each document, and the scan goes on")
    func unwritable() throws {
        let site = try TestSite(["a.html": TestPages.injected, "out": "a file"])
        let result = try site.winnow("scan", "--clean-to", "out", "a.html")
        #expect(result.status == 2)
        #expect(result.output.contains("a.html: injected"))
        #expect(result.errors.contains("out: the folder can't be made"), "\(result.errors)")
    }

    @Test(
        "What could not be scanned whole is passed on, dropped or an error, as is said",
        arguments: [("pass", Int32(0), true), ("drop", 0, false), ("fail", 2, true)]
    )
    func unscanned(how: String, status: Int32, isWritten: Bool) throws {
        let site = try TestSite()
        let long = [UInt8](repeating: 0x61, count: 8 * 1_024 * 1_024 + 1)
        try site.folder.write(long, to: "long.html")
        let result = try site.winnow(
            "scan",
            "--format",
            "jsonl",
            "--clean-to",
            "out",
            "--on-unscanned",
            how,
            "long.html"
        )
        let report = try JSONReport(result.lines.first ?? "")
        #expect(report.verdict == "unscanned")
        #expect(report.limits == ["document-bytes"])
        #expect(result.status == status)
        #expect(site.folder.has("out/long.html") == isWritten)
        if isWritten { #expect(try site.folder.bytes(of: "out/long.html") == long) }
    }

    @Test("The undo file gives every original back, bit for bit")
    func undo() throws {
        let site = try TestSite(["dump/a.html": TestPages.injected, "dump/b.html": TestPages.clean])
        let other = TestPages.injected.replacing("Harbour", with: "Ferry")
        try site.folder.write(other, to: "dump/c/a.html")
        let scan = try site.winnow("scan", "--clean-to", "out", "--undo", "undo.jsonl", "dump")
        #expect(scan.status == 1)
        for (name, original) in [("a.html", TestPages.injected), ("c/a.html", other)] {
            let restored = try site.winnow(
                "restore",
                "undo.jsonl",
                "--in",
                "out/\(name)",
                "--out",
                "-"
            )
            #expect(restored.status == 0)
            #expect(restored.output == original)
        }
        let untouched = try site.winnow(
            "restore",
            "undo.jsonl",
            "--in",
            "out/b.html",
            "--out",
            "-"
        )
        #expect(untouched.status == 2)
    }
}
