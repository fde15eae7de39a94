import Foundation
import Testing
import WinnowHTML

@testable import Winnow

/// What holds for every document whatever: the contract of a cut.
@Suite("Laws")
struct LawTests {
    /// Random documents of one batch.
    private static let batchSize = 100
    /// Batches; `make fuzz` asks for more by the environment.
    private static let batches =
        ProcessInfo.processInfo.environment["WINNOW_LAW_BATCHES"].flatMap(Int.init) ?? 32

    @Test("The laws hold for every sample", arguments: Fixtures.samplePaths)
    func samples(path: String) throws {
        let laws = Laws(rules: try Fixtures.rules())
        let bytes = try Fixtures.bytes(of: "Samples/" + path)
        let checked = laws.check(bytes, ScanRequest(path: path))
        #expect(checked.broken == [])
        #expect(!path.hasPrefix("injected/") || checked.report.verdict == .injected)
    }

    @Test("The laws hold for random documents, many of them really cut", arguments: 0..<batches)
    func random(batch: Int) throws {
        let laws = Laws(rules: try Fixtures.rules())
        var cut = 0
        var cutCharsets: Set<Charset> = []
        for number in 0..<Self.batchSize {
            let document = RandomDocument(seed: UInt64(batch * Self.batchSize + number))
            let checked = laws.check(document.bytes, ScanRequest(path: document.path))
            #expect(checked.broken == [], "\(document)")
            guard !checked.report.removed.isEmpty else { continue }
            cut += 1
            cutCharsets.insert(document.charset)
        }
        #expect(cut >= 15, "too few documents of the batch were cut for the laws to mean much")
        #expect(cutCharsets.isSuperset(of: [.utf8, .gb18030]))
    }

    @Test(
        "The laws hold for documents that are hardly one",
        arguments: [
            "", "<", "<a", "</", "<!--", "\u{FEFF}", "<div style=\"display:none\">", "\u{0}\u{0}",
            "<a href=\"https://casino.example/\">", "&", "&#x", "<title>", "<title></title>", "⟦",
            "<style>.a{", "<script>document.write(\"", "<marquee height=999999999999999999>",
            "主站蜘蛛池模板:", "||||||||",
            "主站蜘蛛池<a href=http://x.example><div>一<a href=//y.example>o</a></div>h", "<?php",
            "<a href=\"http://http://http://http://\">x</a>",
        ]
    )
    func smallest(text: String) throws {
        let laws = Laws(rules: try Fixtures.rules())
        for path in ["a.html", "a.txt", "a.php"] {
            #expect(laws.check(Array(text.utf8), ScanRequest(path: path)).broken == [])
        }
    }

    @Test("Cleaning again changes nothing, even where the cut bytes had told the charset")
    func charsetOfTheRest() throws {
        let plant = "<div style=\"position:absolute;left:-9999px\">\(PageScannerTests.links)"
        let list = "<p>主站蜘蛛池模板: 第一个标题|第二个标题|第三个标题|第四个标题|第五个标题</p>"
        let bytes =
            Array((PageScannerTests.prose + PageScannerTests.prose + plant).utf8)
            + [0xFF] + Array(("</div>" + list + PageScannerTests.prose).utf8)
        let laws = Laws(rules: try Fixtures.rules())
        let checked = laws.check(bytes, ScanRequest(path: "page.html"))
        #expect(!checked.report.removed.isEmpty)
        #expect(checked.broken == [])
    }

    @Test("The check itself notices a cut that is none, and one that breaks a tag")
    func checkCanFail() throws {
        let text = Array("<p>one <b>two</b> three</p>".utf8)
        let request = ScanRequest(path: "page.html")
        #expect(Laws.tokenLaw(text, removed: [7..<17], request, .utf8) == nil)
        #expect(Laws.tokenLaw(text, removed: [7..<10], request, .utf8) == nil)
        #expect(Laws.tokenLaw(text, removed: [8..<11], request, .utf8) != nil)
        #expect(Laws.tokenLaw(Array("a<<i></i>b>".utf8), removed: [2..<9], request, .utf8) != nil)
        #expect(Laws.rangeLaw([3..<5, 4..<6], count: 9) != nil)
        #expect(Laws.rangeLaw([3..<5, 5..<6], count: 9) != nil)
        #expect(Laws.rangeLaw([3..<10], count: 9) != nil)
        #expect(Laws.rangeLaw([3..<5, 6..<9], count: 9) == nil)
    }
}

/// Scans a document and tells which laws it breaks.
struct Laws {
    struct Checked {
        var report: Report
        var broken: [String]
    }

    let rules: RuleSet
    private let scanner: PageScanner

    init(rules: RuleSet) {
        self.rules = rules
        scanner = PageScanner(rules: rules)
    }

    /// The report on a document, and the laws it breaks, each with what happened.
    func check(_ bytes: [UInt8], _ request: ScanRequest) -> Checked {
        let report = scanner.scan(bytes, request)
        var broken: [String] = []
        if let law = Self.rangeLaw(report.removed, count: bytes.count) {
            return Checked(report: report, broken: [law])
        }
        if scanner.scan(bytes, request) != report { broken.append("a second scan says otherwise") }
        if PageScanner(rules: rules).scan(bytes, request) != report {
            broken.append("a fresh scanner says otherwise")
        }
        let isCut = report.verdict == .injected || report.verdict == .spam
        if isCut == report.removed.isEmpty {
            broken.append("\(report.verdict.rawValue), but removed \(report.removed)")
        }
        broken += Self.findingLaws(report)
        guard !report.removed.isEmpty else { return Checked(report: report, broken: broken) }

        let removed = ByteRanges(report.removed)
        let cleaned = removed.removed(from: bytes)
        if cleaned != Self.without(report.removed, bytes) {
            broken.append("the cleaned document is not the input minus what was removed")
        }
        let charset = Charset(rawValue: report.charset) ?? .utf8
        if let law = Self.tokenLaw(bytes, removed: report.removed, request, charset) {
            broken.append(law)
        }
        let undo = UndoRecord(path: request.path, bytes: bytes, removed: removed)
        if (try? undo.restored(cleaned)) != bytes {
            broken.append("undo does not restore the input")
        }
        let second = scanner.scan(cleaned, request)
        if !second.removed.isEmpty {
            broken.append(
                "cleaning again removes more: \(marking(second.removed, in: cleaned)) "
                    + "charset \(report.charset), then \(second.charset)"
            )
        }
        return Checked(report: report, broken: broken)
    }

