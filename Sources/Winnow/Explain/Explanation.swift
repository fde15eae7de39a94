/// Why a document was judged as it was: the page as it was understood, every run that looked
/// planted, what each rule lacked, and why nothing was found when nothing was.
///
/// Made by ``PageScanner/explain(_:_:)`` on the very way a scan takes. Of a document that is scanned
/// again after a cut, the first pass is explained.
public struct Explanation: Sendable {
    /// What the scan reports.
    public var report: Report
    /// What the page is made of.
    public var page = Page()
    /// The runs, those with the most to tell first.
    public var runs: [Run] = []
    /// Why nothing was found, in sentences; empty when something was.
    public var whyNothing: [String] = []

    /// What the page is made of.
    public struct Page: Sendable {
        /// The registrable domain the page was taken to belong to; nil when it does not tell.
        public var ownSite: String?
        /// Elements that are open at some time.
        public var elements = 0
        /// Anchors with a target.
        public var links = 0
        /// Anchors to other registrable domains, or absolute ones where the page's own is unknown.
        public var outboundLinks = 0
        /// Elements that readers can't see.
        public var hiddenElements = 0
        /// Different terms of topic lists in its texts, anchors and titles.
        public var topicTerms = 0
        /// Whether a run was a candidate, so that rules were tried one by one.
        public var isCandidate = false
    }

    /// A piece of a run and what it says.
    public struct Leaf: Sendable {
        /// `link`, `text`, `media`, `script`, `style`, `comment`, `title` or `meta`.
        public var kind: String
        /// The line in which it starts, from 1.
        public var line: Int
        /// The start of its text, on one line.
        public var text: String
        /// The score by which runs are found; positive looks planted.
        public var score: Double
        /// Facts, such as `link to a.example, another site` and `gambling: slot gacor`.
        public var evidence: [String]
    }

    /// A rule, and what became of it on a run.
    public struct RuleOutcome: Sendable {
        /// The rule's id.
        public var id: String
        /// The rule's title.
        public var title: String
        /// What it adds to the score when it fires.
        public var score: Double
        /// Whether it fired.
        public var hasFired: Bool
        /// How many conditions it has, those within others not counted.
        public var conditions: Int
        /// The conditions it lacked, in words; empty when it fired.
        public var lacking: [String]

        /// The share of its conditions that were met, 0 to 1.
        var closeness: Double { 1 - Double(lacking.count) / Double(max(conditions, 1)) }
    }

    /// A run and what was made of it.
    public struct Run: Sendable {
        /// How it was found, in words.
        public var origin: String
        /// The line in which it starts, from 1.
        public var line: Int
        /// The bytes a cut would take, of the scanned text.
        public var ranges: [Range<Int>]
        /// By what it is hidden and where that stands, in words; nil when it is not.
        public var hiddenBy: String?
        /// The summed score of the rules that fired.
        public var score: Double
        /// What became of it, in words.
        public var outcome: String
        /// Its leaves, at most 200.
        public var leaves: [Leaf]
        /// How many leaves it has in all.
        public var leafCount: Int
        /// The signals that are not 0, by name.
        public var signals: [(name: String, value: Double)]
        /// The rules of its scope: those that fired first, then those of which most was met.
        public var rules: [RuleOutcome]
        /// What became of the conditions of one rule, when one was asked for.
        package var condition: ConditionTrace?

        /// Whether a rule fired.
        public var hasFired: Bool { rules.first?.hasFired ?? false }
    }
}
