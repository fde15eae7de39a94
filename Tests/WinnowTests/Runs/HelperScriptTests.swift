import Testing

@testable import Winnow

@Suite("HelperScript")
struct HelperScriptTests {
    private static func hidesOne(_ script: String) -> Bool {
        Array(script.utf8).withUnsafeBufferPointer { HelperScript.hidesOneElement($0) }
    }

    @Test(
        "A script that hides one element and does nothing else may go with it",
        arguments: [
            "document.getElementById(\"ts-20130411-1\").style.display=\"none\"",
            "if(document.getElementById('hideMe') != null){document.getElementById('hideMe').style.visibility = 'hidden';document.getElementById('hideMe').style.display = 'none';}",
            "var element = document.getElementById('links'); element.style.left='-9999px'",
            "$('#links').hide()", "jQuery('.links').css('display','none');",
            "window.onload=function(){document.getElementById('x').style.display='none'}",
        ]
    )
    func alone(script: String) {
        #expect(Self.hidesOne(script))
    }

    @Test(
        "One that does more stays",
        arguments: [
            "document.getElementById('links').style.display='none';loadMap()",
            "document.getElementById('links').style.display='none';document.getElementById('menu').style.display='none'",
            "document.title='Harbour';document.getElementById('links').style.display='none'",
        ]
    )
    func more(script: String) {
        #expect(!Self.hidesOne(script))
    }
}
