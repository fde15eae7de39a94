import Testing

@testable import WinnowRegex

/// An expression and the literals a text must hold one of.
struct LiteralCase: CustomTestStringConvertible {
    var expression: String
    var literals: [String]?

    init(_ expression: String, _ literals: [String]?) {
        (self.expression, self.literals) = (expression, literals)
    }

    var testDescription: String { expression }
}

@Suite("RequiredLiterals")
struct RequiredLiteralsTests {
    @Test(
        "The literals are those that say most",
        arguments: [
            LiteralCase("referrer", ["referrer"]),
            LiteralCase("(?i)\\bReferrer\\b", ["referrer"]),
            LiteralCase("abc.*longer", ["longer"]),
            LiteralCase("cat|horse|cow", ["cat", "cow", "horse"]),
            LiteralCase("location\\s*=\\s*['\"](?:https?:)?//", ["location"]),
            LiteralCase("eval\\(function\\(p,a,c,k,e,[dr]\\)", ["eval(function(p,a,c,k,e,"]),
            LiteralCase("x(?:alpha|beta)y", ["alpha", "beta"]),
            LiteralCase("colou?rful", ["rful"]),
            LiteralCase("abc+def", ["abc"]),
            LiteralCase("(?:abc){2,}", ["abc"]),
            LiteralCase("主站蜘蛛池", ["主站蜘蛛池"]),
            LiteralCase("(?i)主站abc", ["主站abc"]),
            LiteralCase("(?i)document", ["document"]),
            LiteralCase("(?i)navigator\\.userAgent", ["navigator.useragent"]),
            LiteralCase("a\\x2Ebc", ["a.bc"]),
            LiteralCase("\\x{4E3B}站", ["主站"]),
            LiteralCase("foo(?=bar)", ["foo"]),
            LiteralCase("(?!nothing)some", ["some"]),
            LiteralCase("(?<name>hidden)", ["hidden"]),
            LiteralCase("[^]abc]hello", ["hello"]),
            LiteralCase("[[:digit:]x]hello", ["hello"]),
            LiteralCase("[[:a]foo|bar[:]]literal", ["]literal", "foo"]),
            LiteralCase("\\x{0000041}bcdefg", ["abcdefg"]),
            LiteralCase("a{b}c", ["a{b}c"]), LiteralCase("first(?=q)?second", ["firstsecond"]),
        ]
    )
    func found(test: LiteralCase) throws {
        let required = try #require(RequiredLiterals(test.expression, isUTF8: true))
        #expect(required.literals.map { String(decoding: $0, as: UTF8.self) } == test.literals)
    }

    @Test(
        "An expression that may match without any literal asks for none",
        arguments: [
            "a", "ab", "(?:abc)?", "(?:abc)*", "abc|x", "abc|", "\\d+", "[abc]{5}", ".*", "",
            "(?i)кот", "abc\\Gdef", "abc\\Kdef", "(?x)a b c", "(?:abc|def){0,3}", "(*UTF)abc",
            "(?(1)abc|def)", "\\Qabc\\E", "\\N{U+41}bcd", "[\\c]abcdef]", "[\\Qa]xyzw[\\E]",
            "[\\E]abcdef]",
            "(?<*a)(?:foo|bar>literal)", "\\x{ 41 }bcdef", "abc{,3}def",
        ]
    )
    func none(expression: String) {
        #expect(RequiredLiterals(expression, isUTF8: true) == nil)
    }

    @Test("Letters that have Unicode forms are noted, letters without a case are literals")
    func caseless() throws {
        #expect(try #require(RequiredLiterals("(?i)kiss", isUTF8: true)).hasUnicodeForms)
        #expect(try #require(RequiredLiterals("kiss", isUTF8: true)).hasUnicodeForms == false)
        #expect(try #require(RequiredLiterals("(?i)hello", isUTF8: true)).hasUnicodeForms == false)
        for word in ["主站蜘蛛", "แทงบอล", "كازينو", "카지노", "カジノ"] {
            let required = try #require(RequiredLiterals("(?i)" + word, isUTF8: true))
            #expect(required.literals == [Array(word.utf8)])
        }
    }

