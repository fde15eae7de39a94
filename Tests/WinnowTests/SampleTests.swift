import Foundation
import Testing

@testable import Winnow

extension Fixtures {
    /// The samples, as `Samples/expected/reports.jsonl` names them and in its order.
    static let samplePaths = ["clean", "injected"].flatMap { folder in
        names(in: "Samples/" + folder).map { "\(folder)/\($0)" }
    }
}

/// The pages of `Samples`, which show what Winnow is for.
@Suite("Samples")
struct SampleTests {
    @Test("There are samples of both kinds")
    func samplesExist() {
        #expect(Fixtures.names(in: "Samples/injected").count >= 13)
        #expect(Fixtures.names(in: "Samples/clean").count >= 15)
    }

    @Test(
        "What was planted is cut, and nothing else",
        arguments: Fixtures.names(in: "Samples/injected")
    )
    func injected(name: String) throws {
        let bytes = try Fixtures.bytes(of: "Samples/injected/" + name)
        let expected = try Fixtures.bytes(of: "Samples/expected/cleaned/" + name)
        let report = try Fixtures.scanner().scan(bytes, ScanRequest(path: name))
        let cleaned = ByteRanges(report.removed).removed(from: bytes)
        let planted = try Self.planted(name)
        #expect(report.verdict == .injected)
        #expect(cleaned == expected, "removed \(report.removed), planted \(planted)")
    }

    @Test("An honest page is left alone", arguments: Fixtures.names(in: "Samples/clean"))
    func clean(name: String) throws {
        let bytes = try Fixtures.bytes(of: "Samples/clean/" + name)
        let report = try Fixtures.scanner().scan(bytes, ScanRequest(path: name))
        #expect(report.verdict == .clean || report.verdict == .suspicious)
        #expect(report.removed.isEmpty, "\(marking(report.removed, in: bytes))")
        #expect(report.limits == [])
    }

    @Test("Every sample has the report that stands in reports.jsonl")
    func reports() throws {
        let recorded = try Fixtures.bytes(of: "Samples/expected/reports.jsonl")
        let expected = String(decoding: recorded, as: UTF8.self).split(separator: "\n").map(
            String.init
        )
        let scanner = try Fixtures.scanner()
        let found = try Fixtures.samplePaths.map { path in
            var report = scanner.scan(
                try Fixtures.bytes(of: "Samples/" + path),
                ScanRequest(path: path)
            )
            report.rulesVersion = ""
            report.rulesSHA256 = ""
            return String(decoding: JSONLinesReporter().line(report).dropLast(), as: UTF8.self)
        }
        #expect(found.count == expected.count, "run Scripts/update-samples")
        for (index, line) in found.enumerated() where index < expected.count {
            #expect(line == expected[index], "run Scripts/update-samples and read the difference")
        }
    }

    @Test("A report is one line of JSON that a parser reads", arguments: Fixtures.samplePaths)
    func reportIsJSON(path: String) throws {
        let bytes = try Fixtures.bytes(of: "Samples/" + path)
        let report = try Fixtures.scanner().scan(bytes, ScanRequest(path: path))
        let line = JSONLinesReporter().line(report)
        #expect(line.last == 0x0A)
        #expect(line.count { $0 == 0x0A } == 1)
        let object = try #require(
            JSONSerialization.jsonObject(with: Data(line)) as? [String: Any],
            "no object"
        )
        #expect(object["path"] as? String == path)
        #expect(object["verdict"] as? String == report.verdict.rawValue)
        #expect(object["bytes"] as? Int == bytes.count)
        #expect(
            object["removed"] as? [[Int]] == report.removed.map { [$0.lowerBound, $0.upperBound] }
        )
        #expect((object["findings"] as? [Any])?.count == report.findings.count)
        #expect(object["error"] is NSNull)
    }

    /// The planted ranges of a sample, from `planted.tsv`.
    private static func planted(_ name: String) throws -> [String] {
        let table = try Fixtures.bytes(of: "Samples/expected/planted.tsv")
        return String(decoding: table, as: UTF8.self).split(separator: "\n")
            .map { $0.split(separator: "\t") }.filter { $0.first.map { $0 == name } ?? false }
            .map { "\($0[1])..<\($0[2])" }
    }
}
