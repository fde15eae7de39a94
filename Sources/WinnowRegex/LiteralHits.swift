/// Where the literals of a ``LiteralScreen`` stand in a text; kept from text to text.
package struct LiteralHits: Sendable {
    /// Places kept of one literal; one that stands more often is taken to stand everywhere.
    package static let maximumPlaces = 256

    private var raw: [(number: Int32, start: Int32)] = []
    /// Places by literal, each literal's in order.
    private var places: [Int32] = []
    /// By literal: how often it was found, and where its places begin.
    private var counts: [Int32] = []
    private var starts: [Int32] = []
    /// The literals that were found, in the order in which they were.
    package private(set) var found: [Int32] = []

    /// No hits.
    package init() {}

    mutating func reset(literals: Int) {
        for number in found { counts[Int(number)] = 0 }
        found.removeAll(keepingCapacity: true)
        raw.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
        guard counts.count != literals else { return }
        counts = [Int32](repeating: 0, count: literals)
        starts = counts
    }

    mutating func add(_ number: Int, at start: Int) {
        if counts[number] == 0 { found.append(Int32(number)) }
        guard counts[number] <= Self.maximumPlaces else { return }
        counts[number] += 1
        if counts[number] <= Self.maximumPlaces {
            raw.append((Int32(number), Int32(truncatingIfNeeded: start)))
        }
    }

    /// Sorts what was found by literal.
    mutating func settle() {
        var next: Int32 = 0
        for number in found {
            starts[Int(number)] = next
            next += min(counts[Int(number)], Int32(Self.maximumPlaces))
        }
        places = [Int32](repeating: 0, count: Int(next))
        for hit in raw {
            places[Int(starts[Int(hit.number)])] = hit.start
            starts[Int(hit.number)] += 1
        }
        for number in found {
            starts[Int(number)] -= min(counts[Int(number)], Int32(Self.maximumPlaces))
        }
    }

    /// True where a literal stands anywhere.
    @inline(__always)
    package func stands(_ number: Int) -> Bool { counts[number] > 0 }

    /// True for a literal that stands so often that its places were not kept.
    package func isEverywhere(_ number: Int) -> Bool { counts[number] > Self.maximumPlaces }

    /// The offsets at which a literal starts, in order; not all of one that is everywhere.
    package func places(of number: Int) -> ArraySlice<Int32> {
        guard counts[number] > 0 else { return [] }
        let start = Int(starts[number])
        return places[start..<(start + min(Int(counts[number]), Self.maximumPlaces))]
    }

    /// True where a literal starts within a range of offsets, or may.
    ///
    /// - Complexity: Logarithmic in its places.
    package func stands(_ number: Int, in range: Range<Int>) -> Bool {
        guard counts[number] > 0 else { return false }
        if isEverywhere(number) { return true }
        let places = places(of: number)
        var low = places.startIndex
        var high = places.endIndex
        while low < high {
            let middle = (low + high) / 2
            if Int(places[middle]) < range.lowerBound { low = middle + 1 } else { high = middle }
        }
        return low < places.endIndex && Int(places[low]) < range.upperBound
    }
}
