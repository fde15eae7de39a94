import Testing

@testable import Winnow

@Suite("LetterWindows")
struct LetterWindowsTests {
    private static func count(_ text: String) -> (all: Int, different: Int) {
        let windows = Array(LetterWindows(Array(text.utf8)[...]))
        return (windows.count, Set(windows).count)
    }

    @Test(
        "A window is six letters of an alphabet, or two wide characters",
        arguments: [
            ("", 0), ("harbo", 0), ("harbour", 2), ("казино", 1), ("казино онлайн", 8),
            ("ผัดไทย", 1),
            ("港口", 1), ("港口博物馆", 4), ("港", 0), ("カジノ", 2), ("카지노", 2), ("a港口", 1),
        ]
    )
    func counts(test: (text: String, count: Int)) {
        #expect(Self.count(test.text).all == test.count)
    }

    @Test("The same letters give the same window, others another")
    func same() {
        #expect(Self.count("港口港口").different == 2)
        #expect(Self.count("harbour harbour").different == 8)
    }

    @Test("A text that ends within a character is read to its end")
    func truncated() {
        #expect(Array(LetterWindows([0xE6, 0xB8, 0xAF, 0xE5][...])).count == 1)
    }
}
