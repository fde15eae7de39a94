internal import WinnowHTML
internal import WinnowRegex

/// Which literals of a rule set stand in a page, and where; kept from page to page.
struct PageLiterals {
    /// By domain.
    private var hits = [LiteralHits](repeating: LiteralHits(), count: TextDomain.allCases.count)
    /// By domain: whether signs stand in it that only Unicode takes for `k` or `s`.
    private var hasUnicodeForms = [Bool](repeating: false, count: TextDomain.allCases.count)
    /// What stands in scripts and comments, where these had to be decoded.
    private var codeHits = LiteralHits()
    private var isCodeInPlace = true
    /// True when every rule is tried everywhere, for comparison.
    private(set) var isPlain = false
    /// By scope: the rules that may fire on this page, in order.
    private(set) var active: [[Int32]] = []
    private var isActive: [Bool] = []
    /// Rules that are not tried on this page, though they are in force.
    private(set) var leftOut: Set<Int> = []

    /// Screens a page.
    ///
    /// - Parameters:
    ///   - rules: The rules whose literals are looked for.
    ///   - texts: The texts of the page.
    ///   - screens: False to let every rule be tried, for comparison.
    /// - Complexity: Linear in the page, and in the rules whose literals stand in it.
    mutating func read(
        _ rules: RuleSet,
        _ texts: RunTexts,
        screens: Bool = true
    ) {
        let index = rules.literals
        isPlain = !screens
        leftOut.removeAll()
        guard screens else {
            active = Rule.Scope.allCases.map { rules.indices(of: $0) }
            return
        }
        isCodeInPlace = texts.code.isInPlace
        scan(.markup, texts.source.bytes, index)
        texts.evidence.text.withUnsafeBufferPointer { scan(.text, $0, index) }
        texts.page.targets.withUnsafeBufferPointer { scan(.links, $0, index) }
        if !isCodeInPlace {
            texts.code.bytes.withUnsafeBufferPointer { code in
                index.codeScreen.scan(code, into: &codeHits)
                hasUnicodeForms[TextDomain.markup.rawValue] = UnicodeForms.stand(in: code)
            }
        }
        activate(rules, index)
    }

    private mutating func scan(
        _ domain: TextDomain,
        _ text: UnsafeBufferPointer<UInt8>,
        _ index: LiteralIndex
    ) {
        index.screens[domain.rawValue].scan(text, into: &hits[domain.rawValue])
        hasUnicodeForms[domain.rawValue] =
            index.hasUnicodeForms[domain.rawValue]
            && UnicodeForms.stand(in: text)
    }

    private mutating func activate(_ rules: RuleSet, _ index: LiteralIndex) {
        active = index.always
        isActive = [Bool](repeating: false, count: rules.rules.count)
        var isChanged = false
        func add(_ rule: Int32) {
            guard !isActive[Int(rule)] else { return }
            isActive[Int(rule)] = true
            isChanged = true
            active[rules.rules[Int(rule)].scope.index].append(rule)
        }
        for domain in TextDomain.allCases.map(\.rawValue) {
            for literal in hits[domain].found {
                for rule in index.waiting[domain][Int(literal)] { add(rule) }
            }
            if hasUnicodeForms[domain] {
                for rule in index.waitingForForms[domain] { add(rule) }
            }
        }
        if !isCodeInPlace {
            for literal in codeHits.found {
                for rule in index.waitingForCode[Int(literal)] { add(rule) }
            }
        }
        if isChanged {
            for scope in active.indices { active[scope].sort() }
        }
    }

    /// Leaves out rules that are not to be tried on this page.
    mutating func leaveOut(_ rules: Set<Int>) {
        leftOut = rules
        for scope in active.indices { active[scope].removeAll { rules.contains(Int($0)) } }
    }

    /// True where nothing is known of where an expression's literals stand.
    private func isAnywhere(_ entry: borrowing LiteralIndex.Entry) -> Bool {
        isPlain || entry.literals == nil
            || entry.hasUnicodeForms && hasUnicodeForms[entry.domain.rawValue]
    }

    /// True where an expression may match within ranges of its domain.
    ///
    /// - Complexity: Logarithmic in the places of its literals.
    func mayMatch(_ pattern: Int, in ranges: [Range<Int>], _ index: LiteralIndex) -> Bool {
        let entry = index.entries[pattern]
        guard !isAnywhere(entry) else { return true }
        if !isCodeInPlace, let literals = entry.codeLiterals {
            return Self.stand(literals, in: ranges, codeHits)
        }
        return Self.stand(entry.literals ?? [], in: ranges, hits[entry.domain.rawValue])
    }

    private static func stand(
        _ literals: [Int],
        in ranges: [Range<Int>],
        _ hits: LiteralHits
    ) -> Bool {
        for literal in literals where hits.stands(literal) {
            for range in ranges where hits.stands(literal, in: range) { return true }
        }
        return false
    }

    /// The places of an expression's literals within a range of its domain, in order; nil where
    /// they are not known.
    func places(of pattern: Int, in range: Range<Int>, _ index: LiteralIndex) -> [Int]? {
        let entry = index.entries[pattern]
        guard !isAnywhere(entry) else { return nil }
        if !isCodeInPlace, let literals = entry.codeLiterals {
            return Self.places(literals, in: range, codeHits)
        }
        return Self.places(entry.literals ?? [], in: range, hits[entry.domain.rawValue])
    }

    private static func places(
        _ literals: [Int],
        in range: Range<Int>,
        _ hits: LiteralHits
    ) -> [Int]? {
        guard !literals.contains(where: hits.isEverywhere) else { return nil }
        return literals.flatMap { literal in
            hits.places(of: literal).lazy.map { Int($0) }.filter(range.contains)
        }
        .sorted()
    }
}
