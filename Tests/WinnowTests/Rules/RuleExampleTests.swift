import Testing

@testable import Winnow

extension RuleExample: CustomTestStringConvertible {
    package var testDescription: String {
        "\(ruleID) \(matches ? "matches" : "does not match") \(html.prefix(60))"
    }
}

/// The examples in the shipped rules; they are tests.
@Suite("Rule examples")
struct RuleExampleTests {
    private static let examples = (try? Fixtures.rules())?.rules.flatMap(\.examples) ?? []

    /// Rules under a policy that tells every finding, however weak, and cuts none.
    private static let tellingAll = Result {
        let shipped = String(decoding: try Fixtures.bytes(of: "Rules/policy.yaml"), as: UTF8.self)
        let rest = shipped.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.hasPrefix("suspicious:") && !$0.hasPrefix("cut:") }
        return try Fixtures.rules(
            policy: "suspicious: 0\ncut: 1000\n" + rest.joined(separator: "\n")
        )
    }

    @Test("Every shipped rule has an example of either kind")
    func everyRuleHasExamples() throws {
        let rules = try Fixtures.rules().rules
        #expect(rules.count >= 10)
        for rule in rules {
            #expect(rule.examples.contains { $0.matches }, "\(rule.id)")
            #expect(rule.examples.contains { !$0.matches }, "\(rule.id)")
        }
    }

    @Test("A rule fires on its 'match' examples and on no other", arguments: examples)
    func fires(example: RuleExample) throws {
        let rules = try Self.tellingAll.get()
        let status = try #require(rules.rules.first { $0.id == example.ruleID }).status
        let report = PageScanner(rules: rules).scan(
            Array(example.html.utf8),
            ScanRequest(path: "example.html", url: example.url)
        )
        let fired = Set(report.findings.flatMap(\.rules).map(\.id))
        #expect(
            fired.contains(example.ruleID) == (example.matches && status != .deprecated),
            "fired: \(fired.sorted())"
        )
    }

    @Test(
        "What an example marks is cut, to the byte",
        arguments: examples.filter { $0.marked != nil }
    )
    func cuts(example: RuleExample) throws {
        let bytes = Array(example.html.utf8)
        let report = try Fixtures.scanner().scan(
            bytes,
            ScanRequest(path: "example.html", url: example.url)
        )
        let marked = try #require(example.marked)
        #expect(marking(report.removed, in: bytes) == marking(marked, in: bytes))
        #expect(report.verdict == .injected || report.verdict == .spam)
    }

    @Test(
        "An example that must not match is cut by no rule",
        arguments: examples.filter { !$0.matches }
    )
    func leavesAlone(example: RuleExample) throws {
        let report = try Fixtures.scanner().scan(
            Array(example.html.utf8),
            ScanRequest(path: "example.html", url: example.url)
        )
        #expect(report.removed.isEmpty)
    }

    @Test("The marks of an example count bytes and are taken out of its text")
    func marks() {
        let example = RuleExample(ruleID: "a/b", text: "é⟦一<b>⟧x⟦y⟧", matches: true, url: nil)
        #expect(example.html == "é一<b>xy")
        #expect(example.marked == [2..<8, 9..<10])
        let plain = RuleExample(ruleID: "a/b", text: "no marks", matches: false, url: nil)
        #expect(plain.marked == nil)
    }
}
