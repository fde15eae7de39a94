import Testing
import WinnowHTML

@Suite("Tokenizer")
struct TokenizerTests {
    /// A document and its tokens in the notation of `MarkedTokens`.
    struct Example: Sendable, CustomTestStringConvertible {
        var bytes: [UInt8]
        var lines: [String]
        var options = TokenizerOptions()

        init(_ document: String, _ lines: String...) {
            bytes = Array(document.utf8)
            self.lines = lines
        }

        init(_ bytes: [UInt8], _ lines: String...) {
            self.bytes = bytes
            self.lines = lines
        }

        /// The same example for a file with template instructions.
        var opaque: Example {
            var example = self
            example.options.opaqueInstructions = true
            return example
        }

        var testDescription: String { MarkedTokens.escaped(bytes) }
    }

    @Test(
        "A document gives these tokens at these bytes",
        arguments: TokenizerExamples.markup + TokenizerExamples.attributes
            + TokenizerExamples.comments + TokenizerExamples.rawText + TokenizerExamples.scripts
            + TokenizerExamples.foreignContent + TokenizerExamples.bytes
            + TokenizerExamples.instructions
    )
    func tokenizes(_ example: Example) {
        let buffer = tokenized(example.bytes, example.options)
        #expect(MarkedTokens.lines(of: buffer, in: example.bytes) == example.lines)
        #expect(TokenCover.gaps(in: buffer, count: example.bytes.count) == [])
        #expect(!buffer.isTruncated)
    }

    @Test("Upper-casing every letter of a document moves no token")
    func upperCase() {
        let html = TokenizerExamples.markup + TokenizerExamples.rawText + TokenizerExamples.scripts
        for example in html where !example.options.opaqueInstructions {
            let upper = example.bytes.map { (0x61...0x7A).contains($0) ? $0 & ~0x20 : $0 }
            #expect(tokenized(upper).tokens == tokenized(example.bytes).tokens)
        }
    }

    @Test("Offsets, as numbers")
    func offsets() {
        let bytes = Array("é<A HREF='x' b>t</A >".utf8)
        let buffer = tokenized(bytes)
        #expect(buffer.tokens.map(\.range) == [0..<2, 2..<16, 16..<17, 17..<22])
        #expect(buffer.tokens.map(\.contentRange) == [0..<2, 3..<4, 16..<17, 19..<20])
        #expect(buffer.tokens.map(\.tag) == [.unknown, .a, .unknown, .a])
        #expect(buffer.attributes.map(\.nameRange) == [5..<9, 14..<15])
        #expect(buffer.attributes.map(\.valueRange) == [11..<12, 15..<15])
        #expect(buffer.attributes.map(\.range) == [5..<13, 14..<15])
    }

    @Test(
        "A tag is known by its name in any case, and by nothing else",
        arguments: WinnowHTML.Tag.allCases
    )
    func knowsTags(_ tag: WinnowHTML.Tag) throws {
        guard tag != .unknown else { return }
        for name in [tag.name, tag.name.uppercased()] {
            #expect(tokenized(Array("<\(name)>".utf8)).tokens.first?.tag == tag)
            #expect(tokenized(Array("</\(name)/>".utf8)).tokens.first?.tag == tag)
            #expect(tokenized(Array("<x\(name)x>".utf8)).tokens.first?.tag == .unknown)
            #expect(tokenized(Array("<\(name)\0>".utf8)).tokens.first?.tag == .unknown)
        }
    }

    @Test("An empty document has no tokens")
    func empty() {
        #expect(tokenized([]).tokens == [])
        var buffer = TokenBuffer()
        Tokenizer.tokenize(UnsafeBufferPointer(start: nil, count: 0), into: &buffer)
        #expect(buffer.tokens == [])
    }

