import Foundation
import Testing

@testable import Winnow

@Suite("Damaged rule caches")
struct RuleCacheDamageTests {
    private static func bytes(_ folder: CachedFolder) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: try folder.file())))
    }

    private static func payload(_ bytes: [UInt8], _ key: CacheKey) -> [UInt8]? {
        bytes.withUnsafeBytes { CacheFile.payload(of: $0, key).map(Array.init) }
    }

    @Test("A file of which one bit is not as it was is none, wherever the bit is")
    func flippedBits() throws {
        try CachedFolder.with { folder in
            _ = try folder.load()
            let key = try folder.key()
            var bytes = try Self.bytes(folder)
            #expect(Self.payload(bytes, key) != nil)
            for index in bytes.indices {
                bytes[index] ^= 1 << UInt8(index & 7)
                #expect(Self.payload(bytes, key) == nil, "byte \(index)")
                bytes[index] ^= 1 << UInt8(index & 7)
            }
        }
    }

    @Test("A file that is cut off is none, wherever it ends")
    func truncation() throws {
        try CachedFolder.with { folder in
            _ = try folder.load()
            let key = try folder.key()
            let bytes = try Self.bytes(folder)
            for count in bytes.indices {
                #expect(Self.payload(Array(bytes[..<count]), key) == nil)
            }
            #expect(Self.payload(bytes + [0], key) == nil)
        }
    }

    @Test("A damaged file is passed over and written anew", arguments: [0, 3, 20, 60, 200])
    func repair(place: Int) throws {
        try CachedFolder.with { folder in
            let expected = RuleCacheTests.text(try folder.load())
            let whole = try Self.bytes(folder)
            for damaged in [Array(whole[..<place]), whole[..<place] + [0xFF] + whole[place...]] {
                try Data(damaged).write(to: URL(fileURLWithPath: try folder.file()))
                #expect(try folder.cached() == nil)
                #expect(RuleCacheTests.text(try folder.load()) == expected)
                #expect(try Self.bytes(folder) == whole)
            }
        }
    }

    @Test("Rules with a true checksum that nobody compiled are refused or harmless")
    func forgery() throws {
        try CachedFolder.with { folder in
            let files = try folder.files()
            let loaded = try RuleSetLoader.load(files, sha256: "x", folder: "")
            var bytes = CachedRules.bytes(of: loaded, Lexicon(loaded.lists).matcher)
            let text = Array("casino 百家乐 poker pokercasino 百家".utf8)
            for count in stride(from: 0, to: bytes.count, by: 7) {
                bytes[..<count].withUnsafeBytes { part in
                    _ = #expect(throws: CacheReader.Damage.self) { try CachedRules(part) }
                }
            }
            var random = SeededGenerator(seed: 1)
            for index in bytes.indices {
                let kept = bytes[index]
                bytes[index] = random.oneIn(2) ? kept ^ 1 << (random.next() & 7) : 0xFF
                let rules = try? bytes.withUnsafeBytes { try CachedRules($0) }
                _ = rules?.lexicon.hits(in: text)
                bytes[index] = kept
            }
        }
    }

    @Test("Another version of the program reads nothing of this one's")
    func otherVersion() throws {
        try CachedFolder.with { folder in
            _ = try folder.load()
            let other = try folder.key(program: "other")
            #expect(other.name != (try folder.key()).name)
            #expect(folder.cache.rules(other) == nil)
            // Not even under the name that it would look for.
            try FileManager.default.moveItem(
                atPath: try folder.file(),
                toPath: "\(folder.cache.folder)/\(other.name).winnow-rules"
            )
            #expect(folder.cache.rules(other) == nil)
            #expect(try folder.cached() == nil)
        }
    }

    @Test("A link in place of a file is not followed")
    func link() throws {
        try CachedFolder.with { folder in
            _ = try folder.load()
            let file = try folder.file()
            try FileManager.default.moveItem(atPath: file, toPath: file + ".moved")
            try FileManager.default.createSymbolicLink(
                atPath: file,
                withDestinationPath: file + ".moved"
            )
            #expect(try folder.cached() == nil)
        }
    }
}
