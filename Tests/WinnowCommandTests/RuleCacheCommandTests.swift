import Foundation
import Testing

@Suite("The cache of compiled rules")
struct RuleCacheCommandTests {
    /// Runs a line in a folder with rules and a page, with a cache below `cache`.
    private static func run(_ line: String) throws -> (output: String, files: [String]) {
        let site = try TestSite(["a.html": TestPages.injected])
        let cache = "\(site.folder.path)/cache"
        let result = try CommandRunner.bash(
            "\(line)\n(cd cache/winnow 2>/dev/null && ls | sed 's/.*[.]//')",
            in: site.folder.path,
            rules: "rules",
            environment: ["XDG_CACHE_HOME": cache, "WINNOW_NO_RULE_CACHE": ""]
        )
        let parts = result.output.components(separatedBy: "---\n")
        return (parts[0], (parts.last ?? "").split(separator: "\n").map(String.init))
    }

    @Test("A scan from the cache says what the scan before it said")
    func scan() throws {
        let (output, files) = try Self.run(
            """
            winnow scan --format jsonl a.html >one; winnow scan --format jsonl a.html >other
            cmp one other && echo same; echo ---
            """
        )
        #expect(output == "same\n")
        #expect(files == ["winnow-rules"])
    }

    @Test(
        "Nothing is kept where it is not wanted, nor by what reads every rule anew",
        arguments: [
            "winnow scan --no-rule-cache a.html >/dev/null",
            "WINNOW_NO_RULE_CACHE=1 winnow scan a.html >/dev/null",
            "winnow rules check >/dev/null", "winnow rules test >/dev/null",
        ]
    )
    func unwanted(line: String) throws {
        #expect(try Self.run("\(line); echo ---").files == [])
    }

    @Test("A mistake is told although the rules before it stand in the cache")
    func mistake() throws {
        let (output, files) = try Self.run(
            """
            winnow scan a.html >/dev/null
            mkdir -p rules/lists; printf 'word\\tnone\\n' >rules/lists/new.txt
            winnow scan a.html 2>&1 | grep -c 'lists/new.txt:1:1: error:'; echo ---
            """
        )
        #expect(output == "1\n")
        #expect(files == ["winnow-rules"])
    }

    @Test("Processes that start at once do not disturb each other")
    func processes() throws {
        let (output, files) = try Self.run(
            """
            for i in 1 2 3 4 5 6 7 8; do winnow scan --format jsonl a.html >out.$i & done; wait
            cat out.* | sort -u | wc -l | tr -d ' '; echo ---
            """
        )
        #expect(output == "1\n")
        #expect(files == ["winnow-rules"])
    }
}
