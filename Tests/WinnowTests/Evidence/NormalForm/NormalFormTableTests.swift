import Foundation
import Testing

@testable import Winnow

@Suite("NormalFormTable")
struct NormalFormTableTests {
    private static let file = "Sources/Winnow/Evidence/NormalFormData.swift"
    private static let normaliser = TextNormaliser()
    private static let source = NormalFormSource()

    @Test("The table is what ICU says, character by character")
    func characters() {
        let source = Self.source
        let table = NormalFormTable()
        // Another ICU may know more characters and change how Han is simplified, nothing else.
        let isSame = NormalFormSource.icuVersion == NormalFormData.icuVersion
        var different: [String] = []
        for character in UInt32(0)..<0x11_0000 where different.count < 20 {
            let isComparable =
                NormalFormSource.isAssigned(character, in: NormalFormData.unicodeVersion)
                && !(0x2E80..<0x40000).contains(character)
            guard isSame || isComparable else { continue }
            let (found, expected) = (Self.form(character, table), source.form(of: character))
            if found != expected {
                different.append("U+\(String(character, radix: 16)): \(found), ICU: \(expected)")
            }
        }
        #expect(different.isEmpty, "write the table with make tables")
    }

    @Test("What composes in the table composes in ICU, and comes apart again")
    func pairs() throws {
        let source = Self.source
        let table = NormalFormTable()
        #expect(source.pairs.count > 500)
        for pair in source.pairs {
            #expect(table.composite(pair.first, pair.second) == pair.composite)
            let parts = try #require(table.parts(of: pair.composite))
            #expect(parts == (pair.first, pair.second))
        }
        for syllable in stride(from: UInt32(0xAC00), to: 0xD7A4, by: 7) {
            let text = try #require(Unicode.Scalar(syllable).map(String.init))
            #expect(Self.normal(source.nfd(text)) == [0x20] + Array(text.utf8) + [0x20])
        }
    }

    @Test("The generated file is the writer's output")
    func generated() throws {
        let text = NormalFormWriter.file(Self.source)
        if ProcessInfo.processInfo.environment["WINNOW_UPDATE_TABLES"] == "1" {
            let file = Fixtures.root.appending(path: Self.file)
            try Data(text.utf8).write(to: file, options: .atomic)
        } else if NormalFormSource.icuVersion == NormalFormData.icuVersion {
            #expect(try Fixtures.bytes(of: Self.file) == Array(text.utf8), "run make tables")
        }
    }

    @Test("Every character and its own form have one form", arguments: [0, 1, 2, 14])
    func stable(plane: Int) {
        var different: [UInt32] = []
        for low in UInt32(0)..<0x10000 {
            guard let scalar = Unicode.Scalar(UInt32(plane) << 16 | low) else { continue }
            // Between letters, where marks compose and digits may be letters.
            let once = Self.normal("x\(scalar)y")
            if Self.normal(once) != once { different.append(scalar.value) }
        }
        #expect(different.isEmpty)
    }

    @Test("A text has one form however its letters are composed", arguments: 0..<4)
    func composition(seed: UInt64) {
        let source = Self.source
        var random = SeededGenerator(seed: seed)
        for _ in 0..<1_500 {
            let text = Self.randomText(&random)
            let form = Self.normal(text)
            let again = [source.nfc(text), source.nfd(text), source.nfkc(text)].map(Self.normal)
            let isOne = (again + [Self.normal(form)]).allSatisfy { $0 == form }
            let shown = text.unicodeScalars.map { String($0.value, radix: 16) }
            if !isOne { Issue.record("\(shown)") }
            if String(validating: form, as: UTF8.self) == nil { Issue.record("bytes: \(shown)") }
        }
    }

    // MARK: Helpers

    private static func form(_ character: UInt32, _ table: NormalFormTable) -> NormalFormSource.Form
    {
        let entry = table.entry(character)
        switch entry.kind {
        case .separator: return .separator(entry.value)
        case .dropped: return .dropped
        case .letter, .wideLetter:
            let letter = entry.value == 0 ? character : entry.value
            let isWide = NormalFormSource.isWide(letter)
            return isWide == (entry.kind == .wideLetter) ? .letter(letter) : .dropped
        case .several:
            return .several((0..<table.count(entry)).map { table.character(entry, $0) })
        case .mark: return .mark(entry.value)
        case .keptMark: return .keptMark(entry.value)
        case .joiner: return .joiner
        }
    }

    /// Letters of all scripts, marks in any order, signs and what is invisible.
    private static func randomText(_ random: inout SeededGenerator) -> String {
        let ranges: [ClosedRange<UInt32>] = [
            0x20...0x7E, 0x61...0x7A, 0xA0...0x24F, 0x300...0x345, 0x370...0x3FF, 0x400...0x4FF,
            0x5D0...0x5EA, 0x620...0x65F, 0x900...0x97F, 0xE00...0xE5F, 0x1100...0x11FF,
            0x1E00...0x1FFF, 0x2000...0x206F, 0x2100...0x218F, 0x2460...0x24FF, 0x3040...0x30FF,
            0x3131...0x318E, 0x3200...0x33FF, 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
            0xFB00...0xFDFB, 0xFE00...0xFFEF, 0x1D400...0x1D7FF, 0x1F100...0x1F1FF,
            0x2F800...0x2FA1D, 0x11090...0x110BF, 0x1D15E...0x1D164,
        ]
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 1...14, using: &random) {
            let value = UInt32.random(in: random.pick(ranges), using: &random)
            guard let scalar = Unicode.Scalar(value),
                !NormalFormSource.trademarks.contains(value)
            else { continue }
            text.append(scalar)
        }
        return String(text)
    }

    private static func normal(_ text: String) -> [UInt8] { normal(Array(text.utf8)) }

    private static func normal(_ text: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        _ = text.withUnsafeBufferPointer { normaliser.append($0, to: &output) }
        return output
    }
}
