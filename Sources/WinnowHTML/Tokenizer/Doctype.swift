/// What a `.doctype` token declares, read by the DOCTYPE states of the HTML standard.
///
/// Read on demand, because few consumers want it. Ranges count bytes of the tokenized buffer; the
/// bytes stand as written, so a name may have upper-case letters or NUL bytes.
package struct Doctype: Sendable, Equatable {
    /// The name, `html` nearly always; nil when missing.
    package private(set) var name: Range<Int>?
    /// The public identifier without its quotes; nil when missing, which is not the same as empty.
    package private(set) var publicID: Range<Int>?
    /// The system identifier without its quotes; nil when missing.
    package private(set) var systemID: Range<Int>?
    /// Whether the declaration is so broken that a browser falls back to quirks mode.
    package private(set) var forcesQuirks = true

    /// Reads the declaration that `token` stands for.
    package init(_ bytes: UnsafeBufferPointer<UInt8>, token: Token) {
        var reader = Reader(bytes, range: token.range)
        forcesQuirks = !read(&reader)
    }

    /// Reads the parts in their order; false where a browser would fall back to quirks mode.
    private mutating func read(_ reader: inout Reader) -> Bool {
        reader.skipSpace()
        guard !reader.isAtEnd else { return false }
        name = reader.readName()
        reader.skipSpace()
        guard !reader.isAtEnd else { return reader.isClosed }

        if reader.skip("PUBLIC") {
            reader.skipSpace()
            guard let quoted = reader.readQuoted() else { return false }
            publicID = quoted.range
            guard quoted.isTerminated else { return false }
            reader.skipSpace()
            guard !reader.isAtEnd else { return reader.isClosed }
        } else {
            guard reader.skip("SYSTEM") else { return false }
            reader.skipSpace()
        }

        guard let quoted = reader.readQuoted() else { return false }
        systemID = quoted.range
        guard quoted.isTerminated else { return false }
        reader.skipSpace()
        // Anything after the system identifier is ignored and does no harm.
        return !reader.isAtEnd || reader.isClosed
    }
}

extension Doctype {
    /// A position in the declaration, up to its final `>`.
    private struct Reader {
        /// Whether the declaration ends with `>` and not with the input.
        let isClosed: Bool
        /// The document.
        private let bytes: UnsafeBufferPointer<UInt8>
        /// Where the final `>` stands, or the end of the token.
        private let end: Int
        /// The next byte to read.
        private var position: Int

        /// Starts after `<!DOCTYPE`.
        init(_ bytes: UnsafeBufferPointer<UInt8>, range: Range<Int>) {
            let range = range.clamped(to: bytes.indices)
            self.bytes = bytes
            // Quoted or not, `>` always ends a declaration: the last byte alone tells.
            isClosed = bytes[range].last == 0x3E
            end = isClosed ? range.upperBound - 1 : range.upperBound
            position = min(range.lowerBound + "<!DOCTYPE".utf8.count, end)
        }

        /// Whether everything has been read.
        var isAtEnd: Bool { position == end }

        /// Whether white space stands here; not to be asked at the end.
        private var isAtSpace: Bool {
            switch bytes[position] {
            case 0x09, 0x0A, 0x0C, 0x0D, 0x20: true
            default: false
            }
        }

        /// Goes to the next byte that is not white space.
        mutating func skipSpace() {
            while !isAtEnd, isAtSpace { position += 1 }
        }

        /// Goes past a keyword given in upper case, when it stands here in any case.
        mutating func skip(_ keyword: StaticString) -> Bool {
            let length = keyword.utf8CodeUnitCount
            guard end - position >= length else { return false }
            let matches = keyword.withUTF8Buffer { keyword in
                // Keywords are letters, and only letters become letters when bit 5 is cleared.
                keyword.indices.allSatisfy { bytes[position + $0] & ~0x20 == keyword[$0] }
            }
            if matches { position += length }
            return matches
        }

        /// Reads to the next white space.
        mutating func readName() -> Range<Int> {
            let start = position
            while !isAtEnd, !isAtSpace { position += 1 }
            return start..<position
        }

        /// Reads a quoted identifier; nil when no quote stands here.
        mutating func readQuoted() -> (range: Range<Int>, isTerminated: Bool)? {
            guard !isAtEnd, bytes[position] == 0x22 || bytes[position] == 0x27 else { return nil }
            let quote = bytes[position]
            position += 1
            let start = position
            while !isAtEnd, bytes[position] != quote { position += 1 }
            let range = start..<position
            guard !isAtEnd else { return (range, false) }
            position += 1
            return (range, true)
        }
    }
}
