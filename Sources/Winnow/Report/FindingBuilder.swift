/// Makes the findings of a report of what a pass found.
struct FindingBuilder {
    /// Domains named in a finding.
    static let maximumDomains = 50

    /// The scanned bytes, before any cut.
    let bytes: UnsafeBufferPointer<UInt8>
    let path: String
    let confidence: Confidence
    /// A place up to which lines were counted; findings come by position, nearly.
    private var counted = (offset: 0, line: 1)

    init(bytes: UnsafeBufferPointer<UInt8>, path: String, confidence: Confidence) {
        self.bytes = bytes
        self.path = path
        self.confidence = confidence
    }

    /// A finding.
    ///
    /// - Parameters:
    ///   - found: What the pass found.
    ///   - isCut: Whether its bytes go.
    ///   - ranges: Where it stands in the original document.
    ///   - scanned: Where it stands in `bytes`.
    ///   - domains: The names of domains by number.
    /// - Returns: The finding.
    mutating func finding(
        _ found: PageScanner.Found,
        isCut: Bool,
        ranges: [Range<Int>],
        scanned: ByteRanges,
        domains: DomainTable
    ) -> Finding {
        let match = found.judgement.match
        let fired = match.rules.sorted { ($1.score, $0.id) < ($0.score, $1.id) }
        let technique = fired.first?.technique ?? .linkFarm
        let start = scanned.ranges.first?.lowerBound ?? 0
        return Finding(
            id: identifier(technique, scanned),
            technique: technique,
            topic: match.signals.topic ?? .other,
            score: Double(found.judgement.score),
            probability: confidence.probability(ofScore: found.judgement.score),
            ranges: ranges,
            isCut: isCut,
            rules: fired.map {
                Finding.FiredRule(
                    id: $0.id,
                    title: $0.title,
                    score: $0.status == .stable ? Double($0.score) : 0
                )
            },
            links: Int(match.signals[.links]),
            domains: match.signals.domains.prefix(Self.maximumDomains).map {
                domains.names[Int($0)]
            },
            excerpt: found.excerpt,
            line: line(of: min(start, bytes.count))
        )
    }

    private mutating func line(of offset: Int) -> Int {
        if offset < counted.offset { counted = (0, 1) }
        counted.line += bytes[counted.offset..<offset].count { $0 == 0x0A }
        counted.offset = offset
        return counted.line
    }

    /// The first 16 digits of a hash over technique, path and span, blanks left out.
    private func identifier(_ technique: Technique, _ ranges: ByteRanges) -> String {
        var content = Array("\(technique.rawValue)\u{0}\(path)\u{0}".utf8)
        for range in ranges.ranges { content += bytes[range].filter { $0 > 0x20 } }
        return String(Digest.sha256(of: content).prefix(16))
    }
}
