import Foundation
import Testing

/// What is wrong is told with path and line, and nothing is written.
@Suite("Errors of train and eval")
struct ModelErrorTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var command: String
        var files: [String: String] = [:]
        var status: Int32 = 2
        /// What standard error must say.
        var says: String

        var testDescription: String { "winnow \(command): \(says)" }
    }

    private static let good = #"{"text": "Ferry times | Tide tables"}"#

    /// A line that is wrong, as the third of a file, the second being blank.
    private static func line(_ text: String, _ says: String) -> Case {
        Case(
            command: "train --spam spam.jsonl --ham ham.jsonl -o new.model",
            files: ["spam.jsonl": good + "\n\n" + text + "\n", "ham.jsonl": good],
            says: "winnow: spam.jsonl: line 3: \(says)\n"
        )
    }

    static let lines: [Case] = [
        line("{\"text\": \"a\"", "this is no JSON object"),
        line("plain words", "this is no JSON object"),
        line("[1]", "this is no JSON object"),
        line("\"text\"", "this is no JSON object"),
        line("{}", "there is no key 'text'"),
        line(#"{"text": 5}"#, "'text' must be a string or a list of strings"),
        line(#"{"text": null}"#, "'text' must be a string or a list of strings"),
        line(#"{"text": ["a", 1]}"#, "'text' must be a string or a list of strings"),
        line(#"{"text": "a", "links": "http://a.example/"}"#, "'links' must be a list of strings"),
        line(#"{"text": "a", "lang": 1}"#, "'lang' must be a string"),
        line(#"{"text": "a", "kind": "poem"}"#, "'poem' is none of anchors, prose, title"),
        line(
            #"{"text": "a", "label": "bad"}"#,
            #"a label is "spam" or "ham", not "bad""#
        ),
        line(
            #"{"text": "a", "label": "ham"}"#,
            #"its label is "ham", but the file is given to --spam"#
        ),
    ]

    static let labels: [Case] = [
        Case(
            command: "eval toy.model plain.txt",
            files: ["plain.txt": "\nFerry times\n"],
            says:
                "plain.txt: line 2: a plain line has no label; expected {\"text\": …, \"label\": …}"
        ),
        Case(
            command: "eval toy.model some.jsonl",
            files: ["some.jsonl": #"{"text": "a", "label": "ham"}"# + "\n" + good],
            says: "some.jsonl: line 2: there is no key 'label'; it says \"spam\" or \"ham\""
        ),
        Case(
            command: "eval toy.model empty.jsonl",
            files: ["empty.jsonl": "\n"],
            says: "empty.jsonl: there is no text in it"
        ),
        Case(
            command: "eval toy.model pages",
            files: ["pages/a.html": "<p>a</p>"],
            says: "pages: there is no labels.jsonl in it that says what was planted"
        ),
        pages(
            #"{"ranges": [[0, 1]]}"#,
            "line 1: expected {\"file\": …, \"ranges\": [[start, end], …]}"
        ),
        pages(
            #"{"file": "a.html", "ranges": [[3]]}"#,
            "line 1: [3] is no range: expected [start, end]"
        ),
        pages("\n" + #"{"file": "a.html", "ranges": [[3, 1]]}"#, "line 2: [3, 1] is no range"),
        pages(#"{"file": "b.html", "ranges": [[0, 1]]}"#, "line 1: there is no page 'b.html'"),
        Case(
            command: "train --update toy.model --spam pages",
            files: [
                "pages/a.html": "<p>a</p>",
                "pages/labels.jsonl": #"{"file": "a.html", "ranges": [[0, 9]]}"#,
            ],
            says: "pages/a.html: has 8 bytes, but its label goes to byte 9"
        ),
    ]

    private static func pages(_ label: String, _ says: String) -> Case {
        Case(
            command: "train --update toy.model --ham pages",
            files: ["pages/a.html": "<p>a</p>", "pages/labels.jsonl": label],
            says: "pages/labels.jsonl: \(says)"
        )
    }

    static let others: [Case] = [
        Case(
            command: "train --spam missing.jsonl --ham $LABELS -o new.model",
            says: "winnow: missing.jsonl: no such file or directory"
        ),
        Case(
            command: "train --spam few.txt --ham few.txt -o new.model",
            files: ["few.txt": "Ferry times | Tide tables\n"],
            says: "there are 1 planted and 1 honest documents of one kind, and at least 20 of each"
        ),
        Case(
            command: "train $TRAINING -o missing/new.model",
            says: "missing/new.model: no such file"
        ),
        Case(command: "train $TRAINING -o .", says: ".: is a folder"),
        Case(
            command: "train --update missing.model --ham few.txt",
            says: "missing.model: no such file"
        ),
        Case(
            command: "train --update toy.model --forget --kind title --ham many.txt",
            files: ["many.txt": String(repeating: "Ferry times\n", count: 38)],
            says: "toy.model: documents are to be forgotten that the model was not made of"
        ),
        Case(command: "eval missing.model $LABELS", says: "missing.model: no such file"),
        Case(command: "eval toy.model missing.jsonl", says: "missing.jsonl: no such file"),
        Case(command: "eval . $LABELS", says: ".: is a folder"),
    ]

    static let wrongUsage: [Case] = [
        ("train", "name texts with --spam and --ham"),
        ("train --spam a", "a new model needs both --spam and --ham"),
        ("train --spam a --ham b", "say where the model goes with -o"),
        ("train --forget --spam a --ham b -o c", "--forget goes with --update"),
        ("train --forget --ham b", "--forget goes with --update"),
        ("train --update toy.model", "name texts with --spam and --ham"),
        ("train --update toy.model --name x --ham a", "--name is for new models"),
        (
            "train --spam new.model --ham b -o ./new.model",
            "the model would take the place of its texts"
        ),
        ("train --spam - --ham - -o a", "standard input can be read once only"),
        ("train --spam a --ham b -o c --kind poem", "--kind"),
        ("train --spam a --ham b -o c --features 999", "--features takes a number from 1000 to"),
        (
            "train --spam a --ham b -o c --name 123456789012345678901234567890123",
            "--name takes up to 32 bytes"
        ),
        ("train --spam a --ham b -o c --name $'a\\nb'", "--name takes no control characters"),
        ("eval toy.model", "labels"),
        ("eval --fpr 1 toy.model $LABELS", "--fpr takes a number from 0 to below 1"),
        ("eval --fpr -0.1 toy.model $LABELS", "--fpr"),
        ("eval --threshold 1 toy.model $LABELS", "--threshold takes a number between 0 and 1"),
        ("eval --threshold nan toy.model $LABELS", "--threshold takes a number between 0 and 1"),
    ].map { Case(command: $0, status: 64, says: $1) }

    @Test(
        "It is told, the status says so, and no model is written or changed",
        arguments: lines + labels + others + wrongUsage
    )
    func errors(example: Case) throws {
        let site = try ModelSite.withModel(example.files)
        try site.folder.write("old", to: "new.model")
        let before = try site.folder.files()
        let result = try site.bash("winnow \(example.command)")
        #expect(result.status == example.status, "\(result.errors)")
        #expect(result.errors.contains(example.says), "\(result.errors)")
        #expect(result.bytes.isEmpty)
        #expect(try site.folder.files() == before)
        #expect(try site.folder.text(of: "new.model") == "old")
        #expect(try site.folder.bytes(of: "toy.model") == ModelSite.toy)
    }

    // MARK: Models that can't be used

    /// A model that is changed in one way, and what is said of it.
    struct Broken: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var says: String
        var change: @Sendable ([UInt8]) -> [UInt8]
    }

    static let broken: [Broken] = [
        Broken(testDescription: "no model", says: "this is no model") { _ in Array("text".utf8) },
        Broken(testDescription: "empty", says: "this is no model") { _ in [] },
        Broken(testDescription: "header cut off", says: "the model is cut off") {
            Array($0.prefix(40))
        },
        Broken(testDescription: "end cut off", says: "the model is cut off") { $0.dropLast() },
        Broken(testDescription: "longer", says: "the model is damaged") { $0 + [0] },
        Broken(testDescription: "a bit changed", says: "the model is damaged") {
            var bytes = $0
            if bytes.count > 5_000 { bytes[5_000] ^= 1 }
            return bytes
        },
        Broken(testDescription: "newer", says: "the model has version 200, and this program knows")
        {
            var bytes = $0
            if bytes.count > 8 { bytes[8] = 200 }
            return bytes
        },
    ]

    @Test("A model that can't be used is refused, and scanning works without it", arguments: broken)
    func models(broken: Broken) throws {
        let bytes = broken.change(ModelSite.toy)
        let site = try TestSite(["a.html": TestPages.injected, "more.txt": "Ferry | Tide\n"])
        try site.folder.write(bytes, to: "rules/model/winnow.model")
        for command in [
            "eval rules/model/winnow.model $LABELS",
            "train --update rules/model/winnow.model --ham more.txt", "scan a.html",
            "version",
        ] {
            let result = try site.bash("LABELS=\(ModelSite.labels); winnow \(command)")
            #expect(result.status == 2)
            #expect(result.errors.contains("model/winnow.model: "), "\(result.errors)")
            #expect(result.errors.contains(broken.says), "\(result.errors)")
            #expect(result.bytes.isEmpty)
        }
        let scan = try site.bash("winnow scan a.html")
        #expect(scan.errors.contains("--no-model scans without it"))
        #expect(try site.folder.bytes(of: "rules/model/winnow.model") == bytes)
        #expect(try site.bash("winnow scan --no-model a.html").status == 1)
        #expect(try site.bash("winnow version --no-model").status == 0)
    }

    @Test("The version names the model of the rules, and what it scores")
    func version() throws {
        let site = try TestSite()
        #expect(try !site.winnow("version").output.contains("\nmodel "))
        let train = "winnow train --quiet \(ModelSite.training) --name toy -o toy.model"
        #expect(try site.bash(train).status == 0)
        try site.folder.write(site.folder.bytes(of: "toy.model"), to: "rules/model/winnow.model")
        #expect(try site.winnow("version").output.contains("\nmodel toy ("))
        #expect(try site.winnow("version").output.contains("no kind of text scored)"))
        try site.folder.write(
            "version: test\nmodel: {minimum_documents: 25}\n",
            to: "rules/policy.yaml"
        )
        #expect(try site.winnow("version").output.contains("features; anchors, prose, title)"))
        #expect(try site.winnow("version", "--json").output.contains("\"model\":\"toy ("))
        #expect(try !site.winnow("version", "--no-model").output.contains("\nmodel "))
    }
}
