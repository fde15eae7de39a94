/// A rule: what a run must be like, and what that says.
package struct Rule: Sendable {
    /// How far a rule is trusted.
    package enum Status: String, Sendable, CaseIterable {
        /// Reported; adds nothing to the verdict.
        case experimental
        case stable
        /// Kept for its name; never matched.
        case deprecated
    }

    /// What a rule is tested on.
    package enum Scope: String, Sendable, CaseIterable {
        /// A run of leaves, an element, or a stretch of elements.
        case run
        /// One anchor or one text.
        case leaf
        case title
        /// The content of one `<meta>`.
        case meta
        case script
        /// A comment of the markup, or text that browsers don't show, such as in `<iframe>`.
        case comment
        /// The page as a whole; what such a rule finds is told, not cut, unless its run says where.
        case page
        /// What the rule's own expression in `source` matches, anywhere in the document's bytes.
        case raw
    }

    /// What of a run is cut when the rule decides.
    package enum Clean: String, Sendable, CaseIterable {
        /// All of the run.
        case run
        /// Each link with the shell and separator that came with it: those the rule's own
        /// expressions and lists find, or all that lead to other sites.
        case links
        /// The smallest element around the run that has tags of its own.
        case element
        /// The attributes that the rule's own expressions find, the content of a `<meta>`.
        case attribute
        /// Nothing of the page is worth keeping: its verdict is `spam`.
        case page
        case none
    }

    package var id: String
    package var title: String
    package var status: Status
    package var technique: Technique
    package var summary: String
    package var falsePositives: [String]
    package var references: [String]
    package var scope: Scope
    package var condition: Condition
    package var score: Float
    package var kinds: Set<EvidenceKind>
    /// True where the rule names its kinds itself.
    package var declaresKinds = false
    /// Rules of a group together add no more than the policy's cap for it.
    package var group: String?
    /// True when it adds its score to one finding of a page only.
    package var isOneShot = false
    /// The strictness from which it is in force, 1 to 3.
    package var level = 1
    /// Languages it is about, as BCP 47 tags; empty for any.
    package var languages: [String] = []
    package var clean: Clean
    package var examples: [RuleExample]
}

/// A page that a rule must match or leave alone; a test.
package struct RuleExample: Sendable, Equatable {
    package var ruleID: String
    /// The page, marks taken out.
    package var html: String
    /// True when the rule must fire.
    package var matches: Bool
    /// The bytes that must be cut, when the example marks them with `⟦` and `⟧`.
    package var marked: [Range<Int>]?
    /// The URL the page is scanned under, if any.
    package var url: String?
    /// True when it only works as the start of a page, so that nothing may be put before it.
    package var isAtStart: Bool
    /// The line of the rule's file in which it stands, from 1; 0 when that is not known.
    package var line: Int

    /// Takes the marks out of an example's text.
    package init(
        ruleID: String,
        text: String,
        matches: Bool,
        url: String?,
        isAtStart: Bool = false,
        line: Int = 0
    ) {
        self.ruleID = ruleID
        self.matches = matches
        self.url = url
        self.isAtStart = isAtStart
        self.line = line
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var ranges: [Range<Int>] = []
        var open: Int?
        for byte in text.utf8 {
            bytes.append(byte)
            // The two marks end in A6 and A7 and begin alike.
            guard byte == 0xA6 || byte == 0xA7, bytes.count >= 3,
                bytes[bytes.count - 2] == 0x9F, bytes[bytes.count - 3] == 0xE2
            else { continue }
            bytes.removeLast(3)
            if byte == 0xA6 {
                open = bytes.count
            } else {
                if let start = open { ranges.append(start..<bytes.count) }
                open = nil
            }
        }
        html = String(decoding: bytes, as: UTF8.self)
        marked = ranges.isEmpty ? nil : ranges
    }
}
