import Foundation
import Testing

@Suite("rules explain")
struct RulesExplainTests {
    @Test("A rule is told in words")
    func words() throws {
        let result = try CommandRunner.winnow(
            "rules",
            "explain",
            "titles/topic-items",
            rules: "Rules"
        )
        #expect(result.status == 0)
        #expect(
            result.output.contains(
                """
                It fires when
                  all of these:
                    topic-weight is at least 1.5
                    at least one of these:
                      items is at least 3
                      topic-coverage is at least 0.5
                    title-echo is at most 0.2
                    host-topic is at most 1

                """
            ),
            "\(result.output)"
        )
        #expect(result.output.contains("\n  score      6\n"))
        #expect(result.output.contains("1 on which it must fire, 1 on which it must not\n"))
        #expect(!result.output.contains("\u{1B}"))
        for line in result.lines { #expect(line.count <= 80, "\(line)") }
    }

    @Test("A name that stands for no rule is told with the nearest")
    func unknown() throws {
        let result = try CommandRunner.winnow(
            "rules",
            "explain",
            "titles/topic-item",
            rules: "Rules"
        )
        #expect(result.status == 2)
        #expect(result.errors.contains("did you mean 'titles/topic-items'?"))
    }
}
