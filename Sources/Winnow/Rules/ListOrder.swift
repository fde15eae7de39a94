internal import Foundation

/// Sees whether the terms of a file stand in order, each once.
///
/// Order is that of UTF-8 bytes, from one comment to the next; so equal terms of a section are
/// neighbours, and only those of other sections have to be looked up.
struct ListOrder {
    /// How a term stands to those before it.
    enum Place {
        case inOrder
        /// It stands in a line already.
        case repeated(Int)
        /// It should stand before a line.
        case early(TermList.Line?)
    }

    /// The lines so far, repeated terms left out.
    private(set) var lines: [TermList.Line] = []
    private let bytes: UnsafeBufferPointer<UInt8>
    private var sectionStart = 0
    /// The terms of earlier sections, with the numbers of their lines.
    private var earlier = TermIndex()
    private var earlierNumbers: [Int] = []
    /// The greatest term so far of the section, added or taken away.
    private var lastAdded: TermList.Line?
    private var lastRemoved: TermList.Line?

    /// - Parameter bytes: The file.
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        // Words of lists have about so many bytes.
        lines.reserveCapacity(bytes.count / 16)
    }

    /// A comment: behind it terms begin from the start.
    mutating func endSection() {
        (lastAdded, lastRemoved) = (nil, nil)
        for line in lines[sectionStart...] {
            let (place, isNew) = earlier.insert(term(line))
            if isNew {
                earlierNumbers.append(line.number)
            } else {
                earlierNumbers[place] = line.number
            }
        }
        sectionStart = lines.count
    }

    /// Takes up a line.
    mutating func add(_ line: TermList.Line) -> Place {
        let before = line.sign == .add ? lastAdded : lastRemoved
        let order = before.map { compare(line, $0) } ?? 1
        var first = order == 0 ? before?.number : nil
        if order < 0 { first = lines.first { compare($0, line) == 0 }?.number }
        if first == nil, sectionStart > 0 {
            first = earlier.place(of: term(line)).map { earlierNumbers[$0] }
        }
        if let first { return .repeated(first) }
        defer { lines.append(line) }
        if order < 0 {
            return .early(
                lines[sectionStart...].first { $0.sign == line.sign && compare(line, $0) < 0 }
            )
        }
        if line.sign == .add { lastAdded = line } else { lastRemoved = line }
        return .inOrder
    }

    private func term(_ line: TermList.Line) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[line.term])
    }

    /// Below 0 when a term comes before another, 0 when they are equal.
    private func compare(_ left: TermList.Line, _ right: TermList.Line) -> Int {
        guard let base = bytes.baseAddress else { return 0 }
        let count = min(left.term.count, right.term.count)
        let order = memcmp(base + left.term.lowerBound, base + right.term.lowerBound, count)
        return order != 0 ? Int(order) : left.term.count - right.term.count
    }
}
