internal import WinnowHTML

/// Runs that are boxes readers cannot see.
struct HiddenRuns {
    /// Elements a hidden box must hold to count when nothing at all stands in them.
    static let minimumEmptyElements = 12

    let page: Page
    let evidence: Evidence
    let extent: Extent
    let sums: PageSums

    /// The boxes that hold links to other sites, speak of a topic or are lists of words, and those
    /// full of nothing.
    ///
    /// - Parameters:
    ///   - limit: How many are made; those that hold most of it come first.
    ///   - contentLimit: How many leaves and elements they may hold together; what stands in boxes
    ///     inside one another counts in each.
    /// - Returns: The runs, and whether there were more.
    /// - Complexity: Linear in the elements and the contents of the runs, but for sorting.
    func runs(limit: Int, contentLimit: Int) -> (runs: [Run], isLimited: Bool) {
        let boxes = outermostOfEach()
        let heaviest = boxes.sorted { left, right in
            let (a, b) = (weight(of: left), weight(of: right))
            return a != b ? a > b : left < right
        }
        var contents = 0
        let kept = heaviest.prefix(limit).prefix { box in
            let element = page.elements[box]
            contents += element.leaves.count + max(0, Int(element.endElement) - box)
            return contents <= contentLimit
        }
        let single = kept.sorted()
        let styled = styledRows()
        return (
            single.compactMap(run) + rows(single) + styled.prefix(limit),
            boxes.count > kept.count || styled.count > limit
        )
    }

    /// Neighbouring boxes that are hidden by the same means as one run: an injector that writes a
    /// box for each link says little in any of them.
    ///
    /// - Parameter boxes: Elements in document order.
    /// - Returns: A run for every two boxes and more.
    private func rows(_ boxes: [Int]) -> [Run] {
        var rows: [Run] = []
        var row: [Int] = []
        for box in boxes {
            if let last = row.last, !isNext(box, to: last) {
                if let run = self.row(row) { rows.append(run) }
                row = []
            }
            // What has a class or an id was made by the page's author, each box for itself.
            if page.elements[box].closing == .explicit, !page.elements[box].leaves.isEmpty,
                !page.elements[box].isStyled
            {
                row.append(box)
            }
        }
        if let run = self.row(row) { rows.append(run) }
        return rows
    }

    private func isNext(_ box: Int, to last: Int) -> Bool {
        let (left, right) = (page.elements[last], page.elements[box])
        guard left.parent == right.parent, left.ownHiding == right.ownHiding,
            left.end <= right.start
        else { return false }
        let between = Int(left.endLeaf)..<max(Int(left.endLeaf), Int(right.firstLeaf))
        return page.leaves[between].allSatisfy { $0.kind == .comment }
            && extent.holdsBlanksAndComments(Int(left.end)..<Int(right.start))
    }

    /// Neighbours that one small style block hides, with the block when it stands before them: a
    /// class made for a plant, whatever tags carry it.
    private func styledRows() -> [Run] {
        var rows: [Run] = []
        var first = -1
        var last = -1
        for index in page.elements.indices.dropFirst() {
            if last >= 0, index < Int(page.elements[last].endElement) { continue }
            if last >= 0, isStyledAlike(index, last) {
                last = index
                continue
            }
            if let run = styledRow(first, last) { rows.append(run) }
            (first, last) = hasOwnStyle(index) ? (index, index) : (-1, -1)
        }
        if let run = styledRow(first, last) { rows.append(run) }
        return rows
    }

    private func hasOwnStyle(_ index: Int) -> Bool {
        let element = page.elements[index]
        return element.hiddenBy == .styleSheet && element.closing == .explicit
            && !element.ownHiding.contains(.styleSheet)
            && !element.ownHiding.isDisjoint(with: .ofAnyKind)
    }

    private func isStyledAlike(_ index: Int, _ last: Int) -> Bool {
        let (left, right) = (page.elements[last], page.elements[index])
        guard hasOwnStyle(index), left.parent == right.parent,
            left.hidingToken == right.hidingToken, left.end <= right.start
        else { return false }
        let between = Int(left.endLeaf)..<max(Int(left.endLeaf), Int(right.firstLeaf))
        return page.leaves[between].allSatisfy { leaf in
            leaf.kind == .comment || leaf.hiding.contains(.sameColor)
        }
    }

    private func styledRow(_ first: Int, _ last: Int) -> Run? {
        guard first >= 0, first != last else { return nil }
        let leaves = Int(page.elements[first].firstLeaf)..<Int(page.elements[last].endLeaf)
        guard sums.outbound(in: leaves) > 0 else { return nil }
        var run = Run(
            origin: .hidden,
            leaves: leaves,
            hiding: page.elements[first].ownHiding.union(page.elements[first].hiding),
            ranges: []
        )
        run.hasOwnStyle = true
        run.ranges = extent.ranges(from: Int32(first), to: Int32(last))
        return run
    }

