/// Turns the texts and link targets of a bag into hashed features.
///
/// The one reader for training and scoring. Of scripts that put spaces between words: the words,
/// pairs of neighbours within one text, and every four letters of a word, so that a brand or an
/// inflection nobody trained still has something known in it. Of Han, kana, Hangul and Thai, which
/// do not: every one, two and three characters. Of links: the words of the host, its ending, the
/// words and the shape of the path.
///
/// A feature counts once in a bag, however often it stands there: farms repeat themselves, and so
/// do menus. Make one reader for each thread; it keeps its memory from bag to bag.
package struct FeatureReader {
    /// Changes whenever features do; models count features of one version only.
    package static let version: UInt32 = 1
    /// Different features of a bag's texts, and as many of its links; more say nothing new.
    package static let maximumFeatures = 4_096
    /// Characters of a word that are read.
    static let maximumWord = 64
    /// Characters of a word that stand together in a feature.
    static let partLength = 4
    /// Bytes of a host or path that are read.
    static let maximumTarget = 256
    /// Characters of a path's shape.
    static let maximumShape = 24

    /// Features of the bag's texts, each once, in the order found.
    package private(set) var text: [UInt64] = []
    /// Features of its links.
    package private(set) var links: [UInt64] = []
    private var kind = BagKind.anchors
    private var isLink = false
    /// The features found, by their hash; a slot is empty where 0.
    private var seen = [UInt64](repeating: 0, count: 4 * maximumFeatures)
    /// Slots of `seen` that are taken.
    private var taken: [Int32] = []
    private var word: [UInt32] = []
    private var previous: FeatureHash?

    package init() {}

    /// Forgets the last bag and begins another.
    package mutating func begin(_ kind: BagKind) {
        self.kind = kind
        text.removeAll(keepingCapacity: true)
        links.removeAll(keepingCapacity: true)
        for slot in taken { seen[Int(slot)] = 0 }
        taken.removeAll(keepingCapacity: true)
    }

    // MARK: Texts

    /// Adds a text, such as one anchor.
    ///
    /// - Parameter normal: UTF-8 in the form of the shared normaliser: words between spaces.
    /// - Complexity: Linear in the bytes.
    package mutating func addText(_ normal: UnsafeBufferPointer<UInt8>) {
        isLink = false
        previous = nil
        word.removeAll(keepingCapacity: true)
        var isWide = false
        var position = 0
        while position < normal.count {
            let byte = normal[position]
            if byte == 0x20 {
                endWord(isWide)
                position += 1
                continue
            }
            let (scalar, length) = Self.scalar(at: position, in: normal)
            position += length
            let isWideScalar = byte >= 0xE0 && Self.isWide(scalar)
            if isWideScalar != isWide {
                endWord(isWide)
                isWide = isWideScalar
            } else if word.count == Self.maximumWord {
                // Text without spaces is read on, in pieces.
                endWord(isWide)
            }
            word.append(scalar)
        }
        endWord(isWide)
    }

    private mutating func endWord(_ isWide: Bool) {
        guard !word.isEmpty, text.count < Self.maximumFeatures else {
            word.removeAll(keepingCapacity: true)
            return
        }
        if isWide {
            addGrams()
            previous = nil
        } else if word.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
            var number = FeatureHash(.number, kind)
            number.add(UInt32(min(word.count, 6)))
            note(number.feature(tellsTopic: false))
            previous = nil
        } else {
            var hash = FeatureHash(.word, kind)
            for scalar in word { hash.add(scalar) }
            note(hash.feature(tellsTopic: true))
            if let previous {
                var pair = FeatureHash(.pair, kind)
                pair.add(previous)
                pair.add(hash)
                note(pair.feature(tellsTopic: true))
            }
            previous = hash
            addParts(.wordPart)
        }
        word.removeAll(keepingCapacity: true)
    }

    /// The features of one, two and three characters.
    private mutating func addGrams() {
        for first in word.indices {
            var hash = FeatureHash(.gram, kind)
            for length in 0..<min(3, word.count - first) {
                hash.add(word[first + length])
                note(hash.feature(tellsTopic: length > 0))
            }
        }
    }

    /// Every four characters of a word; its ends count as characters.
    private mutating func addParts(_ space: FeatureHash.Space) {
        guard word.count + 2 > Self.partLength else { return }
        word.insert(1, at: 0)
        word.append(2)
        for first in 0...(word.count - Self.partLength) {
            var hash = FeatureHash(space, kind)
            for place in first..<(first + Self.partLength) { hash.add(word[place]) }
            note(hash.feature(tellsTopic: false))
        }
    }

    // MARK: Links

    /// Adds where a link leads.
    ///
    /// - Parameters:
    ///   - host: The host in lower case.
    ///   - path: Path and query, as written.
    /// - Complexity: Linear in the bytes, of which it reads the first.
    package mutating func addLink(
        host: UnsafeBufferPointer<UInt8>,
        path: UnsafeBufferPointer<UInt8>
    ) {
        isLink = true
        let host = UnsafeBufferPointer(rebasing: host.prefix(Self.maximumTarget))
        let path = UnsafeBufferPointer(rebasing: path.prefix(Self.maximumTarget))
        if let dot = host.lastIndex(of: 0x2E) {
            var ending = FeatureHash(.domainEnding, kind)
            for byte in host[(dot + 1)...] { ending.add(UInt32(byte)) }
            note(ending.feature(tellsTopic: false))
            addWords(UnsafeBufferPointer(rebasing: host[..<dot]), .hostWord, parts: .hostPart)
        }
        addShape(path)
        addWords(path, .pathWord, parts: nil)
    }

    /// The words between what is neither letter nor digit; of a number its length alone.
    private mutating func addWords(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ space: FeatureHash.Space,
        parts: FeatureHash.Space?
    ) {
        word.removeAll(keepingCapacity: true)
        for place in 0...bytes.count {
            let byte = place < bytes.count ? bytes[place] : 0
            let letter = Self.letter(byte)
            if letter == nil || word.count == Self.maximumWord { endWord(space, parts: parts) }
            if let letter { word.append(UInt32(letter)) }
        }
    }

    private mutating func endWord(_ space: FeatureHash.Space, parts: FeatureHash.Space?) {
        guard !word.isEmpty else { return }
        var hash = FeatureHash(space, kind)
        if word.allSatisfy({ $0 <= 0x39 }) {
            hash.add(UInt32(min(word.count, 8)))
        } else {
            for letter in word { hash.add(letter) }
        }
        note(hash.feature(tellsTopic: false))
        if let parts { addParts(parts) }
        word.removeAll(keepingCapacity: true)
    }

    /// The path with every run of letters as one sign, every run of digits as another.
    private mutating func addShape(_ path: UnsafeBufferPointer<UInt8>) {
        var hash = FeatureHash(.pathShape, kind)
        var last: UInt32 = 0
        var count = 0
        for byte in path {
            var sign = UInt32(byte)
            if let letter = Self.letter(byte) { sign = letter <= 0x39 ? 0x30 : 0x61 }
            if sign == last, sign == 0x30 || sign == 0x61 { continue }
            last = sign
            hash.add(sign)
            count += 1
            guard count < Self.maximumShape else { break }
        }
        note(hash.feature(tellsTopic: false))
    }

    // MARK: Bytes and characters

    /// A letter or digit of a target in lower case; bytes beyond ASCII are letters, too.
    @inline(__always)
    private static func letter(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39, 0x61...0x7A, 0x80...: byte
        case 0x41...0x5A: byte | 0x20
        default: nil
        }
    }

    /// The character that begins at a byte; bytes that begin none stand for themselves.
    @inline(__always)
    private static func scalar(
        at position: Int,
        in text: UnsafeBufferPointer<UInt8>
    ) -> (scalar: UInt32, length: Int) {
        let first = UInt32(text[position])
        let length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard length > 1, position + length <= text.count else { return (first, 1) }
        var scalar = first & (0x7F >> UInt32(length))
        for place in 1..<length { scalar = scalar << 6 | UInt32(text[position + place] & 0x3F) }
        return (scalar, length)
    }

    /// True for Han, kana, Hangul and Thai.
    @inline(__always)
    static func isWide(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x0E00...0x0E7F, 0x1100...0x11FF, 0x3005...0x30FF, 0x3130...0x318F, 0x31F0...0x31FF,
            0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7AF, 0xF900...0xFAFF,
            0x2_0000...0x3_FFFF:
            true
        default: false
        }
    }

    /// Notes a feature, unless the bag has it.
    @inline(__always)
    private mutating func note(_ feature: UInt64) {
        // 0 marks an empty slot.
        let feature = feature == 0 ? 2 : feature
        let mask = seen.count - 1
        var slot = Int(truncatingIfNeeded: feature >> 20) & mask
        while seen[slot] != 0 {
            if seen[slot] == feature { return }
            slot = (slot + 1) & mask
        }
        guard (isLink ? links.count : text.count) < Self.maximumFeatures else { return }
        seen[slot] = feature
        taken.append(Int32(slot))
        if isLink { links.append(feature) } else { text.append(feature) }
    }
}
