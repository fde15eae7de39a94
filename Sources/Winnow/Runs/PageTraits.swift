internal import WinnowHTML

/// What mirror programs do to the text of a page as a whole.
///
/// They convert an article into traditional characters with the reading of common ones behind them
/// in parentheses, `經(jīng)過`, and strew control bytes before punctuation, so that no two copies
/// are alike.
struct PageTraits {
    /// Han characters below which nothing can be said.
    static let minimumHan = 300
    /// Places of control bytes that are cut one by one.
    static let maximumControlMarks = 10_000
    /// Control bytes in a row before one mark.
    private static let maximumControls = 8

    let source: Source
    let page: Page
    let evidence: Evidence

    /// A run for each trait that the page has.
    ///
    /// - Complexity: Linear in the text of the page.
    func runs() -> [Run] {
        var glosses = Run(origin: .page, leaves: 0..<0, ranges: [])
        var controls = glosses
        readGlosses(&glosses)
        readControls(&controls)
        return [glosses, controls].filter { !$0.ranges.isEmpty }
    }

    // MARK: Readings in parentheses

    private func readGlosses(_ run: inout Run) {
        var han = 0
        var glosses = 0
        var characters: [UInt32: Int] = [:]
        var place: Range<Int>?
        for index in page.leaves.indices where evidence.leaves[index].measure.wideLetters > 0 {
            let seen = evidence.leaves[index]
            guard page.leaves[index].kind == .text || page.leaves[index].kind == .link else {
                continue
            }
            han += seen.measure.wideLetters
            let before = glosses
            readGlosses(in: evidence.text[seen.text], &glosses, &characters)
            guard glosses > before else { continue }
            let range = page.leaves[index].range
            place = (place?.lowerBound ?? range.lowerBound)..<range.upperBound
        }
        // A lesson explains rare characters once; the program does it to common ones each time.
        let repeated = characters.values.count { $0 >= 2 }
        guard han >= Self.minimumHan, repeated >= 3, let place else { return }
        run.glossedCharacters = Float(glosses) * 1_000 / Float(han)
        run.ranges = [place]
    }

    private func readGlosses(
        in text: ArraySlice<UInt8>,
        _ glosses: inout Int,
        _ characters: inout [UInt32: Int]
    ) {
        var position = text.startIndex
        while let open = text[position...].firstIndex(of: 0x28) {
            position = open + 1
            guard open >= text.startIndex + 3, text[open - 3] &- 0xE3 < 7 else { continue }
            let reading = text[position...].prefix(12).prefix { $0 != 0x29 }
            guard reading.count < 12, reading.count >= 2, Self.isReading(reading) else { continue }
            glosses += 1
            let character = text[(open - 3)..<open].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            characters[character, default: 0] += 1
        }
    }

    /// True for Latin letters of which one has a tone mark.
    private static func isReading(_ text: ArraySlice<UInt8>) -> Bool {
        var hasTone = false
        for byte in text {
            if byte >= 0xC3, byte <= 0xC7 { hasTone = true }
            guard ASCII.isLetter(byte) || byte >= 0x80, byte < 0xC8 else { return false }
        }
        return hasTone
    }

    // MARK: Control bytes

    private func readControls(_ run: inout Run) {
        for leaf in page.leaves where leaf.kind == .text || leaf.kind == .link {
            let text = source.slice(leaf.range)
            var position = 0
            while let start = Self.firstControl(in: text, from: position) {
                var end = start
                while end < text.count, text[end] &- 5 < 4 { end += 1 }
                position = end
                guard end < text.count, text[end] >= 0x80, end - start <= Self.maximumControls,
                    isPunctuation(at: leaf.range.lowerBound + end)
                else { continue }
                guard run.controlMarks < Self.maximumControlMarks else { return }
                run.controlMarks += 1
                let offset = leaf.range.lowerBound
                run.ranges.append((offset + start)..<(offset + end))
            }
        }
    }

    /// True where one of the marks of Han texts stands, in whatever charset.
    private func isPunctuation(at offset: Int) -> Bool {
        let length = source.characterLength(at: offset)
        let text = source.text(of: offset..<(offset + length), resolving: false)
        return Self.marks.contains { $0.elementsEqual(text) }
    }

    private static let marks = ["，", "。", "！", "？", "：", "、", "；"].map { Array($0.utf8) }

    private static func firstControl(
        in text: UnsafeBufferPointer<UInt8>,
        from start: Int
    ) -> Int? {
        var position = start
        // Whole blocks first: the compiler makes one comparison of sixteen.
        while position + 64 <= text.count {
            var hasControl = false
            for offset in 0..<64 { hasControl = hasControl || text[position + offset] &- 5 < 4 }
            if hasControl { break }
            position += 64
        }
        return text[position...].firstIndex { $0 &- 5 < 4 }
    }
}
