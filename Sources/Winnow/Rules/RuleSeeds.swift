internal import WinnowHTML
internal import WinnowRegex

/// The expressions by which rules themselves point at places of a page.
///
/// A rule is tested on the runs that scores, hiding and marks propose. What a rule's expression
/// matches is a proposal, too: the element whose start tag it matches, the anchor or text it
/// matches and the smallest block around it, the comment. So a new rule can find what nothing else
/// proposes. A page is screened for the literals of the expressions first, in one pass over its
/// bytes and one over its texts.
struct RuleSeeds: Sendable {
    /// Places of one page that are taken up.
    static let maximumSeeds = 500
    /// Bytes of a start tag or target that are looked at.
    static let maximumSubject = 4_096

    private struct Seed: Sendable {
        var pattern: Pattern
        var target: TextTarget
        var literals: [Int]
    }

    /// What stands in a page of the literals that expressions need.
    struct Literals {
        fileprivate var markup: [Bool]
        fileprivate var text: [Bool]
    }

    private var seeds: [Seed] = []
    /// The literals of every expression that is tried on runs, by the expression.
    private var required: [ObjectIdentifier: [Int]] = [:]
    /// Numbers of the literals in `markup` with letters beyond ASCII.
    private var foreignLiterals: Set<Int> = []
    private var markup = LiteralScreen()
    private var text = LiteralScreen()

    /// Takes up the expressions of rules; those a rule refuses point at nothing.
    ///
    /// Nor does an expression without a literal of three bytes: it would have to be tried
    /// everywhere.
    init(_ rules: [Rule]) {
        for rule in rules where rule.status != .deprecated {
            guard rule.scope == .run || rule.scope == .comment else { continue }
            add(rule.condition, rule.scope, isAsked: true)
        }
    }

    private mutating func add(_ condition: Condition, _ scope: Rule.Scope, isAsked: Bool) {
        switch condition {
        case .all(let parts), .any(let parts):
            for part in parts { add(part, scope, isAsked: isAsked) }
        case .not(let part): add(part, scope, isAsked: !isAsked)
        case .signal, .list: break
        case .regex(let compiled, let target):
            guard target.isMarkup || target.isText,
                let found = RequiredLiterals(
                    compiled.pattern.source,
                    isUTF8: compiled.pattern.isUTF8
                )
            else { return }
            // Texts are joined by line ends that the page does not have.
            guard !found.literals.contains(where: { $0.contains(0x0A) }) else { return }
            let literals = found.literals.map { literal in
                guard target.isMarkup else { return text.add(literal) }
                let number = markup.add(literal)
                if literal.contains(where: { $0 >= 0x80 }) { foreignLiterals.insert(number) }
                return number
            }
            required[ObjectIdentifier(compiled.pattern)] = literals
            if isAsked, target.isSeed(of: scope) {
                seeds.append(Seed(pattern: compiled.pattern, target: target, literals: literals))
            }
        }
    }

    /// Which literals stand in a page, in its bytes and in its texts.
    ///
    /// - Complexity: Linear in the page.
    func literals(of source: Source, _ evidence: Evidence) -> Literals {
        var found = Literals(
            markup: [Bool](repeating: false, count: markup.count),
            text: [Bool](repeating: false, count: text.count)
        )
        if source.charset != .utf8 {
            // The bytes are not those of the literals; letters beyond ASCII may stand anywhere.
            for index in foreignLiterals { found.markup[index] = true }
        }
        markup.scan(source.bytes, into: &found.markup)
        evidence.text.withUnsafeBufferPointer { text.scan($0, into: &found.text) }
        return found
    }

    /// True when an expression can match nothing on a page, for want of its literals.
    func isRuledOut(_ pattern: Pattern, _ target: TextTarget, by found: Literals) -> Bool {
        guard let literals = required[ObjectIdentifier(pattern)] else { return false }
        let stands = target.isMarkup ? found.markup : found.text
        return !literals.contains { stands[$0] }
    }

    /// The runs that the expressions point at.
    ///
    /// - Returns: The runs, and whether there were more than are made.
    /// - Complexity: Where a literal stands in the page, its tags or texts are matched one by one.
    func runs(
        _ found: Literals,
        _ source: Source,
        _ buffer: TokenBuffer,
        _ page: Page,
        _ evidence: Evidence,
        _ matcher: PatternMatcher
    ) -> (runs: [Run], isLimited: Bool) {
        var finder = SeedFinder(
            source: source,
            buffer: buffer,
            page: page,
            evidence: evidence,
            matcher: matcher
        )
        for seed in seeds {
            let stands = seed.target.isMarkup ? found.markup : found.text
            if seed.literals.contains(where: { stands[$0] }) {
                finder.find(seed.pattern, seed.target)
            }
        }
        return (finder.runs, finder.isLimited)
    }
}

