/// The weights by which a leaf's evidence becomes its score; set in `Rules/policy.yaml`.
package struct LeafWeights: Sendable, Equatable {
    /// A link to another site.
    package var foreignLink: Float = -0.3
    /// An absolute link on a page whose own site is not known.
    package var unknownLink: Float = -0.3
    /// A link to a domain that honest pages of every kind link to.
    package var wellKnownLink: Float = -1.5
    /// A link within the site.
    package var ownLink: Float = -1.2
    /// An anchor that leads nowhere.
    package var deadLink: Float = -0.6
    /// Per unit of topic weight in an anchor.
    package var anchorTopic: Float = 1
    /// Per unit of topic weight in a link's host and path.
    package var targetTopic: Float = 0.5
    /// `rel="dofollow"`.
    package var dofollow: Float = 1.3
    /// A link that readers cannot see.
    package var hidden: Float = 0.3
    /// Before the document, after `</body>` or after `</html>`.
    package var outside: Float = 1.3
    /// A text or item that says something and is no spam, per 25 characters.
    package var prose: Float = -1
    /// Per unit of topic weight in text.
    package var textTopic: Float = 0.8
    /// Per unit of weight of a list label.
    package var label: Float = 1
    /// An image, a form control, a video.
    package var media: Float = -0.5

    /// An outbound link in a row that the Bayes model takes for spam.
    package var modelRow: Float = 1

    /// Topic weight beyond which more of it adds nothing to one leaf.
    private static let topicCap: Float = 3

    package init() {}

    /// The score of a leaf.
    package func score(of index: Int, _ page: Page, _ evidence: Evidence) -> Float {
        let leaf = page.leaves[index]
        let seen = evidence.leaves[index]
        switch leaf.kind {
        case .link: return linkScore(leaf, seen, page)
        case .text: return textScore(index, leaf, seen, page)
        case .media: return media
        case .script, .style, .comment, .rawText, .title, .meta: return 0
        }
    }

    private func linkScore(_ leaf: Leaf, _ seen: LeafEvidence, _ page: Page) -> Float {
        guard leaf.link >= 0 else { return deadLink }
        let link = page.links[Int(leaf.link)]
        var score: Float
        switch link.relation {
        case .own: score = ownLink
        case .none: score = deadLink
        case .foreign:
            score = link.isWellKnown || link.handsPageOn ? wellKnownLink : foreignLink
        case .unknown: score = link.isWellKnown ? wellKnownLink : unknownLink
        }
        score += min(seen.weight, Self.topicCap) * anchorTopic
        if link.relation == .foreign || link.relation == .unknown {
            score += min(seen.targetWeight, Self.topicCap) * targetTopic
            if !leaf.hiding.isDisjoint(with: .means) { score += hidden }
            if isOutside(leaf.zone) { score += outside }
            if link.rel.contains(.dofollow) { score += dofollow }
        }
        return score
    }

    private func textScore(
        _ index: Int,
        _ leaf: Leaf,
        _ seen: LeafEvidence,
        _ page: Page
    ) -> Float {
        guard seen.measure.letters > 0 else { return 0 }
        var score = seen.labelWeight * label
        score += min(seen.weight, Self.topicCap) * textTopic * (0.5 + seen.coverage)
        let unexplained =
            Float(seen.measure.letters + seen.measure.wideLetters) * (1 - seen.coverage)
        let isLabel = seen.labelWeight > 0 && seen.measure.letters < 60
        if !isLabel { score += prose * min(4, max(0.2, unexplained / 25)) }
        return score
    }

    private func isOutside(_ zone: Zone) -> Bool {
        zone == .beforeDocument || zone >= .afterBody
    }
}
