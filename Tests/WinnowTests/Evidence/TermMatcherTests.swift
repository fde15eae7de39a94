import Testing

@testable import Winnow

/// Terms, a text, and what must be found, as `term@list`.
struct TermCase: CustomTestStringConvertible {
    var terms: [String]
    var text: String
    var found: [String]

    init(_ terms: [String], _ text: String, _ found: [String]) {
        (self.terms, self.text, self.found) = (terms, text, found)
    }

    var testDescription: String { "\(terms) in \(text)" }
}

@Suite("TermMatcher")
struct TermMatcherTests {
    private static let normaliser = TextNormaliser()

    @Test(
        "Terms are found at words, in unspaced scripts anywhere, leftmost and longest",
        arguments: [
            TermCase(["casino"], "Online CASINO!", ["casino"]),
            TermCase(["casino"], "casinos", []), TermCase(["casino"], "acasino", []),
            TermCase(["casino"], "casino", ["casino"]), TermCase(["casino"], "ｃａｓｉｎｏ", ["casino"]),
            TermCase(["slot online"], "slot-online", ["slot online"]),
            TermCase(["slot online"], "slotonline", []),
            TermCase(["Slot-Online"], "slot online", ["Slot-Online"]),
            TermCase(["百家乐"], "玩百家乐网", ["百家乐"]), TermCase(["百家乐"], "玩·百·家·乐", ["百家乐"]),
            TermCase(["百家乐", "百家乐平台"], "百家乐平台", ["百家乐平台"]),
            TermCase(["百家", "家乐平台"], "百家乐平台", ["百家"]),
            TermCase(["家乐", "百家"], "百家乐", ["百家"]),
            TermCase(["aa bb", "bb cc"], "aa bb cc", ["aa bb"]),
            TermCase(["aa", "aa bb cc", "bb"], "aa bb dd", ["aa", "bb"]),
            TermCase(["คาสิโน"], "เล่นคาสิโนออนไลน์", ["คาสิโน"]),
            TermCase(["카지노"], "카지노에서", ["카지노"]), TermCase(["카지노"], "온라인카지노", []),
            TermCase(["카지노777"], "카지노777 주소", ["카지노777"]), TermCase(["카지노777"], "온라인카지노777", []),
            TermCase(["카지노"], "온라인 카지노", ["카지노"]), TermCase(["カジノ"], "オンラインカジノは", ["カジノ"]),
            TermCase(["pk10"], "北京pk10开奖", []), TermCase(["北京pk10"], "在北京pk10", ["北京pk10"]),
            TermCase(["北京pk10"], "北京pk100", []), TermCase(["!"], "!", []),
            TermCase([], "casino", []),
            TermCase(["casino"], "", []), TermCase(["казино"], "КАЗИНО онлайн", ["казино"]),
            TermCase(["casino"], "casino casino", ["casino", "casino"]),
            TermCase(["xbet", "bet"], "xbeta abet xbet bet", ["xbet", "bet"]),
            TermCase(["онлайн", "лайн"], "онлайны лайн", ["лайн"]),
            TermCase(["free slots", "slot"], "free slot", ["slot"]),
            TermCase(["玩 slots", "slot"], "玩 slot", ["slot"]),
            TermCase(["玩百", "百家乐"], "玩百家乐", ["玩百"]),
        ]
    )
    func terms(test: TermCase) {
        let lists = [TermList(name: "one", terms: test.terms.map { .init(text: $0, weight: 1) })]
        let found = Self.hits(lists, test.text).map { test.terms[Int($0.term)] }
        #expect(found == test.found)
    }

    @Test("A term of several lists is found for each of them, with its weight there")
    func severalLists() {
        let lists = [
            TermList(
                name: "gambling",
                terms: [.init(text: "slot", weight: 1), .init(text: "bet", weight: 2)]
            ),
            TermList(name: "games", terms: [.init(text: "Slot", weight: 0.25)]),
        ]
        let matcher = TermMatcher(lists, normaliser: Self.normaliser)
        let found = Self.hits(lists, "a slot, a bet").map { hit in
            let entry = matcher.entries[Int(hit.term)]
            return "\(matcher.listNames[Int(entry.list)]) \(entry.weight)"
        }
        #expect(found.sorted() == ["gambling 1.0", "gambling 2.0", "games 0.25"])
    }

