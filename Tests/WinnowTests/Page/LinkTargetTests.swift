import Testing

@testable import Winnow

/// A link's target and what it must be taken for.
struct TargetCase: CustomTestStringConvertible {
    var value: String
    var kind: LinkTarget.Kind
    var host: String
    var path: String

    init(_ value: String, _ kind: LinkTarget.Kind, _ host: String = "", _ path: String = "") {
        (self.value, self.kind, self.host, self.path) = (value, kind, host, path)
    }

    var testDescription: String { value.debugDescription }
}

@Suite("LinkTarget")
struct LinkTargetTests {
    @Test(
        "A target is taken apart as browsers do it",
        arguments: [
            TargetCase("https://a.example", .absolute, "a.example"),
            TargetCase("https://A.Example/Path?q=1#f", .absolute, "a.example", "/Path?q=1#f"),
            TargetCase("HTTP://a.example/", .absolute, "a.example", "/"),
            TargetCase("//a.example/x", .absolute, "a.example", "/x"),
            TargetCase("  https://a.example  ", .absolute, "a.example"),
            TargetCase("\u{1}\u{1F} https://a.example", .absolute, "a.example"),
            TargetCase("ht\ntps://a.exa\tmple/\r\nx", .absolute, "a.example", "/x"),
            TargetCase("https:\\\\a.example\\b", .absolute, "a.example", "/b"),
            TargetCase("\\\\a.example", .absolute, "a.example"),
            TargetCase("/\\a.example/x", .absolute, "a.example", "/x"),
            TargetCase("https:///a.example/x", .absolute, "a.example", "/x"),
            TargetCase("////a.example", .absolute, "a.example"),
            TargetCase("https://user:secret@a.example:8080/p", .absolute, "a.example", "/p"),
            TargetCase("https://host.example@a.example/", .absolute, "a.example", "/"),
            TargetCase("https://b@c@a.example", .absolute, "a.example"),
            TargetCase("https://a.example/@b.example", .absolute, "a.example", "/@b.example"),
            TargetCase("https://a.example\\@b.example", .absolute, "a.example", "/@b.example"),
            TargetCase("https://a.example:443", .absolute, "a.example"),
            TargetCase("https://a.example./x", .absolute, "a.example", "/x"),
            TargetCase("https://a.example?q", .absolute, "a.example", "?q"),
            TargetCase("https://a.example#f", .absolute, "a.example", "#f"),
            TargetCase("https://10.0.0.1/x", .absolute, "10.0.0.1", "/x"),
            TargetCase("https://мир.example/", .absolute, "мир.example", "/"),
            TargetCase("http://http://a.example/x", .absolute, "a.example", "/x"),
            TargetCase("http://https://a.example/x", .absolute, "a.example", "/x"),
            TargetCase("http://http://http://a.example", .absolute, "a.example"),
        ]
    )
    func absolute(test: TargetCase) {
        let target = LinkTarget(test.value.utf8)
        #expect(target.kind == test.kind)
        #expect(target.host == test.host)
        #expect(target.path == test.path)
    }

    @Test(
        "A path stays on the site",
        arguments: [
            "/", "/x", "x.html", "?q=1", "../x", "./x", "x:/y/", "/x:y", "https:a.example",
            "https:/a.example", "a/b:c", "1:2", "/ /a.example", "a.example",
        ]
    )
    func relative(value: String) {
        let target = LinkTarget(value.utf8)
        // A word before a colon is a scheme.
        #expect(target.kind == (value == "x:/y/" ? .none : .relative))
        #expect(target.host == "")
    }

    @Test(
        "A target that leads to no page is none",
        arguments: [
            "", "   ", "\n", "#", "#top", " #top", "javascript:void(0)", "JavaScript:alert(1)",
            "java\tscript:x", "mailto:a@b.example", "tel:+1", "data:text/html,x", "about:blank",
            "ftp://a.example/", "http://", "https:///", "//", "http://:80/", "http://@/",
            "http://http://", "whatsapp://send",
        ]
    )
    func none(value: String) {
        let target = LinkTarget(value.utf8)
        #expect(target.kind == .none)
        #expect(target.host == "")
    }

    @Test("Only the start of a target of any length is looked at")
    func long() {
        let path = String(repeating: "x", count: 100_000)
        let target = LinkTarget("https://a.example/\(path)".utf8)
        #expect(target.host == "a.example")
        #expect(target.path.utf8.count < LinkTarget.maximumLength)
        let nested = LinkTarget(String(repeating: "http://", count: 10_000).utf8)
        #expect(nested.kind == .none)
    }
}
