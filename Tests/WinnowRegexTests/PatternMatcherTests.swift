import Testing
import WinnowRegex

/// An expression, a text, and what of it matches.
struct MatchCase: CustomTestStringConvertible {
    var pattern: String
    var text: String
    var match: String?

    var testDescription: String { "\(pattern) on \(text)" }
}

@Suite("PatternMatcher")
struct PatternMatcherTests {
    @Test(
        "The first match is found, by bytes",
        arguments: [
            MatchCase(pattern: "b+", text: "aabbbc", match: "bbb"),
            MatchCase(pattern: "x", text: "aabbbc", match: nil),
            MatchCase(pattern: "^a", text: "ba", match: nil),
            MatchCase(pattern: "c$", text: "abc", match: "c"),
            MatchCase(pattern: "", text: "abc", match: ""),
            MatchCase(pattern: "a", text: "", match: nil),
            MatchCase(pattern: "$", text: "", match: ""),
            MatchCase(pattern: "(?i)CASINO", text: "online Casino", match: "Casino"),
            MatchCase(pattern: "(?i)éCOLE", text: "une École", match: "École"),
            MatchCase(pattern: "百.乐", text: "玩百家乐", match: "百家乐"),
            MatchCase(pattern: "^.$", text: "𠮷", match: "𠮷"),
            MatchCase(pattern: "\\w+", text: "—казино—", match: "казино"),
            MatchCase(pattern: "\\bslot\\b", text: "slots slot", match: "slot"),
            MatchCase(pattern: "(?<=a)b", text: "bab", match: "b"),
            MatchCase(pattern: "a\\Kb", text: "ab", match: "b"),
        ]
    )
    func firstMatch(test: MatchCase) throws {
        let pattern = try Pattern(test.pattern)
        let text = Array(test.text.utf8)
        let outcome = PatternMatcher().first(pattern, text)
        guard let expected = test.match else {
            #expect(outcome == .noMatch)
            return
        }
        guard case .match(let range) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(String(decoding: text[range], as: UTF8.self) == expected)
    }

    @Test("A match starts at the offset asked for or behind it")
    func start() throws {
        let pattern = try Pattern("a")
        let text = Array("abcab".utf8)
        let matcher = PatternMatcher()
        #expect(matcher.first(pattern, text, from: 0) == .match(0..<1))
        #expect(matcher.first(pattern, text, from: 1) == .match(3..<4))
        #expect(matcher.first(pattern, text, from: 4) == .noMatch)
        #expect(matcher.first(pattern, text, from: 5) == .noMatch)
        #expect(matcher.first(pattern, text, from: 6) == .undecided)
    }

    @Test("What stands before the offset is still seen by a look behind")
    func lookBehind() throws {
        #expect(
            PatternMatcher().first(try Pattern("(?<=a)b"), Array("ab".utf8), from: 1)
                == .match(1..<2)
        )
        #expect(PatternMatcher().first(try Pattern("\\bb"), Array("ab".utf8), from: 1) == .noMatch)
    }

    @Test("A character is one thing in text and several in raw bytes")
    func rawBytes() throws {
        let text = Array("é".utf8)
        let matcher = PatternMatcher()
        #expect(matcher.first(try Pattern("^.$"), text) == .match(0..<2))
        #expect(matcher.first(try Pattern("^.$", isUTF8: false), text) == .noMatch)
        #expect(matcher.first(try Pattern("^..$", isUTF8: false), text) == .match(0..<2))
        let invalid: [UInt8] = [0xFF, 0x41, 0xC3]
        #expect(matcher.first(try Pattern("A", isUTF8: false), invalid) == .match(1..<2))
    }

    @Test(
        "A pattern that would run for ever is undecided, soon, and never no match",
        arguments: ["(a+)+$", "(a|aa)+$", "(?:a*)*b", "^(?:(a+)x?)*$", "(.*)*,"]
    )
    func catastrophic(source: String) throws {
        let pattern = try Pattern(source)
        let text = Array((String(repeating: "a", count: 40) + "!").utf8)
        let clock = ContinuousClock()
        var outcome = PatternMatcher.Outcome.noMatch
        let time = clock.measure { outcome = PatternMatcher().first(pattern, text) }
        // Where PCRE2 can tell at once that a needed letter is missing, no match is the answer.
        let isDecidable = source.hasSuffix("b") || source.hasSuffix(",")
        #expect(outcome == (isDecidable ? .noMatch : .undecided))
        #expect(time < .seconds(10))
    }

    @Test("A long text against a nested group does not overflow any stack")
    func deepRecursion() throws {
        let pattern = try Pattern("^(?:a|b|(c))*$")
        let text = [UInt8](repeating: 0x61, count: 400_000)
        let outcome = PatternMatcher().first(pattern, text)
        #expect(outcome == .match(0..<400_000) || outcome == .undecided)
    }

    @Test("A matcher works on after a pattern that was undecided")
    func afterUndecided() throws {
        let matcher = PatternMatcher()
        let text = Array((String(repeating: "a", count: 40) + "!").utf8)
        #expect(matcher.first(try Pattern("(a+)+$"), text) == .undecided)
        #expect(matcher.first(try Pattern("a!"), text) == .match(39..<41))
    }

    @Test("One pattern is matched from many threads at once")
    func threads() async throws {
        let pattern = try Pattern("(?i)\\bcasino\\b")
        let found = await withTaskGroup(of: Int.self) { group in
            for worker in 0..<16 {
                group.addTask {
                    let matcher = PatternMatcher()
                    return (0..<200).count { round in
                        let padding = String(repeating: "x ", count: (worker * 31 + round) % 97)
                        let text = Array((padding + "Casino").utf8)
                        let start = padding.utf8.count
                        return matcher.first(pattern, text) == .match(start..<(start + 6))
                    }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(found == 16 * 200)
    }
}

extension PatternMatcher {
    /// The first match in an array of bytes.
    fileprivate func first(_ pattern: Pattern, _ text: [UInt8], from start: Int = 0) -> Outcome {
        text.withUnsafeBufferPointer { firstMatch(of: pattern, in: $0, from: start) }
    }
}
