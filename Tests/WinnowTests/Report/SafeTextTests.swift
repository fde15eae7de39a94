import Testing

@testable import Winnow

@Suite("SafeText")
struct SafeTextTests {
    @Test(
        "Control and bidirectional characters are shown, not obeyed",
        arguments: [
            ("plain é百𠮷", "plain é百𠮷"), ("\u{1B}[31m", "\\u{1b}[31m"), ("a\nb\r", "a\\u{a}b\\u{d}"),
            ("\u{7F}\u{9B}", "\\u{7f}\\u{9b}"), ("\u{202E}gnp", "\\u{202e}gnp"),
            ("\u{2066}\u{2069}\u{200F}\u{61C}", "\\u{2066}\\u{2069}\\u{200f}\\u{61c}"),
            ("\u{FEFF}", "\\u{feff}"), ("\u{2028}", "\\u{2028}"), ("\u{E0041}", "\\u{e0041}"),
            ("e\u{301}", "e\u{301}"), ("", ""),
        ]
    )
    func escaped(text: String, safe: String) {
        #expect(SafeText.escaped(text) == safe)
    }

    @Test(
        "Addresses can't be clicked",
        arguments: [
            ("http://casino.example", "hxxp://casino[.]example"), ("HTTPS://x", "hxxpS://x"),
            ("see hTtp and http", "see hxxp and hxxp"), ("htt", "htt"), ("hhttp", "hhxxp"),
            ("", ""), ("www.casino.example/a.html", "www[.]casino[.]example/a[.]html"),
            ("End. Next 3.5 e.g. this…", "End. Next 3.5 e.g. this…"),
            ("\u{1B}http://x", "\\u{1b}hxxp://x"),
        ]
    )
    func defanged(text: String, safe: String) {
        #expect(SafeText.defanged(text) == safe)
    }

    @Test("Host names can't be clicked either")
    func hosts() {
        #expect(SafeText.defanged(host: "www.casino.example") == "www[.]casino[.]example")
        #expect(SafeText.defanged(host: "a..b\u{202E}") == "a[.][.]b\\u{202e}")
    }
}
