internal import Winnow

/// Counts over a whole scan, for the closing line and the exit status.
struct ScanSummary {
    private var verdicts: [Verdict: Int] = [:]
    /// Documents that could not be read, scanned or written.
    var failures = 0

    /// Documents that carry something planted.
    var found: Int { verdicts[.injected, default: 0] + verdicts[.spam, default: 0] }

    mutating func count(_ report: Report, failed: Bool) {
        verdicts[report.verdict, default: 0] += 1
        if failed { failures += 1 }
    }

    /// One line such as `3 documents: 1 injected, 2 clean`.
    var text: String {
        let total = verdicts.values.reduce(0, +)
        let order: [Verdict] = [.injected, .spam, .suspicious, .unscanned, .clean]
        let parts = order.compactMap { verdict in
            verdicts[verdict].map { "\($0) \(verdict.rawValue)" }
        }
        let documents = total == 1 ? "1 document" : "\(total) documents"
        return parts.isEmpty ? documents : "\(documents): \(parts.joined(separator: ", "))"
    }
}
