import Foundation
import Testing
import WinnowBayes

@testable import Winnow

@Suite("Examples of rules that rest on the model")
struct ModelExamplesTests {
    private static func results(
        _ id: String,
        _ rules: RuleSet
    ) throws -> [RuleTester.Outcome.Result] {
        let rule = try #require(rules.rules.first { $0.id == id })
        return RuleTester(rules, variants: [.asWritten]).outcomes(of: rule).map(\.result)
    }

    private static let skipped = RuleTester.Outcome.Result.skipped(
        "the rule rests on the Bayes model, which is not loaded"
    )

    private static func rules(
        _ files: [(path: String, text: String)] = [],
        model: [UInt8]?,
        usesModel: Bool = true
    ) throws -> RuleSet {
        try ToyModel.withFolder(files, model: model) {
            try RuleSet(folder: $0.path, usesModel: usesModel)
        }
    }

    @Test("With a model they are run")
    func withModel() throws {
        let rules = try Self.rules(model: try ToyModel.bytes())
        for id in ["content/spam", "content/plain"] {
            #expect(try Self.results(id, rules) == [.passed, .passed])
        }
    }

    @Test("Without one they are skipped, and the others run", arguments: [false, true])
    func withoutModel(hasFile: Bool) throws {
        let rules = try Self.rules(
            model: hasFile ? try ToyModel.bytes() : nil,
            usesModel: !hasFile
        )
        #expect(try Self.results("content/spam", rules) == [Self.skipped, Self.skipped])
        #expect(try Self.results("content/plain", rules) == [.passed, .passed])
        #expect(RuleStore.failingExamples(of: rules) == [])
        var summary = RuleTester.Summary()
        for rule in rules.rules {
            for outcome in RuleTester(rules, variants: [.asWritten]).outcomes(of: rule) {
                summary.count(outcome)
            }
        }
        #expect((summary.passed, summary.failed, summary.skipped) == (2, 0, 2))
    }

    @Test(
        "So are those of rules that ask in part, or through other rules",
        arguments: [
            "{ any: [{ signal: links, at_least: 99 }, { signal: bayes-spam, at_least: 0.5 }] }",
            "{ not: { signal: bayes-host, at_least: 0.5 } }", "{ rule: content/spam }",
            "{ any: [{ rule: content/spam }, { signal: links, at_least: 99 }] }",
        ]
    )
    func nested(condition: String) throws {
        let files = [ToyModel.rule("content/more", condition)]
        let rules = try Self.rules(files, model: nil)
        #expect(try Self.results("content/more", rules) == [Self.skipped, Self.skipped])
        let heard = try Self.rules(files, model: try ToyModel.bytes())
        #expect(try Self.results("content/more", heard) == [.passed, .passed])
    }

    @Test("A kind of text that the model does not score is as good as no model")
    func silentKind() throws {
        let files = [
            ToyModel.rule(
                "content/prose",
                "{ signal: bayes-prose, at_least: 0.5 }",
                match: ToyModel.hiding(
                    "<p>zorvik plonder quasmo brellap tunkol.</p>" + ToyModel.links(["a"])
                )
            )
        ]
        let anchorsOnly = try ToyModel.bytes(seed: 5, kinds: [.anchors])
        let rules = try Self.rules(files, model: anchorsOnly)
        let reason = RuleTester.Outcome.Result.skipped("the Bayes model does not score prose")
        #expect(try Self.results("content/prose", rules) == [reason, reason])
        #expect(try Self.results("content/spam", rules) == [.passed, .passed])
        #expect(RuleStore.failingExamples(of: rules) == [])
        let all = try Self.rules(files, model: try ToyModel.bytes())
        #expect(try Self.results("content/prose", all) == [.passed, .passed])
    }

    @Test("The shipped rules pass without a model")
    func shippedRules() throws {
        let rules = try RuleSet(folder: Fixtures.rulesFolder, usesModel: false)
        #expect(RuleStore.failingExamples(of: rules) == [])
    }
}
