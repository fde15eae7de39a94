/// A token of an HTML document: what kind it is and which bytes it is made of.
///
/// Offsets count bytes of the tokenized buffer and are half open. The tokens of a document
/// follow each other without gap or overlap, so that every byte belongs to exactly one.
package struct Token: Sendable, Equatable {
    /// What the bytes of a token are.
    package enum Kind: UInt8, Sendable {
        /// Character data; `Token.content` says which rules made it so.
        case text
        case startTag
        case endTag
        /// `<!-- … -->`, in every form in which a browser ends it.
        case comment
        /// What a browser turns into a comment: `<!x>`, `</ x>`, `<?x>`.
        case bogusComment
        case doctype
        /// A template instruction, `<? … ?>` or `<% … %>`; only when `TokenizerOptions` ask for it.
        case opaque
        /// Bytes a browser drops: `</>`, and a tag that the end of the input cuts off.
        case discarded
    }

    /// The rules by which character data was read.
    package enum Content: UInt8, Sendable {
        /// Markup is recognised and character references count.
        case data
        /// `<title>`, `<textarea>`: character references count, tags do not.
        case rcdata
        /// `<style>`, `<xmp>`, `<iframe>`, `<noembed>`, `<noframes>`: nothing counts.
        case rawtext
        case script
        case plaintext
        /// The inside of `<![CDATA[ … ]]>` in SVG or MathML.
        case cdata
    }

    /// First byte of the token.
    package var start: UInt32
    /// One past the last byte of the token.
    package var end: UInt32
    /// First byte of the part that matters: tag name, text, or comment data.
    package var contentStart: UInt32
    /// One past that part.
    package var contentEnd: UInt32
    /// Index of the first attribute in `TokenBuffer.attributes`.
    package var firstAttribute: UInt32
    /// How many attributes are recorded, duplicates included.
    package var attributeCount: UInt16
    package var kind: Kind
    package var content: Content
    /// The element a tag names; `.unknown` for names not in the list and for other tokens.
    package var tag: Tag
    package var isSelfClosing: Bool

    /// All bytes of the token.
    package var range: Range<Int> { Int(start)..<Int(end) }
    /// The bytes of the tag name, text or comment data.
    package var contentRange: Range<Int> { Int(contentStart)..<Int(contentEnd) }
}

/// An attribute as it stands in a tag.
package struct Attribute: Sendable, Equatable {
    package var nameStart: UInt32
    package var nameEnd: UInt32
    /// First byte of the value, inside the quotes; `nameEnd` when there is none.
    package var valueStart: UInt32
    package var valueEnd: UInt32
    /// One past the last byte, closing quote included.
    package var end: UInt32

    package var nameRange: Range<Int> { Int(nameStart)..<Int(nameEnd) }
    package var valueRange: Range<Int> { Int(valueStart)..<Int(valueEnd) }
    package var range: Range<Int> { Int(nameStart)..<Int(end) }
}

/// The tokens of one document, in two flat arrays that are reused from document to document.
package struct TokenBuffer: Sendable {
    package var tokens: [Token] = []
    package var attributes: [Attribute] = []
    /// True when a limit of `TokenizerOptions` was reached and something was left out.
    package var isTruncated = false

    package init() {}

    /// Forgets the tokens and keeps the memory.
    package mutating func reset() {
        tokens.removeAll(keepingCapacity: true)
        attributes.removeAll(keepingCapacity: true)
        isTruncated = false
    }

    /// The attributes of a tag.
    package func attributes(of token: Token) -> ArraySlice<Attribute> {
        let first = Int(token.firstAttribute)
        return attributes[first..<(first + Int(token.attributeCount))]
    }

    /// The first attribute of a tag that has this name, which is the one that counts.
    ///
    /// - Parameters:
    ///   - name: The name in lower case.
    ///   - token: The tag.
    ///   - bytes: The document.
    /// - Returns: The attribute, or nil when the tag has none of that name.
    /// - Complexity: Linear in the attributes of the tag.
    package func attribute(
        named name: StaticString,
        of token: Token,
        in bytes: UnsafePointer<UInt8>
    ) -> Attribute? {
        attributes(of: token).first {
            ASCII.equals(bytes + Int($0.nameStart), $0.nameRange.count, name)
        }
    }

    /// The index of the first token that starts at or after an offset.
    ///
    /// - Complexity: Logarithmic in the tokens.
    package func index(ofTokenAt offset: Int) -> Int {
        var low = 0
        var high = tokens.count
        while low < high {
            let middle = (low + high) / 2
            if Int(tokens[middle].start) < offset { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
