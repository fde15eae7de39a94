/// A declaration copied out of its list: in lower case, escapes resolved, comments left out.
struct CSSEscapedDeclaration {
    private(set) var property: [UInt8] = []
    private(set) var value: [UInt8] = []
    /// True when the brace that closes the rule ended it.
    private(set) var endsBlock = false

    /// Reads to the next semicolon that is not in brackets, a string or a comment.
    ///
    /// - Parameters:
    ///   - bytes: The list.
    ///   - start: Where the declaration starts.
    ///   - isBlock: Whether a brace ends the list, and another opens a rule inside it.
    /// - Returns: Where the next declaration starts.
    mutating func read(
        _ bytes: UnsafeBufferPointer<UInt8>,
        from start: Int,
        isBlock: Bool
    ) -> Int {
        var position = start
        var isValue = false
        var depth = 0
        var quote: UInt8?
        while position < bytes.count {
            var byte = bytes[position]
            position += 1
            if byte == 0x5C, position < bytes.count {
                guard let escaped = Self.unescape(bytes, &position) else { continue }
                byte = escaped
            } else if let open = quote {
                // A string ends with its line, whether it was closed or not.
                if byte == open || byte == 0x0A { quote = nil }
            } else if byte == 0x2F, position < bytes.count, bytes[position] == 0x2A {
                position = Self.endOfComment(bytes, from: position + 1)
                continue
            } else {
                switch byte {
                case 0x22, 0x27: quote = byte
                case 0x28: depth += 1
                case 0x29: depth = max(0, depth - 1)
                case 0x3B where depth == 0: return position
                case 0x7D where isBlock:
                    endsBlock = true
                    return position
                case 0x7B where isBlock:
                    (property, value) = ([], [])
                    return CSSRules.endOfBlock(bytes, from: position)
                case 0x3A where !isValue:
                    isValue = true
                    continue
                default: break
                }
            }
            append(CSSText.lowercased(byte), isValue)
        }
        return position
    }

    private mutating func append(_ byte: UInt8, _ isValue: Bool) {
        if isValue {
            value.append(byte)
        } else if byte > 0x20 {
            property.append(byte)
        }
    }

    /// Where a comment ends that starts before a position.
    static func endOfComment(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var position = start
        while position + 1 < bytes.count, bytes[position] != 0x2A || bytes[position + 1] != 0x2F {
            position += 1
        }
        return min(position + 2, bytes.count)
    }

    /// Reads an escape behind its backslash: up to six hexadecimal digits and a space, or one
    /// character; nil for one beyond ASCII, which no property's name or keyword has.
    private static func unescape(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ position: inout Int
    ) -> UInt8? {
        let scalar = CSSEscape(bytes, at: &position).scalar
        return scalar < 0x80 ? undelimited(UInt8(truncatingIfNeeded: scalar)) : nil
    }

    /// What an escaped delimiter is replaced by, so that it does not delimit.
    private static func undelimited(_ byte: UInt8) -> UInt8 {
        switch byte {
        case 0x22, 0x27, 0x28, 0x29, 0x3A, 0x3B, 0x21: 0x5F
        default: byte
        }
    }
}

/// An escape of CSS, behind its backslash.
struct CSSEscape {
    /// The number of the character, or the byte that was escaped.
    let scalar: UInt32

    /// - Parameters:
    ///   - bytes: The style sheet.
    ///   - position: Where the escape starts behind its backslash; in the end one past it.
    init(_ bytes: UnsafeBufferPointer<UInt8>, at position: inout Int) {
        let start = position
        var value: UInt32 = 0
        while position < bytes.count, position - start < 6,
            let digit = CSSText.hex(bytes[position])
        {
            value = value << 4 | UInt32(digit)
            position += 1
        }
        guard position > start else {
            position += 1
            scalar = UInt32(bytes[start])
            return
        }
        if position < bytes.count, bytes[position] <= 0x20 { position += 1 }
        scalar = value
    }
}