    @Test("Terms of one list with one form are one term, with the greater weight")
    func sameForm() {
        let lists = [
            TermList(
                name: "gambling",
                terms: [.init(text: "百家樂", weight: 1), .init(text: "百家乐", weight: 2)]
            ),
            TermList(name: "games", terms: [.init(text: "百家樂", weight: 0.5)]),
        ]
        let matcher = TermMatcher(lists, normaliser: Self.normaliser)
        let found = Self.hits(lists, "百 家 乐").map { matcher.entries[Int($0.term)].weight }
        #expect(found.sorted() == [0.5, 2])
    }

    @Test("Hits are those of a plain search, on random texts")
    func plainSearch() {
        var random = SeededGenerator(seed: 5)
        let letters = ["ax", "by", "百里", "家中", "카드", " "]
        for round in 0..<1_500 {
            let terms = Set(
                (0..<6).map { _ in
                    Self.trimmed(
                        (0..<Int.random(in: 1...4, using: &random)).map { _ in random.pick(letters)
                        }
                    )
                }
            ).filter { !$0.isEmpty }.sorted()
            let text = (0..<24).map { _ in random.pick(letters) }.joined()
            let lists = [TermList(name: "one", terms: terms.map { .init(text: $0, weight: 1) })]
            let found = Self.hits(lists, text).map { "\(terms[Int($0.term)])@\($0.start)" }
            #expect(found == Self.plainHits(terms, text), "round \(round): \(terms) in '\(text)'")
        }
    }

    @Test("Every term of the shipped lists is found in itself")
    func shippedLists() throws {
        let lexicon = try Fixtures.rules().lexicon
        #expect(lexicon.matcher.entries.count > 5_000)
        #expect(lexicon.topics.compactMap { $0 }.count >= 10)
        let name = try #require(lexicon.number(of: "gambling"))
        let text = String(
            decoding: try Fixtures.bytes(of: "Rules/lists/gambling/und.txt"),
            as: UTF8.self
        )
        let list = TermList.parse(name: "gambling", text: text).list
        for term in list.terms {
            let hits = lexicon.hits(in: Array(term.text.utf8))
            let lists = hits.map { Int(lexicon.matcher.entries[Int($0.term)].list) }
            #expect(lists.contains(name), "\(term.text)")
        }
    }

    @Test("A text with too many hits is cut short, not searched without end")
    func manyHits() {
        let lists = [TermList(name: "one", terms: [.init(text: "百", weight: 1)])]
        let hits = Self.hits(lists, String(repeating: "百", count: 20_000))
        #expect(hits.count == TermMatcher.maximumHits)
    }

    // MARK: Plain search

    private static func hits(_ lists: [TermList], _ text: String) -> [TermMatcher.Hit] {
        let matcher = TermMatcher(lists, normaliser: normaliser)
        var scratch: [TermMatcher.Hit] = []
        var hits: [TermMatcher.Hit] = []
        normal(text).withUnsafeBufferPointer {
            matcher.appendHits(in: $0, base: 0, scratch: &scratch, to: &hits)
        }
        return hits
    }

    private static func normal(_ text: String) -> [UInt8] {
        var output: [UInt8] = []
        _ = Array(text.utf8).withUnsafeBufferPointer { normaliser.append($0, to: &output) }
        return output
    }

    private static func trimmed(_ letters: [String]) -> String {
        letters.joined().split(separator: " ").joined(separator: " ")
    }

    /// At every place from the left the longest term that may stand there.
    private static func plainHits(_ terms: [String], _ text: String) -> [String] {
        let form = normal(text)
        var found: [String] = []
        var position = 0
        while position < form.count {
            let fitting = terms.filter { term in
                let bytes = Array(term.utf8)
                guard form[position...].starts(with: bytes) else { return false }
                return isAtWords(term, position, position + bytes.count, form)
            }
            guard let longest = fitting.max(by: { $0.utf8.count < $1.utf8.count }) else {
                position += 1
                continue
            }
            found.append("\(longest)@\(position)")
            position += longest.utf8.count
        }
        return found
    }

    private static func isAtWords(_ term: String, _ start: Int, _ end: Int, _ form: [UInt8]) -> Bool
    {
        let needsStart = "ab카".contains(term.prefix(1))
        let needsEnd = "xy".contains(term.suffix(1))
        return (!needsStart || form[start - 1] == 0x20) && (!needsEnd || form[end] == 0x20)
    }
}
