import Testing

@testable import WinnowBayes

@Suite("FeatureReader")
struct FeatureReaderTests {
    /// A text in normal form and its features, in the order in which they are found.
    struct Reading: CustomTestStringConvertible {
        var text: String
        var features: [NamedFeature]

        var testDescription: String { text }
    }

    @Test(
        "Texts become words, pairs, parts of four, numbers by their length, and grams",
        arguments: [
            Reading(text: "", features: []),
            Reading(text: " ", features: []),
            Reading(text: " ab ", features: [.word("ab")]),
            Reading(text: " abc ", features: [.word("abc"), .part("^abc"), .part("abc$")]),
            Reading(
                text: " boat ",
                features: [.word("boat"), .part("^boa"), .part("boat"), .part("oat$")]
            ),
            Reading(
                text: " my ox ",
                features: [.word("my"), .word("ox"), .pair("my", "ox")]
            ),
            // Without the spaces around it all is the same.
            Reading(text: "my ox", features: [.word("my"), .word("ox"), .pair("my", "ox")]),
            Reading(text: " ый ", features: [.word("ый")]),
            // A number stands between its neighbours, and tells its length up to six.
            Reading(text: " my 7 ox ", features: [.word("my"), .number(1), .word("ox")]),
            Reading(text: " 2024 ", features: [.number(4)]),
            Reading(text: " 123456 ", features: [.number(6)]),
            Reading(text: " 12345678 ", features: [.number(6)]),
            Reading(text: " h2 ", features: [.word("h2")]),
            Reading(
                text: " 港口 ",
                features: [.gram("港"), .gram("港口"), .gram("口")]
            ),
            Reading(
                text: " 船が来 ",
                features: [
                    .gram("船"), .gram("船が"), .gram("船が来"), .gram("が"), .gram("が来"), .gram("来"),
                ]
            ),
            Reading(text: " 항구 ", features: [.gram("항"), .gram("항구"), .gram("구")]),
            Reading(
                text: " เรือ ",
                features: [
                    .gram("เ"), .gram("เร"), .gram("เรื"), .gram("ร"), .gram("รื"), .gram("รือ"),
                    .gram("ื"), .gram("ือ"), .gram("อ"),
                ]
            ),
            // Where the script changes a word ends, and no pair is made across it.
            Reading(
                text: " my港ox ",
                features: [.word("my"), .gram("港"), .word("ox")]
            ),
            Reading(text: " 港 口 ", features: [.gram("港"), .gram("口")]),
            Reading(text: " 港7口 ", features: [.gram("港"), .number(1), .gram("口")]),
            Reading(text: " 𠀀 ", features: [.gram("𠀀")]),
            // Once in a bag, however often.
            Reading(
                text: " ox ox ox ",
                features: [.word("ox"), .pair("ox", "ox")]
            ),
        ]
    )
    func texts(reading: Reading) {
        let reader = FeatureReader([reading.text])
        #expect(reader.text == reading.features.map { $0.hashed() }, "\(reading.features)")
        #expect(reader.links == [])
    }

    /// Where a link leads, and its features in the order in which they are found.
    struct Target: CustomTestStringConvertible {
        var host: String
        var path: String
        var features: [NamedFeature]

        var testDescription: String { host + path }
    }

    @Test(
        "Targets become the ending, the words of the host and their parts, and path shape and words",
        arguments: [
            Target(
                host: "ab.example",
                path: "",
                features: [.ending("example"), .hostWord("ab"), .shape("")]
            ),
            Target(
                host: "sea-42.port.example",
                path: "/",
                features: [
                    .ending("example"), .hostWord("sea"), .hostPart("^sea"), .hostPart("sea$"),
                    .hostNumber(2), .hostWord("port"), .hostPart("^por"), .hostPart("port"),
                    .hostPart("ort$"), .shape("/"),
                ]
            ),
            Target(
                host: "a.example",
                path: "/Old/123456.html",
                features: [
                    .ending("example"), .hostWord("a"), .shape("/a/0.a"), .pathWord("old"),
                    .pathNumber(6), .pathWord("html"),
                ]
            ),
            Target(
                host: "a.example",
                path: "/x?a=1&b2=c",
                features: [
                    .ending("example"), .hostWord("a"), .shape("/a?a=0&a0=a"), .pathWord("x"),
                    .pathWord("a"), .pathNumber(1), .pathWord("b2"), .pathWord("c"),
                ]
            ),
            Target(
                host: "a.example",
                path: "/1234567890123",
                features: [.ending("example"), .hostWord("a"), .shape("/0"), .pathNumber(8)]
            ),
            // Bytes beyond ASCII are letters.
            Target(
                host: "a.example",
                path: "/é",
                features: [.ending("example"), .hostWord("a"), .shape("/a"), .pathWord("é")]
            ),
            // Without a dot there is no ending that says anything.
            Target(host: "localhost", path: "/x", features: [.shape("/a"), .pathWord("x")]),
        ]
    )
    func targets(target: Target) {
        let reader = FeatureReader([], links: [(target.host, target.path)])
        #expect(reader.links == target.features.map { $0.hashed() }, "\(target.features)")
        #expect(reader.text == [])
    }

    @Test("Pairs stand within one text; what is in several texts counts once")
    func severalTexts() {
        let reader = FeatureReader([" my ", " ox ", " my "])
        #expect(reader.text == [NamedFeature.word("my"), .word("ox")].map { $0.hashed() })
        let links = FeatureReader([], links: [("a.example", "/"), ("a.example", "/")])
        #expect(links.links.count == 3)
    }

