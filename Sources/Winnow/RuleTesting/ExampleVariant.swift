package import WinnowHTML

/// A way to write the page of an example that must not change what rules make of it.
package enum ExampleVariant: String, Sendable, CaseIterable {
    case asWritten = "as written"
    /// The names of tags and attributes in capital letters.
    case upperCase = "in upper case"
    /// Attribute values between single quotes instead of double ones.
    case singleQuotes = "with single quotes"
    /// An honest heading, text and link before it.
    case contentBefore = "with content before it"
    case gb18030 = "in GB18030"
    case utf16 = "in UTF-16"

    /// Why an example has no such variant.
    package struct Skip: Error, Equatable, CustomStringConvertible {
        package let description: String
    }
}

/// The page of an example in one of its variants, as it is scanned.
package struct ExampleDocument: Sendable, Equatable {
    /// The document.
    package var bytes: [UInt8]
    /// What must be cut of it; nil when the example does not say.
    package var marked: [Range<Int>]?
    /// What it is written in.
    package var charset = Charset.utf8

    /// How a scan is told of the charset: as by an HTTP header; UTF-16 has a byte order mark.
    package var label: String? { charset.isASCIICompatible ? charset.rawValue : nil }

    /// A piece of the document as text.
    func text(of range: Range<Int>) -> String {
        var text: [UInt8] = []
        bytes[range].withUnsafeBufferPointer { CharsetDecoder(charset).decode($0, into: &text) }
        return String(decoding: text, as: UTF8.self)
    }
}

extension RuleExample {
    /// The example's page in a variant, with its marks moved along.
    ///
    /// - Parameter variant: How to write it.
    /// - Returns: The document.
    /// - Throws: Why there is no such variant, or none that differs.
    /// - Complexity: Linear in the example.
    package func document(
        as variant: ExampleVariant
    ) throws(ExampleVariant.Skip) -> ExampleDocument {
        let bytes = Array(html.utf8)
        switch variant {
        case .asWritten: return ExampleDocument(bytes: bytes, marked: marked)
        case .upperCase: return try rewritten(bytes) { $0.writeNamesInUpperCase() }
        case .singleQuotes: return try rewritten(bytes) { $0.writeSingleQuotes() }
        case .contentBefore: return try withContentBefore(bytes)
        case .gb18030:
            let pieces = try pieces(of: bytes).map { piece throws(ExampleVariant.Skip) in
                guard let encoded = CharsetEncoder.gb18030(piece) else {
                    throw ExampleVariant.Skip(description: "GB18030 lacks a character of it")
                }
                return encoded
            }
            return joined(pieces, charset: .gb18030)
        case .utf16:
            return joined(
                pieces(of: bytes).map(CharsetEncoder.utf16),
                prefix: [0xFF, 0xFE],
                charset: .utf16le
            )
        }
    }

    private func rewritten(
        _ bytes: [UInt8],
        _ rewrite: (inout MarkupRewriter) -> Void
    ) throws(ExampleVariant.Skip) -> ExampleDocument {
        var rewriter = MarkupRewriter(bytes)
        rewrite(&rewriter)
        guard rewriter.bytes != bytes else {
            throw ExampleVariant.Skip(description: "that changes nothing in it")
        }
        return ExampleDocument(bytes: rewriter.bytes, marked: marked)
    }

    private func withContentBefore(
        _ bytes: [UInt8]
    ) throws(ExampleVariant.Skip) -> ExampleDocument {
        guard !isAtStart else {
            throw ExampleVariant.Skip(description: "it says 'at: start'")
        }
        let markup = MarkupRewriter(bytes)
        guard let place = markup.startOfContent else {
            throw ExampleVariant.Skip(description: "it has no <body> for content to stand in")
        }
        guard !(marked ?? []).contains(where: { $0.lowerBound < place && place < $0.upperBound })
        else { throw ExampleVariant.Skip(description: "content before it would be cut, too") }
        let content = HonestContent.bytes(like: markup.text)
        return ExampleDocument(
            bytes: bytes[..<place] + content + bytes[place...],
            marked: marked?.map { range in
                let offset = range.lowerBound >= place ? content.count : 0
                return (range.lowerBound + offset)..<(range.upperBound + offset)
            }
        )
    }

    // MARK: Charsets

    /// The page, cut at its marks: what is outside them at even places, what is inside at odd ones.
    private func pieces(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var pieces: [ArraySlice<UInt8>] = []
        var start = 0
        for range in marked ?? [] {
            pieces.append(bytes[start..<range.lowerBound])
            pieces.append(bytes[range])
            start = range.upperBound
        }
        return pieces + [bytes[start...]]
    }

    private func joined(
        _ pieces: [[UInt8]],
        prefix: [UInt8] = [],
        charset: Charset
    ) -> ExampleDocument {
        var bytes = prefix
        var ranges: [Range<Int>] = []
        for (index, piece) in pieces.enumerated() {
            if index % 2 == 1 { ranges.append(bytes.count..<(bytes.count + piece.count)) }
            bytes += piece
        }
        return ExampleDocument(
            bytes: bytes,
            marked: marked == nil ? nil : ranges,
            charset: charset
        )
    }
}
