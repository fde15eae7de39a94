import WinnowHTML

/// Tokens as lines of text, with marks in the source where their parts begin and end.
///
/// `start <«a» {href|="‹x›"}>`: `«»` enclose the content, `{|}` an attribute and the end of its
/// name, `‹›` its value. A line repeats the bytes of its token, so that marks are exact positions.
/// Content that is the whole token has no marks, nor has a part that is empty by its nature.
enum MarkedTokens {
    /// One line for each token of a buffer.
    static func lines(of buffer: TokenBuffer, in bytes: [UInt8]) -> [String] {
        buffer.tokens.map { token in
            name(of: token) + " " + marked(token, buffer.attributes(of: token), bytes)
        }
    }

    /// Bytes as ASCII; everything else as `\n` or `\xE9`.
    static func escaped(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { byte in
            switch byte {
            case 0x0A: "\\n"
            case 0x20...0x7E: String(UnicodeScalar(byte))
            default: "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }.joined()
    }

    private static func name(of token: Token) -> String {
        switch token.kind {
        case .text: token.content == .data ? "text" : "\(token.content)"
        case .startTag: token.isSelfClosing ? "start/" : "start"
        case .endTag: token.isSelfClosing ? "end/" : "end"
        case .bogusComment: "bogus"
        default: "\(token.kind)"
        }
    }

    private static func marked(
        _ token: Token,
        _ attributes: ArraySlice<Attribute>,
        _ bytes: [UInt8]
    ) -> String {
        var marks: [(offset: UInt32, mark: String)] = []
        switch token.kind {
        case .doctype, .discarded, .opaque: break
        case .text where token.contentRange == token.range: break
        default: marks = [(token.contentStart, "«"), (token.contentEnd, "»")]
        }
        for attribute in attributes {
            marks.append((attribute.nameStart, "{"))
            if attribute.end > attribute.nameEnd {
                marks.append((attribute.nameEnd, "|"))
                marks.append((attribute.valueStart, "‹"))
                marks.append((attribute.valueEnd, "›"))
            }
            marks.append((attribute.end, "}"))
        }
        var line = ""
        var position = Int(token.start)
        for (offset, mark) in marks + [(token.end, "")] {
            guard (position...Int(token.end)).contains(Int(offset)) else {
                return "a part of the token at \(token.start) lies outside or out of order"
            }
            line += escaped(bytes[position..<Int(offset)]) + mark
            position = Int(offset)
        }
        return line
    }
}

/// The promise that tokens cover a document without gap or overlap.
enum TokenCover {
    /// What breaks the promise, in words; empty when all is well.
    static func gaps(in buffer: TokenBuffer, count: Int) -> [String] {
        var problems: [String] = []
        var end: UInt32 = 0
        var firstAttribute = 0
        for token in buffer.tokens {
            if token.start != end || token.end <= token.start {
                problems.append("token \(token.range) after one that ends at \(end)")
            }
            if token.contentStart < token.start || token.contentEnd > token.end
                || token.contentStart > token.contentEnd
            {
                problems.append(
                    "content \(token.contentStart), \(token.contentEnd) of \(token.range)"
                )
            }
            if token.attributeCount > 0 {
                if Int(token.firstAttribute) != firstAttribute {
                    problems.append("attributes of \(token.range) start at \(token.firstAttribute)")
                }
                firstAttribute += Int(token.attributeCount)
                problems += disorder(of: buffer.attributes(of: token), in: token)
            }
            end = token.end
        }
        if Int(end) != count { problems.append("tokens end at \(end) of \(count)") }
        if firstAttribute != buffer.attributes.count {
            problems.append("\(buffer.attributes.count) attributes, \(firstAttribute) in tags")
        }
        return problems
    }

    private static func disorder(
        of attributes: ArraySlice<Attribute>,
        in token: Token
    ) -> [String] {
        var position = token.contentEnd
        for attribute in attributes {
            let offsets = [
                position, attribute.nameStart, attribute.nameEnd, attribute.valueStart,
                attribute.valueEnd, attribute.end, token.end,
            ]
            if zip(offsets, offsets.dropFirst()).contains(where: >) {
                return ["attribute offsets \(offsets) out of order"]
            }
            position = attribute.end
        }
        return []
    }
}

/// A seeded generator: the same seed gives the same numbers on every machine (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
