import Winnow

/// A page without what was planted in it, and what that says.
func cleaned(_ page: [UInt8], at url: String?, rules: RuleSet) -> ([UInt8], [String]) {
    let scanner = PageScanner(rules: rules)  // one for each thread
    let report = scanner.scan(page, ScanRequest(path: "page.html", url: url))
    let excerpts = report.findings.filter(\.isCut).map(\.excerpt)
    return (ByteRanges(report.removed).removed(from: page), excerpts)
}
