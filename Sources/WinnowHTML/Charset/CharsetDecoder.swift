/// Decodes slices of a document to UTF-8.
///
/// Cheap to make and to copy: decoders of one charset share its tables. May be used from many
/// threads at once.
package struct CharsetDecoder: Sendable {
    /// What the slices are in.
    package let charset: Charset
    /// How they are decoded.
    private let method: Method

    private enum Method: Sendable {
        case utf8
        case table(DecodingTable)
        case transcoder
    }

    package init(_ charset: Charset) {
        self.charset = charset
        method =
            switch charset {
            case .utf8: .utf8
            case .utf16le, .utf16be, .iso2022JP: .transcoder
            default: .table(DecodingTable.table(for: charset))
            }
    }

    /// Whether this system's iconv knows the charset; where not, all but ASCII becomes U+FFFD.
    package var isComplete: Bool {
        switch method {
        case .utf8: true
        case .table(let table): table.isComplete
        case .transcoder:
            charset != .iso2022JP || DecodingTable.table(for: .eucJP).isComplete
        }
    }

    /// Whether characters take several bytes, in a pattern that is hardly met by chance.
    var hasPairs: Bool {
        switch method {
        case .utf8, .transcoder: true
        case .table(let table): !table.pairs.isEmpty
        }
    }

    /// Appends the UTF-8 of a slice; malformed input becomes U+FFFD and never stops.
    ///
    /// A slice should begin and end between characters; of ISO-2022-JP it begins in the ASCII
    /// state. A byte order mark is a character like any other here.
    package func decode(_ bytes: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) {
        switch method {
        case .utf8: Self.repair(bytes, into: &output)
        case .table(let table): table.decode(bytes, into: &output)
        case .transcoder:
            output += Transcoder(bytes, charset: charset, from: 0).utf8
        }
    }

    /// Copies what is well-formed and puts U+FFFD for each maximal subpart of what is not.
    private static func repair(
        _ bytes: UnsafeBufferPointer<UInt8>,
        into output: inout [UInt8]
    ) {
        var index = 0
        while index < bytes.count {
            let end = UTF8Validator.endOfValid(bytes, from: index)
            output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[index..<end]))
            guard end < bytes.count else { return }
            output.append(contentsOf: [0xEF, 0xBF, 0xBD])
            index = end + UTF8Validator.maximalSubpart(bytes, at: end)
        }
    }
}
