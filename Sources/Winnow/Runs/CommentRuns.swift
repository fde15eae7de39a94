internal import WinnowHTML

/// Runs that are one reader's comment, container and all.
struct CommentRuns {
    /// Letters that a comment may hold besides its spam: a name, a date, a greeting.
    static let maximumOtherLetters = 80

    /// Letters that an element called a comment may hold around another and be the same comment.
    static let maximumWrapperLetters = 12
    /// Weight of an anchor and its target from which one alone makes a comment worth a look.
    static let strongAnchor: Float = 1

    let page: Page
    let evidence: Evidence
    let sums: PageSums
    /// Asks the Bayes model, if there is one.
    let scorer: BagScorer?

    /// The comments that runs fill, and those with one strong anchor to another site.
    ///
    /// - Parameters:
    ///   - runs: Rows of links and texts.
    ///   - limit: How many are made, and how many anchors are looked at.
    /// - Returns: The comments, each once, and whether there may be more.
    func runs(around runs: [Run], limit: Int) -> (runs: [Run], isLimited: Bool) {
        guard page.elements.contains(where: \.isComment) else { return ([], false) }
        var comments: [Run] = []
        var seen: Set<Int32> = []
        let strong = page.leaves.indices.filter(isStrong)
        let anchors = strong.prefix(limit).map { index in
            Run(
                origin: .leaf,
                leaves: index..<(index + 1),
                hiding: page.leaves[index].hiding,
                ranges: []
            )
        }
        for run in runs + anchors {
            if let comment = self.run(around: run), seen.insert(comment.element).inserted {
                comments.append(comment)
            }
        }
        return (comments, strong.count > limit)
    }

    private func isStrong(_ index: Int) -> Bool {
        let leaf = page.leaves[index]
        guard leaf.kind == .link, leaf.link >= 0 else { return false }
        let link = page.links[Int(leaf.link)]
        guard !link.isWellKnown, link.relation == .foreign || link.relation == .unknown else {
            return false
        }
        let weight = evidence.leaves[index].weight + evidence.leaves[index].targetWeight
        return weight >= Self.strongAnchor || isInComment(leaf.element) && isSpam(index)
    }

    /// The probability from which the model makes a comment worth a look by one anchor.
    private static let spamProbability: Float = 0.9

    private func isSpam(_ leaf: Int) -> Bool {
        scorer.map { $0.leaf(leaf, evidence) >= Self.spamProbability } ?? false
    }

    private func isInComment(_ element: Int32) -> Bool {
        var element = element
        while element > 0 {
            if page.elements[Int(element)].isComment { return true }
            element = page.elements[Int(element)].parent
        }
        return false
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
                }
                container = element
            }
            element = found.parent
        }
        guard let container else { return nil }
        return Run(
            origin: .comment,
            leaves: page.elements[Int(container)].leaves,
            element: container,
            hiding: run.hiding,
            ranges: [page.elements[Int(container)].range]
        )
    }

    private func subtree(_ index: Int32) -> Range<Int> {
        Int(index)..<max(Int(index) + 1, Int(page.elements[Int(index)].endElement))
    }

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