    @Test("With raw text switched off, a script or title is markup like any other")
    func plainMarkup() {
        var options = TokenizerOptions()
        options.recognisesRawText = false
        let document = Array("<script><b><title>a<i><plaintext><svg><![CDATA[x]]>".utf8)
        let lines = [
            "start <«script»>", "start <«b»>", "start <«title»>", "text a", "start <«i»>",
            "start <«plaintext»>", "start <«svg»>", "cdata <![CDATA[«x»]]>",
        ]
        let buffer = tokenized(document, options)
        #expect(MarkedTokens.lines(of: buffer, in: document) == lines)
    }

    @Test("A buffer that is used again holds the new document alone")
    func reuse() {
        let document = Array("<a b c>x".utf8)
        var buffer = tokenized(Array("<p q=r><!-- x --><script>y".utf8))
        buffer.isTruncated = true
        document.withUnsafeBufferPointer { Tokenizer.tokenize($0, into: &buffer) }
        #expect(buffer.tokens == tokenized(document).tokens)
        #expect(buffer.attributes == tokenized(document).attributes)
        #expect(!buffer.isTruncated)
    }
}

// MARK: - Limits

extension TokenizerTests {
    @Test("Beyond the limit of tokens the rest is one text")
    func maximumTokens() {
        let document = Array(String(repeating: "<b>x", count: 50).utf8)
        for limit in 1...20 {
            var options = TokenizerOptions()
            options.maximumTokens = limit
            let buffer = tokenized(document, options)
            // The limit is looked at between tags, so that text and a tag may go beyond it.
            #expect((limit...(limit + 3)).contains(buffer.tokens.count))
            #expect(buffer.isTruncated)
            #expect(buffer.tokens.last?.kind == .text)
            #expect(buffer.tokens.last?.content == .data)
            #expect(TokenCover.gaps(in: buffer, count: document.count) == [])
        }
        var options = TokenizerOptions()
        options.maximumTokens = 100
        #expect(!tokenized(document, options).isTruncated)
    }

    @Test("Beyond the limit of attributes a tag is read on and further ones are not recorded")
    func maximumAttributes() {
        var options = TokenizerOptions()
        options.maximumAttributes = 2
        let atLimit = Array("<a b c='>'>x".utf8)
        #expect(!tokenized(atLimit, options).isTruncated)
        let document = Array("<a b c d='>'>x<p q r>".utf8)
        let buffer = tokenized(document, options)
        #expect(buffer.isTruncated)
        #expect(
            MarkedTokens.lines(of: buffer, in: document)
                == ["start <«a» {b} {c} d='>'>", "text x", "start <«p» {q} {r}>"]
        )
    }

    @Test("However high the limit, no attribute is counted wrongly")
    func manyAttributes() {
        var options = TokenizerOptions()
        options.maximumAttributes = .max
        let document = Array(("<a" + String(repeating: " b", count: 70_000) + "><p q>").utf8)
        let buffer = tokenized(document, options)
        #expect(TokenCover.gaps(in: buffer, count: document.count) == [])
    }

    @Test(
        "Hostile repetition takes linear time",
        arguments: [
            "<", "</", "<!", "<!-", "<!--", "<!--<!", "<!---!", "<a", "<a ", "<a b=\"", "</a ",
            "<?",
            "<![CDATA[", "<svg>", "<svg><title>", "<math><mi>", "</svg>", "<p></svg><svg>",
            "<script>",
            "<script><!--", "<script></scrip", "<title></", "<!doctype", "<a/", "<a =",
            "<svg><font ", "<annotation-xml ", "<plaintext>", "<%", "\0", "]]>",
        ]
    )
    func hostileRepetition(_ piece: String) {
        let document = Array(String(repeating: piece, count: 200_000).utf8)
        for isOpaque in [false, true] {
            var options = TokenizerOptions()
            options.opaqueInstructions = isOpaque
            let clock = ContinuousClock()
            var buffer = TokenBuffer()
            let time = clock.measure { buffer = tokenized(document, options) }
            #expect(TokenCover.gaps(in: buffer, count: document.count) == [])
            // Quadratic time would be minutes; a slow machine in a debug build takes one second.
            #expect(time < .seconds(8))
        }
    }
}

// MARK: - Random documents

