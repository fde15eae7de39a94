import Foundation
import WinnowBayes

@testable import Winnow

/// A small model of made-up words, and folders of rules that have one.
enum ToyModel {
    static let spamWords = [
        "zorvik", "plonder", "quasmo", "brellap", "tunkol", "xivorn", "gramlet",
    ]
    static let hamWords = ["harbour", "museum", "lantern", "ferry", "orchard", "library", "meadow"]
    /// Documents of each class and kind that the shared model was trained on.
    static let documents = 60

    private static let shared = Result { try bytes(seed: 1) }

    /// The file of the model that most tests use.
    static func bytes() throws -> [UInt8] { try shared.get() }

    static func model() throws -> BayesModel { try BayesModel(bytes: try bytes()) }

    /// The file of a model.
    static func bytes(seed: UInt64, kinds: [BagKind] = BagKind.allCases) throws -> [UInt8] {
        var trainer = ModelTrainer(topics: Topic.allCases.count)
        var reader = BagReader()
        for bag in bags(seed: seed, kinds: kinds) {
            reader.read(bag)
            try trainer.add(
                reader.features,
                bag.kind,
                isSpam: bag.isSpam == true,
                topic: bag.topic.flatMap(Topic.allCases.firstIndex),
                group: (bag.group ?? "").utf8
            )
        }
        return try trainer.train(name: "toy \(seed)").model.bytes
    }

    private static func bags(seed: UInt64, kinds: [BagKind]) -> [LabelledBag] {
        var random = SeededGenerator(seed: seed)
        return kinds.flatMap { kind in
            (0..<(2 * documents)).map { number in
                let isSpam = number % 2 == 0
                let words = isSpam ? spamWords : hamWords
                var bag = LabelledBag()
                bag.kind = kind
                bag.texts = (0..<4).map { _ in "\(random.pick(words)) \(random.pick(words))" }
                if kind == .anchors, number % 3 > 0 {
                    bag.links = ["https://\(isSpam ? "s" : "h")\(number).example/\(number).html"]
                }
                bag.isSpam = isSpam
                bag.topic = isSpam ? .games : nil
                bag.group = "\(number)"
                return bag
            }
        }
    }

    // MARK: Rules and pages

    /// A policy that listens to a model as small as this.
    static let policy = (
        path: "policy.yaml", text: "version: 1\nmodel: { minimum_documents: 20 }\n"
    )

    /// A rule about hidden links that rests on a condition.
    static func rule(
        _ id: String,
        _ condition: String,
        match: String = page,
        noMatch: String = "<p>x</p>"
    ) -> (path: String, text: String) {
        let text = """
            id: \(id)
            title: A title
            status: stable
            technique: hidden-links
            description: What it is.
            false_positives: [None]
            match:
              scope: run
              all: [{ signal: hidden-by-display }, \(condition)]
            score: 8
            examples:
              match: ['\(match)']
              no_match: ['\(noMatch)']

            """
        return ("\(id).yaml", text)
    }

    static let spamRule = rule("content/spam", "{ signal: bayes-spam, at_least: 0.9 }")
    /// A rule that fires without a model, too.
    static let plainRule = rule("content/plain", "{ signal: foreign-links }")

    static let anchors = ["zorvik plonder", "quasmo brellap", "tunkol xivorn"]

    /// Hidden links with words of the model, among words that it does not know.
    static let page = hiding(links(anchors))

    static func links(_ anchors: [String]) -> String {
        anchors.enumerated().map { "<a href=\"https://s\($0).example/1.html\">\($1)</a>" }
            .joined(separator: " ")
    }

    /// A page with something hidden on it.
    static func hiding(_ hidden: String, host: String = TestRule.prose) -> String {
        "\(host)<div style=\"display:none\">\(hidden)</div><p>1 2 3</p>"
    }

    static func write(
        _ model: [UInt8],
        to path: String = "model/winnow.model",
        in folder: URL
    ) throws {
        let file = folder.appendingPathComponent(path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(model).write(to: file)
    }

    /// Runs a body with a folder of rules and, unless it is nil, a model.
    static func withFolder<Result>(
        _ files: [(path: String, text: String)] = [],
        model: [UInt8]?,
        _ body: (URL) throws -> Result
    ) throws -> Result {
        try Fixtures.withTemporaryFolder { parent in
            let folder = parent.appendingPathComponent("rules")
            try Fixtures.write([policy, spamRule, plainRule] + files, into: folder)
            if let model { try write(model, in: folder) }
            return try body(folder)
        }
    }

    /// The largest value of a signal among the runs of a page.
    static func signal(_ name: String, of html: String, _ rules: RuleSet) -> Double {
        PageScanner(rules: rules).explain(Array(html.utf8), ScanRequest(path: "a.html")).runs
            .flatMap(\.signals).filter { $0.name == name }.map(\.value).max() ?? 0
    }

    /// The rules that fire on a page.
    static func fired(_ html: String, _ rules: RuleSet) -> [String] {
        PageScanner(rules: rules).scan(Array(html.utf8), ScanRequest(path: "a.html")).findings
            .flatMap { $0.rules.map(\.id) }.sorted()
    }
}
