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
            var places: [Int]? = []
            for range in texts.places(of: target) {
                let found = literals.places(of: number, in: range, index)
                places = found.flatMap { found in
                    places.map { $0 + found.compactMap(text.place) }
                }
            }
            var outcome = text.bytes.withUnsafeBufferPointer {
                match(compiled, $0, .known(places))
            }
            if text.isTruncated, outcome == .noMatch,
                places?.contains(where: { $0 >= text.bytes.count }) ?? true
            {
                outcome = .undecided
            }
            return Self.outcome(outcome, leaf: nil)
        }
        var isUndecided = false
        for (place, item) in texts.items(of: target).enumerated()
        where literals.mayMatch(number, in: [item.range], index) {
            guard place < RunTexts.maximumItems || literals.isPlain else { return .undecided }
            let outcome = match(compiled, item, target)
            if case .match = outcome { return Self.outcome(outcome, leaf: item.leaf) }
            if outcome == .undecided { isUndecided = true }
        }
        return isUndecided ? .undecided : .noMatch
    }

    /// True where an expression matches the bytes of a range of its domain, or may.
    func mayMatch(
        _ compiled: CompiledPattern,
        _ subject: UnsafeBufferPointer<UInt8>,
        _ range: Range<Int>
    ) -> Bool {
        // An undecided match is a place to look at; the rule itself will say so.
        match(compiled, subject, .within(range)) != .noMatch
    }

    /// True where an expression matches one of the texts of a target, or may.
    func mayMatch(
        _ compiled: CompiledPattern,
        _ item: RunTexts.Item,
        _ target: TextTarget
    ) -> Bool {
        match(compiled, item, target) != .noMatch
    }

    private func match(
        _ compiled: CompiledPattern,
        _ item: RunTexts.Item,
        _ target: TextTarget
    ) -> PatternMatcher.Outcome {
        texts.withBytes(of: item, target) { subject, isInPlace in
            match(compiled, subject, isInPlace ? .within(item.range) : .known(nil))
        }
    }

    /// Where an expression's literals stand in a range of its domain, counted from its start; nil
    /// where that is not known.
    private func places(of compiled: CompiledPattern, in range: Range<Int>) -> [Int]? {
        literals.places(of: compiled.number, in: range, index)?.map { $0 - range.lowerBound }
    }

    /// The leaves on whose items an expression matches, and whether a limit was reached on others.
    func leaves(
        _ compiled: CompiledPattern,
        _ target: TextTarget
    ) -> (leaves: [Int], isUndecided: Bool) {
        var leaves: [Int] = []
        var isUndecided = false
        for item in texts.items(of: target) {
            let outcome = texts.withBytes(of: item, target) { subject, _ in
                matcher.firstMatch(of: compiled.pattern, in: subject)
            }
            if case .match = outcome { leaves.append(item.leaf) }
            if outcome == .undecided { isUndecided = true }
        }
        return (leaves, isUndecided)
    }

    private static func outcome(_ outcome: PatternMatcher.Outcome, leaf: Int?) -> Outcome {
        switch outcome {
        case .match(let range): .match(text: range, leaf: leaf)
        case .noMatch: .noMatch
        case .undecided: .undecided
        }
    }

    /// Where the literals of an expression stand in a text.
    ///
    /// No closure: one would hold a copy of all tables of a page, for every text that is tried.
    private enum Places {
        /// The text is a range of the expression's domain, where they are looked up if need be.
        case within(Range<Int>)
        /// Offsets in the text; nil for not known.
        case known([Int]?)
    }

    /// Slices of one long text that are looked at.
    private static let maximumSlices = 64

    /// Matches in windows round the places of literals where the width of a match is known, else
    /// in the whole text, of a long one in slices round the places.
    ///
    /// A match holds a literal, so it starts no further before one than a match is wide; what stands
    /// before and behind the window is seen by assertions all the same.
    ///
    /// - Parameters:
    ///   - compiled: The expression.
    ///   - subject: The text.
    ///   - places: Where literals stand in the text.
    /// - Returns: The first match, none, or that a limit was reached.
    private func match(
        _ compiled: CompiledPattern,
        _ subject: UnsafeBufferPointer<UInt8>,
        _ places: Places
    ) -> PatternMatcher.Outcome {
        let width = index.entries[compiled.number].width
        let isLong = subject.count > RunTexts.maximumSubject && !literals.isPlain
        guard width != nil || isLong, let found = offsets(places, of: compiled) else {
            guard isLong, !compiled.pattern.isAnchored else {
                return matcher.firstMatch(of: compiled.pattern, in: subject)
            }
            let start = UnsafeBufferPointer(
                rebasing: subject[..<whole(RunTexts.maximumSubject, subject)]
            )
            let outcome = matcher.firstMatch(of: compiled.pattern, in: start)
            return outcome == .noMatch ? .undecided : outcome
        }
        // Leaves that are no part of the text may have sent theirs anywhere.
        let places = found.sorted()
        if let width { return windowMatch(compiled, subject, places, width: width) }
        return sliceMatch(compiled, subject, places)
    }

    private func offsets(_ places: Places, of compiled: CompiledPattern) -> [Int]? {
        switch places {
        case .within(let range): self.places(of: compiled, in: range)
        case .known(let offsets): offsets
        }
    }

    private func windowMatch(
        _ compiled: CompiledPattern,
        _ subject: UnsafeBufferPointer<UInt8>,
        _ places: [Int],
        width: Int
    ) -> PatternMatcher.Outcome {
        var isUndecided = false
        var next = 0
        for place in places where place < subject.count && place >= next {
            var start = max(next, place - width)
            if compiled.pattern.isUTF8 { start = whole(start, subject) }
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

    private func sliceMatch(
        _ compiled: CompiledPattern,
        _ subject: UnsafeBufferPointer<UInt8>,
        _ places: [Int]
    ) -> PatternMatcher.Outcome {
        let half = RunTexts.maximumSubject / 2
        var isUndecided = false
        var slices = 0
        var next = 0
        for place in places where place < subject.count && place >= next {
            slices += 1
            guard slices <= Self.maximumSlices else { return .undecided }
            let lower = whole(max(0, place - half), subject)
            let upper = whole(min(subject.count, place + half), subject)
            let slice = UnsafeBufferPointer(rebasing: subject[lower..<upper])
            // The start of a slice is not that of the text, which one character before it tells.
            var start = lower == 0 ? 0 : 1
            while start < slice.count, lower > 0, slice[start] & 0xC0 == 0x80 { start += 1 }
            switch matcher.firstMatch(of: compiled.pattern, in: slice, from: start) {
            case .match(let range):
                return .match((range.lowerBound + lower)..<(range.upperBound + lower))
            case .noMatch: break
            case .undecided: isUndecided = true
            }
            next = place + half / 2
        }
        return isUndecided ? .undecided : .noMatch
    }

    /// The start of the character an offset stands in.
    private func whole(_ offset: Int, _ text: UnsafeBufferPointer<UInt8>) -> Int {
        var start = offset
        while start > 0, start < text.count, text[start] & 0xC0 == 0x80 { start -= 1 }
        return start
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
