import Foundation
import Testing

@Suite("Undo files")
struct UndoFileTests {
    /// Two pages that are alike once they are cleaned.
    private static let plants = [
        "a.html": TestPages.injected,
        "b.html": TestPages.injected(saying: "another plant"),
    ]

    @Test("Of pages that were cleaned to the same bytes each gets its own back")
    func alike() throws {
        let site = try TestSite(Self.plants)
        let result = try site.bash(
            """
            for page in a.html b.html; do
                winnow clean --quiet --in-place --undo undo.jsonl $page || exit
            done
            cmp a.html b.html || exit
            winnow restore undo.jsonl --in b.html --out b.out || exit
            winnow restore undo.jsonl --in a.html --out a.out
            """
        )
        #expect(result.status == 0, "\(result.errors)")
        #expect(try site.folder.text(of: "a.out") == Self.plants["a.html"])
        #expect(try site.folder.text(of: "b.out") == Self.plants["b.html"])
    }

    @Test("Where several records fit and the path is another, the path must be given")
    func ambiguous() throws {
        let site = try TestSite(Self.plants)
        _ = try site.bash(
            """
            for page in a.html b.html; do
                winnow clean --quiet --in-place --undo undo.jsonl $page || exit
            done
            mv b.html moved.html
            """
        )
        let refused = try site.winnow("restore", "undo.jsonl", "--in", "moved.html", "--out", "-")
        #expect(refused.status == 2)
        #expect(refused.errors.contains("say which with --path: a.html, b.html"))
        #expect(refused.output == "")
        let named = try site.winnow(
            "restore",
            "undo.jsonl",
            "--in",
            "moved.html",
            "--out",
            "-",
            "--path",
            "b.html"
        )
        #expect(named.status == 0)
        #expect(named.output == Self.plants["b.html"])
    }

    @Test("Programs at work at once lose no record")
    func together() throws {
        let site = try TestSite()
        for number in 0..<24 {
            try site.folder.write(
                TestPages.injected(saying: "plant \(number)"),
                to: "p\(number).html"
            )
        }
        let result = try site.bash(
            "ls p*.html | xargs -P 8 -n 1 winnow clean --quiet --in-place --undo undo.jsonl"
        )
        #expect(result.status == 0, "\(result.errors)")
        let lines = try site.folder.text(of: "undo.jsonl").split(separator: "\n")
        #expect(lines.count == 24)
        #expect(Set(lines).count == 24)
        #expect(lines.allSatisfy { $0.hasPrefix("{") && $0.hasSuffix("}") })
    }

    @Test("A scan adds to the records that are there, and one that finds nothing takes none away")
    func scanAdds() throws {
        let site = try TestSite(["a.html": TestPages.injected, "clean.html": TestPages.clean])
        _ = try site.winnow("clean", "--undo", "undo.jsonl", "a.html")
        let before = try site.folder.text(of: "undo.jsonl")
        _ = try site.winnow("scan", "--undo", "undo.jsonl", "clean.html")
        #expect(try site.folder.text(of: "undo.jsonl") == before)
        _ = try site.winnow("scan", "--undo", "undo.jsonl", "a.html")
        #expect(try site.folder.text(of: "undo.jsonl") == before + before)
    }

    @Test("A damaged line is left out, and told with its number when nothing else fits")
    func damagedLine() throws {
        let site = try TestSite(["a.html": TestPages.injected, "undo.jsonl": "half a rec"])
        _ = try site.winnow("clean", "--in-place", "--undo", "undo.jsonl", "a.html")
        let restored = try site.winnow("restore", "undo.jsonl", "--in", "a.html", "--out", "b.html")
        #expect(restored.status == 0, "\(restored.errors)")
        #expect(try site.folder.text(of: "b.html") == TestPages.injected)
        let other = try site.winnow("restore", "undo.jsonl", "--in", "b.html", "--out", "-")
        #expect(other.status == 2)
        #expect(other.errors.contains("no record fits 'b.html'"))
        #expect(other.errors.contains("line 1: the line is no undo record"))
    }

    @Test(
        "A document is never its own undo file",
        arguments: [
            "clean --in-place --undo a.html a.html", "scan --undo a.html a.html",
            "scan --undo ./a.html .",
        ]
    )
    func clash(arguments: String) throws {
        let site = try TestSite(["a.html": TestPages.injected])
        let result = try site.bash("winnow \(arguments)")
        #expect(result.status == 64)
        #expect(result.errors.contains("--undo"))
        #expect(try site.folder.text(of: "a.html") == TestPages.injected)
    }

    @Test("An undo file that can't be written is said before anything is changed")
    func unwritable() throws {
        let site = try TestSite(["a.html": TestPages.injected])
        let result = try site.winnow("clean", "--in-place", "--undo", "no/undo.jsonl", "a.html")
        #expect(result.status == 2)
        #expect(result.errors.contains("no/undo.jsonl: no such file or directory"))
        #expect(try site.folder.text(of: "a.html") == TestPages.injected)
        let full = try site.winnow("clean", "--in-place", "--undo", "/dev/full", "a.html")
        #expect(full.status == 2)
        #expect(full.errors.contains("no space left"))
        #expect(try site.folder.text(of: "a.html") == TestPages.injected)
    }
}
