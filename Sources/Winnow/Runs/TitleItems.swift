internal import WinnowHTML

/// The items of a page's title, and those in front or behind that do not belong to it.
struct TitleItems {
    /// Items of a title; longer titles are looked at up to there.
    static let maximumItems = 200
    /// Parts of a title between separators, letters of what is spelled among them.
    static let maximumParts = 2_000
    /// Parts of one letter in a row, with one separator between them, that are one word, spelled.
    private static let minimumSpelled = 3
    /// Share of ASCII written as character references from which an item counts as encoded.
    static let encodedShare = 0.1

    /// Bytes behind the last reference from which they are the host's own title.
    static let minimumRest = 6

    let source: Source
    let page: Page
    let lexicon: Lexicon
    /// Asks the Bayes model, if there is one.
    let scorer: BagScorer?
    /// What the rest of the page says, to tell the host's items by.
    var vocabulary: HostVocabulary?

    /// Share of an item that the page must repeat for it to be the host's, and not to be.
    private static let (hostEcho, foreignEcho): (Float, Float) = (0.5, 0.15)

    private struct Item {
        var range: Range<Int>
        var score: Float
        /// True when the rest of the page has no word of it.
        var isForeign: Bool
        /// True when the rest of the page repeats it.
        var isHost: Bool
        /// True when ASCII in it is written as references.
        var isEncoded: Bool
    }

    init(source: Source, page: Page, lexicon: Lexicon, scorer: BagScorer?) {
        self.source = source
        self.page = page
        self.lexicon = lexicon
        self.scorer = scorer
    }

    private func normal(_ range: Range<Int>) -> [UInt8] {
        let text = source.text(of: range)
        var normal: [UInt8] = []
        _ = text.withUnsafeBufferPointer { lexicon.normaliser.append($0, to: &normal) }
        return normal
    }

    /// True when an item of the title is worth comparing with the page.
    var isSuspect: Bool {
        guard let title = page.leaves.first(where: { $0.kind == .title }) else { return false }
        if items(of: title.range, usesModel: false).contains(where: { $0.score > 0 }) {
            return true
        }
        guard let scorer else { return false }
        let items = items(of: title.range, usesModel: true)
        // Short items say too little one by one.
        let fronts = Set([items.count / 2, items.count - 1]).filter { $0 > 1 }
        return items.contains { $0.score > 0 }
            || fronts.contains {
                let front = items[0].range.lowerBound..<items[$0 - 1].range.upperBound
                return scorer.titleLeansToSpam(normal(front))
            }
    }

    /// A run of items at either end of the title, if there is one.
    func runs() -> [Run] {
        guard let index = page.leaves.firstIndex(where: { $0.kind == .title }),
            page.leaves[index].zone <= .head || page.leaves[index].zone == .beforeDocument
        else { return [] }
        let title = page.leaves[index].range
        var items = items(of: title, usesModel: false)
        var best = Self.best(items)
        if best == nil, let scorer {
            items = self.items(of: title, usesModel: true)
            best = foreignEnd(items, scorer) ?? leaning(items, scorer)
        }
        guard let best else { return [] }
        let planted = grown(best, items)
        let start =
            planted.lowerBound == 0
            ? title.lowerBound : items[planted.lowerBound - 1].range.upperBound
        let end =
            planted.upperBound == items.count
            ? title.upperBound : items[planted.upperBound].range.lowerBound
        // A plant in front takes the separator behind it, one at the end the separator before it.
        let isFront = planted.lowerBound == 0
        let range = isFront ? start..<end : start..<items[planted.upperBound - 1].range.upperBound
        return [Run(origin: .title, leaves: index..<(index + 1), ranges: [range])]
    }

    /// The items that score highest together, if any do.
    private static func best(_ items: [Item]) -> Range<Int>? {
        let best = MaximalRuns.of(items.map(\.score)).max { $0.score < $1.score }
        return best.flatMap { $0.score > 0 ? $0.range : nil }
    }

    /// The items that lean to spam, one by one and together.
    ///
    /// By the model alone never a whole title, for one item is the host's.
    private func leaning(_ items: [Item], _ scorer: BagScorer) -> Range<Int>? {
        guard let range = Self.best(items), range.count < items.count,
            probability(of: range, items, scorer) >= Self.spamProbability
        else { return nil }
        return range
    }

