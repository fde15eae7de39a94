/// Literals of which a match holds one.
struct LiteralSet {
    var literals: [[UInt8]]
    var hasUnicodeForms = false

    /// How often one of them stands in a million bytes of web pages.
    var cost: Double { literals.reduce(0) { $0 + TrigramFrequency.estimate($1) } }
}

/// Part of an expression: what a match of it holds, and how many bytes it takes at the most.
struct LiteralPiece {
    var set: LiteralSet?
    /// Nil where nothing bounds it.
    var width: Int? = 0
}

/// Walks over an expression once and keeps the best set of literals of every level.
struct LiteralParser: PatternReading {
    let bytes: [UInt8]
    private let isUTF8: Bool
    var position = 0
    /// Set where something is not understood; then the whole expression asks for nothing.
    var hasFailed = false

    init(_ bytes: [UInt8], isUTF8: Bool) { (self.bytes, self.isUTF8) = (bytes, isUTF8) }

    var isAtEnd: Bool { position == bytes.count && !hasFailed }

    /// Branches up to a closing parenthesis or the end; nil where something is not understood.
    mutating func alternatives(isCaseless: Bool, depth: Int) -> LiteralPiece? {
        var union: LiteralSet? = LiteralSet(literals: [])
        var width: Int? = 0
        var caseless = isCaseless
        repeat {
            let branch = sequence(&caseless, depth)
            width = Self.larger(width, branch.width)
            if let set = branch.set, let known = union,
                known.literals.count + set.literals.count <= RequiredLiterals.maximumCount
            {
                union = LiteralSet(
                    literals: known.literals + set.literals,
                    hasUnicodeForms: known.hasUnicodeForms || set.hasUnicodeForms
                )
            } else {
                union = nil
            }
        } while !hasFailed && take(0x7C)
        guard !hasFailed else { return nil }
        return LiteralPiece(set: union?.literals.isEmpty == true ? nil : union, width: width)
    }

    private mutating func sequence(_ isCaseless: inout Bool, _ depth: Int) -> LiteralPiece {
        var result = LiteralPiece()
        var current = LiteralSet(literals: [[]])
        func flush() {
            if current.literals[0].count >= RequiredLiterals.minimumLength {
                Self.keep(current, in: &result.set)
            }
            current = LiteralSet(literals: [[]])
        }
        while !hasFailed, position < bytes.count, bytes[position] != 0x7C, bytes[position] != 0x29 {
            let atom = atom(&isCaseless, depth)
            let (least, most) = repetition()
            result.width = Self.sum(result.width, Self.product(atom.width(isUTF8: isUTF8), most))
            switch atom {
            case .nothing: break
            case .literal(let literal, let hasUnicodeForms):
                guard least > 0 else {
                    flush()
                    continue
                }
                current.literals[0] += literal
                current.hasUnicodeForms = current.hasUnicodeForms || hasUnicodeForms
                if most != 1 { flush() }
            case .group(let piece):
                flush()
                if least > 0, let set = piece.set { Self.keep(set, in: &result.set) }
            case .other: flush()
            }
        }
        flush()
        return result
    }

    /// Keeps the set that is rarer on web pages.
    private static func keep(_ set: LiteralSet, in best: inout LiteralSet?) {
        guard let known = best, known.cost <= set.cost else {
            best = set
            return
        }
    }

    // MARK: Widths

    private static func larger(_ left: Int?, _ right: Int?) -> Int? {
        guard let left, let right else { return nil }
        return max(left, right)
    }

    private static func sum(_ left: Int?, _ right: Int?) -> Int? {
        guard let left, let right else { return nil }
        return min(left + right, RequiredLiterals.maximumWidth + 1)
    }

    private static func product(_ width: Int?, _ times: Int?) -> Int? {
        if width == 0 { return 0 }
        guard let width, let times else { return nil }
        return min(
            width * min(times, RequiredLiterals.maximumWidth),
            RequiredLiterals.maximumWidth + 1
        )
    }

    // MARK: Atoms

    private enum Atom {
        /// Takes no room: an anchor, an assertion, a switch of flags.
        case nothing
        case literal([UInt8], hasUnicodeForms: Bool)
        case group(LiteralPiece)
        /// A class, a dot: one of many. A reference has no width that is known.
        case other(hasWidth: Bool)

