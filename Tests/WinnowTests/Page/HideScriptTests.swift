import Testing
import WinnowHTML

@testable import Winnow

@Suite("HideScript")
struct HideScriptTests {
    /// How a script hides the element with the id `x` and the class `y`.
    private func hiding(_ script: String, style: String = "") throws -> Hiding {
        let html = "<div id=x class=y style='\(style)'>a</div><script>\(script)</script>"
        return try BuiltPage(html).element(.div).ownHiding
    }

    @Test(
        "An element is not displayed any more",
        arguments: [
            "document.getElementById('x').style.display='none'",
            "document.getElementById(\"x\").style.display = \"none\";",
            "document.getElementById('x').style['display']='none'",
            "document['getElementById']('x')['style']['display']='none'",
            "window.document.getElementById('x').style.display='no'+'ne'",
            "document.getElementById('\\x78').style.display='\\x6eone'",
            "document.getElementById('\\u0078').style.display='\\156one'",
            "var e=document.getElementById('x'); e.style.display='none'",
            "let e = document.getElementById('x');\nif (e) { e.style.display = 'none' }",
            "var s='none';document.getElementById('x').style.display=s",
            "var e=document.getElementById('x'),s=e.style;s.display='none'",
            "if(document.getElementById('x')!=null){document.getElementById('x').style.display='none'}",
            "document.all.x.style.display='none'", "document.all('x').style.display='none'",
            "document.all['x'].style.display='none'",
            "document.getElementsByClassName('y')[0].style.display='none'",
            "document.getElementsByClassName('y').item(0).style.display='none'",
            "document.querySelector('#x').style.display='none'",
            "document.querySelector('.y').style.display='none'",
            "document.querySelectorAll('.z, .y')[0].style.display='none'",
            "$('#x').hide()", "jQuery(\"#x\").hide();", "$('.y').hide()", "$('#z,#x').hide()",
            "$('#x').css('display','none')", "$('.y').css({color:'red','display':'none'})",
            "$('#x').attr('style','display:none')",
            "document.getElementById('x').style.cssText='color:red;display:none'",
            "document.getElementById('x').setAttribute('style','display:none')",
            "document.getElementById('x').style.setProperty('display','none')",
            "document.getElementById('x').style.display=unescape('%6Eone')",
            "document.getElementById('x').style.display=String.fromCharCode(110,111,110,101)",
            "(function(){document.getElementById('x').style.display='none'})()",
            "!function(){document.getElementById('x').style.display='none'}()",
            "window.onload=function(){document.getElementById('x').style.display='none'}",
            "setTimeout(function(){document.getElementById('x').style.display='none'},9)",
            "// it's\ndocument.getElementById('x').style.display='none'",
            "/* ' */document.getElementById('x').style.display='none'",
            "a.style.display=document.getElementById('x').style.display='none'",
            "$(function(){$('#x').hide()})",
        ]
    )
    func notDisplayed(script: String) throws {
        #expect(try hiding(script) == [.script, .display])
    }

    @Test(
        "An element is hidden by other means",
        arguments: [
            ("document.getElementById('x').style.visibility='hidden'", Hiding.visibility),
            ("document.getElementById('x').style.left='-9999px'", .position),
            ("document.getElementById('x').style.left=-9999+'px'", .position),
            ("with_(1);document.getElementById('x').style.textIndent='-999em'", .position),
            ("var e=document.getElementById('x');e.style.marginLeft='-5000px'", .position),
            (
                "var e=document.getElementById('x').style;e.position='absolute';e.top='-999px'",
                .position
            ),
            ("document.getElementById('x').style.opacity=0", .opacity),
            ("document.getElementById('x').style.opacity=0.001", .opacity),
            ("$('#x').css({'height':'0','overflow':'hidden'})", .size),
            ("document.getElementById('x').style.fontSize='0px'", .tinyFont),
        ]
    )
    func otherMeans(script: String, means: Hiding) throws {
        #expect(try hiding(script) == means.union(.script))
    }

