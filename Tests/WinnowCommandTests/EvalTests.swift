import Foundation
import Testing

@Suite("winnow eval")
struct EvalTests {
    @Test("Tables come first, and one JSON object on the last line")
    func report() throws {
        let site = try ModelSite.withModel()
        let result = try site.bash("winnow eval toy.model $LABELS")
        #expect(result.status == 0)
        #expect(result.errors.isEmpty)
        #expect(result.lines.first == "83 texts: 39 planted, 44 honest")
        for line in ["threshold  precision  recall      FPR", "kind     planted  honest     AUC"] {
            #expect(result.output.contains("\n\(line)"))
        }
        #expect(
            result.output.contains("\nAt 0.975, the lowest threshold with an FPR of at most 0.1 % ")
        )
        #expect(result.lines.allSatisfy { !$0.hasSuffix(" ") })
        #expect(result.output.hasSuffix("}\n"))
        let last = try #require(result.lines.last)
        #expect(
            JSONReport.keys(in: last)[1] == [
                "documents", "unscored", "auc", "precision", "recall", "fpr", "threshold", "brier",
                "topic_accuracy", "by_kind", "by_lang", "by_topic",
            ]
        )
        let again = try site.bash("winnow eval toy.model - <$LABELS")
        #expect(again.bytes == result.bytes)
    }

    @Test("A model of the training set tells texts with other words and of other sites apart")
    func quality() throws {
        let measured = try ModelSite.withModel().evaluation("toy.model $LABELS")
        #expect(measured.documents == 83)
        #expect(measured.unscored == 0)
        #expect(measured.auc ?? 0 >= 0.98)  // 0.991 when this was written
        #expect(measured.brier < 0.06)  // 0.044
        #expect(measured.recall >= 0.6)  // 0.718
        #expect(measured.precision == 1)
        #expect(measured.fpr == 0)
        #expect(measured.byKind["anchors"]?.auc ?? 0 >= 0.98)
        let languages = ["de", "en", "es", "id", "ja", "ko", "ru", "tr", "vi", "zh"]
        #expect(measured.byLanguage.keys.sorted() == languages)
        #expect(measured.byLanguage.values.reduce(0) { $0 + $1.spam + $1.ham } == 83)
        #expect(measured.byTopic.count == 10)
        #expect(measured.byTopic.values.allSatisfy { $0.spam > 0 && $0.ham == 44 })
    }

    @Test("A threshold that is given holds", arguments: [0.5, 0.9, 0.999])
    func threshold(value: Double) throws {
        let site = try ModelSite.withModel()
        let result = try site.bash("winnow eval --threshold \(value) toy.model $LABELS")
        let measured = try Evaluation(result)
        #expect(abs(measured.threshold - value) < 1e-9)
        #expect(result.output.contains("\nAt the threshold \(String(format: "%.3f", value)):\n"))
        let strict = try site.evaluation("--threshold 0.9999 toy.model $LABELS")
        #expect(strict.recall < measured.recall)
    }

    @Test("The threshold allows so many false positives, and no more", arguments: [0, 0.05, 0.5])
    func falsePositives(share: Double) throws {
        let site = try ModelSite.withModel()
        let measured = try site.evaluation("--fpr \(share) toy.model $LABELS")
        #expect(measured.fpr <= share)
        #expect(measured.fpr == (share * 44).rounded(.down) / 44)
        let strict = try site.evaluation("toy.model $LABELS")
        #expect(measured.recall >= strict.recall)
        #expect(measured.threshold <= strict.threshold)
    }

    @Test("Texts that get no score count as honest, and are counted")
    func unscored() throws {
        let site = try ModelSite.withModel([
            "short.jsonl": """
            {"text": "", "label": "spam"}
            {"text": "x", "label": 1, "links": ["http://slot.example/1.html"]}
            {"text": "online casino bonus and free spins", "label": true}
            {"text": "", "label": "ham"}
            """
        ])
        let result = try site.bash("winnow eval --threshold 0.5 toy.model short.jsonl")
        let measured = try Evaluation(result)
        #expect(measured.unscored == 3)
        #expect(measured.recall == 1.0 / 3)
        #expect(result.output.contains("\n3 texts without a score ("))
    }

    @Test("One class alone has no AUC")
    func oneClass() throws {
        let site = try ModelSite.withModel([
            "ham.jsonl": #"{"text": "Ferry times | Tide tables", "label": "ham"}"#
        ])
        let result = try site.bash("winnow eval toy.model ham.jsonl")
        let measured = try Evaluation(result)
        #expect(measured.auc == nil)
        #expect(measured.byTopic.isEmpty)
        #expect(result.output.contains("\nAUC -, Brier score 0."))
        #expect(!result.output.contains("topic  "))
    }

    @Test("Names from the file cannot move the cursor, and their number is bounded")
    func hostileNames() throws {
        let lines = (0..<100).map {
            #"{"text": "Ferry times | Tide tables", "label": "ham", "lang": "\u001b[2J\#($0)"}"#
        }
        let site = try ModelSite.withModel(["ham.jsonl": lines.joined(separator: "\n")])
        let result = try site.bash("winnow eval toy.model ham.jsonl")
        #expect(!result.bytes.contains(0x1B))
        #expect(result.output.contains(#"\u{1b}[2J"#))
        #expect(result.output.contains("\nand 60 more\n"))
        #expect(result.lines.count < 80)
        #expect(try Evaluation(result).byLanguage.count == 100)
    }
}