    /// Removed ranges are sorted, merged and within the document.
    static func rangeLaw(_ ranges: [Range<Int>], count: Int) -> String? {
        var end = -1
        for range in ranges {
            guard !range.isEmpty, range.lowerBound > end, range.lowerBound >= 0,
                range.upperBound <= count
            else { return "ranges \(ranges) of \(count) bytes are not sorted, merged, within them" }
            end = range.upperBound
        }
        return nil
    }

    /// What is removed is what the findings that are cut hold, and nothing else.
    private static func findingLaws(_ report: Report) -> [String] {
        var broken: [String] = []
        let cut = ByteRanges(report.findings.filter(\.isCut).flatMap(\.ranges))
        if cut.ranges != report.removed {
            broken.append("findings cut \(cut.ranges), but removed is \(report.removed)")
        }
        for finding in report.findings {
            if finding.rules.isEmpty { broken.append("a finding has no rule") }
            if finding.ranges.isEmpty { broken.append("a finding has no range") }
            if finding.excerpt.count > 160 { broken.append("an excerpt is too long") }
            if finding.excerpt.contains(where: \.isNewline) {
                broken.append("an excerpt has lines")
            }
            if finding.line < 1 { broken.append("a finding stands in line \(finding.line)") }
        }
        return broken
    }

    /// The bytes without the ranges, byte by byte.
    private static func without(_ ranges: [Range<Int>], _ bytes: [UInt8]) -> [UInt8] {
        var isGone = [Bool](repeating: false, count: bytes.count)
        for range in ranges { for index in range { isGone[index] = true } }
        return bytes.indices.filter { !isGone[$0] }.map { bytes[$0] }
    }

    // MARK: Tokens

    private struct Piece: Equatable {
        var kind: Token.Kind
        var content: Token.Content
        var bytes: [UInt8]
    }

    /// The tokens of the cleaned document are those of the original without the removed bytes, and
    /// no tag or comment loses a part.
    static func tokenLaw(
        _ bytes: [UInt8],
        removed: [Range<Int>],
        _ request: ScanRequest,
        _ charset: Charset
    ) -> String? {
        let original = text(bytes, charset)
        var ranges = removed
        if let map = original.map {
            ranges = removed.map { map.utf8Range(ofOriginal: $0) }
        }
        let cleaned = text(without(removed, bytes), charset).utf8
        guard without(ranges, original.utf8) == cleaned else {
            return "the cleaned text is not the text without what was removed"
        }
        var isGone = [Bool](repeating: false, count: original.utf8.count)
        for range in ranges { for index in range { isGone[index] = true } }
        var expected: [Piece] = []
        for piece in tokens(original.utf8, request) {
            let kept = piece.range.filter { !isGone[$0] }.map { original.utf8[$0] }
            if piece.kind != .text, !kept.isEmpty, kept.count < piece.range.count {
                return "half of a \(piece.kind) was removed: "
                    + String(decoding: original.utf8[piece.range], as: UTF8.self)
            }
            append(Piece(kind: piece.kind, content: piece.content, bytes: kept), to: &expected)
        }
        var found: [Piece] = []
        for piece in tokens(cleaned, request) {
            append(
                Piece(kind: piece.kind, content: piece.content, bytes: Array(cleaned[piece.range])),
                to: &found
            )
        }
        guard let index = zip(expected, found).enumerated().first(where: { $1.0 != $1.1 })?.offset
        else {
            return expected.count == found.count
                ? nil : "\(expected.count) tokens must be left, \(found.count) are"
        }
        return
            "the token after the cut is '\(String(decoding: found[index].bytes, as: UTF8.self))', "
            + "not '\(String(decoding: expected[index].bytes, as: UTF8.self))'"
    }

    /// Text beside text is one text.
    private static func append(_ piece: Piece, to pieces: inout [Piece]) {
        guard !piece.bytes.isEmpty else { return }
        if let last = pieces.last, last.kind == .text, piece.kind == .text,
            last.content == piece.content
        {
            pieces[pieces.count - 1].bytes += piece.bytes
        } else {
            pieces.append(piece)
        }
    }

    private static func text(
        _ bytes: [UInt8],
        _ charset: Charset
    ) -> (utf8: [UInt8], map: TranscodedText?) {
        let map = bytes.withUnsafeBufferPointer { TranscodedText($0, charset: charset) }
        return (map?.utf8 ?? bytes, map)
    }

    private static func tokens(_ bytes: [UInt8], _ request: ScanRequest) -> [Token] {
        var options = TokenizerOptions()
        options.opaqueInstructions = request.path.hasSuffix(".php")
        options.recognisesRawText = !request.path.hasSuffix(".txt")
        var buffer = TokenBuffer()
        bytes.withUnsafeBufferPointer {
            Tokenizer.tokenize($0, options: options, into: &buffer)
        }
        return buffer.tokens
    }
}
