internal import WinnowHTML

/// Whether a script hides one element and does nothing else, so that it may go with the element.
enum HelperScript {
    /// Words of hiding, and of finding what is hidden.
    private static let words: Set<String> = [
        "document", "window", "body", "getelementbyid", "getelementsbyclassname",
        "getelementsbytagname", "queryselector", "queryselectorall", "all", "jquery", "ready",
        "onload", "load", "domcontentloaded", "addeventlistener", "settimeout", "eval", "function",
        "var", "let", "const", "if", "for", "length", "item", "foreach", "each", "this", "null",
        "undefined", "true", "false", "typeof", "style", "csstext", "setproperty", "important",
        "display", "none", "visibility", "hidden", "hide", "css", "position", "absolute", "fixed",
        "relative", "left", "top", "right", "bottom", "overflow", "height", "width", "opacity",
        "text", "indent", "textindent", "text-indent", "font", "size", "fontsize", "font-size",
        "px", "setattribute", "attr", "class", "classname", "classlist", "addclass", "add",
        "remove", "removechild", "parentnode", "parentelement", "outerhtml", "javascript", "cdata",
    ]
    /// Letters of a name that is a variable rather than something done.
    private static let variableLetters = 2

    /// True when a script has the words of hiding, short variables, and one name besides.
    ///
    /// - Parameter script: A short script.
    /// - Returns: Whether it may go with the element.
    /// - Complexity: Linear in the bytes.
    static func hidesOneElement(_ script: UnsafeBufferPointer<UInt8>) -> Bool {
        let tokens = ScriptTokens(script)
        var others: Set<String> = []
        var variables: Set<String> = []
        var last = ""
        for text in texts(of: tokens) {
            for part in text.split(whereSeparator: { !isNameByte($0) }) {
                let name = String(decoding: part.map(ASCII.lowercased), as: UTF8.self)
                if last == "var" || last == "let" || last == "const" { variables.insert(name) }
                last = name
                let isNumber = part.first { $0 != 0x2D }.map(ASCII.isDigit) ?? true
                guard !isNumber, !words.contains(name), name.utf8.count > variableLetters else {
                    continue
                }
                others.insert(name)
            }
        }
        variables.formUnion(parameters(of: tokens))
        others.subtract(variables)
        guard others.count > 1 else { return true }
        // The class that hides it.
        for deed in ScriptReader(tokens).deeds where !deed.className.isEmpty {
            let name = String(decoding: deed.className.map(ASCII.lowercased), as: UTF8.self)
            others.remove(name)
        }
        return others.count <= 1
    }

    /// The names and strings of a script, strings that a plus joins put together.
    private static func texts(of tokens: ScriptTokens) -> [[UInt8]] {
        var texts: [[UInt8]] = []
        var index = 0
        while index < tokens.tokens.count {
            defer { index += 1 }
            switch tokens.tokens[index].kind {
            case .mark: continue
            case .name, .number: texts.append(Array(tokens.text(at: index)))
            case .string:
                var text = tokens.string(at: index)
                while tokens.isMark(index + 1, 0x2B), index + 2 < tokens.tokens.count,
                    tokens.tokens[index + 2].kind == .string
                {
                    text += tokens.string(at: index + 2)
                    index += 2
                }
                texts.append(text)
            }
        }
        return texts
    }

    /// The names in the parentheses of `function(e)`, and those before `=>`.
    private static func parameters(of tokens: ScriptTokens) -> Set<String> {
        var names: Set<String> = []
        for index in tokens.tokens.indices where tokens.tokens[index].kind == .name {
            let isParameter =
                tokens.isMark(index + 1, 0x3D) && tokens.isMark(index + 2, 0x3E)
                || (tokens.isMark(index - 1, 0x28) || tokens.isMark(index - 1, 0x2C))
                    && (tokens.isName(index - 2, "function") || tokens.isName(index - 4, "function")
                        || tokens.isMark(index + 2, 0x3D) && tokens.isMark(index + 3, 0x3E))
            guard isParameter else { continue }
            let name = tokens.text(at: index).map(ASCII.lowercased)
            names.insert(String(decoding: name, as: UTF8.self))
        }
        return names
    }

    /// Dashes belong to the names of ids and classes.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == 0x5F || byte == 0x2D || byte == 0x24
            || byte >= 0x80
    }
}
