internal import WinnowHTML
internal import WinnowRegex

/// Tries the rules of a set on the runs of a page.
struct RuleMatcher {
    /// Bytes of a text that a regular expression is tried on.
    static let maximumSubject = 262_144

    /// A run that rules are tried on.
    struct Candidate {
        /// Its place among the runs of the page.
        var number: Int
        var run: Run
        var signals: LazySignals
        /// False for one that no rule could report, which is looked at with `--no-screen` only.
        var isReportable = true
    }

    /// A run and the rules that fired on it.
    struct Match {
        /// The number of its candidate.
        var number: Int
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
    /// Whether the run at hand could be reported at all.
    private var countsUndecided = true
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
    mutating func match(_ candidate: Candidate) -> Match? {
        texts.removeAll(keepingCapacity: true)
        let (run, signals) = (candidate.run, candidate.signals)
        countsUndecided = candidate.isReportable
        var fired: [Rule] = []
        for index in rules.indices(of: run.origin.scope)
        where isMet(rules.rules[index].condition, run, signals, rules.rules[index].id) {
            fired.append(rules.rules[index])
        }
        guard !fired.isEmpty else { return nil }
        return Match(number: candidate.number, run: run, signals: signals.value, rules: fired)
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
            if outcome == .undecided, countsUndecided { undecided.insert(id) }
            if case .match = outcome { return true }
            return false
        case .list(let list, let target, let least):
            return terms(of: list, in: text(target, of: run)) >= least
        }
    }

    // MARK: Reasons

    /// What every rule of a run's scope made of it: fired, or what it lacked, in words.
    mutating func outcomes(_ candidate: Candidate) -> [Explanation.RuleOutcome] {
        texts.removeAll(keepingCapacity: true)
        let (run, signals) = (candidate.run, candidate.signals)
        return rules.indices(of: run.origin.scope).map { index in
            let rule = rules.rules[index]
            let lacking = lacking(rule.condition, run, signals, rule.id)
            return Explanation.RuleOutcome(
                id: rule.id,
                title: rule.title,
                score: rule.status == .stable ? Double(rule.score) : 0,
                hasFired: lacking.isEmpty,
                conditions: rule.condition.count,
                lacking: lacking
            )
        }
    }

    /// The parts of a condition that are not met, in words; none when it is met.
    private mutating func lacking(
        _ condition: Condition,
        _ run: Run,
        _ signals: LazySignals,
        _ id: String
    ) -> [String] {
        guard !isMet(condition, run, signals, id) else { return [] }
        switch condition {
        case .all(let parts):
            var result: [String] = []
            for part in parts { result += lacking(part, run, signals, id) }
            return result
        case .any(let parts):
            var branches: [String] = []
            for part in parts {
                branches.append(lacking(part, run, signals, id).joined(separator: " and "))
            }
            return ["one of: " + branches.joined(separator: "; or ")]
        case .not(let part): return ["must not be: \(Self.words(for: part, rules))"]
        case .signal(let signal, let least, _):
            let value = signal.isCostly ? signals.value[signal] : signals.cheap[signal]
            let has = "\(signal.name) is \(Self.number(value))"
            let wants = Self.words(for: condition, rules).dropFirst(signal.name.count)
            return [value < least || value > least ? has + "," + wants : has]
        case .regex, .list: return ["no " + Self.words(for: condition, rules)]
        }
    }

    /// A condition in words.
    private static func words(for condition: Condition, _ rules: RuleSet) -> String {
        switch condition {
        case .all(let parts): parts.map { words(for: $0, rules) }.joined(separator: " and ")
        case .any(let parts): parts.map { words(for: $0, rules) }.joined(separator: " or ")
        case .not(let part): "not " + words(for: part, rules)
        case .signal(let signal, let least, let most):
            if least == .leastNonzeroMagnitude {
                "\(signal.name) above 0"
            } else if most == .infinity {
                "\(signal.name) at least \(number(least))"
            } else if least == -.infinity {
                "\(signal.name) at most \(number(most))"
            } else {
                "\(signal.name) from \(number(least)) to \(number(most))"
            }
        case .regex(let compiled, let target):
            "match of '\(compiled.pattern.source.prefix(60))' in \(target.rawValue)"
        case .list(let list, let target, let least):
            "\(least) terms of list \(rules.lexicon.matcher.listNames[list]) in \(target.rawValue)"
        }
    }

    /// A number with as many digits as it needs, three at the most.
    private static func number(_ value: Float) -> String {
        let thousandths = Int((Double(value) * 1_000).rounded())
        var text = "\(thousandths / 1_000)"
        let rest = abs(thousandths) % 1_000
        if rest > 0 {
            var digits = String(rest + 1_000).dropFirst()
            while digits.last == "0" { digits.removeLast() }
            text += "." + digits
        }
        return text
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
            for range in run.ranges {
                if !text.isEmpty { text.append(0x0A) }
                text += source.bytes[range].prefix(Self.maximumSubject)
            }
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
