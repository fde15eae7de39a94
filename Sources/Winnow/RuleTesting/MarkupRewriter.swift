internal import WinnowHTML

/// Writes the markup of a page differently, by its tokens: texts, scripts, styles and comments stay
/// as they are, and so does every offset.
struct MarkupRewriter {
    private(set) var bytes: [UInt8]
    private let buffer: TokenBuffer

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var buffer = TokenBuffer()
        bytes.withUnsafeBufferPointer { Tokenizer.tokenize($0, into: &buffer) }
        self.buffer = buffer
    }

    /// Names of tags and attributes in capital letters.
    mutating func writeNamesInUpperCase() {
        for token in buffer.tokens where token.kind == .startTag || token.kind == .endTag {
            capitalise(token.contentRange)
            for attribute in buffer.attributes(of: token) { capitalise(attribute.nameRange) }
        }
    }

    /// Values that stand between double quotes, between single ones; where they hold none.
    mutating func writeSingleQuotes() {
        for token in buffer.tokens where token.kind == .startTag {
            for attribute in buffer.attributes(of: token) {
                let value = attribute.valueRange
                guard value.lowerBound > attribute.nameRange.upperBound,
                    value.upperBound < token.range.upperBound,
                    bytes[value.lowerBound - 1] == 0x22, bytes[value.upperBound] == 0x22,
                    !bytes[value].contains(0x27)
                else { continue }
                bytes[value.lowerBound - 1] = 0x27
                bytes[value.upperBound] = 0x27
            }
        }
    }

    /// Where the content of the page begins: 0 for a fragment, else behind `<body …>`; nil for a
    /// page that leaves that tag to the browser.
    var startOfContent: Int? {
        let isPage = buffer.tokens.contains {
            $0.kind == .doctype
                || ($0.kind == .startTag && [.html, .head, .body].contains($0.tag))
        }
        guard isPage else { return 0 }
        return buffer.tokens.first { $0.kind == .startTag && $0.tag == .body }?.range.upperBound
    }

    /// The texts of the page and its title, without scripts and styles.
    var text: String {
        let texts = buffer.tokens.filter {
            $0.kind == .text && ($0.content == .data || $0.content == .rcdata)
        }
        return texts.map { String(decoding: bytes[$0.range], as: UTF8.self) }.joined()
    }

    private mutating func capitalise(_ range: Range<Int>) {
        for index in range where bytes[index] &- 0x61 < 26 { bytes[index] &-= 0x20 }
    }
}
