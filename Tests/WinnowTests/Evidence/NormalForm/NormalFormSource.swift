internal import ICUCharacters

/// What ICU says the normal form of every character is: what the table in the sources is made
/// from and compared with.
///
/// The form of a character is NFKC with case folding and without what is ignorable, traditional
/// Han as simplified, and what is decided here beyond that.
struct NormalFormSource {
    /// What is done with a character.
    enum Form: Equatable {
        /// Ends a word; the ASCII mark it is another way of writing, or 0.
        case separator(UInt32)
        /// Leaves no trace.
        case dropped
        /// A letter or digit; itself or another.
        case letter(UInt32)
        /// Several, each of which has itself as its form.
        case several([UInt32])
        /// A mark that composes with the letter before it, or is dropped; its combining class.
        case mark(UInt32)
        /// A mark that stays; its combining class.
        case keptMark(UInt32)
        /// A letter that may compose with the one before it.
        case joiner
    }

    /// Two characters and the one they compose to.
    struct Pair: Equatable {
        var first: UInt32
        var second: UInt32
        var composite: UInt32
    }

    /// Code points that the table has an entry for; there are no letters beyond.
    static let limit: UInt32 = 0x40000

    static let icuVersion = String(cString: icu_version())
    static let unicodeVersion = String(cString: icu_unicode_version())

    /// Pairs whose parts and composite are their own form, Hangul left out, by first and second.
    private(set) var pairs: [Pair] = []

    private var seconds: Set<UInt32> = []

    init() {
        let candidates = (0xC0..<Self.limit).compactMap(rawPair)
        seconds = Set(candidates.map(\.second))
        pairs = candidates.filter {
            [$0.first, $0.second, $0.composite].allSatisfy { folded([$0]) == [$0] }
        }
        seconds = Set(pairs.map(\.second))
        pairs.sort { ($0.first, $0.second) < ($1.first, $1.second) }
    }

    /// The form of one character.
    func form(of character: UInt32) -> Form {
        guard character < Self.limit else {
            return icu_is_ignorable(Int32(character)) ? .dropped : .separator(0)
        }
        guard Unicode.Scalar(character) != nil, !Self.trademarks.contains(character),
            character != Self.loneIota
        else { return .separator(0) }
        let scalars = folded([character])
        if scalars.isEmpty { return .dropped }
        if scalars == [character] { return formOfStable(character) }
        let forms = scalars.map { formOfStable($0) }
        if forms.allSatisfy({ if case .separator = $0 { true } else { false } }) {
            return .separator(scalars.count == 1 && scalars[0] < 0x80 ? scalars[0] : 0)
        }
        if forms.count == 1, case .letter = forms[0] { return forms[0] }
        return .several(scalars)
    }

    /// NFC, NFD or NFKC of a text, for tests.
    func nfc(_ text: String) -> String { Self.text(normalised(scalars(text), icu_form_nfc)) }
    func nfd(_ text: String) -> String { Self.text(normalised(scalars(text), icu_form_nfd)) }
    func nfkc(_ text: String) -> String { Self.text(normalised(scalars(text), icu_form_nfkc)) }

    /// True when a version of Unicode, such as "15.0", has the character.
    static func isAssigned(_ character: UInt32, in version: String) -> Bool {
        let parts = version.split(separator: ".").compactMap { Int32($0) }
        let age = icu_age(Int32(character))
        return age > 0 && age <= (parts.first ?? 0) * 256 + (parts.count > 1 ? parts[1] : 0)
    }

    // MARK: Decisions

    /// Signs behind a name, which NFKC would make letters of it.
    static let trademarks: Set<UInt32> = [0x2120, 0x2122, 0x1F16A, 0x1F16B, 0x1F16C]

    /// An iota below no letter.
    private static let loneIota: UInt32 = 0x37A

    /// Dots between the letters of a name, and the iota below a Greek vowel.
    private static let droppedAlways: Set<UInt32> = [0xB7, 0x30FB, 0x345]

    /// Marks that say how a letter sounds or looks; what doesn't compose is dropped.
    private static func isDiacritic(_ character: UInt32) -> Bool {
        switch character {
        case 0x300...0x36F, 0x483...0x489, 0x591...0x5BD, 0x5BF, 0x5C1, 0x5C2, 0x5C4, 0x5C5, 0x5C7,
            0x610...0x61A, 0x640, 0x64B...0x65F, 0x670, 0x6D6...0x6DC, 0x6DF...0x6E4, 0x6E7, 0x6E8,
            0x6EA...0x6ED, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0x302A...0x302F,
            0x3099,
            0x309A, 0xFE20...0xFE2F:
            true
        default: false
        }
    }

