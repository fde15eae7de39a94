import Testing

@testable import WinnowRegex

@Suite("LiteralScreen")
struct LiteralScreenTests {
    private static func found(_ literals: [String], in text: String) -> [String] {
        var screen = LiteralScreen()
        let numbers = literals.map { screen.add(Array($0.utf8)) }
        var hits = LiteralHits()
        Array(text.utf8).withUnsafeBufferPointer { screen.scan($0, into: &hits) }
        return zip(literals, numbers).filter { hits.stands($0.1) }.map(\.0)
    }

    @Test("Every literal that stands in a text is found, whatever its case, and no other")
    func finds() {
        let literals = ["abc", "referrer", "主站", "location", "xyz", "a.b(c"]
        #expect(Self.found(literals, in: "ABC") == ["abc"])
        #expect(Self.found(literals, in: "Document.REFERRER; a.b(c") == ["referrer", "a.b(c"])
        #expect(Self.found(literals, in: "这是主站的页") == ["主站"])
        #expect(Self.found(literals, in: "locatio n ab xy") == [])
        #expect(Self.found(literals, in: "") == [])
        #expect(Self.found(literals, in: "ab") == [])
    }

    @Test(
        "A literal is found at either end and across others",
        arguments: ["abc", "abcd", "zabcd", "aaaa"]
    )
    func ends(literal: String) {
        #expect(Self.found([literal], in: literal) == [literal])
        #expect(Self.found([literal], in: "--" + literal) == [literal])
        #expect(Self.found([literal], in: literal + "--") == [literal])
        #expect(Self.found([literal], in: "-" + literal + "-") == [literal])
        #expect(Self.found([literal], in: String(literal.dropLast())) == [])
    }

    @Test("A literal that overlaps itself is found at every place, in order", arguments: 3..<8)
    func overlaps(length: Int) {
        var screen = LiteralScreen()
        let number = screen.add([UInt8](repeating: 0x61, count: length))
        var hits = LiteralHits()
        [UInt8](repeating: 0x41, count: 12).withUnsafeBufferPointer {
            screen.scan($0, into: &hits)
        }
        #expect(hits.places(of: number).map { Int($0) } == Array(0...(12 - length)))
    }

    @Test("Equal literals have one number, and none costs nothing")
    func numbers() {
        var screen = LiteralScreen()
        #expect(screen.add(Array("abc".utf8)) == screen.add(Array("abc".utf8)))
        #expect(screen.count == 1)
        var none = LiteralHits()
        Array("abc".utf8).withUnsafeBufferPointer { LiteralScreen().scan($0, into: &none) }
        #expect(none.found.isEmpty)
    }

    @Test("It finds what a search one by one finds", arguments: 0..<20)
    func agrees(seed: Int) {
        var state = UInt64(seed) &* 31 &+ 7
        func next(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        func word(_ length: Int) -> String {
            String((0..<length).map { _ in Array("abcde(.")[next(7)] })
        }
        let literals = Array(Set((0..<40).map { _ in word(3 + next(6)) })).sorted()
        let text = word(2_000)
        #expect(Self.found(literals, in: text) == literals.filter { text.contains($0) })
        var screen = LiteralScreen()
        for literal in literals { _ = screen.add(Array(literal.utf8)) }
        var hits = LiteralHits()
        let bytes = Array(text.utf8)
        // Kept memory must not remember the text before.
        for _ in 0..<2 { bytes.withUnsafeBufferPointer { screen.scan($0, into: &hits) } }
        for (number, literal) in literals.enumerated() where !hits.isEverywhere(number) {
            let places = bytes.indices.filter { bytes[$0...].starts(with: literal.utf8) }
            #expect(hits.places(of: number).map { Int($0) } == places)
            let middle = places.first ?? 0
            #expect(hits.stands(number, in: middle..<(middle + 1)) == !places.isEmpty)
            #expect(hits.stands(number, in: 0..<middle) == false)
        }
    }

    @Test("A literal that stands more often than places are kept is told to stand everywhere")
    func everywhere() {
        var screen = LiteralScreen()
        _ = screen.add(Array("abcde".utf8))
        func hits(_ count: Int) -> LiteralHits {
            var hits = LiteralHits()
            Array(String(repeating: "abcde ", count: count).utf8)
                .withUnsafeBufferPointer { screen.scan($0, into: &hits) }
            return hits
        }
        let limit = LiteralHits.maximumPlaces
        #expect(!hits(limit).isEverywhere(0))
        #expect(hits(limit).places(of: 0).count == limit)
        #expect(hits(limit + 1).isEverywhere(0))
        #expect(hits(limit + 1).stands(0, in: 1..<2))
    }
}
