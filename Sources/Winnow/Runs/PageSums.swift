internal import WinnowHTML

/// Running sums over a page's leaves and elements, so that any stretch is summed in one step.
///
/// Without them boxes within boxes would be counted again and again.
struct PageSums {
    /// Leaves that lead away from the site or speak of a topic, before each leaf.
    private var outbound: [Int32] = [0]
    /// Texts that a separator joins to the one before, before each leaf.
    private var listItems: [Int32] = [0]
    /// Letters before each leaf.
    private var letters: [Int32] = [0]
    /// Elements called comments that hold something, before each element.
    private var comments: [Int32] = [0]
    /// Forms, frames and headings, before each element.
    private var apparatus: [Int32] = [0]
    /// For every element the one whose children make up the row it stands in.
    private var rows: [Int32] = []

    init(page: Page, evidence: Evidence) {
        outbound.reserveCapacity(page.leaves.count + 1)
        letters.reserveCapacity(page.leaves.count + 1)
        listItems.reserveCapacity(page.leaves.count + 1)
        for (index, leaf) in page.leaves.enumerated() {
            let seen = evidence.leaves[index]
            let isOutbound = seen.weight > 0 || Self.leadsAway(leaf, page)
            outbound.append(outbound[index] + (isOutbound ? 1 : 0))
            listItems.append(listItems[index] + (leaf.continuesList ? 1 : 0))
            letters.append(letters[index] &+ Int32(truncatingIfNeeded: seen.measure.letters))
        }
        comments.reserveCapacity(page.elements.count + 1)
        apparatus.reserveCapacity(page.elements.count + 1)
        rows.reserveCapacity(page.elements.count)
        for (index, element) in page.elements.enumerated() {
            let isComment = element.isComment && element.endLeaf > element.firstLeaf
            comments.append(comments[index] + (isComment ? 1 : 0))
            apparatus.append(apparatus[index] + (Self.isApparatus(element.tag) ? 1 : 0))
            let isItem = index > 0 && Self.isItemWrapper(element)
            rows.append(isItem ? rows[Int(element.parent)] : Int32(index))
        }
    }

    /// Leaves of a stretch that lead away from the site or speak of a topic.
    func outbound(in leaves: Range<Int>) -> Int {
        Int(outbound[leaves.upperBound] - outbound[leaves.lowerBound])
    }

    /// Texts of a stretch that a separator joins to the one before.
    func listItems(in leaves: Range<Int>) -> Int {
        Int(listItems[leaves.upperBound] - listItems[leaves.lowerBound])
    }

    /// Letters of a stretch.
    func letters(in leaves: Range<Int>) -> Int {
        Int(letters[leaves.upperBound] &- letters[leaves.lowerBound])
    }

    /// Comments among elements.
    func comments(in elements: Range<Int>) -> Int {
        Int(comments[elements.upperBound] - comments[elements.lowerBound])
    }

    /// Forms, frames and headings among elements: what a list of comments has, and no comment.
    func apparatus(in elements: Range<Int>) -> Int {
        Int(apparatus[elements.upperBound] - apparatus[elements.lowerBound])
    }

    private static func isApparatus(_ tag: Tag) -> Bool {
        switch tag {
        case .form, .iframe, .h1, .h2, .h3, .textarea: true
        default: false
        }
    }

    /// The element whose children make up the row that an element stands in.
    func row(of element: Int32) -> Int32 { rows[Int(element)] }

    private static func leadsAway(_ leaf: Leaf, _ page: Page) -> Bool {
        guard leaf.link >= 0 else { return false }
        let link = page.links[Int(leaf.link)]
        return link.domain >= 0 && link.relation != .own
    }

    private static func isItemWrapper(_ element: Element) -> Bool {
        switch element.tag {
        case .p, .li, .dd, .dt, .td, .th, .tr, .tbody, .script, .style: true
        default: element.tag.isInline
        }
    }
}
