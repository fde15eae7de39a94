internal import WinnowHTML

/// The tag that a script writes with `document.write`, when it writes just one.
///
/// `document.write("<div style='display:none'>")` before a farm and `document.write("</div>")`
/// behind it hide what stands between, and no tag of the page says so. Concatenation such as
/// `'<d'+'iv'`, escapes, `unescape` and `String.fromCharCode` are resolved first.
struct WrittenMarkup: Equatable {
    enum Kind: Equatable {
        /// An element that hides what follows.
        case opens(Tag, Hiding)
        case closes(Tag)
    }

    /// Bytes of a script that is looked at; sandwiches are short.
    static let maximumLength = 2_048

    let kind: Kind

    /// - Parameter script: The content of a `<script>` element.
    /// - Complexity: Linear in the bytes, of short scripts only.
    init?(script: UnsafeBufferPointer<UInt8>) {
        guard script.count <= Self.maximumLength,
            HidingRules.find(script, "document", from: 0) != nil,
            HidingRules.find(script, "write", from: 0) != nil
                || HidingRules.find(script, "document[", from: 0) != nil,
            let markup = Self.markup(of: script)
        else { return nil }
        guard markup.first == 0x3C else { return nil }
        var buffer = TokenBuffer()
        let found: Kind? = markup.withUnsafeBufferPointer { bytes in
            Tokenizer.tokenize(bytes, into: &buffer)
            guard buffer.tokens.count == 1, let token = buffer.tokens.first else { return nil }
            if token.kind == .endTag { return .closes(token.tag) }
            guard token.kind == .startTag, !token.tag.isVoid, let base = bytes.baseAddress,
                let style = buffer.attribute(named: "style", of: token, in: base)
            else { return nil }
            let hiding = InlineStyle(bytes[style.valueRange]).hiding
            return hiding.isEmpty ? nil : .opens(token.tag, hiding)
        }
        guard let found else { return nil }
        kind = found
    }

    /// What a script writes; where that can't be told, its strings, joined.
    ///
    /// A script with functions writes for many reasons, such as `<plaintext>` for phones.
    private static func markup(of script: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        if HidingRules.find(script, "function", from: 0) == nil {
            let reader = ScriptReader(ScriptTokens(script))
            if reader.hasWritten, reader.knowsWritten { return trimmed(reader.written) }
        }
        let isPlain = HidingRules.find(script, "document.write", from: 0) != nil
        return isPlain ? strings(of: script) : nil
    }

    private static func trimmed(_ text: [UInt8]) -> [UInt8] {
        let end = text.lastIndex { !ASCII.isSpace($0) } ?? -1
        return Array(text[...end].drop(while: ASCII.isSpace))
    }

    /// The string literals of a short script that calls `document.write`, joined, escapes resolved.
    private static func strings(of script: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        var quote: UInt8?
        var index = 0
        while index < script.count {
            let byte = script[index]
            if let open = quote {
                if byte == 0x5C, index + 1 < script.count {
                    index += 1
                    output.append(script[index])
                } else if byte == open {
                    quote = nil
                } else {
                    output.append(byte)
                }
            } else if byte == 0x22 || byte == 0x27 {
                quote = byte
            }
            index += 1
        }
        return output
    }
}