    /// All items at one end that the page has no word of, when the others are its own and these,
    /// taken together, lean to spam.
    private func foreignEnd(_ items: [Item], _ scorer: BagScorer) -> Range<Int>? {
        let front = items.prefix { $0.isForeign }.count
        let back = items.reversed().prefix { $0.isForeign }.count
        let ends = [0..<front, (items.count - back)..<items.count]
        return ends.first { range in
            guard !range.isEmpty, range.count < items.count else { return false }
            let rest =
                range.lowerBound == 0 ? items[range.upperBound...] : items[..<range.lowerBound]
            return rest.contains(where: \.isHost)
                && probability(of: range, items, scorer) >= Self.foreignProbability
        }
    }

    private func probability(
        of range: Range<Int>,
        _ items: [Item],
        _ scorer: BagScorer
    ) -> Float {
        let start = items[range.lowerBound].range.lowerBound
        return scorer.title(normal(start..<items[range.upperBound - 1].range.upperBound))
    }

    /// Takes along neighbouring items that no list knows and the page has no word of, as long as
    /// one item is left that is the host's.
    private func grown(_ range: Range<Int>, _ items: [Item]) -> Range<Int> {
        guard vocabulary != nil, items.contains(where: { !$0.isForeign }) else { return range }
        var (start, end) = (range.lowerBound, range.upperBound)
        while start > 0, items[start - 1].isForeign { start -= 1 }
        while end < items.count, items[end].isForeign { end += 1 }
        return start == 0 || end == items.count ? start..<end : range
    }

    /// How many items a piece of a title has, in UTF-8.
    static func count(in text: [UInt8]) -> Int {
        text.split(whereSeparator: isSeparator).count { !$0.allSatisfy(ASCII.isSpace) }
    }

    /// True for what stands between the items of a title.
    static func isSeparator(_ byte: UInt8) -> Bool {
        byte == 0x5F || byte == 0x7C || byte == 0x2D || byte == 0x2C
    }

    private func items(of title: Range<Int>, usesModel: Bool) -> [Item] {
        var items: [Item] = []
        for part in parts(of: title, usesModel) where items.count < Self.maximumItems {
            append(part, to: &items, usesModel)
        }
        return items
    }

