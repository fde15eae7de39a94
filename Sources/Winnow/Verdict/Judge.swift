/// Weighs what rules found on runs: which findings count, and which are cut.
struct Judge {
    /// A run with its rules, weighed.
    struct Judgement {
        var match: RuleMatcher.Match
        var score: Float
        var kinds: Set<EvidenceKind>
        /// Whether the evidence allows a cut.
        var mayCut: Bool

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
        let weighed = matches.map(weigh).filter { judgement in
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
            let ranges = judgement.match.run.ranges
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
        judgement.match.run.ranges.first?.lowerBound ?? 0
    }

    private func weigh(_ match: RuleMatcher.Match) -> Judgement {
        let counted = match.rules.filter { $0.status == .stable && $0.score > 0 }
        let score = match.rules.reduce(Float(0)) { $1.status == .stable ? $0 + $1.score : $0 }
        let kinds = counted.reduce(into: Set<EvidenceKind>()) { $0.formUnion($1.kinds) }
        let agrees = kinds.count >= policy.minimumKinds || kinds.contains(.kitMarker)
        let mayCut =
            score >= policy.cut && agrees && !isLimited
            && counted.contains { $0.clean == .run }
        return Judgement(match: match, score: score, kinds: kinds, mayCut: mayCut)
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
