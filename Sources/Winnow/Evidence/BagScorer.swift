internal import WinnowBayes
internal import WinnowHTML

/// Scores runs by the Bayes model; the texts are in normal form already.
final class BagScorer {
    private let model: BayesModel
    /// Of the bag that was read last.
    let features = FeatureReader()

    init(_ model: BayesModel) { self.model = model }

    /// How likely the anchors of leaves are spam, 0 to 1; 0 where they say too little.
    func anchors(_ leaves: some Sequence<Int>, _ page: Page, _ evidence: Evidence) -> Float {
        readAnchors(leaves, page, evidence)
        return probability(.anchors)
    }

    /// How likely the items of a list without links are spam, 0 to 1: texts, scored as anchors are.
    func items(_ leaves: some Sequence<Int>, _ page: Page, _ evidence: Evidence) -> Float {
        readTexts(leaves.lazy.filter { page.leaves[$0].kind == .text }, .anchors, evidence)
        return probability(.anchors)
    }

    /// How likely one leaf is a list of keywords, 0 to 1.
    func leaf(_ leaf: Int, _ evidence: Evidence) -> Float {
        readTexts(CollectionOfOne(leaf), .anchors, evidence)
        return probability(.anchors)
    }

    /// How likely one link is spam by its words and where it leads, 0 to 1; nil where it says too little.
    func link(_ leaf: Int, _ page: Page, _ evidence: Evidence) -> Float? {
        readAnchors(CollectionOfOne(leaf), page, evidence)
        return model.probability(of: features, .anchors).map { Float($0) }
    }

    /// True where the words of one leaf count towards spam rather than against it.
    func leansToSpam(_ leaf: Int, _ evidence: Evidence) -> Bool {
        readTexts(CollectionOfOne(leaf), .anchors, evidence)
        return model.leansToSpam(features, .anchors)
    }

    /// How likely the texts of leaves that are no links are spam, 0 to 1.
    func prose(_ leaves: some Sequence<Int>, _ page: Page, _ evidence: Evidence) -> Float {
        readTexts(leaves.lazy.filter { page.leaves[$0].kind == .text }, .prose, evidence)
        return probability(.prose)
    }

    /// How likely a text in normal form is the title of a planted page, 0 to 1.
    func title(_ normal: [UInt8]) -> Float {
        readTitle(normal)
        return probability(.title)
    }

    /// True where the words of a title's item count towards spam rather than against it.
    func titleLeansToSpam(_ normal: [UInt8]) -> Bool {
        readTitle(normal)
        return model.leansToSpam(features, .title)
    }

    private func readTitle(_ normal: [UInt8]) {
        features.begin(.title)
        normal.withUnsafeBufferPointer { features.addText($0) }
    }

    /// Texts and anchors of the host that are read, and letters from which a text says something.
    private static let (hostTexts, hostLetters) = (60, 12)

    /// How likely what the host itself says is spam, 0 to 1: a casino's own page, not one that was
    /// planted on.
    ///
    /// What runs hold is left out, by `isProposed`.
    func host(_ page: Page, _ evidence: Evidence, isProposed: [Bool]) -> Float {
        features.begin(.anchors)
        var left = BagReader.maximumText
        var texts = 0
        for leaf in page.leaves.indices where !isProposed[leaf] {
            guard texts < Self.hostTexts, left > 0 else { break }
            switch page.leaves[leaf].kind {
            case .text:
                guard evidence.leaves[leaf].measure.letters >= Self.hostLetters else { continue }
            case .link:
                guard page.leaves[leaf].link >= 0,
                    page.links[Int(page.leaves[leaf].link)].relation == .own
                else { continue }
            default: continue
            }
            texts += 1
            addText(evidence.leaves[leaf].normal, evidence, &left)
        }
        // Of a host that says next to nothing it is not known.
        return model.probability(of: features, .anchors).map { Float($0) } ?? 0.5
    }

    /// What the anchors of leaves are about, if the model knows their words.
    func topic(_ leaves: some Sequence<Int>, _ page: Page, _ evidence: Evidence) -> Topic? {
        readAnchors(leaves, page, evidence)
        return model.topic(of: features).flatMap { number in
            Topic.allCases.indices.contains(number) ? Topic.allCases[number] : nil
        }
    }

    private func probability(_ kind: BagKind) -> Float {
        model.probability(of: features, kind).map { Float($0) } ?? 0
    }

    private func readTexts(
        _ leaves: some Sequence<Int>,
        _ kind: BagKind,
        _ evidence: Evidence
    ) {
        features.begin(kind)
        var left = BagReader.maximumText
        for leaf in leaves {
            guard left > 0 else { return }
            addText(evidence.leaves[leaf].normal, evidence, &left)
        }
    }

    /// Reads the texts of anchors and where they lead; comments are read as they are written.
    func readAnchors(
        _ leaves: some Sequence<Int>,
        _ page: Page,
        _ evidence: Evidence
    ) {
        features.begin(.anchors)
        var left = BagReader.maximumText
        var links = BagReader.maximumLinks
        for leaf in leaves where left > 0 || links > 0 {
            switch page.leaves[leaf].kind {
            case .link:
                addText(evidence.leaves[leaf].normal, evidence, &left)
                guard page.leaves[leaf].link >= 0 else { continue }
                addTarget(page.links[Int(page.leaves[leaf].link)], page, &links)
            case .comment, .rawText:
                guard page.leaves[leaf].markup >= 0 else { continue }
                addText(evidence.leaves[leaf].normal, evidence, &left)
                for link in page.links[page.markups[Int(page.leaves[leaf].markup)].links] {
                    guard links > 0 else { break }
                    addTarget(link, page, &links)
                }
            case .text, .media, .script, .style, .title, .meta: continue
            }
        }
    }

    private func addText(_ range: Range<Int>, _ evidence: Evidence, _ left: inout Int) {
        guard left > 0 else { return }
        evidence.normal.withUnsafeBufferPointer {
            features.addText(UnsafeBufferPointer(rebasing: $0[range].prefix(left)))
        }
        left -= range.count
    }

    /// A relative target says nothing of where a list leads.
    private func addTarget(_ link: Link, _ page: Page, _ left: inout Int) {
        guard left > 0, !link.isRelative, !link.host.isEmpty else { return }
        left -= 1
        page.targets.withUnsafeBufferPointer { targets in
            features.addLink(
                host: UnsafeBufferPointer(
                    rebasing: targets[Int(link.host.lowerBound)..<Int(link.host.upperBound)]
                ),
                path: UnsafeBufferPointer(
                    rebasing: targets[Int(link.path.lowerBound)..<Int(link.path.upperBound)]
                )
            )
        }
    }
}
