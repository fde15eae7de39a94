internal import WinnowRegex

/// Trying a rule on a run with everything written down.
extension RuleMatcher {
    /// What became of each condition of a rule on a run, those behind a failed one included.
    ///
    /// - Returns: The conditions; nil when the rule is of another scope than the run.
    /// - Complexity: As trying the rule, without ending early.
    mutating func trace(_ index: Int, on candidate: Candidate) -> ConditionTrace? {
        let rule = rules.rules[index]
        guard rule.scope == candidate.run.origin.scope else { return nil }
        turn(to: candidate)
        return trace(rule.condition, rule, ConditionWords(rules))
    }

    private mutating func trace(
        _ condition: Condition,
        _ rule: Rule,
        _ words: ConditionWords
    ) -> ConditionTrace {
        var trace = words.trace(condition)
        switch condition {
        case .all(let parts), .any(let parts):
            for part in parts { trace.parts.append(self.trace(part, rule, words)) }
        case .not(let part): trace.parts = [self.trace(part, rule, words)]
        case .signal(let signal, _, _): trace.actual = ConditionWords.number(value(of: signal))
        case .regex(let compiled, let target): trace.actual = seen(compiled, target)
        case .list(let list, let target, _): trace.actual = terms(of: list, in: target)
        case .rule: break
        }
        trace.holds = isMet(condition, rule)
        if case .rule = condition { trace.actual = trace.holds == true ? "it fired" : "it did not" }
        return trace
    }

    // MARK: Texts

    /// Characters of a text that are shown.
    private static let excerptLength = 60
    /// Terms of a list that are shown.
    private static let shownTerms = 6

    /// What an expression matched, or the text it was tried on.
    private func seen(_ compiled: CompiledPattern, _ target: TextTarget) -> String {
        var subjects = subjects
        switch subjects.firstMatch(compiled, target) {
        case .match(let range, let leaf):
            return bytes(of: range, leaf: leaf, target).map(Self.quoted) ?? "a match"
        case .undecided: return "undecided, it takes too many steps"
        case .noMatch:
            let texts = texts(of: target)
            guard let first = texts.first(where: { !$0.isEmpty }) else { return "no text there" }
            let more = texts.count > 1 ? " and \(texts.count - 1) more" : ""
            return "no match in \(Self.quoted(first))\(more)"
        }
    }

    /// The bytes of a match.
    private func bytes(of range: Range<Int>, leaf: Int?, _ target: TextTarget) -> [UInt8]? {
        var texts = subjects.texts
        if target == .source, texts.run.origin == .raw { return Array(texts.source.bytes[range]) }
        guard target.isByItem else {
            let bytes = texts.text(of: target).bytes
            return range.upperBound <= bytes.count ? Array(bytes[range]) : nil
        }
        for item in texts.items(of: target) where item.leaf == leaf {
            let found: [UInt8]? = texts.withBytes(of: item, target) { subject, _ in
                range.upperBound <= subject.count ? Array(subject[range]) : nil
            }
            if let found { return found }
        }
        return nil
    }

    /// The texts that a target stands for.
    private func texts(of target: TextTarget) -> [[UInt8]] {
        var texts = subjects.texts
        guard target.isByItem else { return [texts.text(of: target).bytes] }
        return texts.items(of: target).map { item in
            texts.withBytes(of: item, target) { bytes, _ in Array(bytes) }
        }
    }

    /// The different terms of a list that stand in a target's texts, in their normal form.
    private func terms(of list: Int, in target: TextTarget) -> String {
        let lexicon = rules.lexicon
        var found: [String] = []
        for text in texts(of: target) {
            for (term, words) in lexicon.terms(in: text)
            where Int(lexicon.matcher.entries[Int(term)].list) == list && !found.contains(words) {
                found.append(words)
            }
        }
        guard !found.isEmpty else { return "none" }
        let shown = found.prefix(Self.shownTerms).map { Self.quoted(Array($0.utf8)) }
        let rest = found.count - shown.count
        return shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }

    private static func quoted(_ bytes: [UInt8]) -> String {
        let text = String(decoding: bytes.prefix(excerptLength * 4), as: UTF8.self)
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let short = line.prefix(excerptLength)
        let isCut = short.count < line.count || bytes.count > excerptLength * 4
        return "“\(short)\(isCut ? "…" : "")”"
    }
}

extension Lexicon {
    /// The terms of all lists in a text, each as it stands in the text's normal form.
    fileprivate func terms(in text: [UInt8]) -> [(term: UInt32, words: String)] {
        var normal: [UInt8] = []
        _ = text.withUnsafeBufferPointer { normaliser.append($0, to: &normal) }
        var scratch: [TermMatcher.Hit] = []
        var hits: [TermMatcher.Hit] = []
        normal.withUnsafeBufferPointer {
            matcher.appendHits(in: $0, base: 0, scratch: &scratch, to: &hits)
        }
        return hits.map { hit in
            let words = String(decoding: normal[Int(hit.start)..<Int(hit.end)], as: UTF8.self)
            return (hit.term, words)
        }
    }
}
