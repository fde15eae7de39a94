/// Reads a regular expression into a tree, once, from left to right.
///
/// What it does not understand makes it give up: then nothing is said about the expression.
struct PatternParser: PatternReading {
    /// Groups inside one another that are followed.
    static let maximumDepth = 32

    let bytes: [UInt8]
    var position = 0
    var hasFailed = false
    private var isCaseless = false

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The tree, or nil.
    mutating func parse() -> PatternNode? {
        let node = alternatives(0)
        return hasFailed || position < bytes.count ? nil : node
    }

    private mutating func alternatives(_ depth: Int) -> PatternNode {
        var branches: [PatternNode] = []
        repeat { branches.append(sequence(depth)) } while !hasFailed && take(0x7C)
        return branches.count == 1 ? branches[0] : .alternatives(branches)
    }

    private mutating func sequence(_ depth: Int) -> PatternNode {
        var parts: [PatternNode] = []
        while !hasFailed, position < bytes.count, bytes[position] != 0x7C, bytes[position] != 0x29 {
            let part = atom(depth)
            let offset = position
            if let counts = counts() {
                parts.append(.repeated(part, counts, offset))
            } else {
                parts.append(part)
            }
        }
        return .sequence(parts)
    }

    private mutating func atom(_ depth: Int) -> PatternNode {
        let byte = bytes[position]
        position += 1
        switch byte {
        case 0x5E, 0x24: return .nothing
        case 0x2E: return .letter(LetterSet([0x0A...0x0A]).inverted)
        case 0x28: return group(depth)
        case 0x5B: return .letter(characterClass())
        case 0x5C: return escape()
        default:
            position -= 1
            return letter(scalar())
        }
    }

    private func letter(_ scalar: UInt32) -> PatternNode {
        let set = LetterSet([scalar...scalar])
        return .letter(isCaseless ? set.caseless : set)
    }

    /// The next character; bytes that are no UTF-8 stand for themselves.
    private mutating func scalar() -> UInt32 {
        let lead = bytes[position]
        position += 1
        guard lead >= 0xC0 else { return UInt32(lead) }
        var value = UInt32(lead) & (lead >= 0xF0 ? 0x07 : lead >= 0xE0 ? 0x0F : 0x1F)
        while position < bytes.count, bytes[position] & 0xC0 == 0x80 {
            value = (value << 6 | UInt32(bytes[position] & 0x3F)) & LetterSet.mask
            position += 1
        }
        return min(value, LetterSet.last)
    }

    // MARK: Groups

    private mutating func group(_ depth: Int) -> PatternNode {
        guard depth < Self.maximumDepth, !isNext(0x2A) else { return fail() }
        let outer = isCaseless
        var isAssertion = false
        var isAtomic = false
        if take(0x3F) {
            if take(0x3A) {
            } else if take(0x3E) {
                isAtomic = true
            } else if take(0x3D) || take(0x21) {
                isAssertion = true
            } else if take(0x3C) {
                if take(0x3D) || take(0x21) { isAssertion = true } else { skip(past: 0x3E) }
            } else if let opens = flags() {
                // `(?i)` holds to the end of the group around it.
                guard opens else { return .nothing }
            } else {
                return fail()
            }
        }
        let content = alternatives(depth + 1)
        isCaseless = outer
        guard take(0x29) else { return fail() }
        return isAssertion ? .nothing : isAtomic ? .atomic(content) : content
    }

