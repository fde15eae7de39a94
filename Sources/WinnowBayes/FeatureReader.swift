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
package final class FeatureReader {
    /// Changes whenever features do; models count features of one version only.
    package static let version: UInt32 = 1
    /// Different features of a bag's texts, and as many of its links; more say nothing new.
    package static let maximumFeatures = 2_048
    /// Characters of a word that are read; what follows is a word of its own.
    static let maximumWord = 64
    /// Characters of a word that stand together in a feature.
    static let partLength = 4
    /// Bytes of a host or path that are read.
    static let maximumTarget = 256
    /// Characters of a path's shape.
    static let maximumShape = 24

    /// Slots for the hashes of a bag's features: a power of two, twice as many as there may be.
    private static let slots = 4 * maximumFeatures
    /// The ends of a word, as characters that no text has.
    private static let (wordStart, wordEnd): (UInt32, UInt32) = (1, 2)

    private var kind = BagKind.anchors
    /// The features found, those of texts first; as unsafe memory, because this is the inner loop.
    private let found = UnsafeMutablePointer<UInt64>.allocate(capacity: 2 * maximumFeatures)
    private var textCount = 0
    private var linkCount = 0
    /// The features by their hash; a slot is empty where 0.
    private let seen = UnsafeMutablePointer<UInt64>.allocate(capacity: slots)
    /// Slots of `seen` that are taken.
    private let taken = UnsafeMutablePointer<Int32>.allocate(capacity: 2 * maximumFeatures)
    /// The word at hand, with room for its ends.
    private let word = UnsafeMutablePointer<UInt32>.allocate(capacity: maximumWord + 2)
    private var length = 0
    private var hasLetter = false
    private var isLink = false
    /// The word before, if it can make a pair.
    private var previous: FeatureHash?

    package init() { seen.initialize(repeating: 0, count: Self.slots) }

    deinit {
        found.deallocate()
        seen.deallocate()
        taken.deallocate()
        word.deallocate()
    }

    /// Features of the bag's texts, each once, in the order found.
    package var text: [UInt64] { Array(textMemory) }
    /// Features of its links, likewise.
    package var links: [UInt64] { Array(linkMemory) }

    /// The same without a copy, while the reader lives and until the next bag.
    var textMemory: UnsafeBufferPointer<UInt64> {
        UnsafeBufferPointer(start: found, count: textCount)
    }
    var linkMemory: UnsafeBufferPointer<UInt64> {
        UnsafeBufferPointer(start: found + Self.maximumFeatures, count: linkCount)
    }

    /// Forgets the last bag and begins another.
    package func begin(_ kind: BagKind) {
        self.kind = kind
        for place in 0..<(textCount + linkCount) { seen[Int(taken[place])] = 0 }
        (textCount, linkCount) = (0, 0)
    }

    // MARK: Texts

    /// Adds a text, such as one anchor.
    ///
    /// - Parameter normal: UTF-8 in the form of the shared normaliser: words between spaces.
    /// - Complexity: Linear in the bytes.
    package func addText(_ normal: UnsafeBufferPointer<UInt8>) {
        isLink = false
        previous = nil
        beginWord()
        var isWide = false
        var position = 0
        while position < normal.count {
            let byte = normal[position]
            if byte == 0x20 {
                endWord(isWide)
                position += 1
                continue
            }
            var scalar = UInt32(byte)
            if byte < 0x80 {
                position += 1
            } else {
                let (decoded, length) = Self.scalar(at: position, in: normal)
                scalar = decoded
                position += length
            }
            let isWideScalar = byte >= 0xE0 && Self.isWide(scalar)
            if isWideScalar != isWide {
                endWord(isWide)
                isWide = isWideScalar
            } else if length == Self.maximumWord {
                endWord(isWide)
            }
            append(scalar)
        }
        endWord(isWide)
    }

    @inline(__always)
    private func beginWord() {
        length = 0
        hasLetter = false
    }

    @inline(__always)
    private func append(_ scalar: UInt32) {
        // The first place is that of the word's start.
        word[1 + length] = scalar
        length += 1
        if scalar &- 0x30 > 9 { hasLetter = true }
    }

    private func endWord(_ isWide: Bool) {
        guard length > 0 else { return }
        defer { beginWord() }
        guard textCount < Self.maximumFeatures else { return }
        if isWide {
            addGrams()
            previous = nil
        } else if hasLetter {
            var hash = FeatureHash(.word, kind)
            for place in 1...length { hash.add(word[place]) }
            note(hash.feature(tellsTopic: true))
            if let previous {
                var pair = FeatureHash(.pair, kind)
                pair.add(previous)
                pair.add(hash)
                note(pair.feature(tellsTopic: true))
            }
            previous = hash
            addParts(.wordPart)
        } else {
            var number = FeatureHash(.number, kind)
            number.add(UInt32(min(length, 6)))
            note(number.feature(tellsTopic: false))
            previous = nil
        }
    }

    /// The features of one, two and three characters.
    private func addGrams() {
        let start = FeatureHash(.gram, kind)
        var first = 1
        while first <= length {
            var hash = start
            hash.add(word[first])
            note(hash.feature(tellsTopic: false))
            if first + 1 <= length {
                hash.add(word[first + 1])
                note(hash.feature(tellsTopic: true))
            }
            if first + 2 <= length {
                hash.add(word[first + 2])
                note(hash.feature(tellsTopic: true))
            }
            first += 1
        }
    }

    /// Every four characters of a word; its ends count as characters.
    private func addParts(_ space: FeatureHash.Space) {
        guard length + 2 > Self.partLength else { return }
        word[0] = Self.wordStart
        word[length + 1] = Self.wordEnd
        let start = FeatureHash(space, kind)
        var place = 0
        while place <= length + 2 - Self.partLength {
            // Written out, because this is the innermost loop.
            var hash = start
            hash.add(word[place])
            hash.add(word[place + 1])
            hash.add(word[place + 2])
            hash.add(word[place + 3])
            note(hash.feature(tellsTopic: false))
            place += 1
        }
    }

    // MARK: Links

    /// Adds where a link leads.
    ///
    /// - Parameters:
    ///   - host: The host in lower case.
    ///   - path: Path and query, as written.
    /// - Complexity: Linear in the bytes, of which it reads the first.
    package func addLink(
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
    private func addWords(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ space: FeatureHash.Space,
        parts: FeatureHash.Space?
    ) {
        beginWord()
        for place in 0...bytes.count {
            let byte = place < bytes.count ? bytes[place] : 0
            let letter = Self.letter(byte)
            if letter == nil || length == Self.maximumWord { endWord(space, parts: parts) }
            if let letter { append(UInt32(letter)) }
        }
    }

    private func endWord(_ space: FeatureHash.Space, parts: FeatureHash.Space?) {
        guard length > 0 else { return }
        var hash = FeatureHash(space, kind)
        if hasLetter {
            for place in 1...length { hash.add(word[place]) }
        } else {
            hash.add(UInt32(min(length, 8)))
        }
        note(hash.feature(tellsTopic: false))
        if let parts { addParts(parts) }
        beginWord()
    }

    /// The path with every run of letters as one sign, every run of digits as another.
    private func addShape(_ path: UnsafeBufferPointer<UInt8>) {
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
    private func note(_ feature: UInt64) {
        // 0 marks an empty slot.
        let feature = feature == 0 ? 2 : feature
        var slot = Int(truncatingIfNeeded: feature >> 20) & (Self.slots - 1)
        while true {
            let other = seen[slot]
            if other == 0 { break }
            if other == feature { return }
            slot = (slot + 1) & (Self.slots - 1)
        }
        let count = isLink ? linkCount : textCount
        guard count < Self.maximumFeatures else { return }
        seen[slot] = feature
        taken[textCount + linkCount] = Int32(truncatingIfNeeded: slot)
        if isLink {
            found[Self.maximumFeatures + count] = feature
            linkCount = count + 1
        } else {
            found[count] = feature
            textCount = count + 1
        }
    }
}
