import Foundation
import Testing
import WinnowHTML

@testable import Winnow

/// What the tests share: the shipped rules, the samples, and short ways to scan.
enum Fixtures {
    /// The folder that holds `Package.swift`.
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static let rulesFolder = root.appendingPathComponent("Rules").path

    private static let loaded = Result { () throws(RuleLoadError) in
        try RuleSet(folder: rulesFolder)
    }

    /// The shipped rules, loaded once.
    static func rules() throws -> RuleSet { try loaded.get() }

    /// A scanner with the shipped rules.
    static func scanner(_ limits: ScanLimits = ScanLimits()) throws -> PageScanner {
        PageScanner(rules: try rules(), limits: limits)
    }

    /// The report on a page, scanned with the shipped rules.
    static func scan(
        _ html: String,
        path: String = "page.html",
        url: String? = nil,
        limits: ScanLimits = ScanLimits()
    ) throws -> Report {
        try scanner(limits).scan(Array(html.utf8), ScanRequest(path: path, url: url))
    }

    /// The bytes of a file, by its path below the package's root.
    static func bytes(of path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: root.appendingPathComponent(path)))
    }

    /// The names of the files in a folder below the package's root, sorted.
    static func names(in folder: String) -> [String] {
        let path = root.appendingPathComponent(folder).path
        return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }

    /// Runs a body with a folder of its own that is gone afterwards.
    static func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("winnow-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }

    /// Writes files into a folder, making what folders they need.
    static func write(_ files: [(path: String, text: String)], into folder: URL) throws {
        for (path, text) in files {
            let file = folder.appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: file)
        }
    }

    /// The shipped rules under a policy that changes theirs.
    static func rules(policy: String) throws -> RuleSet {
        try withRules(policy: policy) { try RuleSet(folder: $0) }
    }

    /// Runs a body with a copy of the project's rules under a changed policy.
    static func withRules<Result>(
        policy: String,
        _ body: (String) throws -> Result
    ) throws -> Result {
        try withTemporaryFolder { folder in
            let copy = folder.appendingPathComponent("Rules")
            try FileManager.default.copyItem(atPath: rulesFolder, toPath: copy.path)
            try Fixtures.write([("local.d/policy.yaml", policy)], into: copy)
            return try body(copy.path)
        }
    }
}

/// A page in which `⟦` and `⟧` mark what must be cut.
struct MarkedPage {
    let html: String
    let marked: [Range<Int>]

    init(_ text: String) {
        let example = RuleExample(ruleID: "", text: text, matches: true, url: nil)
        html = example.html
        marked = example.marked ?? []
    }
}

/// The text with what a report cuts between `⟦` and `⟧`, so that a failure shows itself.
func marking(_ ranges: [Range<Int>], in bytes: [UInt8]) -> String {
    var output: [UInt8] = []
    var position = 0
    for range in ranges where range.lowerBound >= position && range.upperBound <= bytes.count {
        output += bytes[position..<range.lowerBound] + Array("⟦".utf8)
        output += bytes[range] + Array("⟧".utf8)
        position = range.upperBound
    }
    output += bytes[position...]
    return String(decoding: output, as: UTF8.self)
}

/// A page that was built, with the bytes its positions count.
struct BuiltPage {
    let bytes: [UInt8]
    let tokens: TokenBuffer
    let page: Page
    let domains: DomainTable

    init(
        _ html: some StringProtocol,
        url: String? = nil,
        isPlainText: Bool = false,
        wellKnown: [String] = []
    ) {
        var domains = DomainTable()
        var context = PageBuilder.Context()
        context.url = url
        context.isPlainText = isPlainText
        context.wellKnownDomains = Set(wellKnown.map { domains.number(ofDomain: $0) })
        self.init(html, context: context, domains: domains)
    }

    init(_ html: some StringProtocol, context: PageBuilder.Context, domains known: DomainTable) {
        let bytes = Array(html.utf8)
        var domains = known
        var options = TokenizerOptions()
        options.recognisesRawText = !context.isPlainText
        var tokens = TokenBuffer()
        page = bytes.withUnsafeBufferPointer {
            Tokenizer.tokenize($0, options: options, into: &tokens)
            return PageBuilder.build(
                Source(bytes: $0, charset: .utf8),
                tokens,
                context: context,
                domains: &domains
            )
        }
        self.bytes = bytes
        self.tokens = tokens
        self.domains = domains
    }

    /// The text of a range.
    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// The first element of a tag.
    func element(_ tag: WinnowHTML.Tag) throws -> Element {
        try #require(page.elements.dropFirst().first { $0.tag == tag }, "no <\(tag.name)>")
    }

    /// Texts of the leaves of a kind.
    func leaves(_ kind: Leaf.Kind) -> [String] {
        page.leaves.filter { $0.kind == kind }.map { text($0.range) }
    }

    /// Runs a body with the page's source.
    func withSource<Result>(_ body: (Source) throws -> Result) rethrows -> Result {
        try bytes.withUnsafeBufferPointer { try body(Source(bytes: $0, charset: .utf8)) }
    }
}

/// Random numbers that are the same in every run: SplitMix64.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678_9ABC_DEF1 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// True once in so many times.
    mutating func oneIn(_ count: Int) -> Bool { Int.random(in: 0..<count, using: &self) == 0 }

    /// One of several.
    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &self)]
    }
}
