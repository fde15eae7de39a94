import Foundation
import Testing
import WinnowBayes
import WinnowHTML

@testable import Winnow

@Suite("Features of pages and of bags")
struct SameFeaturesTests {
    /// The features of a page's anchors, as a scan reads them and as training does.
    private struct Readings {
        var scanned: FeatureReader
        var learned: FeatureReader

        init(_ bytes: [UInt8]) throws {
            var tokens = TokenBuffer()
            var domains = DomainTable()
            var evidence = Evidence()
            let scorer = BagScorer(try ToyModel.model())
            bytes.withUnsafeBufferPointer { bytes in
                let charset = CharsetDetection.detect(bytes, transportLabel: nil, isHTML: true)
                    .charset
                let source = Source(bytes: bytes, charset: charset)
                Tokenizer.tokenize(bytes, options: TokenizerOptions(), into: &tokens)
                var context = PageBuilder.Context()
                context.keepsTargets = true
                let page = PageBuilder.build(source, tokens, context: context, domains: &domains)
                EvidenceObserver.observe(
                    page,
                    source,
                    tokens,
                    lexicon: Lexicon([]),
                    weights: LeafWeights(),
                    into: &evidence
                )
                let links = page.leaves.indices.filter { page.leaves[$0].kind == .link }
                scorer.readAnchors(links, page, evidence)
            }
            scanned = scorer.features
            var pages = PageBags()
            let bag = pages.bags(of: bytes, ScanRequest(path: "a.html"), .whole).first {
                $0.kind == .anchors
            }
            var reader = BagReader()
            reader.read(bag ?? LabelledBag())
            learned = reader.features
        }
    }

    /// The features of a bag given as JSON lines give it.
    private static func features(_ anchors: [Anchor]) -> FeatureReader {
        var bag = LabelledBag()
        bag.texts = anchors.map(\.text)
        bag.links = anchors.map(\.target)
        var reader = BagReader()
        reader.read(bag)
        return reader.features
    }

    struct Anchor {
        var text: String
        var target: String

        var html: String {
            func escaped(_ text: String) -> String {
                text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
                    .replacing("\"", with: "&quot;")
            }
            return "<li><a href=\"\(escaped(target))\">\(escaped(text))</a></li>"
        }
    }

    private static func page(_ anchors: [Anchor], charset: String) -> String {
        "<html><head><meta charset=\"\(charset)\"><title>港口</title></head><body><ul>"
            + anchors.map(\.html).joined(separator: "\n") + "</ul></body></html>"
    }

    private static let anchors = [
        Anchor(
            text: "Old harbour, new crane",
            target: "https://Sea.Example/Old/12345.html?a=1&b=2"
        ),
        Anchor(text: "港口 博物馆 2024", target: "http://user@port-42.example:8080/x/"),
        Anchor(text: "ＦＥＲＲＹ  t\u{69}metable", target: "//ferry.example"),
        Anchor(text: "港の船", target: "https://a.example/港/船.shtml"),
        Anchor(text: "A&B \"<q>\"", target: "https://b.example\\c\\d"),
        Anchor(text: "", target: "https://empty.example/"),
        Anchor(text: "12 boats", target: "  https://sp aced.example/\n1"),
        Anchor(text: "twice", target: "https://http://slip.example/"),
        Anchor(text: "dotted", target: "https://WWW。dotted.example./"),
        // These lead nowhere that says anything.
        Anchor(text: "own page", target: "/own/page.html"),
        Anchor(text: "up", target: "../up?x=1"),
        Anchor(text: "write", target: "mailto:a@b.example"),
        Anchor(text: "run", target: "javascript:go('x')"),
        Anchor(text: "top", target: "#top"),
        Anchor(text: "nothing", target: ""),
        Anchor(text: "half", target: "http:half"),
    ]

    private static func expectSame(_ bytes: [UInt8], _ anchors: [Anchor]) throws {
        let readings = try Readings(bytes)
        let given = features(anchors)
        #expect(readings.scanned.text == given.text)
        #expect(readings.scanned.links == given.links)
        #expect(readings.learned.text == given.text)
        #expect(readings.learned.links == given.links)
    }

    @Test("The same anchors have the same features in a page, a page's bag, and a line of JSON")
    func utf8() throws {
        try Self.expectSame(Array(Self.page(Self.anchors, charset: "utf-8").utf8), Self.anchors)
        #expect(Self.features(Self.anchors).links.count > 30)
        // One by one, so that none hides behind another.
        for anchor in Self.anchors {
            try Self.expectSame(Array(Self.page([anchor], charset: "utf-8").utf8), [anchor])
        }
    }

    @Test("So they have in GBK and in Shift_JIS")
    func otherCharsets() throws {
        let chinese = try #require(
            CharsetEncoder.gb18030(ArraySlice(Self.page(Self.anchors, charset: "gbk").utf8))
        )
        try Self.expectSame(chinese, Self.anchors)
        let anchors = Self.anchors.filter { $0.text != "港口 博物馆 2024" }
        let japanese = try #require(
            Self.page(anchors, charset: "shift_jis").data(using: .shiftJIS)
        )
        #expect(japanese.count < Self.page(anchors, charset: "shift_jis").utf8.count)
        try Self.expectSame(Array(japanese), anchors)
    }

    @Test("Links that lead nowhere are none")
    func noLinks() {
        let features = Self.features(Array(Self.anchors.suffix(7)))
        #expect(features.links == [])
        #expect(!features.text.isEmpty)
    }

    @Test("Random anchors have the same features either way", arguments: 0..<60)
    func randomAnchors(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let signs = [
            "a", "B", "é", "e\u{301}", "я", "港", "が", "か\u{3099}", "한", "ก", "Ａ", "ﬁ", "7", "²",
            " ", "  ",
            "\n", "-", "_", "|", ".", "。", "&", "<", "\"", "·", "\u{200B}", "\u{AD}", "😀", "0", "$",
            "@",
        ]
        let targets = [
            "https://", "http://", "//", "a", "B", ".example", "/", "?", "=", "9", "-", "%41", "é",
            "港",
            "&", ":80", "@", "\\", "#", " ",
        ]
        let anchors = (0..<Int.random(in: 1...8, using: &random)).map { _ in
            Anchor(
                text: (0..<Int.random(in: 0...12, using: &random)).map { _ in random.pick(signs) }
                    .joined(),
                target: (random.oneIn(3) ? "" : "https://x.example/")
                    + (0..<Int.random(in: 0...9, using: &random)).map { _ in random.pick(targets) }
                    .joined()
            )
        }
        try Self.expectSame(Array(Self.page(anchors, charset: "utf-8").utf8), anchors)
    }

    @Test("Texts and links beyond the limits are left out alike")
    func limits() throws {
        let anchors = (0..<(BagReader.maximumLinks + 20)).map {
            Anchor(
                text: "\($0 % 9)",
                target: "https://a.example/\($0 < BagReader.maximumLinks ? "x" : "late")"
            )
        }
        let given = Self.features(anchors)
        #expect(given.links == Self.features([anchors[0]]).links)
        let scanned = try Readings(Array(Self.page(anchors, charset: "utf-8").utf8)).scanned
        #expect(scanned.text == given.text)
        #expect(scanned.links == given.links)
    }
}