    @Test(
        "A match is no wider than is said",
        arguments: [
            ("hello", 5), ("a.{0,6}hello", 1 + 24 + 5), ("hello\\d{1,4}", 21), ("hello+", nil),
            ("(?:hello|good bye)x?", 9), ("hello\\s*x", nil), ("(hello)\\1", nil), ("^hello$", 5),
            ("主站.?模板", 6 + 4 + 6), ("hello(?=.*)", 5), ("(?:hello.){900}", nil), ("hello\\X", nil),
        ] as [(String, Int?)]
    )
    func width(expression: String, width: Int?) throws {
        #expect(try #require(RequiredLiterals(expression, isUTF8: true)).width == width)
    }

    @Test("Raw bytes know no other case than that of ASCII")
    func rawBytes() {
        #expect(RequiredLiterals("(?i)kiss", isUTF8: false)?.literals == [Array("kiss".utf8)])
    }

    @Test("An alternation of more branches than the limit asks for nothing")
    func manyBranches() {
        func branches(_ count: Int) -> String {
            (0..<count).map { "word\($0)" }.joined(separator: "|")
        }
        let limit = RequiredLiterals.maximumCount
        #expect(RequiredLiterals(branches(limit), isUTF8: true)?.literals.count == limit)
        #expect(RequiredLiterals(branches(limit + 1), isUTF8: true) == nil)
    }

    @Test("Groups deeper than the limit ask for nothing")
    func deepGroups() {
        func nested(_ depth: Int) -> String {
            String(repeating: "(", count: depth) + "abc" + String(repeating: ")", count: depth)
        }
        #expect(RequiredLiterals(nested(RequiredLiterals.maximumDepth), isUTF8: true) != nil)
        #expect(RequiredLiterals(nested(RequiredLiterals.maximumDepth + 1), isUTF8: true) == nil)
    }

    /// The law the screen rests on, tried on expressions and texts of few letters.
    @Test("What an expression matches holds one of its literals", arguments: 0..<40)
    func superset(seed: Int) throws {
        var random = Numbers(state: UInt64(seed) &* 7_919 &+ 1)
        let matcher = PatternMatcher()
        for _ in 0..<100 {
            let expression = "(?i)" + random.expression(depth: 3)
            guard let pattern = try? Pattern(expression),
                let required = RequiredLiterals(expression, isUTF8: true)
            else { continue }
            for _ in 0..<20 {
                let text = Array(random.text().utf8)
                let outcome = text.withUnsafeBufferPointer {
                    matcher.firstMatch(of: pattern, in: $0)
                }
                guard case .match = outcome else { continue }
                var screen = LiteralScreen()
                for literal in required.literals { _ = screen.add(literal) }
                var found = LiteralHits()
                text.withUnsafeBufferPointer { screen.scan($0, into: &found) }
                if required.hasUnicodeForms,
                    text.withUnsafeBufferPointer({ UnicodeForms.stand(in: $0) })
                {
                    continue
                }
                #expect(
                    !found.found.isEmpty,
                    "\(expression) matches \(String(decoding: text, as: UTF8.self))"
                )
            }
        }
    }
}

/// Small expressions and texts over few letters, so that they meet often.
private struct Numbers {
    var state: UInt64

    mutating func below(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % limit
    }

    mutating func text() -> String {
        let letters = ["a", "b", "A", "k", "K", "\u{212A}", "s", "ſ", "主"]
        return (0..<(3 + below(8))).map { _ in letters[below(letters.count)] }.joined()
    }

    mutating func expression(depth: Int) -> String {
        let letters = ["a", "b", "k", "s", "主", ".", "[ab]", "\\w", "^", "\\b"]
        return (0..<(1 + below(4))).map { _ in
            var atom = letters[below(letters.count)]
            if depth > 0, below(4) == 0 {
                atom =
                    "(?:" + expression(depth: depth - 1) + "|" + expression(depth: depth - 1) + ")"
            }
            return atom + ["", "", "", "+", "?", "*", "{1,2}", "{0,1}"][below(8)]
        }
        .joined()
    }
}
