import Testing

@testable import Winnow

extension Rule: CustomTestStringConvertible {
    package var testDescription: String { id }
}

/// The examples in the shipped rules; they are tests, and run as `winnow rules test` runs them.
@Suite("Rule examples")
struct RuleExampleTests {
    private static let rules = (try? Fixtures.rules())?.rules ?? []

    @Test("Every shipped rule has an example of either kind")
    func everyRuleHasExamples() throws {
        let rules = try Fixtures.rules().rules
        #expect(rules.count >= 10)
        for rule in rules {
            #expect(rule.examples.contains { $0.matches }, "\(rule.id)")
            #expect(rule.examples.contains { !$0.matches }, "\(rule.id)")
        }
    }

    @Test(
        "The examples of a rule hold, however their pages are written, and marks are what is cut",
        arguments: rules
    )
    func holds(rule: Rule) throws {
        for outcome in RuleTester(try Fixtures.rules()).outcomes(of: rule) {
            guard case .failed(let problems) = outcome.result else { continue }
            let kind = outcome.example.matches ? "match" : "no_match"
            Issue.record(
                "\(kind) example \(outcome.number) \(outcome.variant.rawValue): \(problems)"
            )
        }
    }

    @Test("What a rule says of honest pages are sentences, not pieces of one at its commas")
    func falsePositives() throws {
        for rule in try Fixtures.rules().rules {
            for sentence in rule.falsePositives {
                #expect(sentence.first?.isLowercase == false, "\(rule.id): \(sentence)")
            }
        }
    }

    @Test(
        "What a rule refuses as a whole is spam",
        arguments: rules.filter { $0.clean == .page }
    )
    func refuses(rule: Rule) throws {
        for example in rule.examples {
            let report = try Fixtures.scanner().scan(
                Array(example.html.utf8),
                ScanRequest(path: "example.html", url: example.url)
            )
            #expect((report.verdict == .spam) == example.matches, "\(example.html)")
        }
    }

    @Test("An example that must not match is cut by no rule", arguments: rules)
    func leavesAlone(rule: Rule) throws {
        for example in rule.examples where !example.matches {
            let report = try Fixtures.scanner().scan(
                Array(example.html.utf8),
                ScanRequest(path: "example.html", url: example.url)
            )
            #expect(report.removed.isEmpty, "\(example.html)")
        }
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
