internal import WinnowHTML

/// The tokens of a short script, as far as its strings and calls can be told by them.
///
/// A reader of plain statements, not of JavaScript: regular expressions and templates with
/// expressions are taken for marks, nothing is ever run.
struct ScriptTokens {
    enum Kind: Equatable {
        case name
        case string
        case number
        case mark(UInt8)
    }

    struct Token {
        var kind: Kind
        /// Its bytes; of a string those between the quotes.
        var range: Range<Int>
    }

    /// Tokens read of one script.
    static let maximumCount = 2_048

    let script: UnsafeBufferPointer<UInt8>
    private(set) var tokens: [Token] = []

    /// - Complexity: Linear in the bytes.
    init(_ script: UnsafeBufferPointer<UInt8>) {
        self.script = script
        var position = 0
        while tokens.count < Self.maximumCount, let token = next(&position) { tokens.append(token) }
    }

    private func next(_ position: inout Int) -> Token? {
        skipBlanks(&position)
        guard position < script.count else { return nil }
        let start = position
        let byte = script[position]
        position += 1
        if byte == 0x22 || byte == 0x27 || byte == 0x60 {
            let range = stringRange(&position, byte)
            return Token(kind: .string, range: range)
        }
        if Self.isNameByte(byte) {
            while position < script.count, Self.isNameByte(script[position]) { position += 1 }
            let kind: Kind = ASCII.isDigit(byte) ? .number : .name
            return Token(kind: kind, range: start..<position)
        }
        return Token(kind: .mark(byte), range: start..<position)
    }

    private func stringRange(_ position: inout Int, _ quote: UInt8) -> Range<Int> {
        let start = position
        while position < script.count, script[position] != quote {
            position += script[position] == 0x5C ? 2 : 1
        }
        let end = min(position, script.count)
        position = min(end + 1, script.count)
        return start..<end
    }

    private func skipBlanks(_ position: inout Int) {
        while position < script.count {
            let byte = script[position]
            let next = position + 1 < script.count ? script[position + 1] : 0
            if byte <= 0x20 {
                position += 1
            } else if byte == 0x2F, next == 0x2A {
                position = CSSEscapedDeclaration.endOfComment(script, from: position + 2)
            } else if (byte == 0x2F && next == 0x2F) || startsHTMLComment(position) {
                while position < script.count, script[position] != 0x0A { position += 1 }
            } else {
                return
            }
        }
    }

    /// `<!--`, which hides a line from browsers without scripts and from those with.
    private func startsHTMLComment(_ position: Int) -> Bool {
        script[position] == 0x3C && CSSText(script[position...]).starts(with: "<!--")
    }

    @inline(__always)
    private static func isNameByte(_ byte: UInt8) -> Bool {
        ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == 0x5F || byte == 0x24 || byte >= 0x80
    }

    /// True where a token is a certain mark.
    func isMark(_ index: Int, _ mark: UInt8) -> Bool {
        index >= 0 && index < tokens.count && tokens[index].kind == .mark(mark)
    }

    /// True where a token is a certain name.
    func isName(_ index: Int, _ name: StaticString) -> Bool {
        guard index >= 0, index < tokens.count, tokens[index].kind == .name else { return false }
        return text(at: index).elementsEqual(bytes(of: name))
    }

    private func bytes(of name: StaticString) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
    }

    /// The bytes of a token as they stand in the script.
    func text(at index: Int) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: script[tokens[index].range])
    }

    /// A string's content, escapes resolved.
    func string(at index: Int) -> [UInt8] {
        let raw = text(at: index)
        guard raw.contains(0x5C) else { return Array(raw) }
        var output: [UInt8] = []
        var position = 0
        while position < raw.count {
            let byte = raw[position]
            position += 1
            guard byte == 0x5C, position < raw.count else {
                output.append(byte)
                continue
            }
            Self.unescape(raw, &position, into: &output)
        }
        return output
    }

    private static func unescape(
        _ raw: UnsafeBufferPointer<UInt8>,
        _ position: inout Int,
        into output: inout [UInt8]
    ) {
        let byte = raw[position]
        position += 1
        switch byte {
        case 0x6E: output.append(0x0A)
        case 0x74: output.append(0x09)
        case 0x72: output.append(0x0D)
        case 0x0A, 0x0D: break  // a line that goes on
        case 0x78: appendHex(raw, &position, digits: 2, into: &output)
        case 0x75: appendHex(raw, &position, digits: 4, into: &output)
        case 0x30...0x37:
            var value = UInt32(byte - 0x30)
            while position < raw.count, raw[position] &- 0x30 < 8, value < 0o40 {
                value = value * 8 + UInt32(raw[position] - 0x30)
                position += 1
            }
            append(value, to: &output)
        default: output.append(byte)
        }
    }

    /// Appends the character that digits at a position stand for; nothing where they don't.
    static func appendHex(
        _ raw: UnsafeBufferPointer<UInt8>,
        _ position: inout Int,
        digits: Int,
        into output: inout [UInt8]
    ) {
        guard position + digits <= raw.count else { return }
        var value: UInt32 = 0
        for byte in raw[position..<(position + digits)] {
            guard let digit = CSSText.hex(byte) else { return }
            value = value << 4 | UInt32(digit)
        }
        position += digits
        append(value, to: &output)
    }

    static func append(_ scalar: UInt32, to output: inout [UInt8]) {
        guard let character = Unicode.Scalar(scalar) else { return }
        output.append(contentsOf: String(character).utf8)
    }
}
