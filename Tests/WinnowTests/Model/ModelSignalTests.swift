import Foundation
import Testing
import WinnowBayes

@testable import Winnow

@Suite("Signals of the Bayes model")
struct ModelSignalTests {
    private static let honest = ToyModel.hiding(
        ToyModel.links(["old harbour", "ferry museum", "orchard lantern"])
    )
    private static let sentences = "zorvik plonder quasmo brellap tunkol xivorn. "

    /// The rules of a folder with the toy model under a policy.
    private static func rules(
        policy: String = "",
        model: [UInt8]? = nil,
        usesModel: Bool = true
    ) throws -> RuleSet {
        try ToyModel.withFolder(
            [("local.d/policy.yaml", "version: 2\n" + policy)],
            model: try model ?? ToyModel.bytes()
        ) { folder in
            try RuleSet(folder: folder.path, usesModel: usesModel)
        }
    }

    private static func signals(_ html: String, _ rules: RuleSet) -> [Double] {
        ["bayes-spam", "bayes-prose", "bayes-host"].map { ToyModel.signal($0, of: html, rules) }
    }

    @Test("Anchors are scored by their words")
    func spam() throws {
        let rules = try Self.rules()
        #expect(ToyModel.signal("bayes-spam", of: ToyModel.page, rules) > 0.9)
        #expect(ToyModel.signal("bayes-spam", of: Self.honest, rules) < 0.1)
        #expect(ToyModel.fired(ToyModel.page, rules) == ["content/plain", "content/spam"])
        #expect(!ToyModel.fired(Self.honest, rules).contains("content/spam"))
        // Too few words for a score.
        let few = ToyModel.hiding("<a href=\"https://a.example/\">ab</a>")
        #expect(ToyModel.signal("bayes-spam", of: few, rules) == 0)
    }

    @Test("Texts beside anchors are scored as prose, and say nothing of the anchors")
    func prose() throws {
        let rules = try Self.rules()
        let html = ToyModel.hiding(
            "<p>\(Self.sentences)</p>" + ToyModel.links(["old harbour ferry"])
        )
        #expect(ToyModel.signal("bayes-prose", of: html, rules) > 0.9)
        let calm = ToyModel.hiding(
            "<p>harbour museum lantern ferry.</p>" + ToyModel.links(["zorvik"])
        )
        #expect(ToyModel.signal("bayes-prose", of: calm, rules) < 0.1)
    }

    @Test("The host is scored by its own texts, without what may be planted")
    func host() throws {
        let rules = try Self.rules()
        #expect(ToyModel.signal("bayes-host", of: ToyModel.page, rules) < 0.1)
        let casino = ToyModel.hiding(
            ToyModel.links(["old harbour ferry"]),
            host: "<p>\(Self.sentences)</p><p>\(Self.sentences)</p>"
        )
        #expect(ToyModel.signal("bayes-host", of: casino, rules) > 0.9)
    }

    @Test("Titles are scored as titles")
    func title() throws {
        let rules = try Self.rules()
        func page(_ title: String) -> String {
            "<html><head><title>\(title)</title></head><body>\(TestRule.prose)\(TestRule.prose)</body></html>"
        }
        let html = page("zorvik plonder | quasmo brellap | tunkol xivorn | Harbour museum")
        #expect(ToyModel.signal("bayes-spam", of: html, rules) > 0.9)
        #expect(ToyModel.signal("bayes-spam", of: page("Old crane | Harbour museum"), rules) < 0.5)
    }

    @Test(
        "Items in front that the page has no word of are a run, together, when the rest is the host's",
        arguments: [
            ("zorvik plonder | quasmo | Harbour museum", 1, 0, 1),
            ("zorvik&#32;plonder&#95;quasmo&#124;Harbour museum", 1, 0, 1),
            ("Harbour museum | zorvik plonder | quasmo", 0, 0, 1),
            // Nothing of it is the host's, or all of it.
            ("zorvik plonder | quasmo | flimmer", 1, 0, 0), ("Old crane | Harbour museum", 0, 0, 0),
        ]
    )
    func titleEnds(test: (title: String, front: Double, echo: Double, rest: Double)) throws {
        let rules = try Self.rules()
        let html =
            "<html><head><title>\(test.title)</title></head><body>\(TestRule.prose)<p>The harbour museum is old, and so is the crane.</p>\(TestRule.prose)</body></html>"
        #expect(ToyModel.signal("in-front", of: html, rules) == test.front)
        #expect(ToyModel.signal("title-echo", of: html, rules) == test.echo)
        #expect(ToyModel.signal("rest-echo", of: html, rules) == test.rest)
    }

    @Test("Without the model its signals are 0, whatever the folder holds")
    func usesModel() throws {
        let rules = try Self.rules(usesModel: false)
        #expect(rules.model == nil)
        #expect(Self.signals(ToyModel.page, rules) == [0, 0, 0])
        #expect(ToyModel.fired(ToyModel.page, rules) == ["content/plain"])
        #expect(try Self.rules(model: Array("junk".utf8), usesModel: false).model == nil)
        let none = try ToyModel.withFolder(model: nil) { try RuleSet(folder: $0.path) }
        #expect(none.model == nil)
        #expect(Self.signals(ToyModel.page, none) == [0, 0, 0])
    }

