internal import Glibc

/// Cuts the bytes of a document into tokens, as the WHATWG HTML standard does, scripting off.
///
/// It works on the original bytes of every ASCII-compatible charset: no trail byte of GB18030,
/// Big5, Shift_JIS, EUC or UHC is a byte that means something in markup. Nothing is copied,
/// decoded or reported: tokens are byte ranges, and what they mean is worked out where it is
/// needed. Linear in the input, no allocation per token.
package struct Tokenizer {
    let base: UnsafePointer<UInt8>
    let count: Int
    private(set) var options: TokenizerOptions
    let table = TagTable.shared
    var foreign = ForeignContent()

    /// Tokenizes a document.
    ///
    /// - Parameters:
    ///   - bytes: The document; at most 4 GiB.
    ///   - options: Where to start, limits, and whether `<? … ?>` is opaque.
    ///   - buffer: Receives the tokens; its former content is dropped, its memory kept.
    package static func tokenize(
        _ bytes: UnsafeBufferPointer<UInt8>,
        options: TokenizerOptions = TokenizerOptions(),
        into buffer: inout TokenBuffer
    ) {
        buffer.reset()
        guard let base = bytes.baseAddress, !bytes.isEmpty else { return }
        var tokenizer = Tokenizer(base: base, count: bytes.count, options: options)
        tokenizer.run(&buffer)
    }

    private init(base: UnsafePointer<UInt8>, count: Int, options: TokenizerOptions) {
        self.base = base
        self.count = count
        self.options = options
        // `Token.attributeCount` has 16 bits.
        self.options.maximumAttributes = min(options.maximumAttributes, Int(UInt16.max))
    }

    private mutating func run(_ buffer: inout TokenBuffer) {
        var position = initialText(&buffer)
        while position < count {
            guard buffer.tokens.count < options.maximumTokens else {
                buffer.isTruncated = true
                text(position..<count, .data, &buffer)
                return
            }
            let markup = nextMarkup(from: position)
            if markup > position { text(position..<markup, .data, &buffer) }
            guard markup < count else { return }
            position = token(at: markup, &buffer)
        }
    }

    /// Reads what a state other than the data state finds before any markup.
    private func initialText(_ buffer: inout TokenBuffer) -> Int {
        let content: Token.Content
        let end: Int
        switch options.initialState {
        case .data: return 0
        case .rcdata: (content, end) = (.rcdata, endOfRawText(from: 0, name: options.lastStartTag))
        case .rawtext:
            (content, end) = (.rawtext, endOfRawText(from: 0, name: options.lastStartTag))
        case .scriptData:
            (content, end) = (.script, endOfScript(from: 0, name: options.lastStartTag))
        case .plaintext: (content, end) = (.plaintext, count)
        case .cdataSection: return cdata(from: 0, content: 0, &buffer)
        }
        if end > 0 { text(0..<end, content, &buffer) }
        return end
    }

    /// The next `<` that opens something, or the end of the document.
    private func nextMarkup(from start: Int) -> Int {
        var position = start
        while let found = memchr(base + position, 0x3C, count - position) {
            position = base.distance(to: found.assumingMemoryBound(to: UInt8.self))
            guard position + 1 < count else { return count }
            let next = base[position + 1]
            if ASCII.isLetter(next) || next == 0x21 || next == 0x3F { return position }
            if next == 0x2F, position + 2 < count { return position }
            if next == 0x25, options.opaqueInstructions { return position }
            position += 1
        }
        return count
    }

    /// Reads the token that the `<` at `start` opens and returns where the next one starts.
    private mutating func token(at start: Int, _ buffer: inout TokenBuffer) -> Int {
        switch base[start + 1] {
        case 0x2F: return endTag(at: start, &buffer)
        case 0x21: return declaration(at: start, &buffer)
        case 0x3F, 0x25:
            if options.opaqueInstructions {
                let end = endOfInstruction(from: start)
                plain(.opaque, start..<end, content: start..<end, &buffer)
                return end
            }
            return bogusComment(at: start, content: start + 1, &buffer)
        default: return startTag(at: start, &buffer)
        }
    }

    // MARK: Tags

    private mutating func startTag(at start: Int, _ buffer: inout TokenBuffer) -> Int {
        let position = tag(.startTag, at: start, name: start + 1, &buffer)
        guard let token = buffer.tokens.last, token.kind == .startTag else { return position }
        let wasHTML = foreign.isHTML
        if token.tag == .svg || token.tag == .math || !foreign.isEmpty {
            foreign.open(
                token.tag,
                isSelfClosing: token.isSelfClosing,
                holdsHTML: token.tag == .annotationxml && holdsHTML(token, buffer),
                hasFontAttribute: token.tag == .font && hasFontAttribute(token, buffer)
            )
            // The SVG `<title>` opens HTML content of its own; it is not the one of HTML.
            guard foreign.isHTML, wasHTML || token.tag != .title else { return position }
        }
        guard options.recognisesRawText else { return position }
        let content = token.tag.contentModel
        let end: Int
        switch content {
        case .data, .cdata: return position
        case .script: end = endOfScript(from: position, name: table.bytes(of: .script))
        case .plaintext: end = count
        case .rcdata, .rawtext:
            end = endOfRawText(from: position, name: table.bytes(of: token.tag))
        }
        if end > position { text(position..<end, content, &buffer) }
        return end
    }

    private mutating func endTag(at start: Int, _ buffer: inout TokenBuffer) -> Int {
        let first = base[start + 2]
        if ASCII.isLetter(first) {
            let position = tag(.endTag, at: start, name: start + 2, &buffer)
            if !foreign.isEmpty, let token = buffer.tokens.last, token.kind == .endTag {
                foreign.close(token.tag)
            }
            return position
        }
        if first == 0x3E {
            plain(.discarded, start..<(start + 3), content: start..<start, &buffer)
            return start + 3
        }
        return bogusComment(at: start, content: start + 2, &buffer)
    }

    // MARK: Declarations and comments

    private func declaration(at start: Int, _ buffer: inout TokenBuffer) -> Int {
        let position = start + 2
        if matches(position, "--") { return comment(at: start, &buffer) }
        if matches(position, "doctype") {
            let end = after(0x3E, from: position) ?? count
            plain(.doctype, start..<end, content: (position + 7)..<end, &buffer)
            return end
        }
        if !foreign.isHTML, start + 9 <= count, memcmp(base + position, "[CDATA[", 7) == 0 {
            return cdata(from: start, content: start + 9, &buffer)
        }
        return bogusComment(at: start, content: position, &buffer)
    }

    /// Reads `<!--` up to `-->` or `--!>`; `<!-->` and `<!--->` are empty comments.
    private func comment(at start: Int, _ buffer: inout TokenBuffer) -> Int {
        let content = start + 4
        if matches(content, ">") || matches(content, "->") {
            let end = content + (base[content] == 0x3E ? 1 : 2)
            plain(.comment, start..<end, content: content..<content, &buffer)
            return end
        }
        var position = content
        while let dash = find(0x2D, from: position) {
            if matches(dash, "-->") || matches(dash, "--!>") {
                let end = dash + (base[dash + 2] == 0x3E ? 3 : 4)
                plain(.comment, start..<end, content: content..<dash, &buffer)
                return end
            }
            position = dash + 1
        }
        // The end of the input ends it too, and what looks like the start of an end is dropped.
        var end = count
        let tails: [StaticString] = ["--!", "--", "-"]
        for tail in tails where end == count && count - content >= tail.utf8CodeUnitCount {
            if matches(count - tail.utf8CodeUnitCount, tail) { end -= tail.utf8CodeUnitCount }
        }
        plain(.comment, start..<count, content: content..<end, &buffer)
        return count
    }

    private func bogusComment(at start: Int, content: Int, _ buffer: inout TokenBuffer) -> Int {
        let close = find(0x3E, from: content)
        let end = close.map { $0 + 1 } ?? count
        plain(.bogusComment, start..<end, content: content..<(close ?? count), &buffer)
        return end
    }

    private func cdata(from start: Int, content: Int, _ buffer: inout TokenBuffer) -> Int {
        var position = content
        while let bracket = find(0x5D, from: position) {
            if matches(bracket, "]]>") {
                textToken(start..<(bracket + 3), content..<bracket, .cdata, &buffer)
                return bracket + 3
            }
            position = bracket + 1
        }
        textToken(start..<count, content..<count, .cdata, &buffer)
        return count
    }

    // MARK: Appending

    private func text(_ range: Range<Int>, _ content: Token.Content, _ buffer: inout TokenBuffer) {
        textToken(range, range, content, &buffer)
    }

    private func textToken(
        _ range: Range<Int>,
        _ inner: Range<Int>,
        _ content: Token.Content,
        _ buffer: inout TokenBuffer
    ) {
        plain(.text, range, content: inner, &buffer)
        if content != .data { buffer.tokens[buffer.tokens.count - 1].content = content }
    }

    @inline(__always)
    func plain(
        _ kind: Token.Kind,
        _ range: Range<Int>,
        content: Range<Int>,
        _ buffer: inout TokenBuffer
    ) {
        buffer.tokens.append(
            Token(
                start: UInt32(truncatingIfNeeded: range.lowerBound),
                end: UInt32(truncatingIfNeeded: range.upperBound),
                contentStart: UInt32(truncatingIfNeeded: content.lowerBound),
                contentEnd: UInt32(truncatingIfNeeded: content.upperBound),
                firstAttribute: 0,
                attributeCount: 0,
                kind: kind,
                content: .data,
                tag: .unknown,
                isSelfClosing: false
            )
        )
    }
}
