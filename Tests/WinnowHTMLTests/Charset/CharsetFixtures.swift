import WinnowHTML

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// What the charset tests share.
enum CharsetFixtures {
    /// The UTF-8 of `bytes`.
    static func decode(_ bytes: [UInt8], _ charset: Charset) -> [UInt8] {
        var output: [UInt8] = []
        bytes.withUnsafeBufferPointer { CharsetDecoder(charset).decode($0, into: &output) }
        return output
    }

    /// `text` in a charset of one or two bytes, found by decoding all there are; characters that
    /// the charset lacks become `?`.
    static func encode(_ text: String, _ charset: Charset) -> [UInt8] {
        if charset == .utf8 { return Array(text.utf8) }
        var codes: [Unicode.Scalar: [UInt8]] = [:]
        // One call for each lead byte: a character between line breaks for each trail byte.
        func add(_ row: [[UInt8]]) {
            let lines = decode(Array(row.joined(separator: [0x0A])), charset).split(
                separator: 0x0A,
                omittingEmptySubsequences: false
            )
            for (code, line) in zip(row, lines) {
                let scalars = String(decoding: line, as: UTF8.self).unicodeScalars
                guard scalars.count == 1, let scalar = scalars.first, codes[scalar] == nil else {
                    continue
                }
                codes[scalar] = code
            }
        }
        add((UInt8(0x20)...0xFF).map { [$0] })
        for lead in UInt8(0x81)...0xFE { add((UInt8(0x40)...0xFE).map { [lead, $0] }) }
        return text.unicodeScalars.flatMap { codes[$0] ?? [0x3F] }
    }

    /// `text` in UTF-16.
    static func utf16(_ text: String, bigEndian: Bool) -> [UInt8] {
        text.utf16.flatMap { unit in
            let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
            return bigEndian ? [high, low] : [low, high]
        }
    }

    /// The charset that is detected in `bytes`.
    static func detect(
        _ bytes: [UInt8],
        transportLabel: String? = nil,
        isHTML: Bool = true
    ) -> CharsetDetection {
        bytes.withUnsafeBufferPointer {
            CharsetDetection.detect($0, transportLabel: transportLabel, isHTML: isHTML)
        }
    }

    /// The bytes of a file; nil when there is none.
    static func contents(ofFile path: String) -> [UInt8]? {
        guard let file = fopen(path, "rb") else { return nil }
        defer { fclose(file) }
        var contents: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&block, 1, block.count, file)
            if count == 0 { return contents }
            contents += block[..<count]
        }
    }
}

/// Numbers that look random and are the same in every run (SplitMix64).
struct CharsetTestNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
