/// Explaining a scan.
extension PageScanner {
    /// Scans a document the whole way and writes down what was seen and decided.
    ///
    /// - Parameters:
    ///   - bytes: The document as it is.
    ///   - request: What is known of it.
    /// - Returns: The report, which is the same as that of ``scan(_:_:)``, and how it came about.
    /// - Complexity: As a scan without a first tier, and every rule is asked for its reasons.
    public func explain(_ bytes: [UInt8], _ request: ScanRequest) -> Explanation {
        let scanner = PageScanner(rules: rules, limits: limits, screens: false)
        let trace = ScanTrace()
        scanner.trace = trace
        var explanation = Explanation(report: scanner.scan(bytes, request))
        explanation.page = trace.page
        explanation.runs = trace.runs
        if explanation.report.findings.isEmpty { explanation.whyNothing = reasons(explanation) }
        return explanation
    }

    /// Why nothing was found, in sentences.
    private func reasons(_ explanation: Explanation) -> [String] {
        let (page, report) = (explanation.page, explanation.report)
        var reasons: [String] = []
        if !report.limits.isEmpty {
            reasons.append("Limits were reached: \(report.limits.joined(separator: ", ")).")
        }
        if !report.allowed.isEmpty {
            reasons.append("The allow list spares it: \(report.allowed.joined(separator: ", ")).")
        }
        if page.links == 0 { reasons.append("There is no link in it.") }
        if page.links > 0, page.outboundLinks == 0 {
            reasons.append("Every link stays on the site, as far as the page tells.")
        }
        if page.ownSite == nil, page.outboundLinks > 0 {
            reasons.append(
                "The page does not tell its own site, so links to others count half; --url tells it."
            )
        }
        if page.topicTerms == 0 {
            reasons.append("No text, anchor or title has a term of the word lists.")
        }
        if page.hiddenElements == 0 { reasons.append("No element is hidden.") }
        let fired = explanation.runs.filter(\.hasFired)
        if explanation.runs.isEmpty {
            reasons.append("No row of links, hidden box, script or title looked planted.")
        } else if fired.isEmpty {
            reasons.append("No rule fired on any of the runs; the nearest and what they lack:")
        } else {
            reasons.append(
                "Rules fired, but no run reached the score from which findings are told"
                    + " (\(TextReporter.number(Double(rules.policy.suspicious))))."
            )
        }
        return reasons
    }
}