    @Test("Kinds of text share no feature, and neither do texts and links")
    func kinds() {
        let readers = BagKind.allCases.map { kind in
            FeatureReader([" my boat 港口 12 "], links: [("my.boat", "/my/boat")], kind)
        }
        let all = readers.flatMap { $0.text + $0.links }
        #expect(Set(all).count == all.count)
        #expect(Set(readers.map(\.text.count)).count == 1)
    }

    @Test("A new bag knows nothing of the last")
    func reuse() {
        let reader = FeatureReader([" my boat "], links: [("a.example", "/x")], .title)
        reader.begin(.anchors)
        #expect(reader.text.isEmpty && reader.links.isEmpty)
        reader.add(" ox ")
        reader.addLink("b.example", "/")
        let fresh = FeatureReader([" ox "], links: [("b.example", "/")])
        #expect(reader.text == fresh.text)
        #expect(reader.links == fresh.links)
    }

    @Test("The lowest bit says what may tell a topic")
    func topics() {
        let reader = FeatureReader([" boat ox 港口 12 "], links: [("sea.example", "/x")])
        let telling = reader.text.filter { $0 & 1 == 1 }
        #expect(
            telling
                == [NamedFeature.word("boat"), .word("ox"), .pair("boat", "ox"), .gram("港口")]
                .map { $0.hashed() }
        )
        #expect(reader.links.allSatisfy { $0 & 1 == 0 })
    }

    // MARK: Limits

    @Test("A bag has so many features of its texts, and as many of its links")
    func maximumFeatures() {
        let reader = FeatureReader()
        reader.begin(.anchors)
        for number in 0..<3_000 { reader.add(" w\(number)x ") }
        #expect(reader.text.count == FeatureReader.maximumFeatures)
        #expect(Set(reader.text).count == FeatureReader.maximumFeatures)
        let texts = reader.text
        for number in 0..<5_000 { reader.addLink("a.example", "/w\(number)x") }
        #expect(reader.links.count == FeatureReader.maximumFeatures)
        #expect(Set(reader.links).count == FeatureReader.maximumFeatures)
        reader.add(" w1x another ")
        #expect(reader.text == texts)
    }

    @Test(
        "Words beyond a length are read on in pieces, of links too",
        arguments: [63, 64, 65, 128]
    )
    func maximumWord(length: Int) {
        let text = String(repeating: "ab", count: 64).prefix(length)
        let (head, rest) = (String(text.prefix(64)), String(text.dropFirst(64)))
        let words = FeatureReader([" \(text) "]).text
        #expect(words.contains(NamedFeature.word(head).hashed()))
        #expect(words.contains(NamedFeature.word(rest).hashed()) == !rest.isEmpty)
        #expect(words.contains(NamedFeature.pair(head, rest).hashed()) == !rest.isEmpty)
        let paths = FeatureReader([], links: [("", "/\(text)")]).links
        var expected: [NamedFeature] = [.shape("/a"), .pathWord(head)]
        if !rest.isEmpty { expected.append(.pathWord(rest)) }
        #expect(paths == unique(expected.map { $0.hashed() }))
    }

    @Test("Wide text without spaces is read on in pieces as well")
    func maximumWideWord() {
        let text = (0..<100).compactMap { Unicode.Scalar(0x4E00 + $0) }
            .reduce(into: "") { $0.unicodeScalars.append($1) }
        let features = FeatureReader([text]).text
        // One, two and three from each place, but for the ends of both pieces.
        #expect(features.count == 100 + 98 + 96)
    }

    @Test("Of hosts and paths the first bytes are read")
    func maximumTarget() {
        let path = "/" + String(repeating: "ab/", count: 85)
        #expect(path.utf8.count == FeatureReader.maximumTarget)
        let read = FeatureReader([], links: [("a.example", path)]).links
        #expect(FeatureReader([], links: [("a.example", path + "more/12")]).links == read)
        let host = String(repeating: "ab.", count: 85)
        let hosts = FeatureReader([], links: [(host + "example", "")]).links
        #expect(hosts.contains(NamedFeature.ending("e").hashed()))
    }

    @Test("A shape has so many signs")
    func maximumShape() {
        let path = String(repeating: "/a", count: 12)
        #expect(path.utf8.count == FeatureReader.maximumShape)
        for more in ["", "/", "b", "/12/x"] {
            let links = FeatureReader([], links: [("", path + more)]).links
            #expect(links.contains(NamedFeature.shape(path).hashed()))
        }
        let shorter = FeatureReader([], links: [("", String(path.dropLast()))]).links
        #expect(!shorter.contains(NamedFeature.shape(path).hashed()))
    }

    @Test("Bytes that are no text are read without a fault", arguments: 0..<50)
    func randomBytes(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let reader = FeatureReader()
        reader.begin(.prose)
        for length in 0..<40 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
            bytes.withUnsafeBufferPointer { reader.addText($0) }
            bytes.withUnsafeBufferPointer { reader.addLink(host: $0, path: $0) }
        }
        #expect(Set(reader.text + reader.links).count == reader.text.count + reader.links.count)
        #expect(!(reader.text + reader.links).contains(0))
    }

    @Test(
        "Scripts without spaces are those of Han, kana, Hangul and Thai",
        arguments: [
            ("漢", true), ("㐀", true), ("𠀀", true), ("豈", true), ("あ", true), ("ア", true),
            ("ー", true),
            ("々", true), ("한", true), ("ㄱ", true), ("ก", true), ("a", false), ("я", false),
            ("ا", false), ("א", false), ("ა", false), ("ﬀ", false), ("😀", false),
        ]
    )
    func wideScripts(character: String, isWide: Bool) throws {
        let scalar = try #require(character.unicodeScalars.first)
        #expect(FeatureReader.isWide(scalar.value) == isWide)
    }

    private func unique(_ features: [UInt64]) -> [UInt64] {
        features.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
