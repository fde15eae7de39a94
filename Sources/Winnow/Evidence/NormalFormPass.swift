/// One text on its way into the normal form.
struct NormalFormPass {
    /// Characters behind an `@` in which the dot of a mail address is looked for.
    private static let maximumHost = 64
    /// Combining marks of one letter that are read; more say nothing.
    private static let maximumMarks = 16

    private let text: UnsafeBufferPointer<UInt8>
    private(set) var output: FormBuffer
    private(set) var measure = TextNormaliser.Measure()
    /// True when the next letter begins a word.
    private var wantsSpace = true
    private var words: WordFolder
    private let table = NormalFormTable()

    init(_ text: UnsafeBufferPointer<UInt8>, _ output: FormBuffer) {
        self.text = text
        self.output = output
        words = WordFolder(start: output.count)
    }

    /// Writes the form.
    mutating func run() {
        var position = 0
        while position < text.count {
            let byte = text[position]
            if byte >= 0x80 {
                appendCharacters(at: &position)
            } else if Self.isLetter(byte) {
                beginWord()
                let start = position
                position += 1
                while position < text.count, Self.isLetter(text[position]) { position += 1 }
                if output.appendLowercased(text, start..<position) { words.hasDigit = true }
                measure.characters += position - start
                measure.letters += position - start
            } else {
                position += 1
                if byte == 0x20 { appendBlank() } else { appendMark(byte, &position) }
            }
        }
        words.finish(&output)
        if measure.letters > 0 { output.append(0x20) }
    }

    @inline(__always)
    private static func isLetter(_ byte: UInt8) -> Bool {
        byte | 0x20 &- 0x61 < 26 || byte &- 0x30 < 10
    }

    @inline(__always)
    private mutating func beginWord() {
        guard wantsSpace else { return }
        words.begin(&output)
        wantsSpace = false
    }

    @inline(__always)
    private mutating func appendBlank() {
        words.blanks &+= 1
        wantsSpace = true
    }

    /// Takes an ASCII mark or control character; the position is already behind it.
    @inline(__always)
    private mutating func appendMark(_ byte: UInt8, _ position: inout Int) {
        if byte < 0x20 || byte == 0x7F {
            // Browsers don't show the others.
            if byte &- 9 < 5 { appendBlank() }
            return
        }
        measure.characters += 1
        if byte == 0x24 || byte == 0x40 {
            appendLetterMark(UInt32(byte), position)
            return
        }
        if byte == 0x21 || byte == 0x3F { measure.sentenceEnds += 1 }
        if byte == 0x2E, position == text.count || text[position] <= 0x20 {
            measure.sentenceEnds += 1
        }
        wantsSpace = true
    }

    /// Takes the characters at a position that are not ASCII.
    @inline(__always)
    private mutating func appendCharacters(at position: inout Int) {
        var (letters, wideLetters) = (0, 0)
        repeat {
            let start = position
            let scalar = UTF8Scalar.decode(text, &position)
            let entry = table.entry(scalar)
            // Most characters are letters that stay as they are.
            if entry.isLetterItself {
                beginWord()
                output.append(text, start..<position)
                letters += 1
                if entry.kind == .wideLetter {
                    wideLetters += 1
                } else if Self.isGreekOrCyrillic(scalar) {
                    words.hasGreekOrCyrillic = true
                }
            } else {
                append(scalar, entry, &position)
            }
        } while position < text.count && text[position] >= 0x80
        measure.characters += letters
        measure.letters += letters
        measure.wideLetters += wideLetters
    }

    /// Takes a character that does not stay as it is.
    private mutating func append(
        _ scalar: UInt32,
        _ entry: NormalFormTable.Entry,
        _ position: inout Int
    ) {
        switch entry.kind {
        case .letter, .wideLetter:
            beginWord()
            UTF8Scalar.encode(entry.value, into: &output)
            count(entry.value, isWide: entry.kind == .wideLetter)
        case .separator: appendSeparator(scalar, entry.value, position)
        case .dropped: break
        case .several: appendSeveral(entry, &position)
        case .mark, .keptMark: appendMarks([scalar], &position)
        case .joiner: appendJoiner(scalar)
        }
    }

    private mutating func count(_ letter: UInt32, isWide: Bool) {
        measure.characters += 1
        measure.letters += 1
        if isWide {
            measure.wideLetters += 1
        } else if letter < 0x80 {
            if letter < 0x3A { words.hasDigit = true }
        } else if Self.isGreekOrCyrillic(letter) {
            words.hasGreekOrCyrillic = true
        }
    }

    @inline(__always)
    private static func isGreekOrCyrillic(_ letter: UInt32) -> Bool {
        letter &- 0x370 < 0x1C0 || letter &- 0x1F00 < 0x100
    }

    private mutating func appendSeparator(
        _ scalar: UInt32,
        _ mark: UInt32,
        _ position: Int
    ) {
        if scalar != 0xA0, scalar != 0x3000 {
            measure.characters += 1
        } else {
            words.blanks &+= 1
        }
        if mark == 0x24 || mark == 0x40 {
            appendLetterMark(mark, position)
            return
        }
        if scalar == 0x3002 || scalar == 0xFF01 || scalar == 0xFF1F || scalar == 0xFF61 {
            measure.sentenceEnds += 1
        }
        wantsSpace = true
    }

    /// Takes a letter that is its own form.
    private mutating func appendLetter(_ scalar: UInt32, isWide: Bool) {
        beginWord()
        UTF8Scalar.encode(scalar, into: &output)
        count(scalar, isWide: isWide)
    }

    // MARK: Several for one

