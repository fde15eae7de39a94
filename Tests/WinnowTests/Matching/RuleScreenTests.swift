import Foundation
import Testing

@testable import Winnow

@Suite("RuleScreen")
struct RuleScreenTests {
    /// Pages on which the two ways are compared: the samples, the rules' own examples, and the lab's
    /// pages where they are unpacked and `WINNOW_LAB_PAGES` asks for all of them.
    private static func pages() throws -> [(name: String, bytes: [UInt8], url: String?)] {
        var pages: [(name: String, bytes: [UInt8], url: String?)] = []
        for folder in ["Samples/clean", "Samples/injected"] {
            for name in Fixtures.names(in: folder) {
                pages.append(
                    (folder + "/" + name, try Fixtures.bytes(of: folder + "/" + name), nil)
                )
            }
        }
        for example in try Fixtures.rules().rules.flatMap(\.examples) {
            pages.append((example.ruleID, Array(example.html.utf8), example.url))
        }
        let lab = ProcessInfo.processInfo.environment["WINNOW_LAB_PAGES"] ?? ""
        for folder in lab.split(separator: ":") {
            let files = FileManager.default.subpaths(atPath: String(folder)) ?? []
            for file in files.sorted() where file.hasSuffix(".html") || file.hasSuffix(".txt") {
                if let data = FileManager.default.contents(atPath: folder + "/" + file) {
                    pages.append((file, Array(data), nil))
                }
            }
        }
        return pages
    }

    @Test("A page that ends in the first tier would be reported the same the whole way")
    func sameReports() throws {
        let rules = try Fixtures.rules()
        let (short, whole) = (
            PageScanner(rules: rules), PageScanner(rules: rules, screens: false)
        )
        let pages = try Self.pages()
        for page in pages {
            let request = ScanRequest(path: page.name, url: page.url)
            #expect(
                short.scan(page.bytes, request) == whole.scan(page.bytes, request),
                "\(page.name)"
            )
        }
        #expect(short.work.documents == pages.count)
        #expect(short.work.candidates < whole.work.candidates)
    }

    @Test("Random documents are reported the same either way", arguments: 0..<40)
    func random(seed: Int) throws {
        let rules = try Fixtures.rules()
        let (short, whole) = (
            PageScanner(rules: rules), PageScanner(rules: rules, screens: false)
        )
        for number in 0..<20 {
            let document = RandomDocument(seed: UInt64(90_000 + seed * 20 + number))
            let request = ScanRequest(path: document.path)
            #expect(
                short.scan(document.bytes, request) == whole.scan(document.bytes, request),
                "\(document)"
            )
        }
    }

    @Test("Literals of a script in another charset than UTF-8 are found")
    func charset() throws {
        let script =
            "<script>var s=document.referrer;/* \u{767E} */if(s.indexOf('baidu')>0||s.indexOf('sogou')>0)"
            + "location.href='https://casino.example/';</script><p>x</p>"
        let bytes = script.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        let report = try Fixtures.scanner().scan([0xFF, 0xFE] + bytes, ScanRequest(path: "a.html"))
        #expect(report.findings.contains { $0.technique == .scriptRedirect })
    }
}
