import Foundation
import Testing

@testable import WinnowRegex

@Suite("Expressions that are compiled when they are tried")
struct LazyPatternTests {
    private static func outcome(_ pattern: Pattern, _ text: String) -> PatternMatcher.Outcome {
        Array(text.utf8).withUnsafeBufferPointer {
            PatternMatcher().firstMatch(of: pattern, in: $0)
        }
    }

    @Test("A known expression matches as one that was compiled before")
    func known() throws {
        for source in ["pok(er|us)", "(?i)straße", "^a.c$"] {
            let (known, compiled) = (Pattern(known: source, isUTF8: true), try Pattern(source))
            #expect(known.required == compiled.required)
            for text in ["my poker", "STRASSE Straße", "abc", ""] {
                #expect(Self.outcome(known, text) == Self.outcome(compiled, text))
            }
        }
    }

    @Test("A known expression that PCRE2 refuses is undecided, never no match")
    func refused() {
        #expect(Self.outcome(Pattern(known: "(", isUTF8: true), "(") == .undecided)
    }

    @Test("Threads that try one expression for the first time at once all get the answer")
    func threads() {
        for round in 0..<50 {
            let pattern = Pattern(known: "b{\(round % 5 + 1)}c", isUTF8: true)
            let right = Counter()
            DispatchQueue.concurrentPerform(iterations: 8) { _ in
                if case .match(let range) = Self.outcome(pattern, "abbbbbbc"),
                    range.upperBound == 8
                {
                    right.add()
                }
            }
            #expect(right.value == 8)
        }
    }
}

private final class Counter: @unchecked Sendable {
    private let lock = NSLock()
    private var count = 0

    var value: Int { lock.withLock { count } }

    func add() { lock.withLock { count += 1 } }
}
