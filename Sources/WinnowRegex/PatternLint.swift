/// Finds repeats inside repeats that can share out the same text in very many ways, as in `(a+)+`.
///
/// A backtracking matcher tries all ways before it gives up, and their number doubles with every
/// letter. A repeat R inside a repeated group is told when
/// 1. R may take more or fewer of what it repeats, and neither it nor the group is possessive,
/// 2. what follows R in the group can match nothing, or only letters that R takes, too, and
/// 3. the group can begin with a letter that R takes:
/// then R may stop at any letter and the next round go on. So `(?:ab+c)+` is harmless, for `c` ends
/// each round, and `(a*b*)*`, `(\w+\s?)+`, `([ab]b*)+` are not. Sets of letters are compared by code
/// point; what look-around demands is left out, and an expression that is not understood is passed.
package struct PatternLint: Sendable {
    /// Rounds from which an outer repeat is one without end for this purpose.
    static let manyRounds = 10
    /// Bytes of the longest expression that is looked at.
    static let maximumLength = 16_384

    /// Bytes into the expression at which the outer repeat's quantifier stands, if one is risky.
    package let nestedRepeat: Int?

    /// Looks at an expression that PCRE2 accepts.
    ///
    /// - Complexity: Linear in the expression for each level of groups; levels are limited.
    package init(_ expression: String) {
        let bytes = Array(expression.utf8)
        guard bytes.count <= Self.maximumLength else {
            nestedRepeat = nil
            return
        }
        var parser = PatternParser(bytes)
        nestedRepeat = parser.parse().flatMap { Self.risky($0) }
    }

    /// The first repeat of a tree that is risky, outermost first.
    private static func risky(_ node: PatternNode) -> Int? {
        switch node {
        case .nothing, .letter: return nil
        case .sequence(let parts), .alternatives(let parts):
            for part in parts { if let found = risky(part) { return found } }
            return nil
        case .atomic(let part): return risky(part)
        case .repeated(let body, let counts, let offset):
            if counts.most >= manyRounds, !counts.isPossessive, let first = body.first,
                isAmbiguous(body, [], first)
            {
                return offset
            }
            return risky(body)
        }
    }

    /// True when a repeat in `node` can take what the next round of the group takes.
    ///
    /// - Parameters:
    ///   - node: What is looked at.
    ///   - rest: What follows in the group, nearest last.
    ///   - first: The letters with which a round begins.
    /// - Returns: Whether it can.
    private static func isAmbiguous(
        _ node: PatternNode,
        _ rest: [PatternNode],
        _ first: LetterSet
    ) -> Bool {
        switch node {
        case .nothing, .letter, .atomic: return false
        case .alternatives(let parts): return parts.contains { isAmbiguous($0, rest, first) }
        case .sequence(let parts):
            var following = rest
            for part in parts.reversed() {
                if isAmbiguous(part, following, first) { return true }
                following.append(part)
            }
            return false
        case .repeated(let body, let counts, _):
            if counts.most > 1, counts.most > counts.least, !counts.isPossessive,
                let taken = body.first, taken.overlaps(first),
                rest.allSatisfy({ $0.canBeEmpty || (body.isLetter && $0.canMatch(taken)) })
            {
                return true
            }
            return isAmbiguous(body, rest, first)
        }
    }
}

/// How often something is repeated.
struct RepeatCounts {
    var least: Int
    var most: Int
    var isPossessive: Bool
}

/// An expression, as far as its repeats need to be understood.
indirect enum PatternNode {
    /// Takes no room: an anchor, an assertion, a switch of flags.
    case nothing
    /// One of a set of letters; nil for a set that is not known.
    case letter(LetterSet?)
    case sequence([PatternNode])
    case alternatives([PatternNode])
    case atomic(PatternNode)
    /// With the offset of its quantifier.
    case repeated(PatternNode, RepeatCounts, Int)

    var isLetter: Bool {
        switch self {
        case .letter: true
        case .sequence(let parts): parts.count == 1 && parts[0].isLetter
        case .alternatives(let parts): parts.allSatisfy(\.isLetter)
        default: false
        }
    }

    /// True when it matches the empty text.
    var canBeEmpty: Bool {
        switch self {
        case .nothing: true
        case .letter: false
        case .sequence(let parts): parts.allSatisfy(\.canBeEmpty)
        case .alternatives(let parts): parts.contains(where: \.canBeEmpty)
        case .atomic(let part): part.canBeEmpty
        case .repeated(let part, let counts, _): counts.least == 0 || part.canBeEmpty
        }
    }

    /// The letters it can begin with, as far as they are known; nil when none is.
    var first: LetterSet? {
        switch self {
        case .nothing: return nil
        case .letter(let set): return set
        case .atomic(let part), .repeated(let part, _, _): return part.first
        case .alternatives(let parts): return LetterSet(joining: parts.compactMap(\.first))
        case .sequence(let parts):
            var sets: [LetterSet] = []
            for part in parts {
                if let set = part.first { sets.append(set) }
                guard part.canBeEmpty else { break }
            }
            return LetterSet(joining: sets)
        }
    }

    /// True when it matches some text made of these letters alone.
    func canMatch(_ letters: LetterSet) -> Bool {
        switch self {
        case .nothing: true
        case .letter(let set): set?.overlaps(letters) ?? false
        case .sequence(let parts): parts.allSatisfy { $0.canMatch(letters) }
        case .alternatives(let parts): parts.contains { $0.canMatch(letters) }
        case .atomic(let part): part.canMatch(letters)
        case .repeated(let part, let counts, _): counts.least == 0 || part.canMatch(letters)
        }
    }
}
