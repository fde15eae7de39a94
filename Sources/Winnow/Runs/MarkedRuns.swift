internal import WinnowHTML

/// Runs between two comments that belong together.
///
/// Link exchanges and kits mark where their links begin and end, to find them again: `<!--s_links-->`
/// and `<!--/s_links-->`, or one made-up word before every link. So do honest templates, so a rule
/// must know the mark or see what stands between.
struct MarkedRuns {
    /// Bytes of a comment that may be a mark.
    static let maximumMark = 60
    /// Leaves between two marks; more is a part of a page, not a plant.
    static let maximumLeaves = 400
    /// Leaves between two comments that are merely equal.
    static let maximumUnnamedLeaves = 30

    let source: Source
    let page: Page

    private struct Mark: Equatable {
        var name: [UInt8]
        var isOpening: Bool
        var isClosing: Bool
    }

    /// The runs, in order.
    ///
    /// - Complexity: Linear in the leaves: a mark is compared with the last of its name only.
    func runs() -> [Run] {
        var open: [[UInt8]: Int] = [:]
        var runs: [Run] = []
        for index in page.leaves.indices where page.leaves[index].kind == .comment {
            guard let mark = mark(index) else { continue }
            if !mark.isOpening, let start = open[mark.name] {
                let limit = mark.isClosing ? Self.maximumLeaves : Self.maximumUnnamedLeaves
                if let run = run(from: start, to: index, limit: limit) {
                    // Marks before every link: one chain, not a run for each pair.
                    if !mark.isClosing, let last = runs.last, last.leaves.upperBound == start + 1 {
                        runs[runs.count - 1] = joined(last, run)
                    } else {
                        runs.append(run)
                    }
                }
            }
            open[mark.name] = mark.isClosing ? nil : index
        }
        return runs
    }

    private func joined(_ first: Run, _ second: Run) -> Run {
        var run = first
        run.leaves = first.leaves.lowerBound..<second.leaves.upperBound
        run.ranges = [first.ranges[0].lowerBound..<second.ranges[0].upperBound]
        run.marks = first.marks + 1
        return run
    }

    private func run(from start: Int, to end: Int, limit: Int) -> Run? {
        guard page.leaves[start].element == page.leaves[end].element, end - start > 1,
            end - start <= limit, leadsAway((start + 1)..<end)
        else { return nil }
        var run = Run(
            origin: .score,
            leaves: start..<(end + 1),
            hiding: page.elements[Int(page.leaves[start].element)].hiding,
            ranges: [Int(page.leaves[start].start)..<Int(page.leaves[end].end)]
        )
        run.marks = 2
        return run
    }

    private func leadsAway(_ leaves: Range<Int>) -> Bool {
        page.leaves[leaves].contains { leaf in
            guard leaf.link >= 0 else { return false }
            let relation = page.links[Int(leaf.link)].relation
            return relation == .foreign || relation == .unknown
        }
    }

    /// What a comment marks, when it is nothing but a mark.
    private func mark(_ index: Int) -> Mark? {
        let range = page.leaves[index].range
        guard range.count >= 8, range.count <= Self.maximumMark + 7 else { return nil }
        var body = source.slice((range.lowerBound + 4)..<(range.upperBound - 3))[...]
        body = body.drop(while: ASCII.isSpace)
        while let last = body.last, ASCII.isSpace(last) { body.removeLast() }
        guard !body.isEmpty, !body.contains(where: { $0 == 0x3C || $0 == 0x3E || $0 == 0x5B })
        else {
            return nil
        }
        var mark = Mark(name: body.map(ASCII.lowercased), isOpening: false, isClosing: false)
        if mark.name.first == 0x2F {
            mark.name.removeFirst()
            mark.isClosing = true
        } else {
            mark.isClosing = Self.strip(["end", "结束", "結束"], from: &mark.name)
            mark.isOpening =
                !mark.isClosing && Self.strip(["begin", "start", "开始", "開始"], from: &mark.name)
        }
        return mark.name.isEmpty ? nil : mark
    }

    /// Takes one of some words off either end of a name.
    private static func strip(_ words: [String], from name: inout [UInt8]) -> Bool {
        for word in words {
            let word = Array(word.utf8)
            guard name.count > word.count else { continue }
            if name.starts(with: word), !isLetter(name[word.count]) {
                name = trimmed(name[word.count...])
                return true
            }
            if name.suffix(word.count).elementsEqual(word),
                !isLetter(name[name.count - word.count - 1]) || word[0] >= 0x80
            {
                name = trimmed(name.dropLast(word.count))
                return true
            }
        }
        return false
    }

    private static func isLetter(_ byte: UInt8) -> Bool { ASCII.isLetter(byte) }

    private static func trimmed(_ name: ArraySlice<UInt8>) -> [UInt8] {
        func isMark(_ byte: UInt8) -> Bool {
            byte <= 0x20 || byte == 0x3A || byte == 0x2D || byte == 0x5F || byte == 0x2F
        }
        var rest = name.drop(while: isMark)
        while let last = rest.last, isMark(last) { rest.removeLast() }
        return Array(rest)
    }
}
