/// The declarations of a `style` attribute or of a rule's block, one after another.
///
/// Reads what CSS Syntax Module Level 3 lets authors write: any case, comments, escapes, strings,
/// functions, `!important`. A delimiter that is escaped is no delimiter.
struct CSSDeclarations: Sequence, IteratorProtocol {
    /// A property and its value, both in lower case, without `!important`.
    struct Declaration {
        var property: String
        var value: String
        var isImportant: Bool
    }

    private enum Part {
        case property
        case value
    }

    private let bytes: [UInt8]
    private var position = 0

    /// - Parameter bytes: UTF-8 with character references resolved.
    init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

    /// The next declaration that has a property.
    ///
    /// - Complexity: Linear in its bytes.
    mutating func next() -> Declaration? {
        while position < bytes.count {
            let (property, value) = readDeclaration()
            guard !property.isEmpty else { continue }
            var text = Self.trimmed(value[...])
            let isImportant = Self.dropImportance(&text)
            return Declaration(
                property: String(decoding: property, as: UTF8.self),
                value: String(decoding: text, as: UTF8.self),
                isImportant: isImportant
            )
        }
        return nil
    }

    /// Reads to the next semicolon that is not in brackets, a string or a comment.
    private mutating func readDeclaration() -> (property: [UInt8], value: [UInt8]) {
        var property: [UInt8] = []
        var value: [UInt8] = []
        var part = Part.property
        var depth = 0
        var quote: UInt8?
        while position < bytes.count {
            var byte = bytes[position]
            position += 1
            if byte == 0x5C, position < bytes.count {
                guard let escaped = unescape() else { continue }
                byte = escaped
            } else if let open = quote {
                // A string ends with its line, whether it was closed or not.
                if byte == open || byte == 0x0A { quote = nil }
            } else if byte == 0x2F, position < bytes.count, bytes[position] == 0x2A {
                skipComment()
                continue
            } else {
                switch byte {
                case 0x22, 0x27: quote = byte
                case 0x28: depth += 1
                case 0x29: depth = Swift.max(0, depth - 1)
                case 0x3B where depth == 0: return (property, value)
                case 0x3A where part == .property:
                    part = .value
                    continue
                default: break
                }
            }
            if byte &- 0x41 < 26 { byte |= 0x20 }
            if part == .value {
                value.append(byte)
            } else if byte > 0x20 {
                property.append(byte)
            }
        }
        return (property, value)
    }

    private mutating func skipComment() {
        position += 1
        while position + 1 < bytes.count, bytes[position] != 0x2A || bytes[position + 1] != 0x2F {
            position += 1
        }
        position = Swift.min(position + 2, bytes.count)
    }

    /// Reads an escape behind its backslash: up to six hexadecimal digits and a space, or one
    /// character; nil for one beyond ASCII, which no property's name or keyword has.
    private mutating func unescape() -> UInt8? {
        let start = position
        var value: UInt32 = 0
        while position < bytes.count, position - start < 6, let digit = Self.hex(bytes[position]) {
            value = value << 4 | UInt32(digit)
            position += 1
        }
        guard position > start else {
            position += 1
            return Self.undelimited(bytes[start])
        }
        if position < bytes.count, bytes[position] <= 0x20 { position += 1 }
        return value < 0x80 ? Self.undelimited(UInt8(truncatingIfNeeded: value)) : nil
    }

    /// What an escaped delimiter is replaced by, so that it does not delimit.
    private static func undelimited(_ byte: UInt8) -> UInt8 {
        switch byte {
        case 0x22, 0x27, 0x28, 0x29, 0x3A, 0x3B, 0x21: 0x5F
        default: byte
        }
    }

    private static func hex(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = bytes
        while let last = rest.last, last <= 0x20 { rest.removeLast() }
        return rest.drop { $0 <= 0x20 }
    }

    /// Takes `!important` off a value's end.
    private static func dropImportance(_ value: inout ArraySlice<UInt8>) -> Bool {
        let word = "important".utf8
        guard value.count > word.count, value.suffix(word.count).elementsEqual(word) else {
            return false
        }
        let rest = trimmed(value.dropLast(word.count))
        guard rest.last == 0x21 else { return false }
        value = trimmed(rest.dropLast())
        return true
    }
}
