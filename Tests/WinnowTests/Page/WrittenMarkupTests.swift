import Testing
import WinnowHTML

@testable import Winnow

@Suite("WrittenMarkup")
struct WrittenMarkupTests {
    @Test(
        "A script that writes one tag is seen through",
        arguments: [
            (
                "document.write(\"<div style='display:none'>\")",
                WrittenMarkup.Kind.opens(.div, .display)
            ),
            ("document.write('<d'+'iv style=\"dis'+'play:none\">');", .opens(.div, .display)),
            (
                "document.writeln(\"<p style=\\\"position:absolute;left:-999px\\\">\")",
                .opens(.p, .position)
            ),
            ("document.write('<ul style=display:none>')", .opens(.ul, .display)),
            ("document.write('</div>')", .closes(.div)),
            ("document.write(\"</\"+\"DIV>\");", .closes(.div)),
        ]
    )
    func written(script: String, kind: WrittenMarkup.Kind) throws {
        let found = Array(script.utf8).withUnsafeBufferPointer { WrittenMarkup(script: $0) }
        #expect(try #require(found).kind == kind)
    }

    @Test(
        "A script that writes anything else is not",
        arguments: [
            "", "document.write('')", "document.write('x')", "document.write('<div>')",
            "document.write('<div style=\"color:red\">')",
            "document.write('<br style=display:none>')",
            "document.write('<div style=display:none>x')", "document.write('<p><b>')",
            "write('<div style=display:none>')", "document.write('<div style=display:none'",
            "document.write('<!-- x -->')", "document.write(unescape('%3C/div%3E'))",
        ]
    )
    func otherScripts(script: String) {
        let found = Array(script.utf8).withUnsafeBufferPointer { WrittenMarkup(script: $0) }
        #expect(found == nil)
    }

    @Test("A long script is not read")
    func long() {
        let script =
            "document.write('</div>')" + String(repeating: " ", count: WrittenMarkup.maximumLength)
        #expect(Array(script.utf8).withUnsafeBufferPointer { WrittenMarkup(script: $0) } == nil)
    }
}
