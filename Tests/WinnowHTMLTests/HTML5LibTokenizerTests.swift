import Foundation
import Testing
import WinnowHTML

/// The tokenizer suite of html5lib-tests, every case in every initial state it names.
///
/// Compared are the tokens, brought into html5lib's form. The parse errors of the suite are not:
/// Winnow's tokenizer reports none, because every input is a page that a browser would show.
@Suite("html5lib-tests, tokenizer")
struct HTML5LibTokenizerTests {
    @Test(
        "A case gives the tokens of the suite",
        .enabled(
            if: HTML5LibCase.isAvailable,
            "html5lib-tests not found: set WINNOW_SHARED to the folder that holds it"
        ),
        arguments: HTML5LibCase.applicable
    )
    func conforms(_ example: HTML5LibCase) throws {
        let input = try #require(example.input)
        let expected = try #require(example.output)
        var buffer = TokenBuffer()
        input.withUnsafeBufferPointer { bytes in
            Tokenizer.tokenize(bytes, options: example.options, into: &buffer)
            #expect(HTML5LibToken.list(of: buffer, in: bytes) == expected)
        }
        #expect(TokenCover.gaps(in: buffer, count: input.count) == [])
    }

    @Test(
        "The list of cases that do not apply names real cases, and only such",
        .enabled(if: HTML5LibCase.isAvailable, "html5lib-tests not found")
    )
    func notApplicable() {
        let known = Set(HTML5LibCase.all.map(\.name))
        #expect(HTML5LibCase.notApplicable.keys.filter { !known.contains($0) } == [])
        // A case that could be run after all must not hide in the list for being "not UTF-8".
        for example in HTML5LibCase.all where example.input == nil || example.output == nil {
            #expect(HTML5LibCase.notApplicable[example.name] == HTML5LibCase.loneSurrogate)
        }
        #expect(HTML5LibCase.all.count == 7_036)
        #expect(HTML5LibCase.applicable.count == 7_028)
    }
}

/// One case of the suite in one initial state.
struct HTML5LibCase: Sendable, CustomTestStringConvertible {
    /// File, description and number within the file; the state too where it is not "Data state".
    var name: String
    /// The document in UTF-8; nil where it holds a lone surrogate.
    var input: [UInt8]?
    var output: [HTML5LibToken]?
    var options: TokenizerOptions

    var testDescription: String { name }

    static let loneSurrogate = "a lone surrogate has no UTF-8: no sequence of bytes decodes to it"
    static let infosetCoercion = "asks to replace what XML cannot hold; Winnow builds no XML"

    /// Cases that ask for something else than tokenizing bytes, and why.
    static let notApplicable: [String: String] = [
        "unicodeCharsProblematic 1: Invalid Unicode character U+DFFF": loneSurrogate,
        "unicodeCharsProblematic 2: Invalid Unicode character U+D800": loneSurrogate,
        "unicodeCharsProblematic 3: Invalid Unicode character U+DFFF with valid preceding character":
            loneSurrogate,
        "unicodeCharsProblematic 4: Invalid Unicode character U+D800 with valid following character":
            loneSurrogate,
        "xmlViolation 1: Non-XML character": infosetCoercion,
        "xmlViolation 2: Non-XML space": infosetCoercion,
        "xmlViolation 3: Double hyphen in comment": infosetCoercion,
        "xmlViolation 4: FF between attributes": infosetCoercion,
    ]

    static let applicable = all.filter { notApplicable[$0.name] == nil }

    static var isAvailable: Bool { !all.isEmpty }

