import Testing

@testable import Winnow

@Suite("Confidence")
struct ConfidenceTests {
    private static func decode(_ text: String) -> PolicyDecoder.Decoded {
        PolicyDecoder.decode(
            RuleFile(path: "policy.yaml", parts: [.init(name: "policy.yaml", text: text)])
        )
    }

    private static let curve = "confidence: { 3: 0.2, 6: 0.5, 10: 0.9 }"

    @Test(
        "Between knots the chance rises in a straight line, beyond them it is level",
        arguments: [
            (0, 0.2), (3, 0.2), (4.5, 0.35), (6, 0.5), (8, 0.7), (10, 0.9), (1_000, 0.9),
            (3.01, 0.201),
        ] as [(Float, Double)]
    )
    func interpolation(score: Float, probability: Double) {
        let confidence = Self.decode(Self.curve).policy.confidence
        #expect(confidence.probability(ofScore: score) == probability)
    }

    @Test("Without a curve there is no chance to tell")
    func none() {
        #expect(Confidence().probability(ofScore: 6) == nil)
    }

    @Test(
        "A curve that is none is told",
        arguments: [
            ("confidence: 3", "'confidence' must be a mapping"),
            ("confidence: { x: 0.5 }", "'a score' must be a number"),
            ("confidence: { 3: x }", "'a probability' must be a number"),
            ("confidence: { 3: 1.5 }", "'confidence' is out of bounds"),
            ("confidence: { -3: 0.5 }", "'confidence' is out of bounds"),
            ("confidence: { 3: 0.5, 2: 0.6 }", "'confidence' must rise"),
            ("confidence: { 3: 0.5, 4: 0.4 }", "'confidence' must rise"),
        ]
    )
    func mistakes(text: String, message: String) {
        #expect(Self.decode(text).diagnostics.map(\.message) == [message])
    }

    @Test("There is a limit to the knots of a curve")
    func limit() {
        func curve(_ count: Int) -> String {
            "confidence:\n" + (0..<count).map { "  \($0): 0.5\n" }.joined()
        }
        #expect(Self.decode(curve(Confidence.maximumKnots)).diagnostics == [])
        #expect(
            Self.decode(curve(Confidence.maximumKnots + 1)).diagnostics.map(\.code) == [.badBounds]
        )
    }

    @Test("A local layer replaces the curve as a whole")
    func layers() {
        let file = RuleFile(
            path: "policy.yaml",
            parts: [
                .init(name: "policy.yaml", text: Self.curve),
                .init(name: "policy.yaml", text: "confidence: { 4: 0.7 }", isChange: true),
            ]
        )
        let knots = PolicyDecoder.decode(file).policy.confidence.knots
        #expect(knots == [Confidence.Knot(score: 4, probability: 0.7)])
    }

    @Test("A curve comes back from the cache")
    func cache() throws {
        try CachedFolder.with([("local.d/policy.yaml", Self.curve)]) { folder in
            let first = try folder.load()
            #expect(try folder.cached() != nil)
            #expect(try folder.load().policy.confidence == first.policy.confidence)
            #expect(first.policy.confidence.knots.count == 3)
        }
    }

    @Test("A finding tells the chance of its score, and null where there is no curve")
    func report() throws {
        let page =
            PageScannerTests.prose + PageScannerTests.prose
            + "<div style=\"display:none\">\(PageScannerTests.links)</div>"
        func finding(_ policy: String) throws -> (Finding, String) {
            let scanner = PageScanner(rules: try Fixtures.rules(policy: policy))
            let report = scanner.scan(Array(page.utf8), ScanRequest(path: "a.html"))
            let line = String(decoding: JSONLinesReporter().line(report), as: UTF8.self)
            return (try #require(report.findings.first), line)
        }
        let (sure, line) = try finding("confidence: { 3: 0.875 }")
        #expect(sure.probability == 0.875)
        #expect(line.contains("\"probability\":0.875,"))
        let (unknown, other) = try finding("confidence: {}")
        #expect(unknown.probability == nil)
        #expect(other.contains("\"probability\":null,"))
        #expect(sure.isCut == unknown.isCut)
    }

    @Test("The shipped curve rises over all scores that are told")
    func shipped() throws {
        let policy = try Fixtures.rules().policy
        let first = try #require(policy.confidence.probability(ofScore: policy.suspicious))
        let last = try #require(policy.confidence.probability(ofScore: 100))
        #expect(first < 0.5)
        #expect(last > 0.9 && last < 1)
    }
}
