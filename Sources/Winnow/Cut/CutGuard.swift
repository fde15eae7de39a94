internal import WinnowHTML

/// Proves that a cut changes nothing but what it takes.
///
/// The tokens of the shortened document must be those of the original without the cut bytes: an
/// element of the host never loses half its tags, and no two pieces grow together into new markup.
struct CutGuard {
    private struct Piece: Equatable {
        var kind: Token.Kind
        var tag: Tag
        var length: Int
    }

    /// True when taking the ranges out leaves every other token as it was.
    ///
    /// - Parameters:
    ///   - source: The document.
    ///   - tokens: Its tokens.
    ///   - cut: The ranges to be taken out.
    ///   - options: How the document was tokenized.
    /// - Returns: False when any other token would change.
    /// - Complexity: Linear in the document.
    static func isSafe(
        _ source: Source,
        _ tokens: TokenBuffer,
        cut: ByteRanges,
        options: TokenizerOptions
    ) -> Bool {
        guard !cut.ranges.contains(where: { joinsText(source, $0) }) else { return false }
        let shortened = cut.removed(from: source.bytes)
        var after = TokenBuffer()
        shortened.withUnsafeBufferPointer {
            Tokenizer.tokenize($0, options: options, into: &after)
        }
        let found = after.tokens.lazy.map {
            Piece(kind: $0.kind, tag: $0.tag, length: $0.range.count)
        }
        return coalesced(expected(tokens, cut)) == coalesced(found)
    }

    /// Bytes before a cut in which a character reference may have begun; the longest name has 31.
    private static let maximumReference = 40

    /// True where what stands before a cut and what stands behind it make one character that was not
    /// there: half a reference on either side, or half of a multi-byte character.
    private static func joinsText(_ source: Source, _ cut: Range<Int>) -> Bool {
        guard cut.lowerBound > 0, cut.upperBound < source.bytes.count else { return false }
        let next = source.bytes[cut.upperBound]
        let isReferencePart = ASCII.isLetter(next) || ASCII.isDigit(next) || next == 0x23
        if isReferencePart || next == 0x3B {
            var position = cut.lowerBound - 1
            let first = max(0, cut.lowerBound - maximumReference)
            while position > first,
                ASCII.isLetter(source.bytes[position])
                    || ASCII.isDigit(source.bytes[position]) || source.bytes[position] == 0x23
            {
                position -= 1
            }
            if source.bytes[position] == 0x26 { return true }
        }
        // Walked from the last byte below 0x40, which is no character's part but its own.
        var position = cut.lowerBound
        while position > 0, cut.lowerBound - position < maximumWalk,
            source.bytes[position - 1] >= 0x40 || ASCII.isDigit(source.bytes[position - 1])
        {
            position -= 1
        }
        while position < cut.lowerBound { position += source.characterLength(at: position) }
        return position > cut.lowerBound
    }

    /// Bytes walked back for the start of a character.
    private static let maximumWalk = 65_536

    private static func expected(_ tokens: TokenBuffer, _ cut: ByteRanges) -> [Piece] {
        var pieces: [Piece] = []
        pieces.reserveCapacity(tokens.tokens.count)
        var place = 0
        let ranges = cut.ranges
        for token in tokens.tokens {
            while place < ranges.count, ranges[place].upperBound <= Int(token.start) { place += 1 }
            var length = token.range.count
            var index = place
            while index < ranges.count, ranges[index].lowerBound < Int(token.end) {
                length -= ranges[index].clamped(to: token.range).count
                index += 1
            }
            if length > 0 { pieces.append(Piece(kind: token.kind, tag: token.tag, length: length)) }
        }
        return pieces
    }

    /// Text beside text is one text: what stood between them is gone.
    private static func coalesced(_ pieces: some Sequence<Piece>) -> [Piece] {
        var result: [Piece] = []
        for piece in pieces {
            if piece.kind == .text, let last = result.last, last.kind == .text {
                result[result.count - 1].length += piece.length
            } else {
                result.append(piece)
            }
        }
        return result
    }

    /// True when the ranges hold both tags of every element they touch, or neither.
    ///
    /// An element that the injector left open has one tag only, and that one may go.
    static func isBalanced(_ page: Page, _ tokens: TokenBuffer, cut: ByteRanges) -> Bool {
        for element in page.elements.dropFirst() where element.closing == .explicit {
            let last = tokens.tokens[Int(element.endToken) - 1]
            let start = cut.holds(Int(element.start))
            let end = cut.holds(Int(last.start))
            if start != end, !(start && mayStayOpen(element)) { return false }
        }
        return true
    }

    /// True for a hidden box, which an injector may have left open.
    static func mayStayOpen(_ element: Element) -> Bool {
        !element.ownHiding.isDisjoint(with: .means)
    }
}

extension ByteRanges {
    /// True when a byte is among those taken out.
    ///
    /// - Complexity: Logarithmic in the ranges.
    func holds(_ offset: Int) -> Bool {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound <= offset { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].lowerBound <= offset
    }
}
