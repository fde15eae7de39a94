import Testing
import WinnowHTML

@Suite("Doctype")
struct DoctypeTests {
    /// A declaration and what it says; nil for a part that is missing.
    struct Example: Sendable, CustomTestStringConvertible {
        var declaration: String
        var name: String?
        var publicID: String?
        var systemID: String?
        var forcesQuirks = false

        init(
            _ declaration: String,
            _ name: String?,
            publicID: String? = nil,
            systemID: String? = nil,
            quirks: Bool = false
        ) {
            self.declaration = declaration
            self.name = name
            self.publicID = publicID
            self.systemID = systemID
            forcesQuirks = quirks
        }

        var testDescription: String { declaration }
    }

    static let complete: [Example] = [
        .init("<!DOCTYPE html>", "html"),
        .init("<!doctype\n HTML >", "HTML"),
        .init("<!DOCTYPEhtml>", "html"),
        .init(
            "<!DOCTYPE html SYSTEM 'about:legacy-compat'>",
            "html",
            systemID: "about:legacy-compat"
        ),
        .init("<!DOCTYPE a PUBLIC 'b'>", "a", publicID: "b"),
        .init("<!DOCTYPE a PUBLIC \"b\" \"c\">", "a", publicID: "b", systemID: "c"),
        .init("<!DOCTYPE a public'b''c'>", "a", publicID: "b", systemID: "c"),
        .init("<!DOCTYPE a PUBLIC '' ''>", "a", publicID: "", systemID: ""),
        .init("<!DOCTYPE a PUBLIC 'b\"' \"c'\" >", "a", publicID: "b\"", systemID: "c'"),
        .init("<!DOCTYPE a system\"b\" junk>", "a", systemID: "b"),
        .init("<!DOCTYPE a SYSTEM 'b' junk", "a", systemID: "b"),
    ]

    static let broken: [Example] = [
        .init("<!DOCTYPE>", nil, quirks: true),
        .init("<!DOCTYPE", nil, quirks: true),
        .init("<!DOCTYPE  >", nil, quirks: true),
        .init("<!DOCTYPE html", "html", quirks: true),
        .init("<!DOCTYPE html ", "html", quirks: true),
        .init("<!DOCTYPE a b>", "a", quirks: true),
        .init("<!DOCTYPE a PUBLI 'b'>", "a", quirks: true),
        .init("<!DOCTYPE a PUBLIC>", "a", quirks: true),
        .init("<!DOCTYPE a PUBLIC ", "a", quirks: true),
        .init("<!DOCTYPE a PUBLIC b>", "a", quirks: true),
        .init("<!DOCTYPE a PUBLIC 'b>", "a", publicID: "b", quirks: true),
        .init("<!DOCTYPE a PUBLIC 'b", "a", publicID: "b", quirks: true),
        .init("<!DOCTYPE a PUBLIC 'b'", "a", publicID: "b", quirks: true),
        .init("<!DOCTYPE a PUBLIC 'b' c>", "a", publicID: "b", quirks: true),
        .init("<!DOCTYPE a PUBLIC 'b' 'c>", "a", publicID: "b", systemID: "c", quirks: true),
        .init("<!DOCTYPE a SYSTEM>", "a", quirks: true),
        .init("<!DOCTYPE a SYSTEM b>", "a", quirks: true),
        .init("<!DOCTYPE a SYSTEM 'b", "a", systemID: "b", quirks: true),
        .init("<!DOCTYPE a SYSTEM 'b'", "a", systemID: "b", quirks: true),
    ]

    @Test("A declaration is read as a browser does", arguments: complete + broken)
    func reads(_ example: Example) throws {
        // Text before it, so that offsets count from the start of the document.
        let bytes = Array("é\(example.declaration)".utf8)
        try bytes.withUnsafeBufferPointer { bytes in
            var buffer = TokenBuffer()
            Tokenizer.tokenize(bytes, into: &buffer)
            let token = try #require(buffer.tokens.last)
            try #require(token.kind == .doctype && token.range == 2..<bytes.count)
            let doctype = Doctype(bytes, token: token)
            let text = { (range: Range<Int>) in String(decoding: bytes[range], as: UTF8.self) }
            #expect(doctype.name.map(text) == example.name)
            #expect(doctype.publicID.map(text) == example.publicID)
            #expect(doctype.systemID.map(text) == example.systemID)
            #expect(doctype.forcesQuirks == example.forcesQuirks)
        }
    }

    @Test("A token that lies about its range reads nothing outside the document")
    func outside() {
        let bytes = Array("<!DO".utf8)
        bytes.withUnsafeBufferPointer { bytes in
            var buffer = TokenBuffer()
            Tokenizer.tokenize(bytes, into: &buffer)
            guard var token = buffer.tokens.first else { return }
            token.end = 100
            #expect(Doctype(bytes, token: token).name == nil)
        }
    }
}
