/// Where a text in Markdown quotes code between fences of backticks or tildes.
///
/// What stands there is shown as it is written: markup in it is no markup, and who writes about
/// spam quotes it there. CommonMark 0.31, section 4.5, but that a fence needs its end: what is left
/// open is text, or three backticks would hide the rest of a document.
struct FencedCode {
    /// Blocks kept of a document; more are read as text.
    static let maximumBlocks = 10_000

    /// The blocks with their fences, in order.
    private(set) var blocks: [Range<Int>] = []

    private struct Fence {
        var start: Int
        var mark: UInt8
        var length: Int
        /// True where nothing follows the marks.
        var isBare: Bool
    }

    init() {}

    /// - Complexity: Linear in the bytes.
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        var open: Fence?
        var position = 0
        while position < bytes.count, blocks.count < Self.maximumBlocks {
            let end = bytes[position...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
            if let fence = Self.fence(bytes[position..<end]) {
                if let first = open {
                    if fence.mark == first.mark, fence.length >= first.length, fence.isBare {
                        blocks.append(first.start..<end)
                        open = nil
                    }
                } else {
                    open = fence
                }
            }
            position = end + 1
        }
    }

    /// True when a byte stands in a block.
    ///
    /// - Complexity: Logarithmic in the blocks.
    func holds(_ offset: Int) -> Bool {
        let place = place(of: offset)
        return place < blocks.count && blocks[place].lowerBound <= offset
    }

    /// The parts of a range that stand in no block.
    func outside(_ range: Range<Int>) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = range.lowerBound
        var place = place(of: start)
        while place < blocks.count, blocks[place].lowerBound < range.upperBound {
            if start < blocks[place].lowerBound { parts.append(start..<blocks[place].lowerBound) }
            start = blocks[place].upperBound
            place += 1
        }
        if start < range.upperBound { parts.append(start..<range.upperBound) }
        return parts
    }

    /// The first block that ends behind an offset.
    private func place(of offset: Int) -> Int {
        var low = 0
        var high = blocks.count
        while low < high {
            let middle = (low + high) / 2
            if blocks[middle].upperBound <= offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func fence(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Fence? {
        let indent = line.prefix { $0 == 0x20 }.count
        guard indent < 4, let mark = line.dropFirst(indent).first, mark == 0x60 || mark == 0x7E
        else { return nil }
        let rest = line.dropFirst(indent)
        let length = rest.prefix { $0 == mark }.count
        guard length >= 3 else { return nil }
        let info = rest.dropFirst(length)
        // Backticks behind backticks are code within a line.
        if mark == 0x60, info.contains(0x60) { return nil }
        return Fence(
            start: line.startIndex,
            mark: mark,
            length: length,
            isBare: info.allSatisfy { $0 == 0x20 || $0 == 0x09 }
        )
    }
}
