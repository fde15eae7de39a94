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
        if !Self.asks(tokens) { addNamed(script, but: styles.map(\.target), token) }
    }

    private static func mentionsElements(_ script: UnsafeBufferPointer<UInt8>) -> Bool {
        contains(script, "getElement") || contains(script, "document.all")
            || contains(script, "querySelector") || contains(script, "document[")
            || contains(script, "$(") || contains(script, "jQuery(")
    }

    /// Takes the elements for hidden that a script names and does something else to, when it has
    /// the words for it.
    private mutating func addNamed(
        _ script: UnsafeBufferPointer<UInt8>,
        but known: [ScriptReader.Target],
        _ token: Int32
    ) {
        guard Self.contains(script, "none") || Self.contains(script, "hidden"),
            Self.contains(script, "style")
        else { return }
        let style = InlineStyle("display:none".utf8)
        var position = 0
        while let found = HidingRules.find(script, "getElementById", from: position),
            targets.count < Self.maximumTargets
        {
            position = found + 14
            guard let open = script[position...].firstIndex(where: { $0 == 0x22 || $0 == 0x27 }),
                open - position < 8
            else { continue }
            let name = script[(open + 1)...].prefix { $0 != script[open] }
            let target = ScriptReader.Target(kind: .id, name: Array(name))
            guard !known.contains(target) else { continue }
            targets.append((target, Entry(style: style, token: token)))
        }
    }

    /// True when a script asks whether something is hidden: to show it then.
    private static func asks(_ tokens: ScriptTokens) -> Bool {
        tokens.tokens.indices.contains { index in
            guard tokens.isMark(index, 0x3D), index > 0, tokens.isMark(index - 1, 0x3D),
                index + 1 < tokens.tokens.count, tokens.tokens[index + 1].kind == .string
            else { return false }
            let text = tokens.text(at: index + 1)
            return text.elementsEqual("none".utf8) || text.elementsEqual("hidden".utf8)
        }
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