    private func row(_ boxes: [Int]) -> Run? {
        guard boxes.count > 1, let first = boxes.first, let last = boxes.last else { return nil }
        return Run(
            origin: .hidden,
            leaves: Int(page.elements[first].firstLeaf)..<Int(page.elements[last].endLeaf),
            hiding: page.elements[first].hiding,
            ranges: Extent.merged(
                boxes.map { page.elements[$0].range },
                joiningBlanksIn: extent.source
            )
        )
    }

    /// Hidden elements without those that hold nothing planted but what a hidden box inside them
    /// holds, and without those that fill a hidden box around them.
    private func outermostOfEach() -> [Int] {
        var isDropped = [Bool](repeating: false, count: page.elements.count)
        // For every element the nearest hidden one around it.
        var around = [Int32](repeating: -1, count: page.elements.count)
        var boxes: [Int] = []
        for index in page.elements.indices.dropFirst() {
            let element = page.elements[index]
            let parent = Int(element.parent)
            around[index] = isHidden(page.elements[parent]) ? element.parent : around[parent]
            guard isHidden(element), isWorthwhile(index) else { continue }
            boxes.append(index)
            let outer = around[index]
            guard outer >= 0, !element.leaves.isEmpty else { continue }
            if page.elements[Int(outer)].leaves == element.leaves {
                isDropped[index] = true
            } else if weight(of: Int(outer)) == weight(of: index) {
                isDropped[Int(outer)] = true
            }
        }
        return boxes.filter { !isDropped[$0] }
    }

    private func isHidden(_ element: Element) -> Bool {
        !element.ownHiding.isDisjoint(with: .means) || element.ownHiding.contains(.inert)
    }

    private func isWorthwhile(_ index: Int) -> Bool {
        let element = page.elements[index]
        guard element.leaves.isEmpty else { return weight(of: index) > 0 || isList(element) }
        return Int(element.endElement) - index > Self.minimumEmptyElements
            && element.closing == .explicit
    }

    /// Items of a list in a hidden box from which it counts though no word of it is known.
    private static let minimumItems = 6

    private func isList(_ element: Element) -> Bool {
        let items = sums.listItems(in: element.leaves) + 1
        return items >= Self.minimumItems && items * 2 > element.leaves.count
    }

    private func weight(of element: Int) -> Int { sums.outbound(in: page.elements[element].leaves) }

    private func run(_ index: Int) -> Run? {
        let element = page.elements[index]
        var run = Run(
            origin: .hidden,
            leaves: element.leaves,
            element: Int32(index),
            hiding: element.hiding,
            ranges: []
        )
        if element.closing == .missing || extent.isUnclosed(element) {
            // The injector never closed it: what follows the links is the host's.
            run.leaves = isAllInline(index) ? element.leaves : plantedPrefix(of: element)
            guard !run.leaves.isEmpty else { return nil }
            run.ranges = [extent.range(ofUnclosed: index, leaves: run.leaves)]
        } else {
            run.ranges = extent.ranges(ofElement: Int32(index))
        }
        // A link inside that shows itself again shows that the box is no hiding place.
        let isShown = page.leaves[run.leaves].contains { leaf in
            leaf.kind == .link && leaf.hiding.isDisjoint(with: Hiding.means.union(.inert))
        }
        guard !isShown else { return nil }
        if let first = run.ranges.first {
            run.ranges[0] = extent.includingMarker(first, before: Int(element.firstLeaf))
        }
        return run
    }

    /// True for a box of running text and links: no block of the host's fell into it.
    private func isAllInline(_ index: Int) -> Bool {
        let inside = (index + 1)..<max(index + 1, Int(page.elements[index].endElement))
        return page.elements[inside].allSatisfy { $0.tag.isInline }
    }

    /// The leaves at the start of an element that look planted, up to the first that does not.
    private func plantedPrefix(of element: Element) -> Range<Int> {
        var end = element.leaves.lowerBound
        var lastLink = end
        while end < element.leaves.upperBound, isPlanted(end) {
            if page.leaves[end].kind == .link { lastLink = end + 1 }
            end += 1
        }
        return element.leaves.lowerBound..<lastLink
    }

    private func isPlanted(_ index: Int) -> Bool {
        let seen = evidence.leaves[index]
        switch page.leaves[index].kind {
        case .link:
            let link = page.leaves[index].link
            guard link >= 0, seen.measure.letters > 0 else { return false }
            return page.links[Int(link)].relation != .own || seen.weight > 0
        case .text:
            return seen.measure.letters <= LeafRuns.itemLetters
                && (seen.measure.sentenceEnds == 0 || seen.weight > 0)
        case .comment: return true
        case .media, .script, .style, .rawText, .title, .meta: return false
        }
    }
}