    /// Letters that look like others and that Unicode does not call the same.
    private static let alike: [UInt32: [UInt32]] = {
        var alike: [UInt32: [UInt32]] = [0x131: [0x69], 0x237: [0x6A], 0x212E: [0x65]]
        for (letters, plain) in [
            ("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz"), ("ɑɡ", "ag"),
        ] {
            for (letter, plain) in zip(letters.unicodeScalars, plain.unicodeScalars) {
                alike[letter.value] = [plain.value]
            }
        }
        for letter in UInt32(0)..<26 {
            alike[0x1F150 + letter] = [0x61 + letter]
            alike[0x1F170 + letter] = [0x61 + letter]
        }
        for digit in UInt32(1)...9 {
            for first: UInt32 in [0x2776, 0x2780, 0x278A, 0x24F5] {
                alike[first + digit - 1] = [0x30 + digit]
            }
        }
        for number in UInt32(11)...20 {
            alike[0x24EB + number - 11] = [0x30 + number / 10, 0x30 + number % 10]
        }
        for ten: UInt32 in [0x277F, 0x2789, 0x2793, 0x24FE] { alike[ten] = [0x31, 0x30] }
        for zero: UInt32 in [0x24FF, 0x1F10B, 0x1F10C] { alike[zero] = [0x30] }
        return alike
    }()

    /// Han, kana, Hangul and Thai, of which a few characters are a word.
    static func isWide(_ character: UInt32) -> Bool {
        switch character {
        case 0xE00..<0xE80, 0x1100..<0x1200, 0x3040..<0x3100, 0x3105..<0x3130, 0x3400..<0x4DC0,
            0x4E00..<0xA000, 0xAC00..<0xD7A4, 0xF900..<0xFB00, 0x20000..<0x32000:
            true
        default: false
        }
    }

    private func formOfStable(_ character: UInt32) -> Form {
        let scalar = Int32(character)
        let combining = UInt32(icu_combining_class(scalar))
        if combining > 0 {
            return Self.isDiacritic(character) ? .mark(combining) : .keptMark(combining)
        }
        if seconds.contains(character) || (0x1161..<0x1176).contains(character)
            || (0x11A8..<0x11C3).contains(character)
        {
            return .joiner
        }
        // Han of versions to come.
        let isHan = icu_is_unassigned(scalar) && character >= 0x20000
        return icu_is_word_character(scalar) || isHan ? .letter(character) : .separator(0)
    }

    // MARK: ICU

    private func rawPair(_ composite: UInt32) -> Pair? {
        guard !(0xAC00..<0xD7A4).contains(composite) else { return nil }
        var units = [UInt16](repeating: 0, count: 8)
        let length = icu_parts(Int32(composite), &units, Int32(units.count))
        guard length > 0 else { return nil }
        let parts = Self.scalars(units.prefix(Int(length)))
        guard parts.count == 2,
            icu_compose_pair(Int32(parts[0]), Int32(parts[1])) == Int32(composite)
        else { return nil }
        return Pair(first: parts[0], second: parts[1], composite: composite)
    }

    /// Everything that is done to a character, again and again until nothing changes.
    private func folded(_ characters: [UInt32]) -> [UInt32] {
        var scalars = characters
        for _ in 0..<6 {
            var next = normalised(scalars, icu_form_nfd).filter { !isDropped($0) }
            next = normalised(next, icu_form_nfkc_casefold).flatMap {
                Self.alike[$0] ?? [simplified($0)]
            }
            next = normalised(next, icu_form_nfkc).filter { !isDropped($0) }
            // A mark that did not compose with the letter before it says nothing.
            if let first = next.first, icu_combining_class(Int32(first)) == 0 {
                next.removeAll { Self.isDiacritic($0) }
            }
            if next == scalars { break }
            scalars = next
        }
        return scalars
    }

    private func isDropped(_ character: UInt32) -> Bool {
        Self.droppedAlways.contains(character) || icu_is_ignorable(Int32(character))
            || (Self.isDiacritic(character) && !seconds.contains(character))
    }

    private func simplified(_ character: UInt32) -> UInt32 {
        guard character >= 0x2E80, Self.isWide(character) else { return character }
        let units = Self.units([character])
        var output = [UInt16](repeating: 0, count: 8)
        let length = icu_simplify(units, Int32(units.count), &output, Int32(output.count))
        let result = Self.scalars(output.prefix(Int(max(length, 0))))
        return result.count == 1 ? result[0] : character
    }

    private func normalised(_ scalars: [UInt32], _ form: icu_form) -> [UInt32] {
        guard !scalars.isEmpty else { return [] }
        let units = Self.units(scalars)
        var output = [UInt16](repeating: 0, count: units.count * 18 + 16)
        let length = icu_normalize(
            Int32(form.rawValue),
            units,
            Int32(units.count),
            &output,
            Int32(output.count)
        )
        return length < 0 ? scalars : Self.scalars(output.prefix(Int(length)))
    }

    private func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

    private static func text(_ scalars: [UInt32]) -> String {
        String(String.UnicodeScalarView(scalars.compactMap(Unicode.Scalar.init)))
    }

    private static func units(_ scalars: [UInt32]) -> [UInt16] { Array(text(scalars).utf16) }

    private static func scalars(_ units: ArraySlice<UInt16>) -> [UInt32] {
        String(decoding: units, as: UTF16.self).unicodeScalars.map(\.value)
    }
}
