internal import WinnowHTML

/// Whether a script hides one element and does nothing else, so that it may go with the element.
enum HelperScript {
    /// Words of hiding, and of finding what is hidden.
    private static let words: Set<String> = [
        "document", "window", "getelementbyid", "getelementsbyclassname", "getelementsbytagname",
        "queryselector", "queryselectorall", "all", "jquery", "ready", "onload", "settimeout",
        "function", "var", "let", "const", "if", "null", "undefined", "true", "false", "style",
        "csstext", "display", "none", "visibility", "hidden", "hide", "css", "position", "absolute",
        "fixed", "left", "top", "right", "bottom", "overflow", "height", "width", "opacity", "text",
        "indent", "textindent", "font", "size", "fontsize", "px", "javascript", "cdata",
    ]
    /// Letters of a name that is a variable rather than something done.
    private static let variableLetters = 2

    /// True when a script has the words of hiding, short variables, and one name besides.
    ///
    /// - Parameter script: A short script.
    /// - Returns: Whether it may go with the element.
    /// - Complexity: Linear in the bytes.
    static func hidesOneElement(_ script: UnsafeBufferPointer<UInt8>) -> Bool {
        var others: Set<String> = []
        var variables: Set<String> = []
        var last = ""
        for part in script.split(whereSeparator: { !isNameByte($0) }) {
            let name = String(decoding: part.map(ASCII.lowercased), as: UTF8.self)
            if last == "var" || last == "let" || last == "const" { variables.insert(name) }
            last = name
            let isNumber = part.first { $0 != 0x2D }.map(ASCII.isDigit) ?? true
            guard !isNumber, !words.contains(name), name.utf8.count > variableLetters else {
                continue
            }
            others.insert(name)
        }
        return others.subtracting(variables).count <= 1
    }

    /// Dashes belong to the names of ids and classes.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == 0x5F || byte == 0x2D || byte == 0x24
            || byte >= 0x80
    }
}
