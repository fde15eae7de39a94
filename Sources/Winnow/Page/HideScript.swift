internal import WinnowHTML

/// What a script of the page hides, by id and by class.
///
/// `document.getElementById("x").style.display="none"` and its like, as ``ScriptReader`` reads
/// them. A script that defines functions or waits for the reader is the host's own: it opens and
/// closes menus.
struct HideScript {
    /// What a script does to an element, and its token.
    struct Entry {
        var style: InlineStyle
        var token: Int32
        /// The number of a class that the element gets; 0 for none.
        var className: UInt64 = 0
    }

    /// Ids and classes that are followed of one script.
    static let maximumTargets = 128

    /// What is hidden, in the order of the script.
    private(set) var targets: [(target: ScriptReader.Target, entry: Entry)] = []

    /// - Parameters:
    ///   - script: The content of a `<script>` element.
    ///   - token: The token it stands in.
    /// - Complexity: Linear in the bytes, of short scripts only.
    init?(_ script: UnsafeBufferPointer<UInt8>, token: Int32) {
        guard script.count <= HidingRules.maximumScript, Self.mentionsElements(script),
            !Self.contains(script, "addEventListener") || Self.contains(script, "DOMContentLoaded")
        else { return nil }
        let tokens = ScriptTokens(script)
        guard !Self.waits(tokens) else { return nil }
        var styles: [(target: ScriptReader.Target, style: InlineStyle)] = []
        for deed in ScriptReader(tokens).deeds {
            guard deed.className.isEmpty else {
                add(deed, token)
                continue
            }
            let style = InlineStyle(deed.css)
            for target in deed.targets {
                if let place = styles.firstIndex(where: { $0.target == target }) {
                    styles[place].style.override(with: style)
                } else if styles.count < Self.maximumTargets {
                    styles.append((target, style))
                }
            }
        }
        for (target, declared) in styles where declared.helpsHiding {
            var style = declared
            style.assumePosition()
            targets.append((target, Entry(style: style, token: token)))
        }
    }

    /// Notes the classes that a script gives to elements.
    private mutating func add(_ deed: ScriptReader.Deed, _ token: Int32) {
        for target in deed.targets {
            for name in deed.className.split(whereSeparator: ASCII.isSpace) {
                guard targets.count < Self.maximumTargets else { return }
                let number = HidingRules.number(of: name)
                targets.append(
                    (target, Entry(style: InlineStyle(), token: token, className: number))
                )
            }
        }
    }

    private static func mentionsElements(_ script: UnsafeBufferPointer<UInt8>) -> Bool {
        contains(script, "getElement") || contains(script, "document.all")
            || contains(script, "querySelector") || contains(script, "document[")
            || contains(script, "$(") || contains(script, "jQuery(")
    }

    /// True when a script has functions other than those that run at once or when the page is
    /// there.
    private static func waits(_ tokens: ScriptTokens) -> Bool {
        tokens.tokens.indices.contains { index in
            if tokens.isMark(index, 0x3D), tokens.isMark(index + 1, 0x3E) {
                return !isArgumentThatRuns(tokens, beforeArrow: index)
            }
            guard tokens.isName(index, "function") else { return false }
            guard tokens.isMark(index + 1, 0x28) else { return true }
            return !runsAtOnce(tokens, index)
        }
    }

    private static func runsAtOnce(_ tokens: ScriptTokens, _ index: Int) -> Bool {
        if tokens.isMark(index - 1, 0x21) { return true }
        if tokens.isMark(index - 1, 0x3D) { return tokens.isName(index - 2, "onload") }
        if tokens.isMark(index - 1, 0x2C) { return waitsForPageOnly(tokens, index - 2) }
        guard tokens.isMark(index - 1, 0x28), index > 1 else { return index == 1 }
        return tokens.tokens[index - 2].kind != .name || calls(tokens, index - 2)
    }

    /// True for `e => …` and `() => …` where a function would run at once.
    private static func isArgumentThatRuns(_ tokens: ScriptTokens, beforeArrow index: Int) -> Bool {
        var start = index - 1
        if tokens.isMark(start, 0x29) {
            start -= 1
            if !tokens.isMark(start, 0x28) { start -= 1 }
        }
        guard start > 1 else { return false }
        if tokens.isMark(start - 1, 0x2C) { return waitsForPageOnly(tokens, start - 2) }
        return tokens.isMark(start - 1, 0x28) && calls(tokens, start - 2)
    }

    /// True for a name that calls the function it is given without waiting for the reader.
    private static func calls(_ tokens: ScriptTokens, _ index: Int) -> Bool {
        tokens.isName(index, "setTimeout") || tokens.isName(index, "forEach")
            || tokens.isName(index, "each") || tokens.isName(index, "ready")
            || tokens.isName(index, "$") || tokens.isName(index, "jQuery")
    }

    /// True for the name of what happens when a page is there.
    private static func waitsForPageOnly(_ tokens: ScriptTokens, _ index: Int) -> Bool {
        guard index >= 0, tokens.tokens[index].kind == .string else { return false }
        let event = tokens.string(at: index)
        return event.elementsEqual("DOMContentLoaded".utf8) || event.elementsEqual("load".utf8)
    }

    private static func contains(
        _ text: UnsafeBufferPointer<UInt8>,
        _ word: StaticString
    ) -> Bool {
        HidingRules.find(text, word, from: 0) != nil
    }
}