    /// The parts of a title between its separators; what is spelled, `c-a-s-i-n-o`, is one part.
    ///
    /// - Complexity: Linear in the title, up to ``maximumParts``.
    private func parts(of title: Range<Int>, _ usesModel: Bool) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        /// The separator before the part at hand, and how many parts of one letter end with it.
        var (before, singles): (UInt8?, Int) = (nil, 0)
        var start = title.lowerBound
        func end(_ end: Int) {
            var letter = start
            if singles == 0 {
                while letter < end, ASCII.isSpace(source.bytes[letter]) { letter += 1 }
            }
            let isSingle = letter < end && source.characterLength(at: letter) == end - letter
            if isSingle, singles >= Self.minimumSpelled, let last = parts.popLast() {
                parts.append(last.lowerBound..<end)
            } else {
                parts.append(start..<end)
            }
            singles = isSingle ? singles + 1 : 0
            guard singles == Self.minimumSpelled else { return }
            let first = parts[parts.count - singles].lowerBound
            parts.removeLast(singles)
            parts.append(first..<end)
        }
        var position = start
        while position < title.upperBound, parts.count < Self.maximumParts {
            guard let separator = separator(at: position, before: title.upperBound, usesModel)
            else {
                position += source.characterLength(at: position)
                continue
            }
            end(position)
            // Another separator ends what is spelled; its own first letter stands before it.
            if separator.byte != before {
                singles = singles >= Self.minimumSpelled ? 0 : min(singles, 1)
            }
            (before, start) = (separator.byte, separator.end)
            position = start
        }
        end(title.upperBound)
        return parts
    }

    /// The separator at a position, and where it ends.
    ///
    /// As a number, between `&#` and `;`, it parts only what is written in numbers from what is not:
    /// between keywords that are all numbers it is one of them, but to the model.
    private func separator(
        at position: Int,
        before end: Int,
        _ usesModel: Bool
    ) -> (byte: UInt8, end: Int)? {
        let byte = source.bytes[position]
        if Self.isSeparator(byte) { return (byte, position + 1) }
        guard byte == 0x26, position + 3 < end, source.bytes[position + 1] == 0x23 else {
            return nil
        }
        let isHex = source.bytes[position + 2] | 0x20 == 0x78
        var digit = position + (isHex ? 3 : 2)
        var value: UInt32 = 0
        while digit < end, let number = Self.digit(source.bytes[digit], isHex) {
            value = min(value * (isHex ? 16 : 10) + number, 0x11_0000)
            digit += 1
        }
        guard digit < end, source.bytes[digit] == 0x3B, let mark = UInt8(exactly: value),
            Self.isSeparator(mark)
        else { return nil }
        let isBehindNumber = position > 0 && source.bytes[position - 1] == 0x3B
        let isBeforeNumber = digit + 1 < end && source.bytes[digit + 1] == 0x26
        return isBehindNumber && isBeforeNumber && !usesModel ? nil : (mark, digit + 1)
    }

    private func append(_ range: Range<Int>, to items: inout [Item], _ usesModel: Bool) {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, ASCII.isSpace(source.bytes[start]) { start += 1 }
        while end > start, ASCII.isSpace(source.bytes[end - 1]) { end -= 1 }
        guard start < end else { return }
        let planted = item(start..<end, usesModel)
        // Keywords put in front without a separator: the host's title begins behind the last one
        // that is encoded.
        guard planted.isEncoded,
            let last = source.bytes[start..<end].lastIndex(of: 0x3B),
            end - last > Self.minimumRest, isHost((last + 1)..<end)
        else {
            items.append(planted)
            return
        }
        items.append(item(start..<(last + 1), usesModel))
        append((last + 1)..<end, to: &items, usesModel)
    }

    private func isHost(_ range: Range<Int>) -> Bool { echo(of: range) ?? 0 >= Self.hostEcho }

    private func echo(of range: Range<Int>) -> Float? {
        vocabulary?.echo(of: source.text(of: range), lexicon.normaliser)
    }

    private func item(_ range: Range<Int>, _ usesModel: Bool) -> Item {
        let echo = echo(of: range)
        let isEncoded = Self.encodedShare(of: source.slice(range)) > Self.encodedShare
        var score = isEncoded ? 2 : topicScore(range, usesModel)
        if let echo, echo >= Self.hostEcho, !isEncoded { score -= 2 }
        return Item(
            range: range,
            score: score,
            isForeign: isEncoded || echo.map { $0 <= Self.foreignEcho } ?? false,
            isHost: !isEncoded && echo.map { $0 >= Self.hostEcho } ?? false,
            isEncoded: isEncoded
        )
    }

    /// The weight of topic terms that fall into an item, less what every item costs.
    private func topicScore(_ range: Range<Int>, _ usesModel: Bool) -> Float {
        let text = source.text(of: range)
        let weight = lexicon.topicHits(in: text).reduce(Float(0)) {
            $0 + lexicon.matcher.entries[Int($1.term)].weight
        }
        guard usesModel, let scorer, scorer.titleLeansToSpam(normal(range)) else {
            return weight - 0.6
        }
        return max(weight - 0.6, Self.modelScore)
    }

    /// The probability from which items that the model alone knows are looked at.
    private static let spamProbability: Float = 0.9
    /// The same where the page has no word of them, but of the others.
    private static let foreignProbability: Float = 0.5

    /// What an item counts at the least whose words the model knows.
    private static let modelScore: Float = 0.3

    /// The share of ASCII letters and digits among all characters that are written as references.
    ///
    /// Old systems encode what is not ASCII; only who hides a keyword encodes `&#112;&#107;`.
    static func encodedShare(of raw: UnsafeBufferPointer<UInt8>) -> Double {
        guard raw.contains(0x26) else { return 0 }
        var ascii = 0
        var total = 0
        var position = 0
        while position < raw.count {
            guard raw[position] == 0x26, position + 2 < raw.count, raw[position + 1] == 0x23 else {
                if !ASCII.isSpace(raw[position]) { total += 1 }
                position += 1
                continue
            }
            let isHex = raw[position + 2] | 0x20 == 0x78
            var digit = position + (isHex ? 3 : 2)
            var value: UInt32 = 0
            while digit < raw.count, let number = Self.digit(raw[digit], isHex) {
                value = min(value * (isHex ? 16 : 10) + number, 0x11_0000)
                digit += 1
            }
            total += 1
            // Mail addresses are hidden from robots like that.
            if value == 0x40 { return 0 }
            if value > 0x20, value < 0x7F, !Self.isOftenEscaped(value) { ascii += 1 }
            position = digit < raw.count && raw[digit] == 0x3B ? digit + 1 : digit
        }
        return total == 0 ? 0 : Double(ascii) / Double(total)
    }

    /// True for quotes, `&`, `<`, `>`, `@` and `|`, which honest programs escape as well.
    private static func isOftenEscaped(_ value: UInt32) -> Bool {
        [0x22, 0x26, 0x27, 0x3C, 0x3E, 0x40, 0x7C].contains(value)
    }

    private static func digit(_ byte: UInt8, _ isHex: Bool) -> UInt32? {
        if ASCII.isDigit(byte) { return UInt32(byte - 0x30) }
        guard isHex, (byte | 0x20) &- 0x61 < 6 else { return nil }
        return UInt32((byte | 0x20) - 0x61 + 10)
    }
}
