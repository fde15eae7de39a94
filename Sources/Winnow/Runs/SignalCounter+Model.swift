/// What the Bayes model says of a run.
extension SignalCounter {
    /// How likely the anchors of a run, or the words of a title, are spam.
    func bayesSpam(of run: Run) -> Float {
        guard let scorer else { return 0 }
        guard run.origin == .title else {
            let hasLinks = run.leaves.contains {
                page.leaves[$0].kind == .link || page.leaves[$0].markup >= 0
            }
            return hasLinks
                ? scorer.anchors(run.leaves, page, evidence)
                : scorer.items(run.leaves, page, evidence)
        }
        guard let range = run.ranges.first else { return 0 }
        let text = source.text(of: range)
        var normal: [UInt8] = []
        _ = text.withUnsafeBufferPointer { lexicon.normaliser.append($0, to: &normal) }
        return scorer.title(normal)
    }

    /// How likely the texts of a run outside its anchors are spam.
    func bayesProse(of run: Run) -> Float { scorer?.prose(run.leaves, page, evidence) ?? 0 }

    /// How likely what the host itself says is spam.
    func bayesHost() -> Float {
        guard let scorer else { return 0 }
        if let known = host.score { return known }
        let score = scorer.host(page, evidence, isProposed: isProposed)
        host.score = score
        return score
    }

    /// What is found once a page.
    final class Host {
        fileprivate var score: Float?
        fileprivate var readings: [Int: Reading] = [:]
        fileprivate var rows: [Int32: [Int]]?
    }

    /// What one link reads like, by itself.
    enum Reading {
        case spam
        case honest
        case unknown
    }

    /// From which probability one link reads like spam, and up to which like an honest one.
    private static let (spamLink, honestLink): (Float, Float) = (0.9, 0.3)

    /// What one link reads like by lists and model.
    private func reading(_ leaf: Int) -> Reading {
        if let known = host.readings[leaf] { return known }
        let seen = evidence.leaves[leaf]
        let weight = seen.weight + seen.targetWeight
        let probability = weight >= 1 ? 1 : scorer?.link(leaf, page, evidence) ?? 0.5
        let reading: Reading =
            probability >= Self.spamLink
            ? .spam : weight < 0.5 && probability <= Self.honestLink ? .honest : .unknown
        host.readings[leaf] = reading
        return reading
    }

    private func isOutboundLink(_ leaf: Int) -> Bool {
        page.leaves[leaf].link >= 0 && evidence.leaves[leaf].measure.letters > 0
            && isOutbound(page.links[Int(page.leaves[leaf].link)])
    }

    /// Links of a run or row that are read one by one.
    private static let maximumReadings = 200

    /// The share of a run's outbound links that read honest, each by itself.
    func honestShare(of run: Run) -> Float { honestShare(run.leaves.filter(isOutboundLink)) }

    private func honestShare(_ links: [Int]) -> Float {
        let read = links.prefix(Self.maximumReadings)
        guard !read.isEmpty else { return 0 }
        return Float(read.count { reading($0) == .honest }) / Float(read.count)
    }

    /// The outbound links of the row that a single link stands in.
    private func row(of run: Run) -> [Int] {
        guard run.origin == .leaf, let leaf = run.leaves.first else { return [] }
        if host.rows == nil {
            host.rows = Dictionary(
                grouping: page.leaves.indices.filter(isOutboundLink),
                by: { sums.row(of: page.leaves[$0].element) }
            )
        }
        return host.rows?[sums.row(of: page.leaves[leaf].element)] ?? []
    }

    /// How many other outbound links the row has that a single link stands in.
    func rowLinks(of run: Run) -> Float {
        let row = row(of: run)
        return Float(row.count - (row.contains(run.leaves.lowerBound) ? 1 : 0))
    }

    /// The share of those that read honest, each by itself.
    func rowHonest(of run: Run) -> Float {
        let others = row(of: run).prefix(Self.maximumReadings + 1)
        return honestShare(others.filter { !run.leaves.contains($0) })
    }

    /// What the anchors of a run are about.
    func modelTopic(of run: Run) -> Topic? { scorer?.topic(run.leaves, page, evidence) }
}
