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
    }

    /// What the anchors of a run are about.
    func modelTopic(of run: Run) -> Topic? { scorer?.topic(run.leaves, page, evidence) }
}
