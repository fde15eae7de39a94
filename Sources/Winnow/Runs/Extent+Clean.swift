internal import WinnowHTML

/// The bytes of parts of a run, for rules that don't cut all of it.
extension Extent {
    /// Attributes of one run that are looked at.
    static let maximumAttributes = 4_096

    /// Each of some links with the elements and separators that came with it.
    func ranges(ofLinks leaves: [Int]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var index = 0
        while index < leaves.count {
            // Links side by side go with what stands between them.
            var end = index + 1
            while end < leaves.count, leaves[end] == leaves[end - 1] + 1 { end += 1 }
            ranges += self.ranges(ofLeaves: leaves[index]..<(leaves[end - 1] + 1))
            index = end
        }
        return ByteRanges(ranges).ranges
    }

    /// The smallest element around a run that has an end tag of its own; the run itself where there
    /// is none.
    ///
    /// - Complexity: Linear in the depth.
    func ranges(ofElementAround run: Run) -> [Range<Int>] {
        guard let start = run.ranges.first?.lowerBound, let end = run.ranges.last?.upperBound
        else { return [] }
        var index = run.element
        if index < 0 {
            let first = run.leaves.first.map { page.leaves[$0] }
            index =
                first.map { $0.kind == .link ? page.elements[Int($0.element)].parent : $0.element }
                ?? 0
        }
        while index > 0 {
            let element = page.elements[Int(index)]
            if element.closing == .explicit, Int(element.start) <= start, Int(element.end) >= end,
                !Self.isFrame(element.tag)
            {
                return [element.range]
            }
            index = element.parent
        }
        return run.ranges
    }

    /// The attributes of a run's start tags for which a predicate holds, with the blanks before
    /// them; of a `<meta>` at hand the content.
    func ranges(
        ofAttributesIn run: Run,
        where isMeant: (UnsafeBufferPointer<UInt8>) -> Bool
    ) -> [Range<Int>] {
        if run.origin == .meta, let leaf = run.leaves.first { return [page.leaves[leaf].range] }
        var ranges: [Range<Int>] = []
        var seen = 0
        for range in run.ranges {
            for token in buffer.tokens[buffer.index(ofTokenAt: range.lowerBound)...] {
                guard Int(token.start) < range.upperBound else { break }
                guard token.kind == .startTag else { continue }
                for attribute in buffer.attributes(of: token) {
                    seen += 1
                    guard seen <= Self.maximumAttributes else { return ranges }
                    guard isMeant(source.slice(attribute.range)) else { continue }
                    var start = attribute.range.lowerBound
                    while start > Int(token.contentEnd), ASCII.isSpace(source.bytes[start - 1]) {
                        start -= 1
                    }
                    ranges.append(start..<attribute.range.upperBound)
                }
            }
        }
        return ByteRanges(ranges).ranges
    }
}
