import Foundation
import Testing
import WinnowBayes

@testable import Winnow

@Suite("LabelledBag")
struct LabelledBagTests {
    private static func bag(_ json: String, usual: BagKind? = nil) throws -> LabelledBag {
        let decoder = JSONDecoder()
        if let usual, let key = LabelledBag.usualKind { decoder.userInfo[key] = usual }
        return try decoder.decode(LabelledBag.self, from: Data(json.utf8))
    }

    @Test("A line may say everything, and other keys are passed over")
    func everything() throws {
        let bag = try Self.bag(
            """
            {"text": ["a | b", "c"], "links": ["https://a.example/"], "label": "spam",
             "topic": "fake-documents", "lang": "de", "group": "g", "kind": "anchors", "more": {"x": 1}}
            """
        )
        var expected = LabelledBag()
        expected.texts = ["a | b", "c"]
        expected.links = ["https://a.example/"]
        (expected.isSpam, expected.topic) = (true, .fakeDocuments)
        (expected.language, expected.group) = ("de", "g")
        #expect(bag == expected)
    }

    @Test("A text alone is enough")
    func minimum() throws {
        var expected = LabelledBag()
        expected.texts = ["a"]
        #expect(try Self.bag("{\"text\": \"a\"}") == expected)
        let nulls =
            "{\"text\": \"a\", \"links\": null, \"label\": null, \"topic\": null, \"kind\": null}"
        #expect(try Self.bag(nulls) == expected)
    }

    @Test(
        "Anchors of one string stand on lines, between tabs, or between bars",
        arguments: [
            ("a b", ["a b"]), ("a | b", ["a ", " b"]), ("a\\nb", ["a", "b"]),
            ("a\\r\\nb\\tc", ["a", "b", "c"]),
            ("|a||b|", ["a", "b"]), ("", []),
        ]
    )
    func parts(text: String, parts: [String]) throws {
        #expect(try Self.bag("{\"text\": \"\(text)\"}").texts == parts)
        let list = try Self.bag("{\"text\": [\"\(text)\"]}").texts
        #expect(list.count == 1)
    }

    @Test("Prose and titles are one text", arguments: [BagKind.prose, .title])
    func wholeTexts(kind: BagKind) throws {
        let bag = try Self.bag("{\"text\": \"a | b\\nc\", \"kind\": \"\(kind.name)\"}")
        #expect(bag.kind == kind)
        #expect(bag.texts == ["a | b\nc"])
    }

    @Test("A line without a kind has the usual one")
    func usualKind() throws {
        #expect(try Self.bag("{\"text\": \"a|b\"}", usual: .title).texts == ["a|b"])
        #expect(try Self.bag("{\"text\": \"a|b\"}", usual: .title).kind == .title)
        let named = "{\"text\": \"a|b\", \"kind\": \"anchors\"}"
        #expect(try Self.bag(named, usual: .title).texts == ["a", "b"])
    }

    @Test(
        "Labels are words, numbers or truth values",
        arguments: [
            ("\"spam\"", true), ("\"ham\"", false), ("1", true), ("0", false), ("1.0", true),
            ("true", true), ("false", false), ("\"1\"", true), ("\"0\"", false),
        ]
    )
    func labels(label: String, isSpam: Bool) throws {
        #expect(try Self.bag("{\"text\": \"a\", \"label\": \(label)}").isSpam == isSpam)
    }

    @Test("A topic nobody knows is none")
    func unknownTopic() throws {
        #expect(try Self.bag("{\"text\": \"a\", \"topic\": \"weather\"}").topic == nil)
        for topic in Topic.allCases {
            #expect(
                try Self.bag("{\"text\": \"a\", \"topic\": \"\(topic.rawValue)\"}").topic == topic
            )
        }
    }

    @Test(
        "What is wrong is told with its key",
        arguments: [
            ("{}", "text"), ("{\"text\": 1}", "text"), ("{\"text\": null}", "text"),
            ("{\"text\": [\"a\", 1]}", "text"), ("{\"text\": {\"a\": 1}}", "text"),
            ("{\"text\": \"a\", \"links\": \"x\"}", "links"),
            ("{\"text\": \"a\", \"links\": [1]}", "links"),
            ("{\"text\": \"a\", \"label\": \"maybe\"}", "label"),
            ("{\"text\": \"a\", \"label\": 2}", "label"),
            ("{\"text\": \"a\", \"label\": 0.5}", "label"),
            ("{\"text\": \"a\", \"label\": []}", "label"),
            ("{\"text\": \"a\", \"kind\": \"poem\"}", "kind"),
            ("{\"text\": \"a\", \"kind\": 1}", "kind"),
            ("{\"text\": \"a\", \"topic\": 1}", "topic"),
            ("{\"text\": \"a\", \"lang\": 1}", "lang"),
            ("{\"text\": \"a\", \"group\": 1}", "group"),
        ]
    )
    func mistakes(json: String, key: String) throws {
        let error = #expect(throws: DecodingError.self) { try Self.bag(json) }
        switch error {
        case .keyNotFound(let found, _): #expect(found.stringValue == key)
        case .typeMismatch(_, let context), .valueNotFound(_, let context),
            .dataCorrupted(let context):
            #expect(context.codingPath.first?.stringValue == key)
        default: Issue.record("\(String(describing: error))")
        }
    }

    @Test("What is no object is an error", arguments: ["[]", "1", "\"a\"", "{\"text\": \"a\"", ""])
    func noObject(json: String) {
        #expect(throws: DecodingError.self) { try Self.bag(json) }
    }
}
