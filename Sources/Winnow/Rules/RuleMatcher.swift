internal import WinnowHTML
internal import WinnowRegex

/// Tries the rules of a set on the runs of a page.
struct RuleMatcher {
    /// Bytes of a text that a regular expression is tried on.
    static let maximumSubject = 262_144

    /// A run and the rules that fired on it.
    struct Match {
        var run: Run
        var signals: RunSignals
        var rules: [Rule]
    }

    let rules: RuleSet
    let source: Source
    let buffer: TokenBuffer
    let page: Page
    let evidence: Evidence
    let matcher: PatternMatcher
    /// Ids of rules whose regular expressions ran into a limit.
    private(set) var undecided: Set<String> = []
    private var texts: [TextTarget: [UInt8]] = [:]

    init(
        rules: RuleSet,
        source: Source,
        buffer: TokenBuffer,
        page: Page,
        evidence: Evidence,
        matcher: PatternMatcher
    ) {
        self.rules = rules
        self.source = source
        self.buffer = buffer
        self.page = page
        self.evidence = evidence
        self.matcher = matcher
    }

    /// The rules that fire on a run, or nil when none does.
    ///
    /// Signals are counted when the first condition asks for one: most scripts fail on a regular
    /// expression before.
    mutating func match(_ run: Run, _ signals: LazySignals) -> Match? {
        texts.removeAll(keepingCapacity: true)
        var fired: [Rule] = []
        for index in rules.indices(of: run.origin.scope)
        where isMet(rules.rules[index].condition, run, signals, rules.rules[index].id) {
            fired.append(rules.rules[index])
        }
        return fired.isEmpty ? nil : Match(run: run, signals: signals.value, rules: fired)
    }

    private mutating func isMet(
        _ condition: Condition,
        _ run: Run,
        _ signals: LazySignals,
        _ id: String
    ) -> Bool {
        switch condition {
        case .all(let parts):
            for part in parts where !isMet(part, run, signals, id) { return false }
            return true
        case .any(let parts):
            for part in parts where isMet(part, run, signals, id) { return true }
            return false
        case .not(let part): return !isMet(part, run, signals, id)
        case .signal(let signal, let least, let most):
            let value = signal.isCostly ? signals.value[signal] : signals.cheap[signal]
            return value >= least && value <= most
        case .regex(let compiled, let target):
            let subject = text(target, of: run)
            let outcome = subject.withUnsafeBufferPointer {
                matcher.firstMatch(of: compiled.pattern, in: $0)
            }
            if outcome == .undecided { undecided.insert(id) }
            if case .match = outcome { return true }
            return false
        case .list(let list, let target, let least):
            return terms(of: list, in: text(target, of: run)) >= least
        }
    }

    private func terms(of list: Int, in text: [UInt8]) -> Int {
        let found = rules.lexicon.hits(in: text).filter {
            Int(rules.lexicon.matcher.entries[Int($0.term)].list) == list
        }
        return Set(found.map(\.term)).count
    }

    // MARK: Texts

    private mutating func text(_ target: TextTarget, of run: Run) -> [UInt8] {
        if let known = texts[target] { return known }
        var text: [UInt8] = []
        switch target {
        case .anchorText: appendLeaves(of: run, links: true, to: &text)
        case .runText: appendLeaves(of: run, links: false, to: &text)
        case .linkTarget:
            for leaf in page.leaves[run.leaves] where leaf.link >= 0 {
                text += source.text(of: page.links[Int(leaf.link)].href, inAttribute: true)
                text.append(0x0A)
                guard text.count < Self.maximumSubject else { break }
            }
        case .title:
            if let title = page.leaves.first(where: { $0.kind == .title }) {
                text = source.text(of: title.range)
            }
        case .script:
            if let leaf = page.leaves[run.leaves].first, leaf.kind == .script {
                text = source.text(of: leaf.range, resolving: false)
            }
        case .comment:
            if let leaf = page.leaves[run.leaves].first, leaf.kind == .comment {
                text = source.text(of: leaf.range, resolving: false)
            }
        case .attributes:
            for range in run.ranges { appendTags(in: range, to: &text) }
        case .source:
            for range in run.ranges { text += source.bytes[range].prefix(Self.maximumSubject) }
        }
        if text.count > Self.maximumSubject { text = Self.bounded(text) }
        texts[target] = text
        return text
    }

    /// The first bytes of a text, cut between characters.
    private static func bounded(_ text: [UInt8]) -> [UInt8] {
        var end = maximumSubject
        while end > 0, text[end] & 0xC0 == 0x80 { end -= 1 }
        return Array(text[..<end])
    }

    private func appendLeaves(of run: Run, links: Bool, to text: inout [UInt8]) {
        for index in run.leaves {
            let kind = page.leaves[index].kind
            guard kind == .link || (!links && (kind == .text || kind == .title)) else { continue }
            text += evidence.text[evidence.leaves[index].text]
            text.append(0x0A)
            guard text.count < Self.maximumSubject else { return }
        }
    }

    private func appendTags(in range: Range<Int>, to text: inout [UInt8]) {
        for token in buffer.tokens[buffer.index(ofTokenAt: range.lowerBound)...] {
            guard Int(token.start) < range.upperBound, text.count < Self.maximumSubject else {
                return
            }
            guard token.kind == .startTag else { continue }
            text += source.bytes[token.range]
            text.append(0x0A)
        }
    }
}
