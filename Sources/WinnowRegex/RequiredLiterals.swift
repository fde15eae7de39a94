/// The literals of which a text must hold one for an expression to match in it.
///
/// Read off the expression as it is written: of a sequence the part that says most, of an
/// alternation the union of its branches, of a repetition what it repeats at least once; after
/// Cox, "Regular Expression Matching with a Trigram Index" (2012). What is not understood asks for
/// nothing, so that the answer is always a superset: a text without any of the literals can't match.
package struct RequiredLiterals: Sendable, Equatable {
    /// Bytes of the shortest literal that is worth looking for.
    package static let minimumLength = 3
    /// Literals of one set; an alternation of more says too little.
    package static let maximumCount = 64
    /// Groups inside one another that are followed.
    static let maximumDepth = 32

    /// Pieces of markup that stand on nearly every page.
    private static let commonMarkup = [
        "<!-- ", "-->", "https://www.", "http://www.", "<script type=", "</script>",
        "<div class=\"",
        "</div>", "<a href=\"", "</a>", "style=\"", "display:none", "<span ", "id=\"", ".html",
        ".com/",
    ].map { Array($0.utf8) }

    /// True for a literal that says nothing, because it stands on nearly every page.
    static func isCommon(_ literal: [UInt8]) -> Bool {
        commonMarkup.contains { text in
            text.count >= literal.count
                && text.indices.prefix(text.count - literal.count + 1).contains {
                    text[$0...].starts(with: literal)
                }
        }
    }

    /// The literals in lower case, sorted; letters of either case count as equal.
    package let literals: [[UInt8]]

    /// The literals of an expression, or nil when it names none.
    ///
    /// - Parameters:
    ///   - expression: In PCRE2 syntax, one that PCRE2 accepts.
    ///   - isUTF8: Whether subjects are UTF-8 text.
    /// - Complexity: Linear in the expression.
    package init?(_ expression: String, isUTF8: Bool) {
        var parser = LiteralParser(Array(expression.utf8), isUTF8: isUTF8)
        guard let set = parser.alternatives(isCaseless: false, depth: 0), parser.isAtEnd else {
            return nil
        }
        literals = Set(set).sorted { $0.lexicographicallyPrecedes($1) }
    }
}

/// Walks over an expression once and keeps the best set of literals of every level.
private struct LiteralParser {
    private let bytes: [UInt8]
    private let isUTF8: Bool
    private var position = 0
    /// Set where something is not understood; then the whole expression asks for nothing.
    private var hasFailed = false

    init(_ bytes: [UInt8], isUTF8: Bool) { (self.bytes, self.isUTF8) = (bytes, isUTF8) }

    var isAtEnd: Bool { position == bytes.count && !hasFailed }

    /// Branches up to a closing parenthesis or the end.
    mutating func alternatives(isCaseless: Bool, depth: Int) -> [[UInt8]]? {
        var union: [[UInt8]]? = []
        var caseless = isCaseless
        repeat {
            let branch = sequence(&caseless, depth)
            if let branch, let known = union,
                known.count + branch.count <= RequiredLiterals.maximumCount
            {
                union = known + branch
            } else {
                union = nil
            }
        } while !hasFailed && take(0x7C)
        return hasFailed || union?.isEmpty == true ? nil : union
    }

    private mutating func sequence(_ isCaseless: inout Bool, _ depth: Int) -> [[UInt8]]? {
        var best: [[UInt8]]?
        var current: [UInt8] = []
        func flush() {
            if current.count >= RequiredLiterals.minimumLength { Self.keep([current], in: &best) }
            current = []
        }
        while !hasFailed, position < bytes.count, bytes[position] != 0x7C, bytes[position] != 0x29 {
            switch atom(&isCaseless, depth) {
            case .nothing: _ = repetition()
            case .literal(let literal):
                switch repetition() {
                case .once: current += literal
                case .more:
                    current += literal
                    flush()
                case .maybe: flush()
                }
            case .group(let set):
                let isCertain = repetition() != .maybe
                flush()
                if isCertain, let set { Self.keep(set, in: &best) }
            case .other:
                _ = repetition()
                flush()
            }
        }
        flush()
        return best
    }

    /// Keeps the set whose shortest literal is the longer, of equals the smaller one; what stands on
    /// every page says nothing.
    private static func keep(_ set: [[UInt8]], in best: inout [[UInt8]]?) {
        func rank(_ set: [[UInt8]]) -> (Int, Int) {
            let isCommon = set.contains { RequiredLiterals.isCommon($0) }
            return (isCommon ? 0 : min(set.map(\.count).min() ?? 0, 8), -set.count)
        }
        guard let known = best, rank(known) >= rank(set) else {
            best = set
            return
        }
    }

    // MARK: Atoms

    private enum Atom {
        /// Takes no room: an anchor, an assertion, a switch of flags.
        case nothing
        case literal([UInt8])
        case group([[UInt8]]?)
        /// A class, a dot, a reference: one of many.
        case other
    }