        /// Bytes it takes at the most.
        func width(isUTF8: Bool) -> Int? {
            switch self {
            case .nothing: 0
            case .literal(let literal, let hasUnicodeForms):
                hasUnicodeForms ? max(3, literal.count) : literal.count
            case .group(let piece): piece.width
            case .other(let hasWidth): hasWidth ? (isUTF8 ? 4 : 2) : nil
            }
        }
    }

    private mutating func atom(_ isCaseless: inout Bool, _ depth: Int) -> Atom {
        let byte = bytes[position]
        position += 1
        switch byte {
        case 0x5E, 0x24: return .nothing  // ^ $
        case 0x2E: return .other(hasWidth: true)
        case 0x28: return group(&isCaseless, depth)
        case 0x5B: return characterClass()
        case 0x5C: return escape(isCaseless)
        default: return literal(startingWith: byte, isCaseless)
        }
    }

    private mutating func literal(startingWith byte: UInt8, _ isCaseless: Bool) -> Atom {
        guard byte >= 0x80, isUTF8 else { return character([byte], isCaseless) }
        var character = [byte]
        while position < bytes.count, bytes[position] & 0xC0 == 0x80 {
            character.append(bytes[position])
            position += 1
        }
        return self.character(character, isCaseless)
    }

    /// A character, unless matching it caselessly would match other letters beyond ASCII.
    ///
    /// With UTF-8, `k` and `s` also match U+212A and U+017F, which is noted.
    private func character(_ character: [UInt8], _ isCaseless: Bool) -> Atom {
        var hasUnicodeForms = false
        if isCaseless, isUTF8 {
            if character[0] >= 0x80 {
                let scalar = String(decoding: character, as: UTF8.self).unicodeScalars.first
                guard let scalar, Self.hasNoCase(scalar) else { return .other(hasWidth: true) }
            }
            hasUnicodeForms = character[0] | 0x20 == 0x6B || character[0] | 0x20 == 0x73
        }
        return .literal(
            character.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 },
            hasUnicodeForms: hasUnicodeForms
        )
    }

    private static func hasNoCase(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        let text = String(Character(scalar))
        return !properties.isCased && properties.lowercaseMapping == text
            && properties.uppercaseMapping == text && properties.titlecaseMapping == text
            && !properties.changesWhenCaseFolded
    }

    private mutating func escape(_ isCaseless: Bool) -> Atom {
        guard position < bytes.count else { return fail() }
        let byte = bytes[position]
        position += 1
        switch byte {
        case 0x62, 0x42, 0x41, 0x7A, 0x5A: return .nothing  // b B A z Z
        case 0x64, 0x44, 0x73, 0x53, 0x77, 0x57, 0x68, 0x48, 0x76, 0x56, 0x52:  // d s w h v R
            return .other(hasWidth: true)
        case 0x58: return .other(hasWidth: false)  // X, a whole cluster
        case 0x4E: return isNext(0x7B) ? fail() : .other(hasWidth: true)  // \N, not \N{U+…}
        case 0x70, 0x50: return property()
        case 0x74: return .literal([0x09], hasUnicodeForms: false)
        case 0x6E: return .literal([0x0A], hasUnicodeForms: false)
        case 0x72: return .literal([0x0D], hasUnicodeForms: false)
        case 0x78: return hexadecimal(isCaseless)
        case 0x31...0x39:  // a reference, or an octal number
            while position < bytes.count, bytes[position] &- 0x30 < 10 { position += 1 }
            return .other(hasWidth: false)
        default:
            let isLetter = (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
            return isLetter ? fail() : literal(startingWith: byte, isCaseless)
        }
    }

    private mutating func property() -> Atom {
        guard take(0x7B) else {
            position += 1
            return .other(hasWidth: true)
        }
        skip(past: 0x7D)
        return .other(hasWidth: true)
    }

    private mutating func hexadecimal(_ isCaseless: Bool) -> Atom {
        var digits: ArraySlice<UInt8>
        if take(0x7B) {
            let start = position
            skip(past: 0x7D)
            digits = bytes[start..<max(start, position - 1)]
            // Newer versions of PCRE2 allow blanks here.
            guard digits.allSatisfy({ Self.digit($0) != nil }) else { return fail() }
            digits = digits.drop { $0 == 0x30 }
        } else {
            digits = bytes[position...].prefix(2).prefix { Self.digit($0) != nil }
            position += digits.count
        }
        let value = digits.prefix(6).reduce(UInt32(0)) { $0 << 4 | (Self.digit($1) ?? 0) }
        guard isUTF8 || value < 0x80, let scalar = Unicode.Scalar(value) else {
            return .other(hasWidth: true)
        }
        return character(Array(String(Character(scalar)).utf8), isCaseless)
    }

    private static func digit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte - 0x30)
        case 0x41...0x46: UInt32(byte - 0x37)
        case 0x61...0x66: UInt32(byte - 0x57)
        default: nil
        }
    }

    private mutating func characterClass() -> Atom {
        _ = take(0x5E)
        // A bracket that comes first is one of the characters.
        _ = take(0x5D)
        while position < bytes.count, bytes[position] != 0x5D {
            if bytes[position] == 0x5C {
                position += 1
                // `\Q`, `\E` and `\c` make what follows mean something else.
                if position < bytes.count, [0x51, 0x45, 0x63].contains(bytes[position]) {
                    return fail()
                }
            } else if let end = endOfNamedClass() {
                position = end
                continue
            }
            position += 1
        }
        return take(0x5D) ? .other(hasWidth: true) : fail()
    }

    /// One past `[:alpha:]` at the position; nil where a bracket is a character of its own.
    private func endOfNamedClass() -> Int? {
        guard bytes[position...].starts(with: [0x5B, 0x3A]) else { return nil }
        var end = position + 2
        if end < bytes.count, bytes[end] == 0x5E { end += 1 }
        while end < bytes.count, bytes[end] &- 0x61 < 26 { end += 1 }
        return bytes[end...].starts(with: [0x3A, 0x5D]) ? end + 2 : nil
    }

    private mutating func group(_ isCaseless: inout Bool, _ depth: Int) -> Atom {
        guard depth < RequiredLiterals.maximumDepth, !isNext(0x2A) else { return fail() }
        var inner = isCaseless
        var isAssertion = false
        if take(0x3F) {
            guard let kind = groupKind(&inner) else { return fail() }
            if kind == .flags {
                isCaseless = inner
                return .nothing
            }
            isAssertion = kind == .assertion
        }
        let piece = alternatives(isCaseless: inner, depth: depth + 1)
        guard let piece, take(0x29) else { return fail() }
        return isAssertion ? .nothing : .group(piece)
    }

    private enum GroupKind {
        case plain
        case assertion
        /// `(?i)`: holds to the end of the group around it.
        case flags
    }

    /// What stands between `(?` and the content; nil for what is not understood.
    private mutating func groupKind(_ isCaseless: inout Bool) -> GroupKind? {
        if take(0x3A) || take(0x3E) { return .plain }  // : >
        if take(0x3D) || take(0x21) { return .assertion }  // = !
        if take(0x3C) {
            if take(0x3D) || take(0x21) { return .assertion }
            if isNext(0x2A) { return nil }  // a lookbehind that is not atomic
            skip(past: 0x3E)
            return .plain
        }
        var isOn = true
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case 0x69: isCaseless = isOn
            case 0x73, 0x6D, 0x55, 0x4A: break
            case 0x2D: isOn = false
            case 0x29: return .flags
            case 0x3A: return .plain
            default: return nil  // `x` among them: blanks would not count
            }
        }
        return nil
    }

    // MARK: Repetition

    /// How often what stands before is repeated; no upper number where nothing bounds it.
    private mutating func repetition() -> (least: Int, most: Int?) {
        guard position < bytes.count else { return (1, 1) }
        let result: (Int, Int?)
        switch bytes[position] {
        case 0x2A: result = (0, nil)
        case 0x3F: result = (0, 1)
        case 0x2B: result = (1, nil)
        case 0x7B:
            guard let counted = countedRepetition() else { return (1, 1) }
            result = counted
            position -= 1
        default: return (1, 1)
        }
        position += 1
        if !take(0x3F) { _ = take(0x2B) }
        return result
    }

    /// The counts of `{2,5}`; nil where the brace is a character of its own.
    private mutating func countedRepetition() -> (Int, Int?)? {
        let start = position
        position += 1
        let least = number()
        var most = least
        if take(0x2C) { most = number() }
        if let least, take(0x7D) { return (least, most) }
        // `{,3}` and `{ 1 }` are repeats for newer versions of PCRE2 only.
        if position < bytes.count, [0x2C, 0x20, 0x09].contains(bytes[start + 1]) {
            hasFailed = true
        }
        position = start
        return nil
    }

    private mutating func fail() -> Atom {
        hasFailed = true
        return .nothing
    }
}
