/// Thresholds and weights, apart from the logic of rules; read from `Rules/policy.yaml`.
package struct Policy: Sendable, Equatable {
    /// The score from which a finding is worth telling.
    package var suspicious: Float = 3
    /// The score from which a finding is cut, when its kinds of evidence agree.
    package var cut: Float = 6
    /// The same where a kit's own marker is among the evidence; as `cut` if nil.
    package var markerCut: Float?
    /// Kinds of evidence a cut needs, unless one is a kit's own marker.
    package var minimumKinds = 2
    /// Visible characters of host text below which what is left is no page; wide ones count double.
    package var minimumHostText = 200
    /// Share of the visible text beyond which a cut is only reported.
    package var maximumCutShare: Float = 0.9
    /// Scores that replace those of rules, by id.
    package var scores: [String: Float] = [:]
    /// How strict to be, 1 to 3: rules of a higher level are not in force.
    package var level = 1
    /// Groups of rules, by name.
    package var groups: [String: Group] = [:]
    package var leaf = LeafWeights()
    package var model = ModelPolicy()
    /// The chance that what a finding of some score names was planted.
    package var confidence = Confidence()

    /// What it takes before the Bayes model is listened to.
    package struct ModelPolicy: Sendable, Equatable {
        /// Documents of each class that a kind of text must have been trained on.
        package var minimumDocuments: Float = 1_000
        /// Times that one class may be larger than the other.
        package var maximumImbalance: Float = 20
        /// The probability from which a row of links is taken for spam when runs are looked for.
        package var row: Float = 0.9
    }

    /// What rules of one group have in common.
    package struct Group: Sendable, Equatable {
        /// What they add together at the most.
        package var cap: Float

        package init(cap: Float) { self.cap = cap }
    }

    package init() {}

    /// The score from which evidence of some kinds is cut.
    func cut(on kinds: Set<EvidenceKind>) -> Float {
        kinds.contains(.kitMarker) ? markerCut ?? cut : cut
    }
}