    @Test(
        "Menus, and what is shown, stay as they are",
        arguments: [
            "document.getElementById('z').style.display='none'", "$('.z').hide()",
            "document.getElementById('x').style.display='block'",
            "document.getElementById('x').style.display='none';document.getElementById('x').style.display='block'",
            "$('#x').hide();$('#x').show()", "$('#x').addClass('hidden')", "$('x').hide()",
            "$('#x a').hide()", "$('#x').on('click',function(){$('#x').hide()})",
            "function hide(){document.getElementById('x').style.display='none'}",
            "var f=function(){document.getElementById('x').style.display='none'}",
            "b.onclick=function(){document.getElementById('x').style.display='none'}",
            "b.onclick=()=>{$('#x').hide()}",
            "x.addEventListener('click',hide);$('#x').hide()",
            "document.getElementById('x').style.left='-20px'",
            "document.getElementById('x').style.color='none'",
            "document.getElementById('x').display='none'", "x.style.display='none'",
            "document.getElementById(x).style.display='none'", "$('#x').hide",
            "'document.getElementById(\"x\").style.display=0'", "getElementById", "$(", "$('#x'",
            "document.getElementById('x').style.display=='none'",
            "$('#x').css('display','a;display:none')",
        ]
    )
    func shown(script: String) throws {
        #expect(try hiding(script).isDisjoint(with: .means))
    }

    @Test("A script that names an element and hides another does not hide it")
    func named() throws {
        let script = "z.style.display='none';document.getElementById('x').className='y'"
        #expect(try hiding(script).isDisjoint(with: .means))
    }

    @Test("A script adds to what the element's own style says")
    func together() throws {
        let script = "document.getElementById('x').style.overflow='hidden'"
        #expect(try hiding(script, style: "height:0") == [.script, .size])
        #expect(try hiding(script) == [])
        #expect(
            try hiding("document.getElementById('x').style.display='block'", style: "display:none")
                == .display
        )
    }

    @Test("Targets of one script beyond the limit are not kept")
    func targetLimit() throws {
        let filler = (0..<HideScript.maximumTargets).map { "$('#i\($0)').hide();" }.joined()
        #expect(try hiding(filler + "$('#x').hide()") == [])
    }

    @Test("Deeds, variables, selectors and depth beyond their limits are not followed")
    func readerLimits() throws {
        let deeds = String(repeating: "$('#i').hide();", count: ScriptReader.maximumDeeds)
        #expect(try hiding(deeds + "$('#x').hide()") == [])
        let variables = (0..<ScriptReader.maximumVariables).map { "v\($0)='a';" }.joined()
        #expect(try hiding(variables + "e=$('#x');e.hide()") == [])
        let selectors = String(repeating: "#i,", count: ScriptReader.maximumTargets)
        #expect(try hiding("$('\(selectors)#x').hide()") == [])
        let open = String(repeating: "(", count: ScriptReader.maximumDepth)
        let close = String(repeating: ")", count: ScriptReader.maximumDepth)
        #expect(try hiding("$(\(open)'#x'\(close)).hide()") == [])
        #expect(try hiding("$(((('#x')))).hide()") == [.script, .display])
    }

    @Test("Tokens and texts beyond their limits are not read")
    func tokenLimits() {
        let many = String(repeating: "a;", count: ScriptTokens.maximumCount)
        let count = Array(many.utf8).withUnsafeBufferPointer { ScriptTokens($0).tokens.count }
        #expect(count == ScriptTokens.maximumCount)
        let half = String(repeating: "a", count: ScriptReader.maximumText / 2 + 1)
        let script = "document.write('\(half)');document.write('\(half)')"
        Array(script.utf8).withUnsafeBufferPointer {
            let reader = ScriptReader(ScriptTokens($0))
            #expect(reader.written.count == half.count)
            #expect(!reader.knowsWritten)
        }
    }

    @Test("Scripts of every kind are read without harm")
    func noise() {
        var random = SeededGenerator(seed: 11)
        let pieces = [
            "$", "(", ")", "'#x'", ".", "hide", "=", "+", "document", "getElementById", "[", "]",
            "{", "}", "\\", "'", "/*", "//", "\n", "-", "1", ",", "style", "write", ":", "function",
        ]
        var hidden = 0
        for _ in 0..<2_000 {
            let script = "$('#x')" + (0..<12).map { _ in random.pick(pieces) }.joined()
            let found = Array(script.utf8).withUnsafeBufferPointer { HideScript($0, token: 0) }
            if let found, !found.targets.isEmpty { hidden += 1 }
        }
        #expect(hidden < 200)
    }
}
