/// Something planted, or that looks so: where it is, why it is taken for that, and what it says.
public struct Finding: Sendable, Equatable {
    /// A rule that fired, and what it adds to the score.
    public struct FiredRule: Sendable, Equatable {
        /// The rule's id, such as `link-farms/spider-pool-footer`.
        public var id: String
        /// The rule's title, a phrase for people.
        public var title: String
        /// What it adds; 0 for experimental rules.
        public var score: Double
    }

    /// Equal for the same plant in the same document, scan after scan.
    public var id: String
    /// How it was planted.
    public var technique: Technique
    /// What it is about.
    public var topic: Topic
    /// The sum of the rules' scores.
    public var score: Double
    /// The chance that it was planted, by its score and as measured; nil where nothing was.
    public var probability: Double?
    /// Half-open byte ranges of the original document, sorted.
    public var ranges: [Range<Int>]
    /// Whether these bytes are among those removed.
    public var isCut: Bool
    /// The rules that fired, highest score first.
    public var rules: [FiredRule]
    /// Anchors in it.
    public var links: Int
    /// Registrable domains it links to, in the order found; at most 50.
    public var domains: [String]
    /// The start of its text, on one line; at most 160 characters.
    public var excerpt: String
    /// The line in which it starts, from 1.
    public var line: Int
}
