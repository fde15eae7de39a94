/// Weighs what rules found on runs: which findings count, and which are cut.
struct Judge {
    /// A run with its rules, weighed.
    struct Judgement {
        var match: RuleMatcher.Match
        var score: Float
        var kinds: Set<EvidenceKind>
        /// The bytes it is about: what its rules want cut, or the run.
        var ranges: [Range<Int>]
        /// Whether the evidence allows a cut.
        var mayCut: Bool
        /// Whether the evidence says that nothing of the page is worth keeping.
        var isOfWholePage: Bool

        /// 2 for a hidden box written as bare tags; 0 for one with the marks of a design, links of
        /// its own or much text, which is the host's whatever was planted in it; 1 for others.
        fileprivate var boxRank: Int {
            guard match.run.origin == .hidden else { return 1 }
            if match.run.hasOwnStyle { return 2 }
            let signals = match.signals
            let isBare =
                signals[.styledShare] <= 0.1 && signals[.media] == 0 && signals[.ownLinks] == 0
            // What is merely not displayed may be the host's text for later; nobody shrinks his own.
            let isDeliberate = !match.run.hiding.isDisjoint(with: .deliberate)
            return isBare && (isDeliberate || signals[.linkDensity] >= 0.3) ? 2 : 0
        }
    }

    let policy: Policy
    /// True when a limit was reached, so that nothing may be cut.
    let isLimited: Bool

    /// The judgements that stand: the strongest of those that overlap, by position.
    ///
    /// - Complexity: Quadratic in the ranges of the matches at the worst, by moving what is sorted.
    func judgements(of matches: [RuleMatcher.Match]) -> [Judgement] {
        let weighed = counted(matches).filter { judgement in
            judgement.score >= policy.suspicious
                || judgement.match.rules.contains { $0.status == .experimental }
        }
        let ordered = weighed.enumerated().sorted { left, right in
            let (a, b) = (left.element, right.element)
            if a.mayCut != b.mayCut { return a.mayCut }
            // A hidden box goes as a whole: its tags are as planted as the links in it.
            if a.mayCut, a.boxRank != b.boxRank { return a.boxRank > b.boxRank }
            if a.score != b.score { return a.score > b.score }
            return left.offset < right.offset
        }
        var taken: [Range<Int>] = []
        var kept: [Judgement] = []
        for (_, judgement) in ordered {
            // What is said of the page as a whole takes nothing from what is said of its parts.
            guard !judgement.isOfWholePage else {
                kept.append(judgement)
                continue
            }
            let ranges = judgement.ranges
            let isFree = ranges.allSatisfy { range in
                let place = Self.place(of: range, in: taken)
                return range.isEmpty || place == taken.count
                    || taken[place].lowerBound >= range.upperBound
            }
            guard isFree else { continue }
            for range in ranges { taken.insert(range, at: Self.place(of: range, in: taken)) }
            kept.append(judgement)
        }
        return kept.sorted { Self.start($0) < Self.start($1) }
    }

    private static func start(_ judgement: Judgement) -> Int {
        judgement.ranges.first?.lowerBound ?? 0
    }

    /// Weighs matches; a rule that counts once adds its score to one of them only.
    private func counted(_ matches: [RuleMatcher.Match]) -> [Judgement] {
        let weighed = matches.map { weigh($0, spent: []) }
        let hasOneShot = matches.contains { $0.fired.contains { $0.rule.isOneShot } }
        guard hasOneShot else { return weighed }
        var spent: Set<String> = []
        var result = weighed
        // The strongest finding gets it.
        let order = weighed.indices.sorted { left, right in
            weighed[left].score != weighed[right].score
                ? weighed[left].score > weighed[right].score : left < right
        }
        for index in order {
            let own = matches[index].rules.filter(\.isOneShot).map(\.id)
            guard !own.isEmpty else { continue }
            result[index] = weigh(matches[index], spent: spent)
            spent.formUnion(own)
        }
        return result
    }

    private func weigh(_ match: RuleMatcher.Match, spent: Set<String>) -> Judgement {
        let counted = match.fired.filter { $0.rule.status == .stable && $0.rule.score > 0 }
        let score = score(of: match.rules.filter { !spent.contains($0.id) })
        let kinds = counted.reduce(into: Set<EvidenceKind>()) { $0.formUnion($1.rule.kinds) }
        let agrees = kinds.count >= policy.minimumKinds || kinds.contains(.kitMarker)
        let cut = ByteRanges(counted.flatMap(\.cut)).ranges
        let isCertain = score >= policy.cut(on: kinds) && agrees && !isLimited
        let mayCut = isCertain && !cut.isEmpty
        return Judgement(
            match: match,
            score: score,
            kinds: kinds,
            ranges: mayCut ? cut : match.run.ranges,
            mayCut: mayCut,
            isOfWholePage: isCertain && counted.contains { $0.rule.clean == .page }
        )
    }

    /// The sum of the rules' scores, those of a group together no more than its cap.
    private func score(of rules: [Rule]) -> Float {
        var sum: Float = 0
        var groups: [String: Float] = [:]
        for rule in rules where rule.status == .stable {
            if let group = rule.group, policy.groups[group] != nil {
                groups[group, default: 0] += rule.score
            } else {
                sum += rule.score
            }
        }
        for (group, score) in groups.sorted(by: { $0.key < $1.key }) {
            sum += min(score, policy.groups[group]?.cap ?? .infinity)
        }
        return sum
    }

    /// Where a range stands among sorted ones: the index of the first that ends behind its start.
    private static func place(of range: Range<Int>, in ranges: [Range<Int>]) -> Int {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound <= range.lowerBound {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }
}
