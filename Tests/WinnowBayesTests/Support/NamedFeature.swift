@testable import WinnowBayes

/// A feature as a person writes it; in parts of words `^` and `$` stand for the ends.
enum NamedFeature: CustomStringConvertible {
    case word(String)
    case pair(String, String)
    case part(String)
    case number(UInt32)
    case gram(String)
    case ending(String)
    case hostWord(String)
    case hostNumber(UInt32)
    case hostPart(String)
    case pathWord(String)
    case pathNumber(UInt32)
    /// Letters as `a`, digits as `0`.
    case shape(String)

    var description: String {
        switch self {
        case .word(let text), .part(let text), .gram(let text), .ending(let text),
            .hostWord(let text), .hostPart(let text), .pathWord(let text), .shape(let text):
            "\(Self.label(self)) \(text)"
        case .pair(let first, let second): "pair \(first) \(second)"
        case .number(let length), .hostNumber(let length), .pathNumber(let length):
            "\(Self.label(self)) \(length)"
        }
    }

    /// The feature in bags of a kind.
    func hashed(_ kind: BagKind = .anchors) -> UInt64 {
        func digits(_ space: FeatureHash.Space, _ digits: [UInt32]) -> FeatureHash {
            var hash = FeatureHash(space, kind)
            for digit in digits { hash.add(digit) }
            return hash
        }
        func scalars(_ text: String) -> [UInt32] {
            text.unicodeScalars.map { $0 == "^" ? 1 : $0 == "$" ? 2 : $0.value }
        }
        func bytes(_ text: String) -> [UInt32] { text.utf8.map { UInt32($0) } }
        switch self {
        case .word(let text): return digits(.word, scalars(text)).feature(tellsTopic: true)
        case .pair(let first, let second):
            var pair = FeatureHash(.pair, kind)
            pair.add(digits(.word, scalars(first)))
            pair.add(digits(.word, scalars(second)))
            return pair.feature(tellsTopic: true)
        case .part(let text): return digits(.wordPart, scalars(text)).feature(tellsTopic: false)
        case .number(let length): return digits(.number, [length]).feature(tellsTopic: false)
        case .gram(let text):
            let characters = scalars(text)
            return digits(.gram, characters).feature(tellsTopic: characters.count > 1)
        case .ending(let text): return digits(.domainEnding, bytes(text)).feature(tellsTopic: false)
        case .hostWord(let text): return digits(.hostWord, bytes(text)).feature(tellsTopic: false)
        case .hostNumber(let length):
            return digits(.hostWord, [length]).feature(tellsTopic: false)
        case .hostPart(let text):
            return digits(.hostPart, scalars(text)).feature(tellsTopic: false)
        case .pathWord(let text): return digits(.pathWord, bytes(text)).feature(tellsTopic: false)
        case .pathNumber(let length):
            return digits(.pathWord, [length]).feature(tellsTopic: false)
        case .shape(let text): return digits(.pathShape, bytes(text)).feature(tellsTopic: false)
        }
    }

    private static func label(_ feature: NamedFeature) -> String {
        switch feature {
        case .word: "word"
        case .pair: "pair"
        case .part: "part"
        case .number: "number"
        case .gram: "gram"
        case .ending: "ending"
        case .hostWord: "host word"
        case .hostNumber: "host number"
        case .hostPart: "host part"
        case .pathWord: "path word"
        case .pathNumber: "path number"
        case .shape: "shape"
        }
    }
}

extension FeatureReader {
    /// Reads a bag of texts in normal form and of hosts with paths.
    convenience init(
        _ texts: [String],
        links: [(host: String, path: String)] = [],
        _ kind: BagKind = .anchors
    ) {
        self.init()
        begin(kind)
        for text in texts { add(text) }
        for link in links { addLink(link.host, link.path) }
    }

    func add(_ text: String) {
        Array(text.utf8).withUnsafeBufferPointer { addText($0) }
    }

    func addLink(_ host: String, _ path: String) {
        Array(host.utf8).withUnsafeBufferPointer { host in
            Array(path.utf8).withUnsafeBufferPointer { addLink(host: host, path: $0) }
        }
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
}
