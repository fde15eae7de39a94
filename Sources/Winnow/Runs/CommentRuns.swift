internal import WinnowHTML

/// Runs that are one reader's comment, container and all.
struct CommentRuns {
    /// Letters that a comment may hold besides its spam: a name, a date, a greeting.
    static let maximumOtherLetters = 240
    /// Letters that an element called a comment may hold around another and be the same comment.
    static let maximumWrapperLetters = 12
    /// Weight of an anchor and its target from which one alone makes a comment worth a look.
    static let strongAnchor: Float = 1
    /// Bytes of a text that are searched for addresses.
    static let maximumText = 4_096

    let page: Page
    let evidence: Evidence
    let sums: PageSums
    /// Asks the Bayes model, if there is one.
    let scorer: BagScorer?

    /// The comments that runs fill, those with one strong anchor to another site, and those with
    /// addresses or link codes written out.
    ///
    /// - Parameters:
    ///   - runs: Rows of links and texts.
    ///   - limit: How many are made, and how many anchors are looked at.
    /// - Returns: The comments, each once, and whether there may be more.
    func runs(around runs: [Run], limit: Int) -> (runs: [Run], isLimited: Bool) {
        guard page.elements.contains(where: \.isComment) else { return ([], false) }
        var comments: [Run] = []
        var seen: Set<Int> = []
        let isInside = insides()
        let marked = page.leaves.indices.filter {
            isStrong($0) || isInside[Int(page.leaves[$0].element)] && isMarked($0)
        }
        let single = marked.prefix(limit).map { index in
            Run(
                origin: .leaf,
                leaves: index..<(index + 1),
                hiding: page.leaves[index].hiding,
                ranges: []
            )
        }
        for run in runs + single {
            if let comment = self.run(around: run), seen.insert(comment.leaves.lowerBound).inserted
            {
                comments.append(comment)
            }
        }
        return (comments, marked.count > limit)
    }

    /// Which elements stand in a comment, or are one.
    private func insides() -> [Bool] {
        var inside = [Bool](repeating: false, count: page.elements.count)
        for (index, element) in page.elements.enumerated().dropFirst() {
            inside[index] = element.isComment || inside[Int(element.parent)]
        }
        return inside
    }

    private func isStrong(_ index: Int) -> Bool {
        guard leadsAway(index) else { return false }
        let seen = evidence.leaves[index]
        return seen.weight + seen.targetWeight >= Self.strongAnchor
    }

    private func leadsAway(_ index: Int) -> Bool {
        let leaf = page.leaves[index]
        guard leaf.kind == .link, leaf.link >= 0 else { return false }
        let link = page.links[Int(leaf.link)]
        return !link.isWellKnown && (link.relation == .foreign || link.relation == .unknown)
    }

    /// True for a link to another site with words in it, and for a text with addresses in it.
    private func isMarked(_ index: Int) -> Bool {
        let seen = evidence.leaves[index]
        switch page.leaves[index].kind {
        case .link: return leadsAway(index) && seen.measure.letters > 0
        case .text:
            let text = evidence.text[seen.text.prefix(Self.maximumText)]
            return text.withUnsafeBufferPointer { bytes in
                HidingRules.find(bytes, "http", from: 0) != nil
                    || HidingRules.find(bytes, "[url", from: 0) != nil
            }
        default: return false
        }
    }

    /// The comment that a run fills, when it is one comment, alone or among others.
    ///
    /// - Complexity: Linear in the depth of the page.
    func run(around run: Run) -> Run? {
        guard let first = run.leaves.first, let last = run.leaves.last else { return nil }
        var container: Int32?
        var element = page.leaves[first].element
        while element > 0 {
            let found = page.elements[Int(element)]
            if found.isComment, found.closing == .explicit, Int(found.endLeaf) > last {
                guard sums.apparatus(in: subtree(element)) == 0 else { break }
                let besides = sums.letters(in: found.leaves) - sums.letters(in: run.leaves)
                guard besides <= Self.maximumOtherLetters else { break }
                // A comment around the comment it answers to is another reader's.
                if let inner = container {
                    let rest =
                        sums.letters(in: found.leaves)
                        - sums.letters(in: page.elements[Int(inner)].leaves)
                    guard rest <= Self.maximumWrapperLetters, !holdsOthers(element, besides: inner)
                    else { break }
                } else if holdsReplies(element) {
                    break
                }
                container = element
            }
            element = found.parent
        }
        guard let container else { return nil }
        var comment = Run(
            origin: .comment,
            leaves: page.elements[Int(container)].leaves,
            element: container,
            hiding: run.hiding,
            ranges: [page.elements[Int(container)].range]
        )
        if let term = term(of: container) {
            let list = page.elements[Int(page.elements[Int(container)].parent)]
            let first = page.elements[Int(term)]
            comment.leaves = Int(first.firstLeaf)..<comment.leaves.upperBound
            comment.ranges = [Int(first.start)..<comment.ranges[0].upperBound]
            comment.element = -1
            // Of a list with one entry nothing would be left.
            if list.leaves == comment.leaves, list.closing == .explicit {
                comment.ranges = [list.range]
                comment.element = page.elements[Int(container)].parent
            }
        }
        return comment
    }

    /// Of a `<dd>` the `<dt>` in front of it, which names the author.
    ///
    /// - Complexity: Linear in the depth.
    private func term(of container: Int32) -> Int32? {
        let element = page.elements[Int(container)]
        guard element.tag == .dd, element.parent > 0 else { return nil }
        // What stands before an element in document order ends within its neighbour, or is its parent.
        var before = container - 1
        while before > element.parent, page.elements[Int(before)].parent != element.parent {
            before = page.elements[Int(before)].parent
        }
        return before > element.parent && page.elements[Int(before)].tag == .dt ? before : nil
    }

    private func subtree(_ index: Int32) -> Range<Int> {
        Int(index)..<max(Int(index) + 1, Int(page.elements[Int(index)].endElement))
    }

    /// True when an element holds what another reader answered, or more than one comment does.
    private func holdsReplies(_ element: Int32) -> Bool {
        let inside = subtree(element).dropFirst()
        guard inside.count <= Self.maximumElements else { return true }
        return inside.contains { index in
            page.elements[index].isComment
                && sums.letters(in: page.elements[index].leaves) > Self.maximumWrapperLetters
        }
    }

    /// Elements of one comment; what holds more is a list of them.
    static let maximumElements = 400

    /// True when an element holds comments that are neither inside another nor around it.
    private func holdsOthers(_ element: Int32, besides inner: Int32) -> Bool {
        var between = 0
        var parent = page.elements[Int(inner)].parent
        while parent > element {
            if page.elements[Int(parent)].isComment { between += 1 }
            parent = page.elements[Int(parent)].parent
        }
        let all = sums.comments(in: subtree(element)) - 1
        return all - sums.comments(in: subtree(inner)) - between > 0
    }
}