    /// Reads flags; true when a group follows them, nil when they are not understood.
    private mutating func flags() -> Bool? {
        var isOn = true
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case 0x69: isCaseless = isOn
            case 0x73, 0x6D, 0x4A: break
            case 0x2D: isOn = false
            case 0x29: return false
            case 0x3A: return true
            default: return nil  // `x` among them: blanks would not count
            }
        }
        return nil
    }

    // MARK: Escapes and classes

    private mutating func escape() -> PatternNode {
        guard position < bytes.count else { return fail() }
        switch bytes[position] {
        case 0x62, 0x42, 0x41, 0x7A, 0x5A, 0x47, 0x4B:  // b B A z Z G K
            position += 1
            return .nothing
        case 0x31...0x39, 0x52, 0x58, 0x67, 0x6B, 0x51, 0x45, 0x4E:  // references, R X g k Q E N
            return fail()
        default:
            if let set = classEscape() { return .letter(set) }
            return hasFailed ? .nothing : .letter(nil)
        }
    }

    /// The letters of an escape that stands for letters, in a class and outside; nil for unknown.
    private mutating func classEscape() -> LetterSet? {
        let byte = bytes[position]
        position += 1
        switch byte {
        case 0x64: return .digits
        case 0x44: return LetterSet.digits.inverted
        case 0x73, 0x68, 0x76: return .blanks
        case 0x53, 0x48, 0x56: return LetterSet.blanks.inverted
        case 0x77: return .word
        case 0x57: return LetterSet.word.inverted
        case 0x70, 0x50: return property(isInverted: byte == 0x50)
        case 0x74: return LetterSet([0x09...0x09])
        case 0x6E: return LetterSet([0x0A...0x0A])
        case 0x72: return LetterSet([0x0D...0x0D])
        case 0x78:
            let value = hexadecimal()
            return LetterSet([value...value])
        default:
            guard (byte | 0x20) &- 0x61 >= 26, byte &- 0x30 >= 10 else {
                _ = fail()
                return nil
            }
            position -= 1
            let value = scalar()
            return LetterSet([value...value])
        }
    }

    private mutating func property(isInverted: Bool) -> LetterSet? {
        var name: ArraySlice<UInt8>
        if take(0x7B) {
            let start = position
            skip(past: 0x7D)
            name = bytes[start..<max(start, min(position, bytes.count) - 1)]
        } else {
            name = bytes[position...].prefix(1)
            position += 1
        }
        let isNegated = name.first == 0x5E
        if isNegated { name = name.dropFirst() }
        let set: LetterSet?
        switch String(decoding: name, as: UTF8.self) {
        case "Han": set = .han
        case "L", "L&": set = .letters
        case "N", "Nd": set = .digits
        default: set = nil
        }
        return isInverted != isNegated ? set?.inverted : set
    }

    private mutating func hexadecimal() -> UInt32 {
        let isBraced = take(0x7B)
        var value: UInt32 = 0
        var count = 0
        while position < bytes.count, count < (isBraced ? 6 : 2) {
            let byte = bytes[position]
            let digit = byte &- 0x30 < 10 ? byte - 0x30 : (byte | 0x20) &- 0x57
            guard digit < 16, byte &- 0x30 < 10 || digit >= 10 else { break }
            value = value << 4 | UInt32(digit)
            position += 1
            count += 1
        }
        if isBraced { skip(past: 0x7D) }
        return min(value, LetterSet.last)
    }

    /// The letters of a class; nil when one of its parts is not known.
    private mutating func characterClass() -> LetterSet? {
        let isInverted = take(0x5E)
        var ranges: [LetterSet] = []
        var isKnown = true
        var isFirst = true
        while position < bytes.count, isFirst || bytes[position] != 0x5D, !hasFailed {
            isFirst = false
            if isNext(0x5B), position + 1 < bytes.count, bytes[position + 1] == 0x3A {
                position += 2
                skip(past: 0x5D)
                isKnown = false
                continue
            }
            guard let low = classMember() else {
                isKnown = false
                continue
            }
            guard low.isSingle, isNext(0x2D), position + 1 < bytes.count,
                bytes[position + 1] != 0x5D
            else {
                ranges.append(low.set)
                continue
            }
            position += 1
            guard let high = classMember() else {
                isKnown = false
                continue
            }
            ranges.append(
                high.isSingle && low.value <= high.value
                    ? LetterSet([low.value...high.value]) : high.set
            )
        }
        guard take(0x5D), isKnown, var set = LetterSet(joining: ranges) else {
            if position > bytes.count { _ = fail() }
            return nil
        }
        if isCaseless { set = set.caseless }
        return isInverted ? set.inverted : set
    }

    private mutating func classMember() -> (set: LetterSet, value: UInt32, isSingle: Bool)? {
        guard take(0x5C) else {
            let value = scalar()
            return (LetterSet([value...value]), value, true)
        }
        guard position < bytes.count else {
            _ = fail()
            return nil
        }
        if take(0x62) { return (LetterSet([0x08...0x08]), 0x08, true) }
        guard let set = classEscape() else { return nil }
        return (set, set.single ?? 0, set.single != nil)
    }

    // MARK: Quantifiers

    private mutating func counts() -> RepeatCounts? {
        guard position < bytes.count else { return nil }
        var counts: RepeatCounts
        switch bytes[position] {
        case 0x2A: counts = RepeatCounts(least: 0, most: .max, isPossessive: false)
        case 0x2B: counts = RepeatCounts(least: 1, most: .max, isPossessive: false)
        case 0x3F: counts = RepeatCounts(least: 0, most: 1, isPossessive: false)
        case 0x7B:
            guard let braced = bracedCounts() else { return nil }
            counts = braced
            position -= 1
        default: return nil
        }
        position += 1
        if !take(0x3F), take(0x2B) { counts.isPossessive = true }
        return counts
    }

    private mutating func bracedCounts() -> RepeatCounts? {
        let start = position
        position += 1
        if let least = number() {
            let most = take(0x2C) ? number() ?? .max : least
            if take(0x7D) { return RepeatCounts(least: least, most: most, isPossessive: false) }
        }
        position = start
        return nil
    }

    private mutating func fail() -> PatternNode {
        hasFailed = true
        return .nothing
    }
}
