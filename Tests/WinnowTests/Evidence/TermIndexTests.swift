import Testing

@testable import Winnow

@Suite("TermIndex")
struct TermIndexTests {
    private static func insert(_ text: String, into index: inout TermIndex) -> (Int, Bool) {
        Array(text.utf8).withUnsafeBufferPointer { index.insert($0) }
    }

    private static func place(of text: String, in index: TermIndex) -> Int? {
        Array(text.utf8).withUnsafeBufferPointer { index.place(of: $0) }
    }

    @Test("Each term has the place at which it came first, among however many")
    func places() {
        var index = TermIndex()
        var places: [String: Int] = [:]
        var random = SeededGenerator(seed: 3)
        for _ in 0..<5_000 {
            let term = String(Int.random(in: 0..<2_000, using: &random), radix: 3)
            let known = places[term]
            let (place, isNew) = Self.insert(term, into: &index)
            #expect(isNew == (known == nil))
            #expect(place == known ?? places.count)
            places[term] = place
        }
        #expect(index.count == places.count)
        for (term, place) in places {
            #expect(Self.place(of: term, in: index) == place)
            #expect(index.term(at: place) == term)
        }
        #expect(Self.place(of: "none", in: index) == nil)
    }

    @Test("Terms are told apart by their bytes; the empty one is one of them")
    func bytes() {
        var index = TermIndex()
        for (number, term) in ["", "é", "e\u{301}", "É"].enumerated() {
            #expect(Self.insert(term, into: &index) == (number, true))
        }
    }
}
