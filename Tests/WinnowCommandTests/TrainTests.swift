import Foundation
import Testing

@Suite("winnow train")
struct TrainTests {
    @Test("A model is made of the training set; the summary is for people, stdout stays empty")
    func train() throws {
        let site = try ModelSite()
        let result = try site.bash("winnow train $TRAINING --name toy -o toy.model")
        #expect(result.status == 0)
        #expect(result.bytes.isEmpty)
        #expect(try site.folder.files() == ["toy.model"])
        for line in [
            "spam.jsonl: 165 planted texts", "ham.jsonl: 217 honest texts",
            "kind     planted  honest", "anchors      101     144", "prose         31      36",
            "title         33      37", "topic told right: ", "predicted  was spam  texts",
            "note: anchors, prose, title: scans ask a kind from 1,000 texts of each class on,",
        ] {
            #expect(result.errors.contains(line), "\(line)")
        }
        #expect(!result.errors.contains("warning"))
        #expect(!result.errors.contains { "\r\u{1B}".contains($0) }, "progress is for terminals")
    }

    @Test("The same texts make the same bytes, also in other files and in another order")
    func order() throws {
        let site = try ModelSite()
        let result = try site.bash(
            """
            set -e
            spam=$(echo $TRAINING | cut -d' ' -f2) ham=$(echo $TRAINING | cut -d' ' -f4)
            head -n 80 $spam >a; tail -n +81 $spam >b; tac $ham >c
            winnow train --quiet --spam $spam --ham $ham -o 1.model
            winnow train --quiet --spam $spam --ham $ham -o 2.model
            winnow train --quiet --ham c --spam b a -o 3.model
            winnow train --quiet --spam - --ham $ham -o - <$spam >4.model
            """
        )
        #expect(result.status == 0, "\(result.errors)")
        let first = try site.folder.bytes(of: "1.model")
        #expect(first == ModelSite.toy)
        for name in ["2.model", "3.model", "4.model"] {
            #expect(try site.folder.bytes(of: name) == first, "\(name)")
        }
    }

    @Test("--quiet says nothing")
    func quiet() throws {
        let site = try ModelSite.withModel(["more.txt": "One anchor | Two anchors | Three\n"])
        for command in [
            "$TRAINING -o new.model", "--update toy.model --ham more.txt",
            "--update toy.model --forget --ham more.txt",
        ] {
            let result = try site.bash("winnow train --quiet \(command)")
            #expect(result.status == 0)
            #expect(result.bytes.isEmpty && result.errors.isEmpty, "\(result.errors)")
        }
    }

    @Test(
        "A reader that went away is no error",
        arguments: ["eval toy.model $LABELS", "train -o -"]
    )
    func brokenPipe(command: String) throws {
        let site = try ModelSite.withModel()
        let line = command.replacing("train", with: "train --quiet $TRAINING")
        let result = try site.bash("set -o pipefail; winnow \(line) | true")
        #expect(result.status == 0, "\(result.errors)")
        #expect(try site.bash("winnow train $TRAINING -o m 2>&-").status == 0)
    }

    // MARK: Updates

    @Test(
        "What is learned and forgotten leaves the same bytes",
        arguments: ["", "--features 1000"]
    )
    func forget(options: String) throws {
        let site = try ModelSite([
            "honest.txt": "Harbour office | Tide tables | Ferry times\nOld maps | New maps\n",
            "planted.jsonl":
                #"{"text": ["garden hoses", "window blinds"], "links": ["http://x.example/1.html"], "topic": "commerce", "kind": "prose"}"#,
        ])
        let result = try site.bash(
            """
            winnow train --quiet $TRAINING \(options) -o one.model && cp one.model old.model &&
            winnow train --update one.model --ham honest.txt --spam planted.jsonl &&
            ! cmp -s one.model old.model &&
            winnow train --update one.model --forget --spam planted.jsonl --ham honest.txt
            """
        )
        #expect(result.status == 0, "\(result.errors)")
        #expect(try site.folder.bytes(of: "one.model") == site.folder.bytes(of: "old.model"))
        #expect(result.errors.contains("anchors      101     101     146     144"))
        #expect(result.errors.contains("prose         32      31      36      36"))
    }

    @Test("With -o an update leaves the old model alone, without it a link stays a link")
    func updateTarget() throws {
        let site = try ModelSite.withModel(["more.txt": "One anchor | Two anchors | Three\n"])
        let result = try site.bash(
            """
            ln -s toy.model link.model
            winnow train --update link.model --ham more.txt -o new.model && cmp toy.model link.model &&
            winnow train --update link.model --ham more.txt && cmp toy.model new.model &&
            test -L link.model
            """
        )
        #expect(result.status == 0, "\(result.output)\(result.errors)")
    }

    @Test("What an update teaches changes what is told")
    func learning() throws {
        let text = #"{"text": ["garden hoses", "window blinds", "kitchen taps"], "label": "spam"}"#
        let site = try ModelSite.withModel(["new.jsonl": text + "\n"])
        let before = try site.evaluation("toy.model new.jsonl").brier
        let command = "winnow train --quiet --update toy.model --spam new.jsonl"
        #expect(try site.bash("for i in 1 2 3 4 5; do \(command); done").status == 0)
        #expect(try site.evaluation("toy.model new.jsonl").brier < before)
    }

    // MARK: Warnings

    @Test("Kinds with too few texts and lopsided classes are warned of")
    func warnings() throws {
        let site = try ModelSite()
        let result = try site.bash(
            """
            spam=$(echo $TRAINING | cut -d' ' -f2) ham=$(echo $TRAINING | cut -d' ' -f4)
            grep -v '"prose"' $spam >spam; for i in $(seq 50); do cat $ham; done | grep -v title >ham
            winnow train --spam spam --ham ham -o toy.model
            """
        )
        #expect(result.status == 0)
        #expect(
            result.errors.contains(
                "warning: prose: fewer than 20 texts of a class, so this kind gets"
            )
        )
        #expect(
            result.errors.contains(
                "warning: anchors: one class has 71 times the texts of the other"
            )
        )
        let plain =
            #"{"text": "Some words of an honest paragraph", "kind": "prose", "label": "ham"}"#
        try site.folder.write(plain, to: "prose.jsonl")
        #expect(try site.evaluation("toy.model prose.jsonl").unscored == 1)
    }

    @Test("The help of both commands has examples", arguments: ["train", "eval"])
    func help(command: String) throws {
        let result = try CommandRunner.winnow(command, "--help")
        #expect(result.status == 0)
        #expect(result.output.contains("\nEXAMPLES\n  winnow \(command) "))
        #expect(result.output.contains("docs/model.md"))
        let words = result.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("(values: anchors, prose, title; default: anchors)"))
        let examples = result.output.split(separator: "\n").filter { $0.hasPrefix("  winnow ") }
        #expect(examples.allSatisfy { !$0.hasSuffix("|") })
    }
}