    /// All cases, files in the order of their names; empty where the suite is not there.
    static let all: [HTML5LibCase] = {
        let folder = sharedFolder.appending(path: "html5lib-tests/tokenizer")
        let files = try? FileManager.default.contentsOfDirectory(
            at: folder,
            includingPropertiesForKeys: nil
        )
        return (files ?? [])
            .filter { $0.pathExtension == "test" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
            .flatMap(cases)
    }()

    /// `WINNOW_SHARED`, else `shared` beside the package.
    private static var sharedFolder: URL {
        if let path = ProcessInfo.processInfo.environment["WINNOW_SHARED"] {
            return URL(filePath: path, directoryHint: .isDirectory)
        }
        return URL(filePath: #filePath).appending(path: "../../../../shared").standardizedFileURL
    }

    private static func cases(of file: URL) -> [HTML5LibCase] {
        guard let data = try? Data(contentsOf: file),
            let suite = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
            let tests = (suite["tests"] ?? suite["xmlViolationTests"]) as? [[String: Any]]
        else {
            Issue.record("'\(file.path)' is not a file of html5lib-tests")
            return []
        }
        let stem = file.deletingPathExtension().lastPathComponent
        return zip(1..., tests).flatMap { number, test in
            let states = test["initialStates"] as? [String] ?? ["Data state"]
            return states.map { HTML5LibCase(test, state: $0, name: "\(stem) \(number): ") }
        }
    }

    private init(_ test: [String: Any], state: String, name: String) {
        let isEscaped = test["doubleEscaped"] as? Bool ?? false
        let unescape = { (text: String) in isEscaped ? Self.unescaped(text) : Array(text.utf8) }
        self.name = name + (test["description"] as? String ?? "")
        if state != "Data state" { self.name += " [\(state)]" }
        input = (test["input"] as? String).flatMap(unescape)
        output = (test["output"] as? [[Any]]).flatMap { HTML5LibToken.list(of: $0, unescape) }
        options = TokenizerOptions()
        options.lastStartTag = Array((test["lastStartTag"] as? String ?? "").utf8)
        switch state {
        case "Data state": options.initialState = .data
        case "PLAINTEXT state": options.initialState = .plaintext
        case "RCDATA state": options.initialState = .rcdata
        case "RAWTEXT state": options.initialState = .rawtext
        case "Script data state": options.initialState = .scriptData
        case "CDATA section state": options.initialState = .cdataSection
        default: output = nil
        }
    }

    /// Resolves `\uXXXX`; nil for a lone surrogate.
    private static func unescaped(_ text: String) -> [UInt8]? {
        var units: [UInt16] = []
        var rest = text[...]
        while let first = rest.first {
            if rest.hasPrefix("\\u"), let unit = UInt16(rest.dropFirst(2).prefix(4), radix: 16) {
                units.append(unit)
                rest = rest.dropFirst(6)
            } else {
                units.append(contentsOf: first.utf16)
                rest = rest.dropFirst()
            }
        }
        return String(validating: units, as: UTF16.self).map { Array($0.utf8) }
    }
}

/// A token in the form of html5lib-tests; text as bytes, which compare without normalisation.
enum HTML5LibToken: Equatable, Sendable {
    case character([UInt8])
    case startTag([UInt8], attributes: [Attribute], isSelfClosing: Bool)
    case endTag([UInt8])
    case comment([UInt8])
    case doctype([UInt8]?, publicID: [UInt8]?, systemID: [UInt8]?, isCorrect: Bool)

    /// An attribute; a tag lists them by name, as the suite's JSON objects have no order.
    struct Attribute: Equatable, Sendable {
        var name: [UInt8]
        var value: [UInt8]
    }

    /// Adds a token to a list; text goes to the end of the text before it.
    static func append(_ token: HTML5LibToken, to list: inout [HTML5LibToken]) {
        if case .character(let text) = token, case .character(let before)? = list.last {
            list[list.count - 1] = .character(before + text)
        } else if token != .character([]) {
            list.append(token)
        }
    }

    private static func sorted(_ attributes: [Attribute]) -> [Attribute] {
        attributes.sorted { $0.name.lexicographicallyPrecedes($1.name) }
    }
}

extension HTML5LibToken {
    /// Reads the `output` of a case; nil where it holds a lone surrogate.
    static func list(of output: [[Any]], _ unescape: (String) -> [UInt8]?) -> [HTML5LibToken]? {
        var list: [HTML5LibToken] = []
        for item in output {
            guard let token = token(item, unescape) else { return nil }
            append(token, to: &list)
        }
        return list
    }

    private static func token(_ item: [Any], _ unescape: (String) -> [UInt8]?) -> HTML5LibToken? {
        let texts = item.map { ($0 as? String).flatMap(unescape) }
        switch (item[0] as? String, texts.count > 1 ? texts[1] : nil) {
        case ("Character", let text?): return .character(text)
        case ("Comment", let text?): return .comment(text)
        case ("EndTag", let name?): return .endTag(name)
        case ("StartTag", let name?):
            let attributes = (item[2] as? [String: String] ?? [:]).compactMap { name, value in
                unescape(name).flatMap { name in
                    unescape(value).map { Attribute(name: name, value: $0) }
                }
            }
            return .startTag(name, attributes: sorted(attributes), isSelfClosing: item.count > 3)
        case ("DOCTYPE", let name):
            return .doctype(
                name,
                publicID: texts[2],
                systemID: texts[3],
                isCorrect: item[4] as? Bool ?? false
            )
        default: return nil
        }
    }
}

extension HTML5LibToken {
    /// Brings Winnow's tokens into html5lib's form.
    static func list(
        of buffer: TokenBuffer,
        in bytes: UnsafeBufferPointer<UInt8>
    ) -> [HTML5LibToken] {
        var list: [HTML5LibToken] = []
        for token in buffer.tokens {
            let content = Array(bytes[token.contentRange])
            switch token.kind {
            case .text: append(.character(characters(content, token.content)), to: &list)
            case .startTag:
                let attributes = attributes(buffer.attributes(of: token), in: bytes)
                let tag = startTag(
                    name(content),
                    attributes: attributes,
                    isSelfClosing: token.isSelfClosing
                )
                append(tag, to: &list)
            case .endTag: append(.endTag(name(content)), to: &list)
            case .comment, .bogusComment: append(.comment(cleaned(content)), to: &list)
            case .doctype: append(doctype(Doctype(bytes, token: token), in: bytes), to: &list)
            case .opaque, .discarded: break
            }
        }
        return list
    }

    private static func characters(_ text: [UInt8], _ content: Token.Content) -> [UInt8] {
        switch content {
        case .data: decoded(withLineFeeds(text), inAttribute: false)
        case .rcdata: decoded(cleaned(text), inAttribute: false)
        case .rawtext, .script, .plaintext: cleaned(text)
        case .cdata: withLineFeeds(text)
        }
    }

    private static func attributes(
        _ attributes: ArraySlice<WinnowHTML.Attribute>,
        in bytes: UnsafeBufferPointer<UInt8>
    ) -> [Attribute] {
        var list: [Attribute] = []
        for attribute in attributes {
            let name = name(Array(bytes[attribute.nameRange]))
            // Of attributes with the same name, the first counts.
            guard !list.contains(where: { $0.name == name }) else { continue }
            let value = decoded(cleaned(Array(bytes[attribute.valueRange])), inAttribute: true)
            list.append(Attribute(name: name, value: value))
        }
        return sorted(list)
    }

    private static func doctype(
        _ doctype: Doctype,
        in bytes: UnsafeBufferPointer<UInt8>
    ) -> HTML5LibToken {
        .doctype(
            doctype.name.map { name(Array(bytes[$0])) },
            publicID: doctype.publicID.map { cleaned(Array(bytes[$0])) },
            systemID: doctype.systemID.map { cleaned(Array(bytes[$0])) },
            isCorrect: !doctype.forcesQuirks
        )
    }

    /// A tag, attribute or document type name as a browser stores it.
    private static func name(_ bytes: [UInt8]) -> [UInt8] {
        cleaned(bytes).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    }

    /// Text with line feeds alone and without NUL, which is how most states emit it.
    private static func cleaned(_ bytes: [UInt8]) -> [UInt8] {
        withLineFeeds(bytes).flatMap { $0 == 0 ? [0xEF, 0xBF, 0xBD] : [$0] }
    }

    /// Text with CR and CR LF turned into LF, as the input stream does before tokenization.
    private static func withLineFeeds(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            if byte == 0x0D {
                output.append(0x0A)
            } else if byte != 0x0A || index == 0 || bytes[index - 1] != 0x0D {
                output.append(byte)
            }
        }
        return output
    }

    private static func decoded(_ bytes: [UInt8], inAttribute: Bool) -> [UInt8] {
        var output: [UInt8] = []
        bytes.withUnsafeBufferPointer {
            CharacterReferences.decode($0, inAttribute: inAttribute, into: &output)
        }
        return output
    }
}

extension HTML5LibToken: CustomStringConvertible {
    /// The token much as the suite writes it.
    var description: String {
        func text(_ bytes: [UInt8]?) -> String {
            bytes.map { String(decoding: $0, as: UTF8.self).debugDescription } ?? "null"
        }
        switch self {
        case .character(let bytes): return "Character \(text(bytes))"
        case .comment(let bytes): return "Comment \(text(bytes))"
        case .endTag(let name): return "EndTag \(text(name))"
        case .startTag(let name, let attributes, let isSelfClosing):
            let list = attributes.map { "\(text($0.name)): \(text($0.value))" }
            return "StartTag \(text(name)) \(list)\(isSelfClosing ? " /" : "")"
        case .doctype(let name, let publicID, let systemID, let isCorrect):
            return "DOCTYPE \(text(name)) \(text(publicID)) \(text(systemID)) \(isCorrect)"
        }
    }
}
