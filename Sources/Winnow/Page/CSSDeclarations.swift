/// The declarations of a `style` attribute or of a rule's block, one after another.
///
/// Reads what CSS Syntax Module Level 3 lets authors write: any case, comments, escapes, strings,
/// functions, `!important`. A delimiter that is escaped is no delimiter. Values are handed out
/// where they stand; only a declaration with an escape or a comment inside is copied first.
struct CSSDeclarations {
    /// A property and its value, without `!important`.
    struct Declaration {
        var property: CSSProperty
        var value: CSSText
        var isImportant: Bool
    }

    /// Whether a list is an attribute's, or ends with the brace that closes a rule.
    enum Kind {
        case attribute
        case block
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private let kind: Kind
    /// Where the next declaration starts, in the end one past the list.
    private(set) var position: Int
    private var isAtEnd = false

    /// - Parameters:
    ///   - bytes: UTF-8 with character references resolved.
    ///   - start: Where the list starts.
    ///   - kind: How it ends.
    init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int = 0, kind: Kind = .attribute) {
        self.bytes = bytes
        self.kind = kind
        position = start
    }

    /// Reads all of the list, and hands out what it knows.
    ///
    /// - Parameters:
    ///   - limit: Declarations handed out at the most; those of other properties count.
    ///   - body: Takes a declaration.
    /// - Complexity: Linear in its bytes.
    mutating func read(limit: Int, _ body: (Declaration) -> Void) {
        var count = 0
        while !isAtEnd, skipToDeclaration() {
            let start = position
            let name = readName()
            guard let name, let value = readValue() else {
                position = start
                count += readCopied(count < limit, body) ? 1 : 0
                continue
            }
            count += 1
            guard count <= limit, let property = CSSProperty(name) else { continue }
            hand(property, value, body)
        }
    }

    private func hand(_ property: CSSProperty, _ value: CSSText, _ body: (Declaration) -> Void) {
        var value = value.trimmed
        let isImportant = Self.dropImportance(&value)
        body(Declaration(property: property, value: value, isImportant: isImportant))
    }

    /// Skips blanks, semicolons and comments; false at the end of the list.
    private mutating func skipToDeclaration() -> Bool {
        while position < bytes.count {
            let byte = bytes[position]
            if byte <= 0x20 || byte == 0x3B {
                position += 1
            } else if byte == 0x2F, startsComment {
                position += 1
                skipComment()
            } else if byte == 0x7D, kind == .block {
                position += 1
                isAtEnd = true
                return false
            } else {
                return true
            }
        }
        return false
    }

    /// Reads a name and the colon behind it; nil where something else stands there.
    private mutating func readName() -> CSSText? {
        let start = position
        while position < bytes.count, Self.isNameByte(bytes[position]) { position += 1 }
        let end = position
        while position < bytes.count, bytes[position] <= 0x20 { position += 1 }
        guard end > start, position < bytes.count, bytes[position] == 0x3A else { return nil }
        position += 1
        return CSSText(bytes[start..<end])
    }

    @inline(__always)
    private static func isNameByte(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- 0x61 < 26 || byte == 0x2D || byte &- 0x30 < 10 || byte == 0x5F
    }

    /// Reads to the next semicolon that is not in brackets or a string; nil where the value has an
    /// escape, a comment or a block.
    private mutating func readValue() -> CSSText? {
        let start = position
        var depth = 0
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case 0x22, 0x27: guard skipString(byte) else { return nil }
            case 0x28: depth += 1
            case 0x29: depth = max(0, depth - 1)
            case 0x5C: return nil
            case 0x2F: if startsComment { return nil }
            case 0x7B: if kind == .block { return nil }
            case 0x7D where kind == .block:
                isAtEnd = true
                position += 1
                return CSSText(bytes[start..<(position - 1)])
            case 0x3B where depth == 0:
                position += 1
                return CSSText(bytes[start..<(position - 1)])
            default: break
            }
            position += 1
        }
        position = bytes.count
        return CSSText(bytes[start..<position])
    }

    /// Skips a string up to the byte that ends it; false where it has an escape.
    private mutating func skipString(_ quote: UInt8) -> Bool {
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            if byte == 0x5C { return false }
            // A string ends with its line, whether it was closed or not.
            if byte == quote || byte == 0x0A { return true }
            position += 1
        }
        return true
    }

    private var startsComment: Bool {
        position + 1 < bytes.count && bytes[position + 1] == 0x2A
    }

    // MARK: What has escapes and comments

    /// Reads a declaration by copying it in lower case, escapes resolved and comments left out.
    ///
    /// - Returns: True when it has a property.
    private mutating func readCopied(_ isWanted: Bool, _ body: (Declaration) -> Void) -> Bool {
        var copy = CSSEscapedDeclaration()
        position = copy.read(bytes, from: position, isBlock: kind == .block)
        isAtEnd = copy.endsBlock || position >= bytes.count
        guard !copy.property.isEmpty else { return false }
        guard isWanted else { return true }
        copy.property.withUnsafeBufferPointer { name in
            guard let property = CSSProperty(CSSText(name)) else { return }
            copy.value.withUnsafeBufferPointer { hand(property, CSSText($0), body) }
        }
        return true
    }

    private mutating func skipComment() {
        position = CSSEscapedDeclaration.endOfComment(bytes, from: position + 1)
    }

    /// Takes `!important` off a value's end.
    private static func dropImportance(_ value: inout CSSText) -> Bool {
        let length = 9
        guard value.count > length,
            value.dropFirst(value.count - length).equals("important")
        else { return false }
        let rest = CSSText(value.bytes.prefix(value.count - length)).trimmed
        guard rest.bytes.last == 0x21 else { return false }
        value = CSSText(rest.bytes.dropLast()).trimmed
        return true
    }
}
