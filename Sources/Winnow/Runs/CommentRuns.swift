/// Runs that are one reader's comment, container and all.
struct CommentRuns {
    /// Letters that a comment may hold besides its spam: a name, a date, a greeting.
    static let maximumOtherLetters = 100

    let page: Page
    let sums: PageSums

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
                let besides = sums.letters(in: found.leaves) - sums.letters(in: run.leaves)
                guard besides <= Self.maximumOtherLetters else { break }
                if let inner = container, holdsOthers(element, besides: inner) { break }
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

    /// True when an element holds comments that are neither inside another nor around it.
    private func holdsOthers(_ element: Int32, besides inner: Int32) -> Bool {
        func subtree(_ index: Int32) -> Range<Int> {
            Int(index)..<max(Int(index) + 1, Int(page.elements[Int(index)].endElement))
        }
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
