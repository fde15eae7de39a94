/// Tag names and attributes.
extension Tokenizer {
    /// Bytes that end a tag name or an unquoted piece, as a bit mask over the first 64 codes.
    private static let space: UInt64 = 0x1_0000_3600
    private static let slash: UInt64 = 1 << 0x2F
    private static let equals: UInt64 = 1 << 0x3D
    private static let close: UInt64 = 1 << 0x3E

    @inline(__always)
    private func isIn(_ mask: UInt64, _ byte: UInt8) -> Bool {
        byte < 64 && mask >> UInt64(byte) & 1 != 0
    }

    /// Reads a tag and its attributes; a tag the input cuts off is one discarded token.
    ///
    /// - Parameters:
    ///   - kind: `.startTag` or `.endTag`.
    ///   - start: Where the `<` stands.
    ///   - name: Where the name starts.
    ///   - buffer: Receives the token and its attributes.
    /// - Returns: Where the next token starts.
    func tag(_ kind: Token.Kind, at start: Int, name: Int, _ buffer: inout TokenBuffer) -> Int {
        var position = name
        var key: UInt64 = 0
        while position < count, !isIn(Self.space | Self.slash | Self.close, base[position]) {
            key = key << 8 | UInt64(ASCII.lowercased(base[position]))
            position += 1
        }
        let nameEnd = position
        let firstAttribute = buffer.attributes.count
        var isSelfClosing = false
        scan: while true {
            guard position < count else {
                buffer.attributes.removeLast(buffer.attributes.count - firstAttribute)
                plain(.discarded, start..<count, content: start..<start, &buffer)
                return count
            }
            let byte = base[position]
            if byte == 0x3E {
                position += 1
                break scan
            }
            if isIn(Self.space, byte) {
                position += 1
            } else if byte == 0x2F {
                position += 1
                if position < count, base[position] == 0x3E { isSelfClosing = true }
            } else if byte == 0x3C, isInstruction(at: position) {
                position = endOfInstruction(from: position)
            } else {
                position = attribute(at: position, first: firstAttribute, &buffer)
            }
        }
        buffer.tokens.append(
            Token(
                start: UInt32(truncatingIfNeeded: start),
                end: UInt32(truncatingIfNeeded: position),
                contentStart: UInt32(truncatingIfNeeded: name),
                contentEnd: UInt32(truncatingIfNeeded: nameEnd),
                firstAttribute: UInt32(truncatingIfNeeded: firstAttribute),
                attributeCount: UInt16(
                    truncatingIfNeeded: buffer.attributes.count - firstAttribute
                ),
                kind: kind,
                content: .data,
                tag: table.tag(key: key, length: nameEnd - name, name: base + name),
                isSelfClosing: isSelfClosing
            )
        )
        return position
    }

    /// Reads one attribute and returns where the next thing of the tag starts.
    @inline(__always)
    private func attribute(at start: Int, first: Int, _ buffer: inout TokenBuffer) -> Int {
        var position = start + 1  // an `=` in first place belongs to the name
        while position < count,
            !isIn(Self.space | Self.slash | Self.close | Self.equals, base[position])
        {
            position +=
                isInstruction(at: position) ? endOfInstruction(from: position) - position : 1
        }
        let nameEnd = position
        while position < count, isIn(Self.space, base[position]) { position += 1 }
        var (valueStart, valueEnd, end) = (nameEnd, nameEnd, nameEnd)
        if position < count, base[position] == 0x3D {
            position += 1
            while position < count, isIn(Self.space, base[position]) { position += 1 }
            (valueStart, valueEnd, end) = value(at: position)
            position = end
        }
        if buffer.attributes.count - first < options.maximumAttributes {
            buffer.attributes.append(
                Attribute(
                    nameStart: UInt32(truncatingIfNeeded: start),
                    nameEnd: UInt32(truncatingIfNeeded: nameEnd),
                    valueStart: UInt32(truncatingIfNeeded: valueStart),
                    valueEnd: UInt32(truncatingIfNeeded: valueEnd),
                    end: UInt32(truncatingIfNeeded: end)
                )
            )
        } else {
            buffer.isTruncated = true
        }
        return position
    }

    /// The value that starts at `start`, and where it ends with its closing quote.
    @inline(__always)
    private func value(at start: Int) -> (start: Int, end: Int, close: Int) {
        guard start < count else { return (count, count, count) }
        let quote = base[start]
        if quote == 0x22 || quote == 0x27 {
            let end = endOfQuoted(from: start + 1, quote: quote)
            return (start + 1, end, min(end + 1, count))
        }
        var position = start
        while position < count, !isIn(Self.space | Self.close, base[position]) {
            position +=
                isInstruction(at: position) ? endOfInstruction(from: position) - position : 1
        }
        return (start, position, position)
    }

    private func endOfQuoted(from start: Int, quote: UInt8) -> Int {
        guard options.opaqueInstructions else { return find(quote, from: start) ?? count }
        var position = start
        while position < count, base[position] != quote {
            position +=
                isInstruction(at: position) ? endOfInstruction(from: position) - position : 1
        }
        return position
    }

    /// True where an `annotation-xml` says that its content is HTML.
    func holdsHTML(_ token: Token, _ buffer: TokenBuffer) -> Bool {
        guard let encoding = buffer.attribute(named: "encoding", of: token, in: base) else {
            return false
        }
        let value = base + Int(encoding.valueStart)
        let length = encoding.valueRange.count
        return ASCII.equals(value, length, "text/html")
            || ASCII.equals(value, length, "application/xhtml+xml")
    }

    /// True where a `font` has one of the attributes by which it breaks out of SVG.
    func hasFontAttribute(_ token: Token, _ buffer: TokenBuffer) -> Bool {
        let names: [StaticString] = ["color", "face", "size"]
        return names.contains { buffer.attribute(named: $0, of: token, in: base) != nil }
    }
}
