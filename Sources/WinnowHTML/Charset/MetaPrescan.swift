/// The HTML standard's "prescan a byte stream to determine its encoding".
///
/// It does not parse: a `<meta>` in a script counts, one in a comment does not, and this is what
/// browsers do.
struct MetaPrescan {
    /// The bytes ran out; whatever was being read does not count.
    private struct EndOfBytes: Error {}
    /// An attribute of a tag, name and value in lower case.
    private struct Attribute {
        var name: [UInt8] = []
        var value: [UInt8] = []
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    private init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// The charset that the first `limit` bytes declare; nil when they declare none that is known.
    ///
    /// UTF-16 becomes UTF-8, since a declaration that could be read in ASCII is not in UTF-16.
    static func charset(in bytes: UnsafeBufferPointer<UInt8>, limit: Int) -> Charset? {
        let first = UnsafeBufferPointer(rebasing: bytes.prefix(limit))
        // `<?x` in UTF-16.
        if first.starts(with: [0x3C, 0x00, 0x3F, 0x00, 0x78, 0x00]) { return .utf16le }
        if first.starts(with: [0x00, 0x3C, 0x00, 0x3F, 0x00, 0x78]) { return .utf16be }
        var prescan = MetaPrescan(first)
        do {
            return try prescan.firstDeclaration()
        } catch {
            return xmlDeclaration(first)
        }
    }

    /// Goes from tag to tag until one declares a charset.
    private mutating func firstDeclaration() throws(EndOfBytes) -> Charset {
        while true {
            if try byte() == 0x3C {
                if isAt("<!--") {
                    // The hyphens may be the comment's own: `<!-->` is one.
                    position += 2
                    while !isAt("-->") { try advance() }
                    position += 2
                } else if isAt("<meta"), isTagNameEnd(at: position + 5) {
                    position += 5
                    if let charset = try metaCharset() { return charset }
                } else if isTagStart() {
                    while try !byte().endsWord { try advance() }
                    while try attribute() != nil {}
                } else if isAt("<!") || isAt("</") || isAt("<?") {
                    while try byte() != 0x3E { try advance() }
                }
            }
            try advance()
        }
    }

    /// What a `<meta>` tag declares; `position` is behind its name.
    private mutating func metaCharset() throws(EndOfBytes) -> Charset? {
        var seen: [[UInt8]] = []
        var gotPragma = false
        var needsPragma: Bool?
        var charset: Charset?
        var isDecided = false
        while let attribute = try attribute() {
            // The first of two attributes with one name counts.
            guard !seen.contains(attribute.name) else { continue }
            seen.append(attribute.name)
            if attribute.name.elementsEqual("http-equiv".utf8) {
                gotPragma = attribute.value.elementsEqual("content-type".utf8)
            } else if attribute.name.elementsEqual("content".utf8) {
                guard !isDecided, let found = Self.charset(inContent: attribute.value) else {
                    continue
                }
                (charset, needsPragma, isDecided) = (found, true, true)
            } else if attribute.name.elementsEqual("charset".utf8) {
                charset = Self.declarable(attribute.value)
                (needsPragma, isDecided) = (false, true)
            }
        }
        guard let needsPragma, gotPragma || !needsPragma else { return nil }
        return charset
    }

    /// The charset of a label in a declaration.
    private static func declarable(_ label: some Collection<UInt8>) -> Charset? {
        switch Charset(label: label) {
        case .utf16le, .utf16be: .utf8
        case let charset?: charset
        case nil: label.elementsEqual("x-user-defined".utf8) ? .windows1252 : nil
        }
    }

    /// The standard's "extracting a character encoding from a meta element".
    private static func charset(inContent content: [UInt8]) -> Charset? {
        let word = Array("charset".utf8)
        var rest = content[...]
        while rest.count >= word.count {
            guard rest.starts(with: word) else {
                rest.removeFirst()
                continue
            }
            rest = rest.dropFirst(word.count).drop(while: \.isASCIIWhitespace)
            guard rest.first == 0x3D else { continue }
            rest = rest.dropFirst().drop(while: \.isASCIIWhitespace)
            guard let first = rest.first else { return nil }
            if first == 0x22 || first == 0x27 {
                let label = rest.dropFirst()
                guard let end = label.firstIndex(of: first) else { return nil }
                return declarable(label[..<end])
            }
            return declarable(rest.prefix { !$0.isASCIIWhitespace && $0 != 0x3B })
        }
        return nil
    }