    private mutating func appendSeveral(
        _ entry: NormalFormTable.Entry,
        _ position: inout Int
    ) {
        var marks: [UInt32] = []
        var nowhere = text.count
        for number in 0..<table.count(entry) {
            let scalar = table.character(entry, number)
            let kind = table.entry(scalar).kind
            if kind == .mark || kind == .keptMark {
                marks.append(scalar)
                continue
            }
            if !marks.isEmpty { appendMarks(marks, &nowhere) }
            marks = []
            switch kind {
            case .letter, .wideLetter:
                appendLetter(scalar, isWide: kind == .wideLetter)
            case .joiner: appendJoiner(scalar)
            default: wantsSpace = true
            }
        }
        if !marks.isEmpty { appendMarks(marks, &position) }
    }

    // MARK: Composing

    /// Takes a letter that may compose with the one before it, such as the vowel of a syllable.
    private mutating func appendJoiner(_ scalar: UInt32) {
        if !wantsSpace, let last = UTF8Scalar.last(of: output, from: words.start),
            let composite = table.composite(last.scalar, scalar)
        {
            output.truncate(to: last.start)
            UTF8Scalar.encode(composite, into: &output)
            return
        }
        appendLetter(scalar, isWide: (0x1100..<0x1200).contains(scalar))
    }

    /// Takes combining marks, and those that follow them in the text.
    ///
    /// They are put in order with those of the letter before them and composed with it. What does
    /// not compose is dropped, or stays when a script is written with it. So the form does not
    /// depend on how the letter was written.
    private mutating func appendMarks(
        _ first: [UInt32],
        _ position: inout Int
    ) {
        var marks = first
        readMarks(&marks, &position)
        var base: UInt32?
        if !wantsSpace, let last = UTF8Scalar.last(of: output, from: words.start) {
            output.truncate(to: last.start)
            var letter = last.scalar
            while let parts = table.parts(of: letter), isMark(parts.second) {
                marks.insert(parts.second, at: 0)
                letter = parts.first
            }
            base = letter
        }
        sort(&marks)
        var kept: [UInt32] = []
        for mark in marks {
            if let letter = base, let composite = table.composite(letter, mark) {
                base = composite
            } else if table.entry(mark).kind == .keptMark {
                kept.append(mark)
            }
        }
        if let base { UTF8Scalar.encode(base, into: &output) }
        for mark in kept { appendLetter(mark, isWide: (0xE00..<0xE80).contains(mark)) }
    }

    /// Reads the marks that follow, and passes over what is dropped.
    private func readMarks(_ marks: inout [UInt32], _ position: inout Int) {
        while position < text.count, text[position] >= 0x80 {
            var next = position
            let scalar = UTF8Scalar.decode(text, &next)
            let entry = table.entry(scalar)
            switch entry.kind {
            case .dropped: break
            case .mark, .keptMark:
                if marks.count < Self.maximumMarks { marks.append(scalar) }
            case .several:
                let scalars = (0..<table.count(entry)).map { table.character(entry, $0) }
                guard scalars.allSatisfy(isMark) else { return }
                if marks.count < Self.maximumMarks { marks += scalars }
            default: return
            }
            position = next
        }
    }

    private func isMark(_ scalar: UInt32) -> Bool {
        let kind = table.entry(scalar).kind
        return kind == .mark || kind == .keptMark
    }

    /// Sorts a few marks by their class and leaves those of one class as they stand.
    private func sort(_ marks: inout [UInt32]) {
        guard marks.count > 1 else { return }
        for end in 1..<marks.count {
            var place = end
            while place > 0,
                table.entry(marks[place - 1]).value > table.entry(marks[place]).value
            {
                marks.swapAt(place - 1, place)
                place -= 1
            }
        }
    }

    // MARK: Marks for letters

    /// Reads `$` and `@` between Latin letters as `s` and `a`; not in a mail address.
    private mutating func appendLetterMark(
        _ mark: UInt32,
        _ position: Int
    ) {
        guard !wantsSpace, output.count > words.start, output[output.count - 1] &- 0x61 < 26,
            isLatin(at: position, after: mark), mark == 0x24 || !isMailHost(at: position)
        else {
            wantsSpace = true
            return
        }
        output.append(mark == 0x24 ? 0x73 : 0x61)
        measure.letters += 1
    }

    /// True when the character at a position is a Latin letter, behind one more such mark or none.
    private func isLatin(at start: Int, after mark: UInt32) -> Bool {
        var position = start
        for _ in 0..<2 where position < text.count {
            let scalar = UTF8Scalar.decode(text, &position)
            let entry = table.entry(scalar)
            if scalar == mark || (entry.kind == .separator && entry.value == mark) { continue }
            var letter = entry.kind == .several ? table.character(entry, 0) : entry.value
            if letter == 0 { letter = scalar }
            while let parts = table.parts(of: letter) { letter = parts.first }
            return letter | 0x20 &- 0x61 < 26
        }
        return false
    }

    /// True when letters, digits and hyphens follow, and then a dot and a letter.
    private func isMailHost(at start: Int) -> Bool {
        var position = start
        var isBehindDot = false
        for _ in 0..<Self.maximumHost where position < text.count {
            let scalar = UTF8Scalar.decode(text, &position)
            let entry = table.entry(scalar)
            let mark = scalar < 0x80 ? scalar : entry.value
            switch entry.kind {
            case .separator where mark == 0x2E: isBehindDot = true
            case .separator where mark == 0x2D || mark == 0x5F: isBehindDot = false
            case .separator: return false
            case .dropped, .mark: break
            default:
                if isBehindDot { return true }
            }
        }
        return false
    }
}
