import Foundation
import Testing

@testable import Winnow

/// The screen, the gates and the windows change nothing.
///
/// Rules fire exactly where PCRE2 finds them one by one. `make match` compares on whole corpora.
@Suite("Matching against PCRE2 one by one")
struct PlainMatchingTests {
    private struct Page {
        var name: String
        var bytes: [UInt8]
    }

    private static func samples() throws -> [Page] {
        try ["Samples/clean", "Samples/injected"].flatMap { folder in
            try Fixtures.names(in: folder).map { name in
                Page(name: name, bytes: try Fixtures.bytes(of: folder + "/" + name))
            }
        }
    }

    /// Pages of the lab, where they are unpacked: a few of all.
    private static func labPages(every step: Int) -> [Page] {
        let folder = NSHomeDirectory() + "/.cache/winnow-lab/dev/pages"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder))?.sorted() ?? []
        return stride(from: 0, to: names.count, by: step).compactMap { index in
            FileManager.default.contents(atPath: folder + "/" + names[index]).map {
                Page(name: names[index], bytes: Array($0))
            }
        }
    }

    private static func fired(_ page: Page, _ rules: RuleSet, isPlain: Bool) -> [String] {
        let request = ScanRequest(path: page.name)
        return PageScanner.firedRules(in: page.bytes, request, rules: rules, isPlain: isPlain)
    }

    @Test("The shipped rules fire on samples, their own examples and pages of the lab as they must")
    func shipped() throws {
        let rules = try Fixtures.rules()
        let examples = rules.rules.flatMap(\.examples).map {
            Page(name: $0.ruleID, bytes: Array($0.html.utf8))
        }
        var hits = 0
        for page in try Self.samples() + examples + Self.labPages(every: 240) {
            let plain = Self.fired(page, rules, isPlain: true)
            #expect(Self.fired(page, rules, isPlain: false) == plain, "\(page.name)")
            hits += plain.count
        }
        #expect(hits > 200)
    }

    @Test("So do 2,000 generated rules, with words that stand in the pages")
    func generated() throws {
        let pages = try Self.samples() + Self.labPages(every: 1_200)
        let text = try Self.samples().map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
        let words = Set(
            text.split { !$0.isLetter }.map { String($0.prefix(12)) }.filter { $0.count >= 3 }
        )
        try Fixtures.withTemporaryFolder { folder in
            try GeneratedRules.write(2_000, into: folder, words: words.sorted())
            let rules = try RuleSet(folder: folder.path)
            var hits = 0
            for page in pages {
                let plain = Self.fired(page, rules, isPlain: true)
                #expect(Self.fired(page, rules, isPlain: false) == plain, "\(page.name)")
                hits += plain.count
            }
            #expect(hits > 500)
        }
    }

    @Test("So do rules on random documents in every charset", arguments: 0..<8)
    func random(seed: Int) throws {
        let rules = try Fixtures.rules()
        for number in 0..<12 {
            let document = RandomDocument(seed: UInt64(70_000 + seed * 12 + number))
            let page = Page(name: document.path, bytes: document.bytes)
            let plain = Self.fired(page, rules, isPlain: true)
            #expect(Self.fired(page, rules, isPlain: false) == plain, "\(document)")
        }
    }
}
