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
            ("document.write(unescape('%3C/div%3E'))", .closes(.div)),
            (
                "document.write(unescape(\"%3Cdiv style%3D'display:none'%3E\"))",
                .opens(.div, .display)
            ),
            (
                "document.write('\\x3cdiv style=\\x22display:none\\x22\\x3e')",
                .opens(.div, .display)
            ),
            ("document.write('\\u003C/p\\u003E')", .closes(.p)),
            ("document.write(String.fromCharCode(60,47,100,105,118,62))", .closes(.div)),
            ("document.write(String.fromCharCode(0x3c)+'/div'+'>')", .closes(.div)),
            ("document.write('<div ','style=display:none','>')", .opens(.div, .display)),
            (
                "document.write('<div style=');document.write('display:none>')",
                .opens(.div, .display)
            ),
            ("var a='<div style=';document.write(a+'display:none>')", .opens(.div, .display)),
            ("document['write']('</div>')", .closes(.div)),
            ("document['wri'+'te']('</div>')", .closes(.div)),
            ("window.document.writeln('</div>')", .closes(.div)),
            ("if(x){document.write('</div>')}", .closes(.div)),
            ("<!-- hide\ndocument.write('</div>')\n//-->", .closes(.div)),
            ("document.write('<div style=\"'+x+';display:none\">')", .opens(.div, .display)),
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
            "document.write('<!-- x -->')", "x.write('</div>')",
            "document.write(unescape('%3Cscript src=x%3E%3C/script%3E'))", "document.write(x)",
            "(function(d){d.write('<plaintext style=display:none>')})(document)",
            "var d=document;function f(){}d.write('</div>')", "document.write(",
            "document.write(String.fromCharCode(x,60))", "document.title='</div>'",
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
