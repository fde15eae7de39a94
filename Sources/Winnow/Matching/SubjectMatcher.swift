internal import WinnowHTML
internal import WinnowRegex

/// Tries expressions on the texts of a run, only where their literals stand.
struct SubjectMatcher {
    /// How an expression came out on a target.
    enum Outcome {
        case noMatch
        /// The text that matched, and the leaf it is of where the target is by item.
        case match(text: Range<Int>, leaf: Int?)
        /// A limit was reached before the answer was known.
        case undecided
    }

    let index: LiteralIndex
    let literals: PageLiterals
    let matcher: PatternMatcher
    var texts: RunTexts

    /// The first match of an expression in a target's texts.
    mutating func firstMatch(_ compiled: CompiledPattern, _ target: TextTarget) -> Outcome {
        if target == .source, texts.run.origin == .raw { return rawMatch(compiled) }
        let number = compiled.number
        if !literals.mayMatch(number, in: texts.places(of: target), index) {
            return .noMatch
        }
        guard target.isByItem else {
            let text = texts.text(of: target)
            let outcome = text.bytes.withUnsafeBufferPointer { subject in
                match(compiled, subject) {
                    texts.places(of: target).flatMap {
                        literals.places(of: number, in: $0, index)?.compactMap(text.place) ?? [-1]
                    }
                }
            }
            return Self.outcome(outcome, leaf: nil)
        }
        var isUndecided = false
        for item in texts.items(of: target) where literals.mayMatch(number, in: [item.range], index)
        {
            let outcome = texts.withBytes(of: item, target) { subject, isInPlace in
                match(compiled, subject) {
                    guard isInPlace else { return [-1] }
                    let places = literals.places(of: number, in: item.range, index)
                    return places?.map { $0 - item.range.lowerBound } ?? [-1]
                }
            }
            if case .match = outcome { return Self.outcome(outcome, leaf: item.leaf) }
            if outcome == .undecided { isUndecided = true }
        }
        return isUndecided ? .undecided : .noMatch
    }

    /// The leaves on whose items an expression matches.
    func leaves(_ compiled: CompiledPattern, _ target: TextTarget) -> [Int] {
        texts.items(of: target).filter { item in
            texts.withBytes(of: item, target) { subject, _ in
                matcher.firstMatch(of: compiled.pattern, in: subject) != .noMatch
            }
        }
        .map(\.leaf)
    }

    private static func outcome(_ outcome: PatternMatcher.Outcome, leaf: Int?) -> Outcome {
        switch outcome {
        case .match(let range): .match(text: range, leaf: leaf)
        case .noMatch: .noMatch
        case .undecided: .undecided
        }
    }

    /// Matches in windows round the places of literals where the width of a match is known, else
    /// in the whole text.
    ///
    /// A match holds a literal, so it starts no further before one than a match is wide; what stands
    /// before and behind the window is seen by assertions all the same.
    ///
    /// - Parameters:
    ///   - compiled: The expression.
    ///   - subject: The text.
    ///   - places: Tells where literals stand in the text; a negative one for not known.
    /// - Returns: The first match, none, or that a limit was reached.
    private func match(
        _ compiled: CompiledPattern,
        _ subject: UnsafeBufferPointer<UInt8>,
        places: () -> [Int]
    ) -> PatternMatcher.Outcome {
        guard compiled.number >= 0, let width = index.entries[compiled.number].width else {
            return matcher.firstMatch(of: compiled.pattern, in: subject)
        }
        // Leaves that are no part of the text may have sent theirs anywhere.
        let places = places().sorted()
        guard !places.contains(where: { $0 < 0 }) else {
            return matcher.firstMatch(of: compiled.pattern, in: subject)
        }
        var isUndecided = false
        var next = 0
        for place in places where place < subject.count && place >= next {
            var start = max(next, place - width)
            while start > 0, compiled.pattern.isUTF8, subject[start] & 0xC0 == 0x80 { start -= 1 }
            switch matcher.firstMatch(of: compiled.pattern, in: subject, from: start, limit: place)
            {
            case .match(let range): return .match(range)
            case .noMatch: break
            case .undecided: isUndecided = true
            }
            next = place + 1
        }
        return isUndecided ? .undecided : .noMatch
    }

    /// Of a run that is what an expression matched in the document's bytes, a match that begins in
    /// it; what stands around it counts for assertions.
    private func rawMatch(_ compiled: CompiledPattern) -> Outcome {
        guard let range = texts.run.ranges.first else { return .noMatch }
        let outcome = matcher.firstMatch(
            of: compiled.pattern,
            in: texts.source.bytes,
            from: range.lowerBound,
            limit: compiled.pattern.required?.width == nil ? nil : range.upperBound
        )
        if case .match(let found) = outcome, found.lowerBound >= range.upperBound {
            return .noMatch
        }
        return Self.outcome(outcome, leaf: nil)
    }
}
