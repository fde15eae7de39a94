internal import Foundation
internal import WinnowRegex

/// What a compiled set of rules is made of: files, and the program that compiled them.
struct CacheKey: Sendable, Equatable {
    /// Bytes of a key.
    static let size = 32

    let bytes: [UInt8]

    /// The key as the name of a file.
    var name: String { Digest.hexadecimal(bytes) }

    /// - Parameters:
    ///   - files: All files of all layers.
    ///   - sha256: What is in them.
    ///   - program: What tells this program from others.
    init(_ files: [RuleFile], sha256: String, program: String = program) {
        // Where a layer stands is told by diagnostics and by entries of the allow list.
        let parts = files.lazy.flatMap { file in
            file.parts.lazy.map { "\($0.name)\u{0}\($0.isChange)\u{0}" }
        }
        var hash = Digest.Hash()
        hash.update(program)
        hash.update(sha256)
        for part in parts { hash.update(part) }
        bytes = hash.bytes
    }

    /// Versions of all that decides what comes of rules, and how numbers stand in memory.
    ///
    /// A program that is built anew reads no rules that the one before it compiled, even where
    /// nobody gave it another version.
    static let program: String = {
        var status = stat()
        var parts = [
            "\(CacheFile.format)", Version.program, Pattern.libraryVersion,
            TextNormaliser.tableVersion, RegistrableDomain.listVersion,
            "\(MemoryLayout<Int>.size)", "\(1.littleEndian == 1)",
        ]
        if let path = executable, stat(path, &status) == 0 {
            parts.append("\(status.st_size) \(RuleFolder.nanoseconds(status)) \(status.st_ino)")
        }
        return parts.map { $0 + "\u{0}" }.joined()
    }()

    private static var executable: String? {
        #if os(Linux)
        "/proc/self/exe"
        #else
        Bundle.main.executablePath
        #endif
    }
}