    /// The standard's "get an XML encoding", the last resort.
    private static func xmlDeclaration(_ bytes: UnsafeBufferPointer<UInt8>) -> Charset? {
        guard bytes.starts(with: "<?xml".utf8), let end = bytes.firstIndex(of: 0x3E) else {
            return nil
        }
        let word = Array("encoding".utf8)
        var rest = bytes[..<end]
        while !rest.starts(with: word) {
            if rest.popFirst() == nil { return nil }
        }
        rest = rest.dropFirst(word.count).drop { $0 <= 0x20 }
        guard rest.popFirst() == 0x3D else { return nil }
        rest = rest.drop { $0 <= 0x20 }
        guard let quote = rest.popFirst(), quote == 0x22 || quote == 0x27,
            let closing = rest.firstIndex(of: quote)
        else { return nil }
        let label = rest[..<closing]
        return label.contains { $0 <= 0x20 } ? nil : declarable(label)
    }
}

extension MetaPrescan {
    /// The standard's "get an attribute"; nil at the end of the tag.
    private mutating func attribute() throws(EndOfBytes) -> Attribute? {
        while try byte().separatesAttributes { try advance() }
        if try byte() == 0x3E { return nil }
        var attribute = Attribute()
        var next = try byte()
        while next != 0x3D || attribute.name.isEmpty {
            if next == 0x2F || next == 0x3E { return attribute }
            if next.isASCIIWhitespace {
                try skipWhitespace()
                if try byte() != 0x3D { return attribute }
                break
            }
            attribute.name.append(next.asciiLowercased)
            try advance()
            next = try byte()
        }
        try advance()
        try skipWhitespace()
        let quote = try byte()
        if quote == 0x22 || quote == 0x27 {
            try advance()
            while try byte() != quote {
                attribute.value.append(try byte().asciiLowercased)
                try advance()
            }
            try advance()
            return attribute
        }
        while try !byte().endsWord {
            attribute.value.append(try byte().asciiLowercased)
            try advance()
        }
        return attribute
    }

    /// Goes to the next byte that is no whitespace.
    private mutating func skipWhitespace() throws(EndOfBytes) {
        while try byte().isASCIIWhitespace { try advance() }
    }

    /// The byte at the position.
    private func byte() throws(EndOfBytes) -> UInt8 {
        guard position < bytes.count else { throw EndOfBytes() }
        return bytes[position]
    }

    /// Goes one byte on.
    private mutating func advance() throws(EndOfBytes) {
        position += 1
        guard position < bytes.count else { throw EndOfBytes() }
    }

    /// Whether `text`, in lower case, stands at the position, in any case.
    private func isAt(_ text: StaticString) -> Bool {
        guard position + text.utf8CodeUnitCount <= bytes.count else { return false }
        return (0..<text.utf8CodeUnitCount).allSatisfy {
            bytes[position + $0].asciiLowercased == text.utf8Start[$0]
        }
    }

    /// Whether a tag begins at the position, be it a start tag or an end tag.
    private func isTagStart() -> Bool {
        let name = isAt("</") ? position + 2 : position + 1
        guard name < bytes.count else { return false }
        return (0x61...0x7A).contains(bytes[name].asciiLowercased)
    }

    /// Whether the byte at `index` ends a tag name that attributes follow.
    private func isTagNameEnd(at index: Int) -> Bool {
        index < bytes.count && (bytes[index].isASCIIWhitespace || bytes[index] == 0x2F)
    }
}

extension UInt8 {
    /// Whether this byte ends a tag's name and a value without quotes.
    fileprivate var endsWord: Bool { isASCIIWhitespace || self == 0x3E }
    /// Whether this byte may stand between attributes.
    fileprivate var separatesAttributes: Bool { isASCIIWhitespace || self == 0x2F }
}
