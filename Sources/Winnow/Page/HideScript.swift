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
            !Self.contains(script, "addEventListener")
        else { return nil }
        let tokens = ScriptTokens(script)
        guard !Self.waits(tokens) else { return nil }
        var styles: [(target: ScriptReader.Target, style: InlineStyle)] = []
        for deed in ScriptReader(tokens).deeds {
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

    private static func mentionsElements(_ script: UnsafeBufferPointer<UInt8>) -> Bool {
        contains(script, "getElement") || contains(script, "document.all")
            || contains(script, "querySelector") || contains(script, "document[")
            || contains(script, "$(") || contains(script, "jQuery(")
    }

    /// True when a script has functions other than those that run at once or when the page is
    /// there.
    private static func waits(_ tokens: ScriptTokens) -> Bool {
        tokens.tokens.indices.contains { index in
            if tokens.isMark(index, 0x3D), tokens.isMark(index + 1, 0x3E) { return true }
            guard tokens.isName(index, "function") else { return false }
            guard tokens.isMark(index + 1, 0x28) else { return true }
            return !runsAtOnce(tokens, index)
        }
    }

    private static func runsAtOnce(_ tokens: ScriptTokens, _ index: Int) -> Bool {
        if tokens.isMark(index - 1, 0x21) { return true }
        if tokens.isMark(index - 1, 0x3D) { return tokens.isName(index - 2, "onload") }
        guard tokens.isMark(index - 1, 0x28), index > 1 else { return index == 1 }
        let before = tokens.tokens[index - 2]
        return before.kind != .name || tokens.isName(index - 2, "setTimeout")
    }

    private static func contains(
        _ text: UnsafeBufferPointer<UInt8>,
        _ word: StaticString
    ) -> Bool {
        HidingRules.find(text, word, from: 0) != nil
    }
}
