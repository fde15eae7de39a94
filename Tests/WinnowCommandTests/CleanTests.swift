import Foundation
import Testing

@Suite("clean and restore")
struct CleanTests {
    static let cleaned = CleanToTests.cleaned

    @Test("The cleaned document goes to standard output, what was found to standard error")
    func standardOutput() throws {
        let site = try TestSite(["a.html": TestPages.injected])
        let result = try site.winnow("clean", "a.html")
        #expect(result.output == Self.cleaned)
        #expect(result.errors.contains("a.html: injected"))
        #expect(try site.winnow("clean", "--quiet", "a.html").errors.isEmpty)
    }

    @Test("Standard input is cleaned, too", arguments: [["clean"], ["clean", "-"]])
    func standardInput(arguments: [String]) throws {
        let site = try TestSite()
        let result = try CommandRunner.winnow(
            arguments,
            in: site.folder.path,
            rules: site.rules,
            input: Array(TestPages.injected.utf8)
        )
        #expect(result.output == Self.cleaned)
    }

    @Test(
        "A document with nothing to cut comes out as it went in",
        arguments: [TestPages.clean, TestPages.suspicious, "", "\u{FEFF}Text\r\n", "\u{0}"]
    )
    func untouched(page: String) throws {
        let site = try TestSite()
        #expect(try site.winnow("clean", input: page).bytes == Array(page.utf8))
    }

    @Test("Spam is not written, and standard error says why")
    func spam() throws {
        let site = try TestSite(["spam.html": TestPages.spam])
        for arguments in [["clean"], ["clean", "--diff"], ["clean", "--in-place"]] {
            let result = try CommandRunner.winnow(
                arguments + ["spam.html"],
                in: site.folder.path,
                rules: site.rules
            )
            #expect(result.bytes.isEmpty)
            #expect(result.errors.contains("spam.html: spam as a whole, nothing written"))
            #expect(result.status == 0)
        }
        #expect(try site.folder.text(of: "spam.html") == TestPages.spam)
        let kept = try site.winnow("clean", "--keep-spam", "spam.html")
        #expect(kept.output == TestPages.spam.replacing(TestPages.plant, with: ""))
    }

    @Test("--in-place writes the file, its backup and what was cut, and keeps the file's mode")
    func inPlace() throws {
        let site = try TestSite(["a.html": TestPages.injected])
        chmod(site.folder.path(of: "a.html"), 0o640)
        let arguments = ["--in-place", "--backup", ".orig", "--undo", "undo.jsonl", "a.html"]
        let result = try CommandRunner.winnow(
            ["clean"] + arguments,
            in: site.folder.path,
            rules: site.rules
        )
        #expect(result.status == 0)
        #expect(result.bytes.isEmpty)
        #expect(try site.folder.text(of: "a.html") == Self.cleaned)
        #expect(try site.folder.text(of: "a.html.orig") == TestPages.injected)
        var info = stat()
        stat(site.folder.path(of: "a.html"), &info)
        #expect(info.st_mode & 0o7777 == 0o640)
        stat(site.folder.path(of: "a.html.orig"), &info)
        #expect(info.st_mode & 0o7777 == 0o640)
        let restored = try site.winnow(
            "restore",
            "undo.jsonl",
            "--in",
            "a.html",
            "--out",
            "a.html"
        )
        #expect(restored.status == 0)
        #expect(try site.folder.text(of: "a.html") == TestPages.injected)
    }

    @Test("An undo file keeps what earlier runs wrote")
    func undoIsAdded() throws {
        let site = try TestSite([
            "a.html": TestPages.injected,
            "b.html": TestPages.injected.replacing("Harbour", with: "Ferry"),
        ])
        let result = try site.bash(
            """
            for page in a.html b.html a.html; do
                winnow clean --quiet --in-place --undo undo.jsonl $page || exit
            done
            winnow restore undo.jsonl --in a.html --out -
            """
        )
        #expect(result.status == 0)
        #expect(result.output == TestPages.injected)
    }

    @Test("A symbolic link stays one, and the file it names is written")
    func linkInPlace() throws {
        let site = try TestSite(["pages/a.html": TestPages.injected])
        _ = try site.bash("ln -s pages/a.html link.html; winnow clean --in-place link.html")
        #expect(try site.folder.text(of: "pages/a.html") == Self.cleaned)
        let kind = try site.bash("test -L link.html")
        #expect(kind.status == 0)
    }

    @Test("A clean document is not even touched by --in-place")
    func cleanInPlace() throws {
        let site = try TestSite(["a.html": TestPages.clean])
        let result = try site.bash(
            "touch -d 2001-01-01 a.html; winnow clean --in-place --backup .orig a.html; date -r a.html +%Y"
        )
        #expect(result.output == "2001\n")
        #expect(!site.folder.has("a.html.orig"))
    }

    @Test("Results may go to a device, which stays one")
    func devices() throws {
        let site = try TestSite(["a.html": TestPages.injected])
        let result = try site.bash(
            """
            mkfifo pipe; cat pipe > copy &
            winnow clean --quiet --undo undo.jsonl a.html > b.html
            winnow restore undo.jsonl --in b.html --out pipe || exit
            wait; test -p pipe && cat copy
            """
        )
        #expect(result.status == 0)
        #expect(result.output == TestPages.injected)
    }

    @Test("A document that no record is of is refused with a reason")
    func wrongDocument() throws {
        let site = try TestSite(["a.html": TestPages.injected, "b.html": TestPages.clean])
        _ = try site.winnow("clean", "--in-place", "--undo", "undo.jsonl", "a.html")
        let result = try site.winnow("restore", "undo.jsonl", "--in", "b.html", "--out", "c.html")
        #expect(result.status == 2)
        #expect(
            result.errors == "winnow: undo.jsonl: no record fits 'b.html': "
                + "it is not the document a cut left\n"
        )
        #expect(!site.folder.has("c.html"))
    }

    @Test(
        "A file that holds no undo records is refused with a reason",
        arguments: [
            ("text\n", "the line is no undo record"),
            (
                "{\"v\":9,\"path\":\"\",\"original\":\"\",\"cleaned\":\"\",\"cuts\":[]}\n",
                "version 9"
            ),
        ]
    )
    func wrongUndo(undo: String, says: String) throws {
        let site = try TestSite(["a.html": TestPages.clean, "undo.jsonl": undo])
        let result = try site.winnow("restore", "undo.jsonl", "--in", "a.html", "--out", "b.html")
        #expect(result.status == 2)
        #expect(result.errors.contains(says), "\(result.errors)")
        #expect(!site.folder.has("b.html"))
    }
}
