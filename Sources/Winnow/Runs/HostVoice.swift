internal import WinnowHTML

/// Which leaves of a page speak for its host, and which may be planted.
enum HostVoice {
    /// Separators from which a heading is a list of keywords.
    private static let listSeparators = 3
    /// Steps up from a leaf to its heading.
    private static let maximumSteps = 3

    /// True for leaves that some run holds: the host's own text is what is not among them.
    ///
    /// A visible heading is the host's, whatever it is about: who plants links does not write what the
    /// page says it is.
    ///
    /// - Complexity: Linear in the leaves of the runs.
    static func isProposed(_ page: Page, _ source: Source, _ runs: [Run]) -> [Bool] {
        var proposed = [Bool](repeating: false, count: page.leaves.count)
        for run in runs where run.origin.isContent {
            guard run.origin != .leaf || !isHeading(run.leaves.lowerBound, page, source) else {
                continue
            }
            for index in run.leaves { proposed[index] = true }
        }
        return proposed
    }

    private static func isHeading(_ index: Int, _ page: Page, _ source: Source) -> Bool {
        let leaf = page.leaves[index]
        guard leaf.zone == .body, leaf.hiding.isDisjoint(with: .means), !page.leadsAway(index)
        else {
            return false
        }
        var element = leaf.element
        for _ in 0..<maximumSteps {
            guard element > 0 else { return false }
            switch page.elements[Int(element)].tag {
            case .h1, .h2, .h3, .h4, .h5, .h6: return !isList(leaf.range, source)
            default: element = page.elements[Int(element)].parent
            }
        }
        return false
    }

    private static func isList(_ range: Range<Int>, _ source: Source) -> Bool {
        source.bytes[range].count { TitleItems.isSeparator($0) } >= listSeparators
    }
}
