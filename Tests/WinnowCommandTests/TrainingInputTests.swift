import Foundation
import Testing

@Suite("Texts for training")
struct TrainingInputTests {
    static let plant =
        #"<div><a href="http://a.example/1.html">roof tiles</a> <a href="http://b.example/">leather sofas</a> <a href="http://c.example/x">garden sheds</a></div>"#
    static let page = TestPages.page(TestPages.prose + "\n" + plant)

    /// The bytes of the plant in the page.
    static func range() throws -> Range<Int> {
        let start = try #require(page.range(of: plant)?.lowerBound)
        let offset = page.utf8.distance(from: page.startIndex, to: start)
        return offset..<(offset + plant.utf8.count)
    }

    /// Files that hold the same two honest lists.
    static let sameLists = [
        "Ferry times | Tide tables | Harbour office\nOld maps | New maps | Charts\n",
        "Ferry times\tTide tables\tHarbour office\r\n\r\nOld maps\tNew maps\tCharts\r\n",
        "\u{FEFF}Ferry times|Tide tables|Harbour office\n  \nOld maps|New maps|Charts",
        """
        {"text": ["Ferry times", "Tide tables", "Harbour office"]}

        {"text": "Old maps | New maps | Charts", "label": "ham", "note": "other keys are passed over"}
        """,
        "\u{FEFF}{\"text\": \"Ferry times\\nTide tables\\nHarbour office\"}\r\n"
            + "{\"text\": [\"Old maps\", \"New maps\", \"Charts\"], \"label\": 0, \"kind\": null}\r\n",
    ]

    @Test("Plain lines and JSON lines say the same", arguments: sameLists.dropFirst())
    func lines(other: String) throws {
        let site = try ModelSite.withModel(["one": Self.sameLists[0], "other": other])
        let result = try site.bash(
            """
            winnow train --quiet --update toy.model --ham one -o 1 &&
            winnow train --quiet --update toy.model --ham other -o 2 && cmp 1 2
            """
        )
        #expect(result.status == 0, "\(result.output)\(result.errors)")
    }

    @Test("Lines without a kind are of the kind that is named", arguments: ["prose", "title"])
    func kind(name: String) throws {
        let text = "A line of words that says something about ferries | and tides"
        let site = try ModelSite.withModel([
            "plain.txt": text + "\n", "lines.jsonl": "{\"text\": \"\(text)\"}\n",
            "own.jsonl": "{\"text\": \"\(text)\", \"kind\": \"\(name)\"}\n",
        ])
        let result = try site.bash(
            """
            winnow train --quiet --kind \(name) --update toy.model --ham plain.txt -o 1 &&
            winnow train --quiet --kind \(name) --update toy.model --ham lines.jsonl -o 2 &&
            winnow train --update toy.model --ham own.jsonl -o 3 && cmp 1 2 && cmp 2 3
            """
        )
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        let count = name == "prose" ? "37      36" : "38      37"
        #expect(result.errors.contains(count), "\(result.errors)")
    }

    @Test("Of a folder of planted pages the labelled bytes are learned, of honest ones the rest")
    func folders() throws {
        let range = try Self.range()
        let middle = range.lowerBound + 10
        let planted = """
            {"text": ["roof tiles", "leather sofas", "garden sheds"], \
            "links": ["http://a.example/1.html", "http://b.example/", "http://c.example/x"]}
            """
        let site = try ModelSite.withModel([
            "pages/a/page.html": Self.page, "pages/labels.jsonl": "", "planted.jsonl": planted,
            "whole/doorway.html": Self.plant,
        ])
        let labels = [
            "{\"file\": \"a/page.html\", \"ranges\": [[\(range.lowerBound), \(range.upperBound)]]}\n",
            // The same on several lines.
            """
            {"file": "a/page.html", "ranges": [[\(middle), \(range.upperBound)]]}\r
            \r
            {"file": "a/page.html", "ranges": [[\(range.lowerBound), \(middle)]], "topic": "none"}\r

            """,
        ]
        for label in labels {
            try site.folder.write(label, to: "pages/labels.jsonl")
            let result = try site.bash(
                """
                winnow train --quiet --update toy.model --spam planted.jsonl -o 1 &&
                winnow train --update toy.model --spam pages -o 2 && cmp 1 2 &&
                winnow train --update toy.model --spam whole -o 3 && cmp 1 3 &&
                winnow train --update toy.model --ham pages -o 4
                """
            )
            #expect(result.status == 0, "\(result.output)\(result.errors)")
            // The row of links to three sites is left out: two paragraphs and a title.
            #expect(result.errors.contains("pages: 3 honest texts"), "\(result.errors)")
            let measured = try site.evaluation("toy.model pages")
            #expect(measured.documents == 4)
            #expect(measured.byKind["anchors"]?.spam == 1)
            #expect(measured.byKind["prose"]?.ham == 2)
            #expect(measured.byKind["title"]?.ham == 1)
        }
    }

    @Test("Pages that no label names are not planted")
    func unlabelled() throws {
        let site = try ModelSite.withModel([
            "pages/a.html": Self.page, "pages/b.html": Self.page,
            "pages/truth.jsonl": "{\"file\": \"a.html\", \"ranges\": []}\n{\"file\": \"b.html\"}\n",
        ])
        let result = try site.bash("winnow train --update toy.model --spam pages -o 1")
        #expect(result.status == 0)
        #expect(result.errors.contains("pages: 0 planted texts"))
    }
}
