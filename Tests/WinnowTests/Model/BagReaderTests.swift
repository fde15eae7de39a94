import Testing
import WinnowBayes

@testable import Winnow

@Suite("BagReader")
struct BagReaderTests {
    private static func features(
        _ texts: [String],
        links: [String] = [],
        _ kind: BagKind = .anchors
    ) -> FeatureReader {
        var bag = LabelledBag()
        (bag.kind, bag.texts, bag.links) = (kind, texts, links)
        var reader = BagReader()
        reader.read(bag)
        return reader.features
    }

    @Test("Texts are brought into the normal form first")
    func normalForm() {
        let plain = Self.features(["old harbour"])
        for text in ["OLD  Harbour!", "ｏｌｄ harbour", " old-harbour\n"] {
            #expect(Self.features([text]).text == plain.text)
        }
        #expect(Self.features(["", " ", "!?"]).text == [])
        #expect(Self.features(["old harbour"], .title).text != plain.text)
    }

    @Test("A reader reads one bag after another")
    func reuse() {
        var (bag, other) = (LabelledBag(), LabelledBag())
        (bag.texts, bag.links) = (["old harbour"], ["https://a.example/x"])
        (other.kind, other.texts) = (.title, ["ferry"])
        var reader = BagReader()
        reader.read(bag)
        reader.read(other)
        #expect(reader.features.text == Self.features(["ferry"], .title).text)
        #expect(reader.features.links == [])
    }

    @Test("Of the texts so many bytes are read")
    func maximumText() {
        // A word of seven letters and its space, again and again, and the last one differs.
        let words = BagReader.maximumText / 8
        func text(_ count: Int) -> String { String(repeating: "harbour ", count: count) }
        func knows(_ texts: [String], _ word: String) -> Bool {
            let own = Set(Self.features([word]).text)
            return own.isSubset(of: Self.features(texts).text)
        }
        #expect(knows([text(words - 2), "ferry"], "ferry"))
        #expect(!knows([text(words + 1), "ferry"], "ferry"))
        #expect(!knows([text(words + 1) + "ferry"], "ferry"))
        // Links are read all the same.
        let links = ["https://a.example/"]
        #expect(
            Self.features([text(words + 1)], links: links).links
                == Self.features([], links: links).links
        )
    }

    @Test("Of the links so many are read")
    func maximumLinks() {
        let many = [String](repeating: "https://a.example/", count: BagReader.maximumLinks - 1)
        let known = Self.features([], links: many).links
        let last = Self.features([], links: many + ["https://b.test/"]).links
        #expect(last.count > known.count)
        #expect(Self.features([], links: many + [many[0], "https://b.test/"]).links == known)
    }
}
