extension RuleProfile.Counts {
    /// Nothing counted yet.
    package static let none = RuleProfile.Counts()

    /// Adds what was counted elsewhere.
    package static func += (sum: inout RuleProfile.Counts, other: RuleProfile.Counts) {
        sum.runs += other.runs
        sum.hits += other.hits
        sum.expressions += other.expressions
        sum.kept += other.kept
        sum.time += other.time
    }
}