extension TokenizerTests {
    private static let fragments: [String] = [
        "<", ">", "</", "/>", "<!", "!", "-", "--", "<!--", "-->", "--!>", "<!-->", "<!--->", "<?",
        "?>", "<%", "%>", "<?php echo '>' ?>", "<!doctype", "<!DOCTYPE html>", " PUBLIC ",
        "<![CDATA[",
        "]]>", "]", "a", " ", "\n", "\r\n", "\t", "\u{C}", "\0", "=", "\"", "'", "`", "/", "&",
        "&amp;",
        "&#", "é", "中", "<a", "<a href=", "<p ", " b", " c='", " d=\"", "</a", "</p>", "<svg>",
        "</svg>", "<svg/>", "<math>", "</math>", "<mi>", "<annotation-xml encoding=text/html>",
        "<foreignObject>", "</foreignObject>", "<desc>", "<font color=x>", "<title>", "</title>",
        "</title ", "<textarea>", "</textarea>", "<style>", "</style>", "<xmp>", "</xmp",
        "<iframe>",
        "</iframe>", "<noscript>", "<script>", "<script", "</script>", "</script", "</script/",
        "<SCRIPT>", "</Script\n>", "<plaintext>",
    ]

    @Test("Tokens cover any document without gap or overlap, wherever it is cut off")
    func randomDocuments() {
        var generator = SeededGenerator(seed: 20_260_101)
        var (whole, cut) = (TokenBuffer(), TokenBuffer())
        for _ in 0..<20_000 {
            let options = options(&generator)
            let document = document(&generator)
            let prefix = Array(
                document.prefix(Int.random(in: 0...document.count, using: &generator))
            )
            document.withUnsafeBufferPointer {
                Tokenizer.tokenize($0, options: options, into: &whole)
            }
            prefix.withUnsafeBufferPointer {
                Tokenizer.tokenize($0, options: options, into: &cut)
            }
            let problems =
                TokenCover.gaps(in: whole, count: document.count)
                + TokenCover.gaps(in: cut, count: prefix.count)
                + changes(from: whole, to: cut, count: prefix.count)
            guard problems.isEmpty else {
                Issue.record("\(problems) in \(MarkedTokens.escaped(document)), \(options)")
                return
            }
        }
    }

    private func options(_ generator: inout SeededGenerator) -> TokenizerOptions {
        var options = TokenizerOptions()
        options.opaqueInstructions = Bool.random(using: &generator)
        let states: [TokenizerOptions.InitialState] = [
            .data, .data, .data, .data, .rcdata, .rawtext, .scriptData, .plaintext, .cdataSection,
        ]
        options.initialState = states.randomElement(using: &generator) ?? .data
        let names = ["", "title", "style", "script"]
        options.lastStartTag = Array((names.randomElement(using: &generator) ?? "").utf8)
        return options
    }

    private func document(_ generator: inout SeededGenerator) -> [UInt8] {
        (0..<Int.random(in: 1...14, using: &generator)).flatMap { _ in
            Array((Self.fragments.randomElement(using: &generator) ?? "").utf8)
        }
    }

    /// Tokens that cutting off the rest of a document has changed although it is not near.
    private func changes(from whole: TokenBuffer, to cut: TokenBuffer, count: Int) -> [String] {
        zip(whole.tokens, whole.tokens.dropFirst()).enumerated().compactMap { index, pair in
            // Text may go on where what follows it is cut off; all else stands once it has ended.
            guard Int(pair.1.end) <= count else { return nil }
            let same = index < cut.tokens.count && cut.tokens[index] == pair.0
            return same ? nil : "token \(pair.0.range) changed with the cut at \(count)"
        }
    }

    private func tokenized(
        _ bytes: [UInt8],
        _ options: TokenizerOptions = TokenizerOptions()
    ) -> TokenBuffer {
        var buffer = TokenBuffer()
        bytes.withUnsafeBufferPointer {
            Tokenizer.tokenize($0, options: options, into: &buffer)
        }
        return buffer
    }
}
