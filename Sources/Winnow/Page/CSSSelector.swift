internal import WinnowHTML

/// A selector that names one element without looking at others: `.x`, `#x`, `tag.x`, `.x.y`.
///
/// `html` and `body` in front of it are looked past. All else is left out: combinators, states,
/// attributes, more than two classes.
struct CSSSelector: Equatable {
    enum Kind: UInt64 {
        /// A tag alone; of `html` and `body` only, for their colours.
        case tag = 1
        case cls = 2
        case id = 3
    }

    let kind: Kind
    /// A hash of the name of the tag in lower case; 0 for any.
    let tag: UInt64
    /// A hash of the class or id, 0 of a tag.
    let name: UInt64
    /// A hash of a second class; 0 for none.
    let second: UInt64

    /// A number that no two selectors share but by chance.
    var key: UInt64 { Self.key(kind, tag: tag, name: name, second: second) }

    static func key(_ kind: Kind, tag: UInt64, name: UInt64, second: UInt64) -> UInt64 {
        // Two classes mean the same in either order.
        let (low, high) = second < name ? (second, name) : (name, second)
        let classes = (low &* 0x9E37_79B9_7F4A_7C15) ^ high
        return (classes &+ kind.rawValue) &* 0x100_0000_01B3 ^ tag
    }

    /// - Parameter text: One of a rule's selectors.
    init?(_ text: CSSText) {
        var word = text.trimmed
        while let blank = Self.firstBlank(word.bytes) {
            let first = CSSText(word.bytes[..<blank])
            guard first.equals("html") || first.equals("body") else { return nil }
            word = word.dropFirst(blank).trimmed
        }
        var reader = Reader(bytes: word.bytes)
        let tag = reader.readTag()
        guard let mark = reader.readMark() else {
            let isRoot = word.equals("body") || word.equals("html")
            guard isRoot, reader.isAtEnd else { return nil }
            self.init(.tag, tag: tag, name: 0, second: 0)
            return
        }
        guard let name = reader.readName() else { return nil }
        if reader.isAtEnd {
            self.init(mark == 0x23 ? .id : .cls, tag: tag, name: name, second: 0)
            return
        }
        guard mark == 0x2E, tag == 0, reader.readMark() == 0x2E, let second = reader.readName(),
            reader.isAtEnd
        else { return nil }
        self.init(.cls, tag: 0, name: name, second: second == name ? 0 : second)
    }

    /// The first blank that ends no escape.
    private static func firstBlank(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte <= 0x20 { return index }
            index += 1
            if byte == 0x5C, index < bytes.count { _ = CSSEscape(bytes, at: &index) }
        }
        return nil
    }

    private init(_ kind: Kind, tag: UInt64, name: UInt64, second: UInt64) {
        (self.kind, self.tag, self.name, self.second) = (kind, tag, name, second)
    }

    /// Takes the parts of a selector off its front.
    private struct Reader {
        let bytes: UnsafeBufferPointer<UInt8>
        var position = 0

        var isAtEnd: Bool { position >= bytes.count }

        mutating func readTag() -> UInt64 {
            let start = position
            if !isAtEnd, bytes[position] == 0x2A {
                position += 1
                return 0
            }
            while !isAtEnd, ASCII.isLetter(bytes[position]) || ASCII.isDigit(bytes[position]) {
                position += 1
            }
            guard position > start else { return 0 }
            return HidingRules.number(ofTag: bytes[start..<position])
        }

        mutating func readMark() -> UInt8? {
            guard !isAtEnd, bytes[position] == 0x2E || bytes[position] == 0x23 else { return nil }
            position += 1
            return bytes[position - 1]
        }

        /// A hash of a class or id, escapes resolved; nil where none stands here.
        mutating func readName() -> UInt64? {
            var hash = HidingRules.emptyNumber
            let start = position
            while !isAtEnd {
                let byte = bytes[position]
                if byte == 0x5C, position + 1 < bytes.count {
                    position += 1
                    append(CSSEscape(bytes, at: &position).scalar, to: &hash)
                } else if ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte >= 0x80
                    || byte == 0x2D || byte == 0x5F
                {
                    hash = HidingRules.number(hash, with: byte)
                    position += 1
                } else {
                    break
                }
            }
            return position > start ? hash : nil
        }

        private func append(_ scalar: UInt32, to hash: inout UInt64) {
            guard scalar >= 0x80, let character = Unicode.Scalar(scalar) else {
                hash = HidingRules.number(hash, with: UInt8(truncatingIfNeeded: scalar))
                return
            }
            for byte in String(character).utf8 {
                hash = HidingRules.number(hash, with: byte)
            }
        }
    }
}