    @Test(
        "Kinds of text with too few documents, or far more of one class, are not listened to",
        arguments: [
            ("minimum_documents: 60", true), ("minimum_documents: 61", false),
            ("maximum_imbalance: 1", true), ("maximum_imbalance: 0.9", false),
        ]
    )
    func guards(key: String, isHeard: Bool) throws {
        let rules = try Self.rules(policy: "model: { \(key) }\n")
        #expect(rules.model?.kinds.allSatisfy { ($0.calibration != nil) == isHeard } == true)
        #expect((ToyModel.signal("bayes-spam", of: ToyModel.page, rules) > 0) == isHeard)
        #expect(ToyModel.fired(ToyModel.page, rules).contains("content/spam") == isHeard)
    }

    @Test("Without a word of the policy a model as small as this is not listened to")
    func usualGuards() throws {
        let rules = try ToyModel.withFolder(
            [("override.d/policy.yaml", "version: 1\n")],
            model: try ToyModel.bytes()
        ) { try RuleSet(folder: $0.path) }
        #expect(rules.model?.kinds.allSatisfy { $0.calibration == nil } == true)
        #expect(rules.policy.model == Policy.ModelPolicy())
    }

    @Test("A kind of its own is silent where it was not trained")
    func oneKind() throws {
        let rules = try Self.rules(model: try ToyModel.bytes(seed: 5, kinds: [.anchors]))
        #expect(ToyModel.signal("bayes-spam", of: ToyModel.page, rules) > 0.9)
        let html = ToyModel.hiding(
            "<p>\(Self.sentences)</p>" + ToyModel.links(["old harbour ferry"])
        )
        #expect(ToyModel.signal("bayes-prose", of: html, rules) == 0)
    }

    // MARK: Rows

    /// The score of every anchor of the row, by which runs are found.
    private static func scores(
        policy: String,
        anchors: [String] = ToyModel.anchors
    ) throws -> [Double] {
        let html = TestRule.prose + "<div>\(ToyModel.links(anchors))</div>" + TestRule.prose
        let scanner = PageScanner(rules: try rules(policy: policy))
        return scanner.explain(
            Array(html.utf8),
            ScanRequest(path: "a.html", url: "https://own.example/")
        )
        .runs.flatMap(\.leaves).filter { $0.kind == "link" }.map(\.score)
    }

    @Test(
        "Rows of spam are looked at as runs, unless model_row is 0 or the row is not likely enough"
    )
    func rows() throws {
        #expect(try Self.scores(policy: "leaf: { model_row: 1.3 }\n").count == 3)
        #expect(try Self.scores(policy: "leaf: { model_row: 0 }\n").isEmpty)
        #expect(try Self.scores(policy: "leaf: { model_row: 1.3 }\nmodel: { row: 1.1 }\n").isEmpty)
        // Two links are no row, and honest words none of spam.
        #expect(try Self.scores(policy: "", anchors: Array(ToyModel.anchors.prefix(2))).isEmpty)
        let honest = ["old harbour", "ferry museum", "orchard lantern"]
        #expect(try Self.scores(policy: "leaf: { model_row: 1.3 }\n", anchors: honest).isEmpty)
    }

    @Test("Of a row of spam the words that lean to it are raised")
    func leaning() throws {
        let anchors = ToyModel.anchors + ["museum library"]
        let scores = try Self.scores(policy: "leaf: { model_row: 2 }\n", anchors: anchors)
        #expect(scores.filter { $0 > 1 }.count == 3)
    }

    @Test("Where no list knows the words, the model tells the topic")
    func topic() throws {
        let report = PageScanner(rules: try Self.rules())
            .scan(Array(ToyModel.page.utf8), ScanRequest(path: "a.html"))
        #expect(report.findings.first?.topic == .games)
    }

    // MARK: The policy

    @Test("Every key of the policy about the model is read")
    func policy() {
        func decode(_ text: String) -> (policy: Policy, diagnostics: [String]) {
            let decoded = PolicyDecoder.decode(
                RuleFile(path: "policy.yaml", parts: [.init(name: "policy.yaml", text: text)])
            )
            return (decoded.policy, decoded.diagnostics.map(\.description))
        }
        let all = decode(
            "model: { minimum_documents: 5, maximum_imbalance: 2, row: 0.5 }\nleaf: { model_row: 3 }\n"
        )
        var expected = Policy()
        expected.model.minimumDocuments = 5
        expected.model.maximumImbalance = 2
        expected.model.row = 0.5
        expected.leaf.modelRow = 3
        #expect(all.policy == expected)
        #expect(all.diagnostics == [])
        #expect(
            decode("model: { rows: 1 }").diagnostics.first?.contains("did you mean 'row'?") == true
        )
        #expect(decode("model: 1").diagnostics.first?.contains("must be a mapping") == true)
        #expect(decode("model: { row: x }").diagnostics.first?.contains("must be a number") == true)
    }
}
