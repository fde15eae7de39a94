internal import WinnowHTML
internal import WinnowRegex

/// The texts that expressions and lists are tried on, for one run after the other.
///
/// Texts of several leaves or tags are joined once for a run; a text of one thing is read where it
/// stands.
struct RunTexts {
    /// Bytes of a text that an expression is tried on as a whole; of a longer one so many round
    /// each of its literals.
    static let maximumSubject = 262_144
    /// Bytes of the text of one run that are put together.
    static let maximumJoined = 262_144
    /// Anchors, scripts, comments or `<meta>` that one expression is tried on.
    static let maximumItems = 4_096

    /// A text, and where its pieces stand in the target's domain.
    struct Joined {
        var bytes: [UInt8] = []
        /// Starts of pieces in the domain and in `bytes`, in order.
        var pieces: [(domain: Int, local: Int)] = []
        /// True when the text is longer.
        var isTruncated = false

        /// The place in `bytes` of an offset in the domain.
        ///
        /// - Complexity: Logarithmic in the pieces.
        func place(of offset: Int) -> Int? {
            var low = 0
            var high = pieces.count
            while low < high {
                let middle = (low + high) / 2
                if pieces[middle].domain <= offset { low = middle + 1 } else { high = middle }
            }
            guard low > 0 else { return nil }
            return offset - pieces[low - 1].domain + pieces[low - 1].local
        }
    }

    let source: Source
    let buffer: TokenBuffer
    let page: Page
    let evidence: Evidence
    let code: CodeTexts
    private(set) var run = Run(origin: .page, leaves: 0..<0, ranges: [])
    /// What was joined for the run at hand, by target.
    private var joined: [(target: TextTarget, text: Joined)] = []
    /// The page's text, which is the same for all runs.
    private var pageText: Joined?
    /// Where the targets of links before each leaf end; empty when targets are not kept.
    private var targetEnds: [Int] = []
    private var titleLeaf: Int?
    private var metas: [Int] = []
    private var scripts: [Int] = []
    private var comments: [Int] = []

    init(source: Source, buffer: TokenBuffer, page: Page, evidence: Evidence) {
        (self.source, self.buffer, self.page, self.evidence) = (source, buffer, page, evidence)
        code = CodeTexts(source, page)
        for index in page.leaves.indices {
            switch page.leaves[index].kind {
            case .title: titleLeaf = titleLeaf ?? index
            case .meta: metas.append(index)
            case .script: scripts.append(index)
            case .comment: comments.append(index)
            case .text, .link, .media, .style, .rawText: break
            }
        }
        guard !page.targets.isEmpty else { return }
        targetEnds.reserveCapacity(page.leaves.count + 1)
        targetEnds.append(0)
        for leaf in page.leaves {
            var end = targetEnds[targetEnds.count - 1]
            if leaf.link >= 0 { end = max(end, Int(page.links[Int(leaf.link)].path.upperBound)) }
            if leaf.markup >= 0, let last = page.links[page.markups[Int(leaf.markup)].links].last {
                end = max(end, Int(last.path.upperBound))
            }
            targetEnds.append(end)
        }
    }

    /// True where a target's texts are the same for every run of a scope.
    static func isPageWide(_ target: TextTarget, in scope: Rule.Scope) -> Bool {
        switch target {
        case .pageText, .title: true
        case .meta: scope != .meta
        case .script: scope != .script
        case .comment: scope != .comment
        case .anchorText, .linkHost, .linkPath, .runText, .attributes, .source: false
        }
    }

    /// Turns to another run.
    mutating func turn(to run: Run) {
        self.run = run
        // Few runs have a text joined.
        if !joined.isEmpty { joined.removeAll(keepingCapacity: true) }
    }

    // MARK: Places

    /// Where a target's texts stand in its domain; may cover more than they do.
    func places(of target: TextTarget) -> [Range<Int>] {
        switch target {
        case .anchorText, .runText: return [textRange(of: run.leaves)]
        case .pageText: return [0..<evidence.text.count]
        case .title: return titleLeaf.map { [evidence.leaves[$0].text] } ?? []
        case .linkHost, .linkPath: return [linkRange(of: run.leaves)]
        case .attributes, .source: return run.ranges
        case .meta: return leaves(of: target).map { evidence.leaves[$0].text }
        case .script, .comment: return leaves(of: target).map { code.range(of: $0, in: page) }
        }
    }

    /// The texts of leaves stand behind each other in the order of the leaves.
    private func textRange(of leaves: Range<Int>) -> Range<Int> {
        guard let first = leaves.first, let last = leaves.last else { return 0..<0 }
        return evidence.leaves[first].text.lowerBound..<evidence.leaves[last].text.upperBound
    }

    /// So do the targets of links.
    private func linkRange(of leaves: Range<Int>) -> Range<Int> {
        guard !targetEnds.isEmpty else { return 0..<0 }
        return targetEnds[leaves.lowerBound]..<targetEnds[leaves.upperBound]
    }

    /// The anchors of leaves, and the links in comments among them.
    private func links(of leaves: Range<Int>) -> [Link] {
        page.leaves[leaves].flatMap { leaf -> [Link] in
            if leaf.markup >= 0 { return Array(page.links[page.markups[Int(leaf.markup)].links]) }
            return leaf.link >= 0 ? [page.links[Int(leaf.link)]] : []
        }
    }

    /// The leaves that a target by item has its texts from.
    private func leaves(of target: TextTarget) -> [Int] {
        let scope = run.origin.scope
        switch target {
        case .meta: return scope == .meta ? Array(run.leaves) : metas
        case .script:
            return scope == .script
                ? run.leaves.prefix(1).filter { page.leaves[$0].kind == .script }
                : scripts
        case .comment:
            // A text that browsers don't show is no comment.
            return scope == .comment
                ? run.leaves.prefix(1).filter { page.leaves[$0].kind == .comment }
                : comments
        default: return Array(run.leaves)
        }
    }

