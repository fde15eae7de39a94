import Testing

@testable import Winnow

@Suite("Policy")
struct PolicyTests {
    @Test("A policy that says nothing has the defaults")
    func defaults() {
        let decoded = PolicyDecoder.decode(
            RuleFile(
                path: "policy.yaml",
                parts: [.init(name: "policy.yaml", text: "version: 1.2\n")]
            )
        )
        #expect(decoded.policy == Policy())
        #expect(decoded.version == "1.2")
        #expect(decoded.diagnostics == [])
    }

    @Test("Every value of a policy is read")
    func values() {
        let text = """
            version: 2026.1.2
            suspicious: 1
            cut: 2.5
            minimum_kinds: 3
            minimum_host_text: 50
            maximum_cut_share: 0.5
            scores: { farms/a: 0, farms/b: 9 }
            leaf: { own_link: -7, media: 0.25 }
            """
        let decoded = PolicyDecoder.decode(
            RuleFile(path: "policy.yaml", parts: [.init(name: "policy.yaml", text: text)])
        )
        var expected = Policy()
        (expected.suspicious, expected.cut, expected.minimumKinds) = (1, 2.5, 3)
        (expected.minimumHostText, expected.maximumCutShare) = (50, 0.5)
        expected.scores = ["farms/a": 0, "farms/b": 9]
        (expected.leaf.ownLink, expected.leaf.media) = (-7, 0.25)
        #expect(decoded.policy == expected)
        #expect(decoded.version == "2026.1.2")
        #expect(decoded.diagnostics == [])
    }

    @Test(
        "Mistakes in a policy are told",
        arguments: [
            (
                "cuts: 3",
                "policy.yaml:1:1: error: unknown key 'cuts' in the policy [unknown-key]\n  1 | cuts: 3\n    | ^ did you mean 'cut'?"
            ),
            (
                "cut: x",
                "policy.yaml:1:6: error: 'cut' must be a number [wrong-type]\n  1 | cut: x\n    |      ^"
            ),
            (
                "scores: 3",
                "policy.yaml:1:9: error: 'scores' must be a mapping [wrong-type]\n  1 | scores: 3\n    |         ^"
            ),
            (
                "leaf: {own_lnk: 3}",
                "policy.yaml:1:8: error: unknown key 'own_lnk' in 'leaf' [unknown-key]\n  1 | leaf: {own_lnk: 3}\n    |        ^ did you mean 'own_link'?"
            ),
            (
                "leaf: 3",
                "policy.yaml:1:7: error: 'leaf' must be a mapping [wrong-type]\n  1 | leaf: 3\n    |       ^"
            ),
        ]
    )
    func mistakes(text: String, diagnostic: String) {
        let decoded = PolicyDecoder.decode(
            RuleFile(path: "policy.yaml", parts: [.init(name: "policy.yaml", text: text)])
        )
        #expect(decoded.diagnostics.map(\.description) == [diagnostic])
    }

    @Test("A score in the policy replaces the rule's, and 0 takes its weight away")
    func scores() throws {
        let page =
            PageScannerTests.prose + PageScannerTests.prose
            + "<div style=\"display:none\">\(PageScannerTests.links)</div>"
        let usual = try Fixtures.scan(page)
        #expect(usual.verdict == .injected)
        let fired = try #require(usual.findings.first).rules.filter { $0.score > 0 }.map(\.id)
        #expect(!fired.isEmpty)
        let scores = fired.map { "\($0): 0" }.joined(separator: ", ")
        let silent = try Fixtures.rules(policy: "scores: { \(scores) }")
        let report = PageScanner(rules: silent).scan(Array(page.utf8), ScanRequest(path: "a.html"))
        #expect(report.verdict != .injected)
        #expect(report.removed == [])
        // Rules of a group add no more than its cap.
        let alone = try Fixtures.rules().rules.filter { $0.group == nil }.map(\.id)
        let rule = try #require(fired.first(where: alone.contains))
        let loud = try Fixtures.rules(policy: "scores: { \(rule): 50 }")
        let louder = PageScanner(rules: loud).scan(Array(page.utf8), ScanRequest(path: "a.html"))
        #expect(louder.score >= 50)
    }
}
