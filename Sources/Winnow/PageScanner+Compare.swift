/// Comparing ways of matching.
extension PageScanner {
    /// Which rules fire where, on every run of a document, whatever comes of it.
    ///
    /// - Parameters:
    ///   - bytes: The document as it is.
    ///   - request: What is known of it.
    ///   - rules: What to try.
    ///   - isPlain: Whether every expression is tried by PCRE2 on the whole of every text, one by
    ///     one, instead of only where its literals stand.
    /// - Returns: One line for each rule on each run, in order, and the limits that were reached.
    /// - Complexity: When plain, linear in the texts of all runs times the rules.
    package static func firedRules(
        in bytes: [UInt8],
        _ request: ScanRequest,
        rules: RuleSet,
        isPlain: Bool
    ) -> [String] {
        let scanner = PageScanner(rules: rules, screens: false)
        scanner.isPlain = isPlain
        var fired: [String] = []
        scanner.observe = { matches in
            for match in matches {
                let place = match.run.ranges.first ?? 0..<0
                fired += match.rules.map { "\($0.id) at \(place) as \(match.run.origin)" }
            }
        }
        let report = scanner.scan(bytes, request)
        return fired.sorted() + report.limits
    }
}