    // MARK: By item

    /// One of several texts of a target.
    struct Item {
        /// Where it stands in the target's domain.
        var range: Range<Int>
        /// The leaf it belongs to.
        var leaf: Int
    }

    /// The texts of a target that is tried item by item.
    func items(of target: TextTarget) -> [Item] {
        var items: [Item] = []
        switch target {
        case .anchorText:
            for leaf in run.leaves where page.leaves[leaf].kind == .link {
                items.append(Item(range: evidence.leaves[leaf].text, leaf: leaf))
            }
        case .meta:
            items = leaves(of: target).map { Item(range: evidence.leaves[$0].text, leaf: $0) }
        case .linkHost, .linkPath:
            for leaf in run.leaves {
                for link in links(of: leaf..<(leaf + 1)) {
                    let range = target == .linkHost ? link.host : link.path
                    guard !range.isEmpty else { continue }
                    items.append(
                        Item(range: Int(range.lowerBound)..<Int(range.upperBound), leaf: leaf)
                    )
                }
            }
        case .script, .comment:
            items = leaves(of: target).map {
                Item(range: code.range(of: $0, in: page), leaf: $0)
            }
        case .runText, .pageText, .title, .attributes, .source: break
        }
        return items
    }

    /// Calls a function with an item's bytes, and whether offsets in them are those of its range.
    func withBytes<Result>(
        of item: Item,
        _ target: TextTarget,
        _ body: (UnsafeBufferPointer<UInt8>, Bool) -> Result
    ) -> Result {
        let range = item.range
        switch target.domain {
        case .text:
            return evidence.text.withUnsafeBufferPointer {
                body(UnsafeBufferPointer(rebasing: $0[Self.whole(range, $0)]), true)
            }
        case .links:
            return page.targets.withUnsafeBufferPointer {
                body(UnsafeBufferPointer(rebasing: $0[Self.whole(range, $0)]), true)
            }
        case .markup where !code.isInPlace:
            return code.bytes.withUnsafeBufferPointer {
                body(UnsafeBufferPointer(rebasing: $0[Self.whole(range, $0)]), true)
            }
        case .markup:
            let raw = source.slice(Self.whole(range, source.bytes))
            if UTF8Validator.isValid(raw) { return body(raw, true) }
            let text = source.text(of: range, resolving: false)
            return text.withUnsafeBufferPointer { body($0, false) }
        }
    }

    /// A range without half a character at its end.
    private static func whole(
        _ range: Range<Int>,
        _ bytes: UnsafeBufferPointer<UInt8>
    ) -> Range<Int> {
        var end = range.upperBound
        guard end < bytes.count else { return range }
        while end > range.lowerBound, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return range.lowerBound..<end
    }

    // MARK: Joined

    /// The text of a target that is tried as a whole.
    mutating func text(of target: TextTarget) -> Joined {
        let known = target == .pageText ? pageText : joined.first { $0.target == target }?.text
        if let known { return known }
        var text = Joined()
        switch target {
        case .runText: append(run.leaves, to: &text)
        case .pageText: append(page.leaves.indices, to: &text, limit: .max)
        case .title:
            if let titleLeaf { append(titleLeaf..<(titleLeaf + 1), to: &text, lineEnds: false) }
        case .attributes:
            for range in run.ranges { appendTags(in: range, to: &text) }
        case .source:
            for range in run.ranges {
                if !text.bytes.isEmpty { text.bytes.append(0x0A) }
                text.pieces.append((range.lowerBound, text.bytes.count))
                text.bytes += source.bytes[range].prefix(Self.maximumJoined + 1)
                guard text.bytes.count <= Self.maximumJoined else { break }
            }
        case .anchorText, .linkHost, .linkPath, .meta, .script, .comment: break
        }
        if target != .pageText, text.bytes.count > Self.maximumJoined {
            text.isTruncated = true
            text.bytes = text.bytes.bounded(Self.maximumJoined)
        }
        if target == .pageText { pageText = text } else { joined.append((target, text)) }
        return text
    }

    private func append(
        _ leaves: Range<Int>,
        to text: inout Joined,
        lineEnds: Bool = true,
        limit: Int = maximumJoined
    ) {
        for index in leaves {
            switch page.leaves[index].kind {
            case .link, .text, .title: break
            case .media, .script, .style, .comment, .rawText, .meta: continue
            }
            let range = evidence.leaves[index].text
            text.pieces.append((range.lowerBound, text.bytes.count))
            text.bytes += evidence.text[range]
            if lineEnds { text.bytes.append(0x0A) }
            guard text.bytes.count <= limit else { return }
        }
    }

    private func appendTags(in range: Range<Int>, to text: inout Joined) {
        for token in buffer.tokens[buffer.index(ofTokenAt: range.lowerBound)...] {
            guard Int(token.start) < range.upperBound, text.bytes.count <= Self.maximumJoined
            else { return }
            guard token.kind == .startTag else { continue }
            text.pieces.append((Int(token.start), text.bytes.count))
            text.bytes += source.bytes[token.range]
            text.bytes.append(0x0A)
        }
    }
}

extension [UInt8] {
    /// The first bytes of UTF-8 text, cut between characters.
    fileprivate func bounded(_ limit: Int) -> [UInt8] {
        guard count > limit else { return self }
        var end = limit
        while end > 0, self[end] & 0xC0 == 0x80 { end -= 1 }
        return Array(self[..<end])
    }
}
