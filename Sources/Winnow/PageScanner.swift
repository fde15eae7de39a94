internal import WinnowHTML
internal import WinnowRegex

/// Scans documents, one after another: bytes in, a report out.
///
/// Make a ``RuleSet`` once and share it; make a scanner for each thread, because it keeps memory
/// from document to document and must not be used by two at once.
public final class PageScanner {
    /// Bytes beyond which no limit of a document is raised.
    static let maximumDocumentBytes = 1 << 30

    /// Charsets a document is read in before its cuts are given up.
    private static let maximumCharsets = 3

    let rules: RuleSet
    private(set) var limits: ScanLimits
    var domains = DomainTable()
    /// Numbers of the domains that honest pages of every kind link to.
    var wellKnown: Set<Int32> = []
    var tokens = TokenBuffer()
    var evidence = Evidence()
    /// Asks the Bayes model, if the rules have one.
    let scorer: BagScorer?
    let matcher = PatternMatcher()
    var literals = PageLiterals()
    let documentParser = DocumentParser()
    /// Whether pages without a candidate end in the first tier.
    let screens: Bool
    /// Whether every rule is tried on every run with the whole of every text, for comparison.
    package var isPlain = false
    /// Where time and hits of rules are counted, when somebody wants to know.
    package var profile: RuleProfile?
    /// Hears of the rules that fired on each page, when somebody wants to know.
    var observe: (([RuleMatcher.Match]) -> Void)?
    /// What the allow list says of the document at hand.
    var allowance = Allowance()
    /// Where the pass at hand is written down, when somebody wants to know.
    var trace: ScanTrace?
    /// What was scanned so far, and how much of it had to go the whole way.
    package private(set) var work = ScanWork()

    /// Makes a scanner.
    ///
    /// - Parameters:
    ///   - rules: What to find and cut.
    ///   - limits: How far to go.
    ///   - screens: Whether pages without a candidate end in the first tier; the reports are the
    ///     same either way, which is what turning it off is for.
    public init(rules: RuleSet, limits: ScanLimits = ScanLimits(), screens: Bool = true) {
        self.rules = rules
        scorer = rules.model.map(BagScorer.init)
        self.limits = limits
        self.screens = screens
        // Offsets are 32 bits wide.
        self.limits.documentBytes = min(max(limits.documentBytes, 0), Self.maximumDocumentBytes)
    }

    /// Scans a document.
    ///
    /// - Parameters:
    ///   - bytes: The document as it is.
    ///   - request: What is known of it.
    /// - Returns: The report; `bytes` without `removed` is the cleaned document.
    /// - Complexity: Linear in the document, times the passes a cut needs (two, nearly always).
    public func scan(_ bytes: [UInt8], _ request: ScanRequest) -> Report {
        if domains.trim() || wellKnown.isEmpty {
            wellKnown = Set(rules.wellKnownDomains.map { domains.number(ofDomain: $0) })
        }
        profile?.begin()
        var report = Report(path: request.path, url: request.url)
        report.bytes = bytes.count
        report.rulesVersion = rules.version
        report.rulesSHA256 = rules.sha256
        report.rulesProfile = rules.profile
        allowance = rules.allowed.allowance(url: request.url)
        if let entry = allowance.site {
            report.allowed = [entry.summary]
            report.charset =
                bytes.withUnsafeBufferPointer { Self.charset(of: $0, request) }.rawValue
            return report
        }
        bytes.withUnsafeBufferPointer { whole in
            let isLong = whole.count > limits.documentBytes
            if isLong { report.limits.append("document-bytes") }
            let scanned = UnsafeBufferPointer(rebasing: whole.prefix(limits.documentBytes))
            scan(scanned, request, &report)
            if isLong, report.verdict == .clean { report.verdict = .unscanned }
        }
        return report
    }

    /// The way from scanned bytes back to the document's own.
    private struct Origin {
        var text: TranscodedText?

        func ranges(_ ranges: [Range<Int>]) -> [Range<Int>]? {
            guard let text else { return ranges }
            let original = ranges.map { text.originalRange(of: $0) }
            guard !original.contains(nil) else { return nil }
            return original.compactMap { $0 }
        }

        /// Where ranges stand, for a finding that is not cut.
        func approximate(_ ranges: [Range<Int>]) -> [Range<Int>] {
            guard let text else { return ranges }
            return ranges.map {
                text.originalOffset(of: $0.lowerBound)..<text.originalOffset(of: $0.upperBound)
            }
        }
    }

