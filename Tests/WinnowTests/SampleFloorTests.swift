import Foundation
import Testing

@testable import Winnow

/// The figures of the project's own samples, which only go up: `Tests/floors.json` keeps them.
@Suite("Floors of the samples")
struct SampleFloorTests {
    /// What is counted over all samples.
    private struct Figures: Codable, Equatable {
        /// Samples with something planted, and plants in them.
        var injected = 0
        var plants = 0
        /// Plants that a cut touches, and bytes of them that are cut.
        var found = 0
        var share = 0.0
        /// Samples of which exactly what was planted is cut.
        var cleaned = 0
        /// Honest samples, those from which a byte is cut, and those that are suspicious.
        var honest = 0
        var flagged = 0
        var suspicious = 0
    }

    private struct Floors: Decodable { var samples: Figures }

    /// A plant of `planted.tsv`.
    private struct Plant {
        var file: String
        var range: Range<Int>
    }

    private static func plants() throws -> [Plant] {
        let table = try Fixtures.bytes(of: "Samples/expected/planted.tsv")
        return String(decoding: table, as: UTF8.self).split(separator: "\n").dropFirst()
            .compactMap { line in
                let fields = line.split(separator: "\t")
                guard fields.count > 2, let start = Int(fields[1]), let end = Int(fields[2]) else {
                    return nil
                }
                return Plant(file: String(fields[0]), range: start..<end)
            }
    }

    private static func measured() throws -> Figures {
        var figures = Figures()
        let plants = try plants()
        let scanner = try Fixtures.scanner()
        var (bytes, gone) = (0, 0)
        for name in Fixtures.names(in: "Samples/injected") {
            let page = try Fixtures.bytes(of: "Samples/injected/" + name)
            let removed = scanner.scan(page, ScanRequest(path: name)).removed
            let mine = plants.filter { $0.file == name }.map(\.range)
            figures.injected += 1
            figures.plants += mine.count
            figures.found += mine.count { plant in removed.contains { $0.overlaps(plant) } }
            bytes += mine.reduce(0) { $0 + $1.count }
            for plant in mine {
                gone += removed.reduce(0) { $0 + $1.clamped(to: plant).count }
            }
            let expected = try Fixtures.bytes(of: "Samples/expected/cleaned/" + name)
            figures.cleaned += ByteRanges(removed).removed(from: page) == expected ? 1 : 0
        }
        for name in Fixtures.names(in: "Samples/clean") {
            let page = try Fixtures.bytes(of: "Samples/clean/" + name)
            let report = scanner.scan(page, ScanRequest(path: name))
            figures.honest += 1
            figures.flagged += report.removed.isEmpty && report.verdict != .spam ? 0 : 1
            figures.suspicious += report.verdict == .suspicious ? 1 : 0
        }
        figures.share = bytes == 0 ? 0 : Double(gone) / Double(bytes)
        return figures
    }

    @Test("No figure of the samples is below its floor, or above its ceiling")
    func floors() throws {
        let file = Data(try Fixtures.bytes(of: "Tests/floors.json"))
        let floor = try JSONDecoder().decode(Floors.self, from: file).samples
        let found = try Self.measured()
        #expect(found.injected >= floor.injected)
        #expect(found.plants >= floor.plants)
        #expect(found.found >= floor.found)
        #expect(found.share >= floor.share)
        #expect(found.cleaned >= floor.cleaned)
        #expect(found.honest >= floor.honest)
        #expect(found.flagged <= floor.flagged)
        #expect(found.suspicious <= floor.suspicious)
    }
}
