import Testing

@testable import Winnow

@Suite("ListReader")
struct ListReaderTests {
    private static func file(_ path: String, _ text: String, change: String? = nil) -> RuleFile {
        var parts = [RuleFile.Part(name: path, text: text)]
        if let change { parts.append(.init(name: "local.d/\(path)", text: change, isChange: true)) }
        return RuleFile(path: path, parts: parts)
    }

    private static func terms(_ files: [RuleFile]) -> [String: [String]] {
        let reader = ListReader(files)
        return Dictionary(
            uniqueKeysWithValues: reader.lists.map { list in
                (list.name, list.terms.map { "\($0.text) \($0.weight)" })
            }
        )
    }

    @Test("The files of a folder are one list, in which a term counts once with its highest weight")
    func languages() {
        let lists = Self.terms([
            Self.file("lists/gambling.txt", "poker\n"),
            Self.file("lists/gambling/de.txt", "casino\t0.5\npoker\n"),
            Self.file("lists/gambling/en.txt", "bet\ncasino\t2\n"),
            Self.file("lists/games.txt", "casino\n"),
        ])
        #expect(lists["gambling"] == ["poker 1.0", "casino 2.0", "bet 1.0"])
        #expect(lists["games"] == ["casino 1.0"])
    }

    @Test("Words that are equal in normal form count once")
    func normalForms() {
        let lexicon = Lexicon([
            TermList(
                name: "gambling",
                terms: [.init(text: "casino", weight: 1), .init(text: "CASINO", weight: 2)]
            )
        ])
        let hits = lexicon.hits(in: Array("casino".utf8))
        #expect(hits.map { lexicon.matcher.entries[Int($0.term)].weight } == [2])
    }

    @Test("A local layer adds terms, changes weights and takes terms away")
    func changes() {
        let lists = Self.terms([
            Self.file(
                "lists/seo.txt",
                "backlink\t0.3\nlinks\nrank\n",
                change: "backlink\t3\n-rank\nseo\n"
            )
        ])
        #expect(lists["seo"] == ["backlink 3.0", "links 1.0", "seo 1.0"])
        // A change may name the list, not the file of the language.
        let whole = Self.terms([
            RuleFile(
                path: "lists/seo.txt",
                parts: [.init(name: "local.d/lists/seo.txt", text: "-rank\nseo\n", isChange: true)]
            ), Self.file("lists/seo/en.txt", "links\nrank\n"),
        ])
        #expect(whole["seo"] == ["links 1.0", "seo 1.0"])
    }

    @Test("Order begins anew after a comment")
    func sections() {
        let reader = ListReader([Self.file("lists/x.txt", "# en\nbet\nroulette\n# zh\nav\n百家乐\n")])
        #expect(reader.diagnostics == [])
    }

    @Test(
        "What is wrong with a list is told with its line",
        arguments: [
            (
                "bet\ncasino\nbingo\n",
                """
                lists/x.txt:3:1: error: 'bingo' is out of order [list-order]
                  3 | bingo
                    | ^ put it before line 2, 'casino'; order is that of UTF-8 bytes
                """
            ),
            (
                "bet\r\ncasino\r\nbet\t2\r\n",
                """
                lists/x.txt:3:1: error: 'bet' stands in line 1 already [duplicate-term]
                  3 | bet\t2
                    | ^ delete one of them
                """
            ),
            (
                "-bet\n",
                """
                lists/x.txt:1:1: error: only a file in local.d takes a term away [list-directive]
                  1 | -bet
                    | ^ delete the term instead
                """
            ),
            (
                "!include bet\n",
                """
                lists/x.txt:1:1: error: a term begins with a letter or a digit [list-directive]
                  1 | !include bet
                    | ^ '#' begins a comment; only local.d takes a term away, with '-'
                """
            ),
            (
                "bet\tmuch\n",
                """
                lists/x.txt:1:1: error: the weight after the tab is no number above 0 [bad-weight]
                  1 | bet\tmuch
                    | ^ write the term, a tab and a number such as 0.5
                """
            ),
        ]
    )
    func problems(text: String, diagnostic: String) {
        #expect(
            ListReader([Self.file("lists/x.txt", text)]).diagnostics.map(\.description) == [
                diagnostic
            ]
        )
    }

    @Test("A term that is taken away must be there")
    func unknownTerm() {
        let reader = ListReader([Self.file("lists/x.txt", "casino\n", change: "-casin\n")])
        #expect(
            reader.diagnostics.map(\.description) == [
                """
                local.d/lists/x.txt:1:1: error: there is no 'casin' in the list 'x' to take away \
                [list-directive]
                  1 | -casin
                    | ^ did you mean 'casino'?
                """
            ]
        )
    }
}