    private mutating func atom(_ isCaseless: inout Bool, _ depth: Int) -> Atom {
        let byte = bytes[position]
        position += 1
        switch byte {
        case 0x5E, 0x24: return .nothing  // ^ $
        case 0x2E: return .other
        case 0x28: return group(&isCaseless, depth)
        case 0x5B: return characterClass()
        case 0x5C: return escape(isCaseless)
        default: return literal(startingWith: byte, isCaseless)
        }
    }

    private mutating func literal(startingWith byte: UInt8, _ isCaseless: Bool) -> Atom {
        guard byte >= 0x80 else { return character([byte], isCaseless) }
        var character = [byte]
        while position < bytes.count, bytes[position] & 0xC0 == 0x80 {
            character.append(bytes[position])
            position += 1
        }
        return self.character(character, isCaseless)
    }

    /// A character, unless matching it caselessly would match what is not its ASCII other case.
    ///
    /// With UTF-8, `k` and `s` also match U+212A and U+017F, and letters beyond ASCII have other
    /// cases of their own; ideographs have none.
    private func character(_ character: [UInt8], _ isCaseless: Bool) -> Atom {
        if isCaseless, isUTF8 {
            if character[0] >= 0x80, character[0] < 0xE3 { return .other }
            if character[0] >= 0xEA { return .other }
            if character[0] | 0x20 == 0x6B || character[0] | 0x20 == 0x73 { return .other }
        }
        return .literal(character.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 })
    }

    private mutating func escape(_ isCaseless: Bool) -> Atom {
        guard position < bytes.count else { return fail() }
        let byte = bytes[position]
        position += 1
        switch byte {
        case 0x62, 0x42, 0x41, 0x7A, 0x5A, 0x47, 0x4B: return .nothing  // b B A z Z G K
        case 0x64, 0x44, 0x73, 0x53, 0x77, 0x57, 0x68, 0x48, 0x76, 0x56, 0x52, 0x58: return .other
        case 0x4E: return isNext(0x7B) ? fail() : .other  // \N, not \N{U+…}
        case 0x70, 0x50: return property()
        case 0x74: return .literal([0x09])
        case 0x6E: return .literal([0x0A])
        case 0x72: return .literal([0x0D])
        case 0x78: return hexadecimal(isCaseless)
        case 0x31...0x39:  // a reference, or an octal number
            while position < bytes.count, bytes[position] &- 0x30 < 10 { position += 1 }
            return .other
        default:
            let isLetter = (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
            return isLetter ? fail() : literal(startingWith: byte, isCaseless)
        }
    }

    private mutating func property() -> Atom {
        guard take(0x7B) else {
            position += 1
            return .other
        }
        skip(past: 0x7D)
        return .other
    }

    private mutating func hexadecimal(_ isCaseless: Bool) -> Atom {
        var digits: ArraySlice<UInt8>
        if take(0x7B) {
            let start = position
            skip(past: 0x7D)
            digits = bytes[start..<max(start, position - 1)]
        } else {
            digits = bytes[position...].prefix(2).prefix { Self.digit($0) != nil }
            position += digits.count
        }
        let value = digits.prefix(6).reduce(UInt32(0)) { $0 << 4 | (Self.digit($1) ?? 0) }
        guard isUTF8 || value < 0x80, let scalar = Unicode.Scalar(value) else { return .other }
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
            } else if bytes[position] == 0x5B, position + 1 < bytes.count,
                bytes[position + 1] == 0x3A
            {
                position += 2
                skip(past: 0x3A)
            }
            position += 1
        }
        return take(0x5D) ? .other : fail()
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
        let set = alternatives(isCaseless: inner, depth: depth + 1)
        guard take(0x29) else { return fail() }
        return isAssertion ? .nothing : .group(set)
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

    private enum Repetition {
        case once
        case more
        case maybe
    }

    private mutating func repetition() -> Repetition {
        guard position < bytes.count else { return .once }
        let result: Repetition
        switch bytes[position] {
        case 0x2A, 0x3F: result = .maybe
        case 0x2B: result = .more
        case 0x7B:
            guard let least = countedRepetition() else { return .once }
            result = least == 0 ? .maybe : .more
            position -= 1
        default: return .once
        }
        position += 1
        if !take(0x3F) { _ = take(0x2B) }
        return result
    }

    /// The least count of `{2,5}`; nil where the brace is a character of its own.
    private mutating func countedRepetition() -> Int? {
        let start = position
        position += 1
        var least = 0
        var hasDigit = false
        while position < bytes.count, bytes[position] &- 0x30 < 10 {
            least = min(least * 10 + Int(bytes[position] - 0x30), 1_000)
            hasDigit = true
            position += 1
        }
        if take(0x2C) {
            while position < bytes.count, bytes[position] &- 0x30 < 10 { position += 1 }
        }
        if hasDigit, take(0x7D) { return least }
        position = start
        return nil
    }

    // MARK: Bytes

    private func isNext(_ byte: UInt8) -> Bool { position < bytes.count && bytes[position] == byte }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard isNext(byte) else { return false }
        position += 1
        return true
    }

    private mutating func skip(past byte: UInt8) {
        while position < bytes.count, bytes[position] != byte { position += 1 }
        position += 1
        if position > bytes.count { hasFailed = true }
    }

    private mutating func fail() -> Atom {
        hasFailed = true
        return .nothing
    }
}
