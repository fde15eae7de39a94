/// Runs the examples of rules, each as it is written and in every ``ExampleVariant``.
package final class RuleTester {
    /// What came of one example in one variant.
    package struct Outcome: Sendable {
        package enum Result: Sendable, Equatable {
            case passed
            /// There is no such variant of it, and why.
            case skipped(String)
            case failed([Problem])
        }

        package var example: RuleExample
        /// Its place among the examples of its kind, from 1.
        package var number: Int
        package var variant: ExampleVariant
        package var result: Result
    }

    /// What was expected of an example and what came instead, in words.
    package struct Problem: Sendable, Equatable {
        package var expected: String
        package var actual: String
    }

    /// How many examples, variants counted, came to what.
    package struct Summary: Sendable, Equatable {
        package var passed = 0
        package var failed = 0
        package var skipped = 0

        package init() {}

        /// Counts an outcome.
        package mutating func count(_ outcome: Outcome) {
            switch outcome.result {
            case .passed: passed += 1
            case .skipped: skipped += 1
            case .failed: failed += 1
            }
        }
    }

    /// The path examples are scanned under, which tells that they are HTML.
    private static let path = "example.html"
    /// A score that no finding reaches.
    private static let unreachable: Float = 1e6
    /// The level at which all rules are in force.
    private static let strictest = 3

    private let rules: RuleSet
    /// What examples with marks are judged by.
    private let policy: Policy
    private let variants: [ExampleVariant]
    /// By strictness: as pages are scanned.
    private var scanners: [Int: PageScanner] = [:]
    /// Tells every finding, however weak, and cuts none, so that only the rule itself counts.
    private let tellingAll: PageScanner

    /// Makes a tester.
    ///
    /// - Parameters:
    ///   - rules: The rules.
    ///   - variants: In which ways each example is tried.
    ///   - policy: What they are judged by; the rules' own outside of profiles if nil, as what is
    ///     asked of examples is that of the rules' authors.
    package init(
        _ rules: RuleSet,
        variants: [ExampleVariant] = ExampleVariant.allCases,
        policy: Policy? = nil
    ) {
        self.rules = rules
        self.variants = variants
        self.policy = policy ?? rules.basePolicy
        var policy = self.policy
        policy.level = Self.strictest
        policy.suspicious = 0
        policy.cut = Self.unreachable
        tellingAll = PageScanner(rules: rules.under(policy), screens: false)
    }

    /// Runs all examples of a rule.
    ///
    /// - Returns: What came of them, in their order, each with all its variants.
    /// - Complexity: One scan for each variant, two for examples with marks.
    package func outcomes(of rule: Rule) -> [Outcome] {
        var numbers = [true: 0, false: 0]
        return rule.examples.flatMap { example in
            numbers[example.matches, default: 0] += 1
            let number = numbers[example.matches, default: 0]
            return variants.map { variant in
                Outcome(
                    example: example,
                    number: number,
                    variant: variant,
                    result: result(of: example, rule, as: variant)
                )
            }
        }
    }

    private func result(
        of example: RuleExample,
        _ rule: Rule,
        as variant: ExampleVariant
    ) -> Outcome.Result {
        guard rule.status != .deprecated else { return .skipped("the rule is deprecated") }
        if let reason = ModelNeeds(rule, rules).unmet { return .skipped(reason) }
        let document: ExampleDocument
        do {
            document = try example.document(as: variant)
        } catch {
            return .skipped(error.description)
        }
        let request = ScanRequest(path: Self.path, url: example.url, charset: document.label)
        var problems: [Problem] = []
        // A finding that others overlap is not told, but its rules fired all the same.
        var fired: Set<String> = []
        tellingAll.observe = { matches in
            for match in matches { fired.formUnion(match.rules.map(\.id)) }
        }
        let told = tellingAll.scan(document.bytes, request)
        tellingAll.observe = nil
        if let problem = firing(rule, example, fired, told) { problems.append(problem) }
        if let marked = document.marked {
            let report = scanner(for: rule).scan(document.bytes, request)
            problems += Self.cutting(marked, document, report)
        }
        return problems.isEmpty ? .passed : .failed(problems)
    }

    /// Scans as strictly as the rule needs.
    private func scanner(for rule: Rule) -> PageScanner {
        var policy = policy
        policy.level = max(policy.level, rule.level)
        if let known = scanners[policy.level] { return known }
        let scanner = PageScanner(rules: rules.under(policy))
        scanners[policy.level] = scanner
        return scanner
    }

    private func firing(
        _ rule: Rule,
        _ example: RuleExample,
        _ fired: Set<String>,
        _ report: Report
    ) -> Problem? {
        if example.matches {
            guard !fired.contains(rule.id) else { return nil }
            let fired = fired.sorted()
            let limits =
                report.limits.isEmpty
                ? "" : "; limits reached: " + report.limits.joined(separator: ", ")
            return Problem(
                expected: "the rule fires",
                actual: (fired.isEmpty ? "no rule fired" : fired.joined(separator: ", ") + " fired")
                    + limits
            )
        }
        guard fired.contains(rule.id) else { return nil }
        guard let finding = report.findings.first(where: { $0.rules.contains { $0.id == rule.id } })
        else {
            return Problem(
                expected: "the rule does not fire",
                actual: "it fired, where a stronger finding stands"
            )
        }
        let says = finding.excerpt.isEmpty ? "" : ": " + Self.excerpt(finding.excerpt)
        let place = finding.ranges.first.map { " on bytes \(Self.words(for: $0))" } ?? ""
        return Problem(expected: "the rule does not fire", actual: "it fired\(place)\(says)")
    }

    // MARK: Cuts

    /// Characters of a piece of the page that are shown.
    private static let excerptLength = 60
    /// Pieces that are shown of one example.
    private static let maximumPieces = 4

    private static func cutting(
        _ marked: [Range<Int>],
        _ document: ExampleDocument,
        _ report: Report
    ) -> [Problem] {
        let (wanted, removed) = (ByteRanges(marked), ByteRanges(report.removed))
        guard wanted != removed else { return [] }
        guard !removed.isEmpty else {
            let limits = report.limits.isEmpty ? "" : ", " + report.limits.joined(separator: ", ")
            let score = TextReporter.number(report.score)
            return [
                Problem(
                    expected: "a cut of bytes "
                        + wanted.ranges.map(words).joined(separator: ", "),
                    actual: "nothing was cut: \(report.verdict.rawValue), score \(score)\(limits)"
                )
            ]
        }
        let missed = subtract(removed, from: wanted).map { ("is marked, and was not cut", $0) }
        let excess = subtract(wanted, from: removed).map { ("is not marked, and was cut", $0) }
        let pieces = (missed + excess).prefix(maximumPieces).map { what, range in
            "\(words(for: range)) \(what): " + excerpt(document.text(of: range))
        }
        return [
            Problem(
                expected: "a cut of bytes " + wanted.ranges.map(words).joined(separator: ", "),
                actual: pieces.joined(separator: "; ")
            )
        ]
    }

    /// What of some ranges is in none of others.
    private static func subtract(_ others: ByteRanges, from ranges: ByteRanges) -> [Range<Int>] {
        var rest: [Range<Int>] = []
        for range in ranges.ranges {
            var start = range.lowerBound
            for other in others.ranges where other.overlaps(range) {
                if other.lowerBound > start { rest.append(start..<other.lowerBound) }
                start = max(start, other.upperBound)
            }
            if start < range.upperBound { rest.append(start..<range.upperBound) }
        }
        return rest
    }

    private static func words(for range: Range<Int>) -> String {
        "\(range.lowerBound)-\(range.upperBound)"
    }

    private static func excerpt(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let short = line.prefix(excerptLength)
        return "\"" + SafeText.escaped(String(short)) + (short.count < line.count ? "…" : "") + "\""
    }
}
