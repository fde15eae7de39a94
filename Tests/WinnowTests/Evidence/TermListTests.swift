import Testing

@testable import Winnow

@Suite("TermList")
struct TermListTests {
    @Test("A list has terms, weights and comments")
    func parse() {
        let text = "# comment\ncasino\n\n  slot online\t0.5\n百家乐\t 2 \nbad\tx\nzero\t0\n#\n"
        let (list, badLines) = TermList.parse(name: "gambling", text: text)
        #expect(list.name == "gambling")
        #expect(list.terms.map(\.text) == ["casino", "slot online", "百家乐"])
        #expect(list.terms.map(\.weight) == [1, 0.5, 2])
        #expect(badLines == [6, 7])
    }

    @Test("Line ends of every system are no part of a term")
    func lineEnds() {
        let list = TermList.parse(name: "x", text: "casino\r\nslot\t0.5\r\n\r\n").list
        #expect(list.terms.map(\.text) == ["casino", "slot"])
        #expect(list.terms.map(\.weight) == [1, 0.5])
    }
}