extension TextTarget {
    /// True for texts whose bytes stand in the markup as they are.
    fileprivate var isMarkup: Bool {
        self == .attributes || self == .comment || self == .source
    }

    /// True for texts that stand among the texts of a page's leaves.
    fileprivate var isText: Bool { self == .anchorText || self == .runText }

    /// True for texts that say where in a page a rule of this scope points.
    fileprivate func isSeed(of scope: Rule.Scope) -> Bool {
        switch self {
        case .attributes, .anchorText, .runText: scope == .run
        case .comment: scope == .comment
        case .linkTarget, .title, .script, .source: false
        }
    }
}

/// Matches one expression after the other on the tags, texts or comments of a page.
private struct SeedFinder {
    let source: Source
    let buffer: TokenBuffer
    let page: Page
    let evidence: Evidence
    let matcher: PatternMatcher

    private(set) var runs: [Run] = []
    private(set) var isLimited = false
    private var seen: Set<Range<Int>> = []

    init(
        source: Source,
        buffer: TokenBuffer,
        page: Page,
        evidence: Evidence,
        matcher: PatternMatcher
    ) {
        self.source = source
        self.buffer = buffer
        self.page = page
        self.evidence = evidence
        self.matcher = matcher
    }

    private var extent: Extent { Extent(source: source, buffer: buffer, page: page) }

    mutating func find(_ pattern: Pattern, _ target: TextTarget) {
        switch target {
        case .attributes:
            for index in page.elements.indices.dropFirst() {
                let token = buffer.tokens[Int(page.elements[index].startToken)]
                guard token.attributeCount > 0 else { continue }
                let range = token.range.prefix(RuleSeeds.maximumSubject)
                let tag = source.slice(range.startIndex..<range.endIndex)
                if matches(pattern, tag) { addElement(index) }
            }
        case .comment:
            for index in page.leaves.indices where page.leaves[index].kind == .comment {
                let leaf = page.leaves[index]
                guard leaf.markup < 0 else { continue }
                let range = leaf.range.prefix(RuleSeeds.maximumSubject)
                let body = source.text(of: range.startIndex..<range.endIndex, resolving: false)
                if body.withUnsafeBufferPointer({ matches(pattern, $0) }) {
                    add(
                        Run(
                            origin: .inertMarkup,
                            leaves: index..<(index + 1),
                            hiding: leaf.hiding,
                            ranges: [leaf.range]
                        )
                    )
                }
            }
        case .anchorText, .runText:
            for index in page.leaves.indices {
                let kind = page.leaves[index].kind
                guard kind == .link || (kind == .text && target == .runText) else { continue }
                let hit = evidence.text.withUnsafeBufferPointer { text in
                    let range = evidence.leaves[index].text
                    return matches(pattern, UnsafeBufferPointer(rebasing: text[range]))
                }
                if hit { addLeaf(index) }
            }
        case .linkTarget, .title, .script, .source: break
        }
    }

    private func matches(_ pattern: Pattern, _ subject: UnsafeBufferPointer<UInt8>) -> Bool {
        // An undecided match is a place to look at; the rule itself will say so.
        matcher.firstMatch(of: pattern, in: subject) != .noMatch
    }

    private mutating func addElement(_ index: Int) {
        let element = page.elements[index]
        guard element.closing == .explicit else { return }
        add(
            Run(
                origin: .seed,
                leaves: element.leaves,
                element: Int32(index),
                hiding: element.hiding,
                ranges: extent.ranges(ofElement: Int32(index))
            )
        )
    }

    private mutating func addLeaf(_ index: Int) {
        add(
            Run(
                origin: .seed,
                leaves: index..<(index + 1),
                hiding: page.leaves[index].hiding,
                ranges: extent.ranges(ofLeaves: index..<(index + 1))
            )
        )
        var element = page.leaves[index].element
        while element > 0, page.elements[Int(element)].tag.isInline {
            element = page.elements[Int(element)].parent
        }
        if element > 0 { addElement(Int(element)) }
    }

    private mutating func add(_ run: Run) {
        guard let first = run.ranges.first, !seen.contains(first) else { return }
        guard runs.count < RuleSeeds.maximumSeeds else {
            isLimited = true
            return
        }
        seen.insert(first)
        runs.append(run)
    }
}