    /// Scans a document in the charset that what a cut leaves of it is in, too.
    ///
    /// A charset that is guessed, or declared in what is cut, may be another one for the rest; the
    /// rest would then be read differently when it is scanned again, and cleaning must change
    /// nothing the second time.
    private func scan(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ request: ScanRequest,
        _ report: inout Report
    ) {
        let empty = report
        var found: Report?
        var charset = Self.charset(of: bytes, request)
        for _ in 0..<Self.maximumCharsets {
            report = empty
            report.charset = charset.rawValue
            if let text = TranscodedText(bytes, charset: charset) {
                text.utf8.withUnsafeBufferPointer {
                    scan($0, .utf8, request, Origin(text: text), &report)
                }
            } else {
                scan(bytes, charset, request, Origin(text: nil), &report)
            }
            guard !report.removed.isEmpty else { break }
            let rest = ByteRanges(report.removed).removed(from: bytes)
            let charsetOfRest = rest.withUnsafeBufferPointer { Self.charset(of: $0, request) }
            // ASCII reads the same in all of them.
            if charsetOfRest == charset || rest.allSatisfy({ $0 < 0x80 }) { return }
            charset = charsetOfRest
            found = found ?? report
        }
        guard var told = found else { return }
        told.withdrawCuts(limit: "charset")
        report = told
    }

    private static func charset(
        of bytes: UnsafeBufferPointer<UInt8>,
        _ request: ScanRequest
    ) -> Charset {
        CharsetDetection.detect(
            bytes,
            transportLabel: request.charset,
            isHTML: !request.isPlainText
        ).charset
    }

    private func scan(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ charset: Charset,
        _ request: ScanRequest,
        _ origin: Origin,
        _ report: inout Report
    ) {
        var removed = ByteRanges()
        var findings: [Finding] = []
        var visibleBefore = 0
        var visibleAfter = 0
        var isSettled = false
        var isFragment = false
        var isDoorway = false
        var builder = FindingBuilder(
            bytes: bytes,
            path: request.path,
            confidence: rules.policy.confidence
        )
        for pass in 0..<max(limits.passes, 1) {
            let shortened = removed.removed(from: bytes)
            let result = shortened.withUnsafeBufferPointer {
                runPass(
                    $0,
                    charset,
                    request,
                    isLimited: report.limits.contains { $0 != Report.structureLimit }
                )
            }
            if pass == 0 {
                trace = nil  // One pass is explained, and its offsets are the document's own.
                visibleBefore = result.visibleCharacters
                isFragment = result.isFragment
                work.count(bytes.count, isCandidate: result.isCandidate)
            }
            for entry in result.allowed where !report.allowed.contains(entry) {
                report.allowed.append(entry)
            }
            isDoorway = isDoorway || result.findings.contains(where: \.judgement.isOfWholePage)
            for limit in result.limits where !report.limits.contains(limit) {
                report.limits.append(limit)
            }
            visibleAfter = result.visibleCharacters
            var cut: [Range<Int>] = []
            for found in result.findings {
                let ranges = ByteRanges(found.ranges.flatMap { removed.pieces(ofShortened: $0) })
                guard pass == 0 || found.isCut else { continue }
                let original = origin.ranges(ranges.ranges)
                let isCut = found.isCut && original != nil
                if isCut { cut += found.ranges }
                findings.append(
                    builder.finding(
                        found,
                        isCut: isCut,
                        ranges: original ?? origin.approximate(ranges.ranges),
                        scanned: ranges,
                        domains: domains
                    )
                )
            }
            guard !cut.isEmpty else {
                isSettled = true
                break
            }
            removed = removed.composed(with: ByteRanges(cut))
        }
        if !isSettled { report.limits.append("passes") }
        let share =
            visibleBefore == 0
            ? 0 : Float(visibleBefore - visibleAfter) / Float(visibleBefore)
        let original = origin.ranges(removed.ranges)
        settle(
            &report,
            findings,
            removed: original ?? origin.approximate(removed.ranges),
            isSettled: isSettled && original != nil,
            visibleAfter: visibleAfter,
            share: share,
            isFragment: isFragment
        )
        if isDoorway, report.error == nil { report.verdict = .spam }
    }

    private func settle(
        _ report: inout Report,
        _ findings: [Finding],
        removed: [Range<Int>],
        isSettled: Bool,
        visibleAfter: Int,
        share: Float,
        isFragment: Bool
    ) {
        report.findings = findings
        report.removed = ByteRanges(removed).ranges
        let counted = findings.filter { $0.score >= Double(rules.policy.suspicious) }
        report.score =
            findings.filter(\.isCut).map(\.score).max()
            ?? counted.map(\.score).max() ?? 0
        let limit = limits.cutShare.map { Float($0) } ?? rules.policy.maximumCutShare
        if report.removed.isEmpty {
            report.verdict = counted.isEmpty ? .clean : .suspicious
        } else if isSettled, visibleAfter < rules.policy.minimumHostText, share > 0.5,
            !isFragment || share > limit
        {
            // A short page that lost a hidden link is still a page; one that was mostly plant is not.
            // A fragment has no page around it that could be judged; what is left of it is kept.
            report.verdict = .spam
        } else if isSettled, share <= limit {
            report.verdict = .injected
        } else {
            // Cleaning must change nothing the second time, and never take nearly all of a page.
            report.withdrawCuts(limit: share > limit ? "cut-share" : nil)
        }
    }
}

extension Report {
    /// Tells what was to be cut, and cuts nothing.
    fileprivate mutating func withdrawCuts(limit: String?) {
        if let limit { limits.append(limit) }
        verdict = .suspicious
        removed = []
        for index in findings.indices { findings[index].isCut = false }
    }
}
