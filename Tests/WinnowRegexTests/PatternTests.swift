import Testing
import WinnowRegex

/// An expression that does not compile, and where PCRE2 gives up.
struct WrongPattern: CustomTestStringConvertible {
    var source: String
    var offset: Int
    var message: String

    var testDescription: String { source }
}

@Suite("Pattern")
struct PatternTests {
    @Test(
        "An expression that does not compile says where",
        arguments: [
            WrongPattern(source: "a(b", offset: 3, message: "missing closing parenthesis"),
            WrongPattern(source: "ab)", offset: 2, message: "unmatched closing parenthesis"),
            WrongPattern(source: "[a-", offset: 3, message: "missing terminating ]"),
            WrongPattern(source: "*a", offset: 0, message: "quantifier does not follow"),
            WrongPattern(source: "é(", offset: 3, message: "missing closing parenthesis"),
            WrongPattern(source: "a\\C", offset: 3, message: "using \\C is disabled"),
            WrongPattern(source: "(?<n>a)\\k<m>", offset: 10, message: "non-existent subpattern"),
        ]
    )
    func compileErrors(wrong: WrongPattern) throws {
        let error = try #require(throws: PatternError.self) { try Pattern(wrong.source) }
        #expect(error.offset == wrong.offset)
        #expect(error.message.contains(wrong.message), "\(error.message)")
        #expect(error.source == wrong.source)
    }

    @Test("An expression keeps its source")
    func source() throws {
        #expect(try Pattern("a+b").source == "a+b")
    }

    @Test("Long and deeply nested expressions compile or fail, and nothing else happens")
    func hugeExpressions() throws {
        let long = String(repeating: "(?:casino|slot)?", count: 500)
        #expect(try Pattern(long).source == long)
        let deep = String(repeating: "(", count: 5_000) + String(repeating: ")", count: 5_000)
        #expect(throws: PatternError.self) { try Pattern(deep) }
    }

    @Test("The library tells its version")
    func version() {
        #expect(Pattern.libraryVersion.hasPrefix("10."))
    }

    @Test(
        "An expression that is bound to the start of a text says so",
        arguments: [
            ("\\Aabc", true), ("^abc", true), ("abc", false), ("(?m)^abc", false), ("^a|b", false),
        ]
    )
    func anchored(expression: String, isAnchored: Bool) throws {
        #expect(try Pattern(expression).isAnchored == isAnchored)
    }
}
