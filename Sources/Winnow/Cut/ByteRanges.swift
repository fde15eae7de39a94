/// Sorted, merged byte ranges, and what taking them out of a document means.
public struct ByteRanges: Sendable, Equatable {
    /// Half-open, sorted, none touching another.
    public private(set) var ranges: [Range<Int>] = []

    /// Sorts and merges ranges.
    public init(_ unsorted: [Range<Int>] = []) {
        for range in unsorted.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
            if let last = ranges.last, range.lowerBound <= last.upperBound {
                ranges[ranges.count - 1] =
                    last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                ranges.append(range)
            }
        }
    }

    /// True when there is nothing to take out.
    public var isEmpty: Bool { ranges.isEmpty }

    /// Bytes in all ranges.
    public var byteCount: Int { ranges.reduce(0) { $0 + $1.count } }

    /// The document without the ranges.
    ///
    /// - Complexity: Linear in the document.
    public func removed(from bytes: some RandomAccessCollection<UInt8>) -> [UInt8] {
        guard !ranges.isEmpty else { return Array(bytes) }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count - byteCount)
        var start = 0
        for range in ranges {
            output.append(contentsOf: bytes.dropFirst(start).prefix(range.lowerBound - start))
            start = range.upperBound
        }
        output.append(contentsOf: bytes.dropFirst(start))
        return output
    }

    /// Adds ranges that count bytes of the document from which these are already taken out.
    ///
    /// - Parameter later: Ranges of the shortened document.
    /// - Returns: Ranges of the original that lack both.
    public func composed(with later: ByteRanges) -> ByteRanges {
        ByteRanges(ranges + later.ranges.flatMap { pieces(ofShortened: $0) })
    }

    /// The pieces of the original that a range of the shortened document stands for.
    public func pieces(ofShortened range: Range<Int>) -> [Range<Int>] {
        var pieces: [Range<Int>] = []
        var shift = 0
        var start = range.lowerBound
        for cut in ranges {
            let place = cut.lowerBound - shift
            if place >= range.upperBound { break }
            if place > start {
                pieces.append((start + shift)..<(place + shift))
                start = place
            }
            shift += cut.count
        }
        if start < range.upperBound { pieces.append((start + shift)..<(range.upperBound + shift)) }
        return pieces
    }
}
