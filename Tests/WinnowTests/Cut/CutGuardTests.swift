import Testing
import WinnowHTML

@testable import Winnow

/// A page in which `⟦⟧` mark a cut that is tried.
struct CutCase: CustomTestStringConvertible {
    var testDescription: String

    init(_ text: String) { testDescription = text }
}

@Suite("CutGuard")
struct CutGuardTests {
    @Test(
        "A cut that leaves every other token alone is safe",
        arguments: [
            CutCase("<p>a⟦<b>x</b>⟧c</p>"), CutCase("⟦<p>a</p>⟧"), CutCase("a⟦b⟧c"),
            CutCase("<title>⟦casino_⟧x</title>"), CutCase("a⟦<!-- x -->⟧b"),
            CutCase("<ul>⟦<li>a⟧<li>b</ul>"),
            CutCase("⟦<script>x</script>⟧<p>y"), CutCase("a⟦|⟧<b>b</b>⟦, ⟧c"),
            CutCase("a <⟦<b>⟧ b"),
        ]
    )
    func safe(test: CutCase) {
        #expect(Self.isSafe(test.testDescription))
    }

    @Test(
        "A cut that makes or breaks markup is not",
        arguments: [
            CutCase("a<⟦<b></b>⟧i>x"), CutCase("<⟦b></b>⟧i>x"), CutCase("<b⟦>a</b⟧>"),
            CutCase("⟦<script>⟧a<b>c</script>"), CutCase("<title>a⟦</title>⟧<b>"),
            CutCase("<p ⟦a=\"⟧b>c\">d"), CutCase("⟦<!--⟧ a --> b"), CutCase("<⟦<i>⟧!-- x --><b>"),
        ]
    )
    func unsafe(test: CutCase) {
        #expect(!Self.isSafe(test.testDescription))
    }

    @Test(
        "A cut takes both tags of an element or neither",
        arguments: [
            CutCase("<div>⟦<p>a</p>⟧</div>"), CutCase("<div>a⟦b⟧</div>"),
            CutCase("⟦<div><p>a</div>⟧"),
            CutCase("⟦<div style=\"display:none\">a⟧</div>"), CutCase("<ul>⟦<li>a⟧<li>b</ul>"),
            CutCase("⟦</div>⟧<p>x</p>"),
        ]
    )
    func balanced(test: CutCase) {
        #expect(Self.isBalanced(test.testDescription))
    }

    @Test(
        "A cut that takes one tag of the host's elements is unbalanced",
        arguments: [
            CutCase("<div>a⟦</div>⟧"), CutCase("⟦<div>⟧a</div>"), CutCase("<b>a⟦<i>b</b>c⟧</i>"),
            CutCase("⟦<div style=\"display:none\">a</div></div>⟧".replacing("⟦", with: "<div>⟦")),
            CutCase("<div style=\"display:none\">a⟦</div>⟧"),
        ]
    )
    func unbalanced(test: CutCase) {
        #expect(!Self.isBalanced(test.testDescription))
    }

    private static func isSafe(_ text: String) -> Bool {
        let page = MarkedPage(text)
        let built = BuiltPage(page.html)
        return built.withSource {
            CutGuard.isSafe(
                $0,
                built.tokens,
                cut: ByteRanges(page.marked),
                options: TokenizerOptions()
            )
        }
    }

    private static func isBalanced(_ text: String) -> Bool {
        let page = MarkedPage(text)
        let built = BuiltPage(page.html)
        return CutGuard.isBalanced(built.page, built.tokens, cut: ByteRanges(page.marked))
    }
}
