internal import WinnowHTML

/// One pass over a document: the straight line from bytes to judgements.
extension PageScanner {
    /// What one pass found.
    struct Pass {
        var findings: [Found] = []
        var limits: [String] = []
        /// The entries of the allow list that say something of it.
        var allowed: [String] = []
        /// Characters of all text, shown or not, wide ones counted double.
        ///
        /// Many pages show their text by script only, so hidden text counts, too.
        var visibleCharacters = 0
        /// True when nothing in it says that it is a whole document.
        var isFragment = false
        /// True when it went into the second tier.
        var isCandidate = false
    }

    /// A judgement, and whether its bytes can be cut without touching anything else.
    struct Found {
        var judgement: Judge.Judgement
        var isCut: Bool
        var excerpt: String

        var ranges: [Range<Int>] { judgement.ranges }
    }

    /// Elements that a whole document has.
    private static let documentTags: Set<Tag> = [.html, .head, .body, .title, .frameset]
    /// Findings that are checked one by one when they can't all be cut together.
    private static let maximumSingleChecks = 32
    /// Characters of an excerpt.
    private static let maximumExcerpt = 160

    /// The straight line: tokens, page, evidence, runs, rules, judgements.
    func runPass(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ charset: Charset,
        _ request: ScanRequest,
        isLimited: Bool
    ) -> Pass {
        let options = tokenizerOptions(request)
        Tokenizer.tokenize(bytes, options: options, into: &tokens)
        let source = Source(bytes: bytes, charset: charset)
        let page = PageBuilder.build(
            source,
            tokens,
            context: context(request),
            domains: &domains
        )
        EvidenceObserver.observe(
            page,
            source,
            tokens,
            lexicon: rules.lexicon,
            weights: rules.policy.leaf,
            into: &evidence
        )
        var pass = Pass(limits: page.limits)
        pass.visibleCharacters = visibleCharacters(page)
        pass.isFragment =
            !request.isPlainText
            && !tokens.tokens.contains { token in
                token.kind == .doctype
                    || (token.kind == .startTag && Self.documentTags.contains(token.tag))
            }
        let sums = PageSums(page: page, evidence: evidence)
        var found = runs(source, page, sums)
        let texts = RunTexts(source: source, buffer: tokens, page: page, evidence: evidence)
        literals.read(rules, texts, screens: !isPlain)
        if !allowance.isEmpty {
            pass.allowed = allowance.entries(linkedIn: page, domains)
            literals.leaveOut(
                Set(rules.rules.indices.filter { allowance.rules[rules.rules[$0].id] != nil })
            )
        }
        let subjects = SubjectMatcher(
            index: rules.literals,
            literals: literals,
            matcher: matcher,
            texts: texts
        )
        let seeded = SeedFinder(rules, active: literals.active, subjects)
        found.runs += seeded.runs
        if found.isLimited || seeded.isLimited { pass.limits.append("runs") }
        if seeded.isUndecided { pass.limits.append("regex") }
        let traced = trace.map { _ in
            ScanTrace.Pass(
                source: source,
                tokens: tokens.tokens,
                page: page,
                evidence: evidence,
                lexicon: rules.lexicon,
                policy: rules.policy,
                domains: domains,
                isLimited: isLimited || !pass.limits.isEmpty
            )
        }
        if let traced { trace?.record(traced) }
        guard !found.runs.isEmpty else { return pass }
        let candidates = candidates(among: found.runs, sums, subjects)
        guard !candidates.isEmpty else { return pass }
        pass.isCandidate = true
        var ruleMatcher = RuleMatcher(
            rules: rules,
            active: literals.active,
            subjects: subjects,
            profile: profile
        )
        let matches = ruleMatcher.matches(candidates)
        observe?(matches)
        if !ruleMatcher.undecided.isEmpty, !pass.limits.contains("regex") {
            pass.limits.append("regex")
        }
        let judge = Judge(
            policy: rules.policy,
            isLimited: isLimited || !pass.limits.isEmpty
        )
        let judgements = judge.judgements(of: matches)
        let cut = safeCuts(judgements, source, page, options)
        if cut.isDisputed { pass.limits.append(Report.structureLimit) }
        pass.findings = judgements.enumerated().map { index, judgement in
            Found(
                judgement: judgement,
                isCut: cut.safe.contains(index),
                excerpt: excerpt(judgement.match.run, source)
            )
        }
        if let traced {
            let outcomes = candidates.map { candidate in
                let index = judgements.firstIndex { $0.match.number == candidate.number }
                return ScanTrace.Outcome(
                    run: candidate.run,
                    signals: candidate.signals.value,
                    rules: ruleMatcher.outcomes(candidate),
                    judgement: index.map { judgements[$0] },
                    isCut: index.map { cut.safe.contains($0) } ?? false,
                    objection: index.flatMap { cut.objections[$0] },
                    condition: trace?.rule.flatMap { ruleMatcher.trace($0, on: candidate) }
                )
            }
            trace?.record(outcomes, traced)
        }
        return pass
    }

    /// The runs of a page: those that words and places tell, and beside them those that the model does.
    ///
    /// A row that the model lengthens is looked at both ways, for a rule that knows the words may ask
    /// how much of it they are.
    private func runs(
        _ source: Source,
        _ page: Page,
        _ sums: PageSums
    ) -> (runs: [Run], isLimited: Bool) {
        func finder(lone: [Int] = []) -> RunFinder {
            RunFinder(
                source: source,
                buffer: tokens,
                page: page,
                evidence: evidence,
                lexicon: rules.lexicon,
                sums: sums,
                scorer: scorer,
                lone: lone
            )
        }
        guard let scorer else { return finder().runs() }
        let rows = SpamRows.raised(evidence, page, sums, scorer, rules.policy)
        var found = finder(lone: rows.lone).runs()
        if !rows.scores.isEmpty {
            for (leaf, score) in rows.scores { evidence.leaves[leaf].score = score }
            let more = finder().leafRuns()
            let known = Set(found.runs.map(\.place))
            found.runs += more.runs.filter { !known.contains($0.place) }
            found.isLimited = found.isLimited || more.isLimited
        }
        found.isLimited = found.isLimited || !rows.isComplete
        return found
    }

    /// The end of the first tier: the runs that rules could report.
    private func candidates(
        among runs: [Run],
        _ sums: PageSums,
        _ subjects: SubjectMatcher
    ) -> [RuleMatcher.Candidate] {
        let counter = SignalCounter(
            source: subjects.texts.source,
            page: subjects.texts.page,
            evidence: evidence,
            lexicon: rules.lexicon,
            sums: sums,
            runs: runs,
            scorer: scorer
        )
        let all = runs.enumerated().map { number, run in
            RuleMatcher.Candidate(
                number: number,
                run: run,
                signals: LazySignals(run: run, counter: counter)
            )
        }
        var screen = RuleScreen(rules: rules, subjects: subjects, runs: all, profile: profile)
        guard !screens else { return all.filter { screen.isCandidate($0.run, $0.signals) } }
        return all.map { candidate in
            var candidate = candidate
            candidate.isReportable = screen.isCandidate(candidate.run, candidate.signals)
            return candidate
        }
    }

    private func tokenizerOptions(_ request: ScanRequest) -> TokenizerOptions {
        var options = TokenizerOptions()
        options.opaqueInstructions = request.isTemplate
        options.maximumTokens = limits.tokens
        options.maximumAttributes = limits.attributes
        options.recognisesRawText = !request.isPlainText
        return options
    }

    private func context(_ request: ScanRequest) -> PageBuilder.Context {
        var context = PageBuilder.Context()
        context.url = request.url
        context.isPlainText = request.isPlainText
        context.wellKnownDomains = wellKnown
        context.allowedDomains = Set(
            allowance.domains.keys.map { domains.number(ofDomain: $0) }
        )
        context.keepsTargets = rules.literals.readsLinks || scorer != nil
        return context
    }

    private func visibleCharacters(_ page: Page) -> Int {
        page.leaves.indices.reduce(0) { sum, index in
            let leaf = page.leaves[index]
            guard leaf.kind == .text || leaf.kind == .link else { return sum }
            let measure = evidence.leaves[index].measure
            return sum + measure.characters + measure.wideLetters
        }
    }

    /// Judgements that may be cut without touching anything else, and why others may not.
    private struct SafeCuts {
        /// Indices of judgements.
        var safe: Set<Int> = []
        /// By index, in words.
        var objections: [Int: String] = [:]
        /// True when page and document disagree on one of them.
        var isDisputed = false
    }

    private static let disputed = "libxml2 sees other elements around it"

    private func safeCuts(
        _ judgements: [Judge.Judgement],
        _ source: Source,
        _ page: Page,
        _ options: TokenizerOptions
    ) -> SafeCuts {
        var result = SafeCuts()
        let wanted = judgements.indices.filter { index in
            guard judgements[index].mayCut else { return false }
            let isCode = judgements[index].match.run.isCode(in: page)
            if isCode { result.objections[index] = "it stands in <pre> or <code>, as an example" }
            return !isCode
        }
        guard !wanted.isEmpty || !screens else { return result }
        let structure = StructureGuard(
            page: page,
            tokens: tokens,
            document: documentParser.parse(tokens, in: source.bytes)
        )
        func objection(_ indices: [Int]) -> String? {
            let cut = ByteRanges(indices.flatMap { judgements[$0].ranges })
            if !CutGuard.isBalanced(page, tokens, cut: cut) {
                return "a cut would take one tag of an element and leave the other"
            }
            guard CutGuard.isSafe(source, tokens, cut: cut, options: options) else {
                return "a cut would change tags that stay"
            }
            return structure.confirms(cut) ? nil : Self.disputed
        }
        if wanted.isEmpty || objection(wanted) == nil {
            result.safe = Set(wanted)
            return result
        }
        // One bad apple must not spare the others, nor cost a scan for each of hundreds.
        var kept: [Int] = []
        for (place, index) in wanted.enumerated() {
            guard place < Self.maximumSingleChecks else {
                result.objections[index] = "too many cuts of this page are unsafe"
                continue
            }
            if let reason = objection(kept + [index]) {
                result.objections[index] = reason
                result.isDisputed = result.isDisputed || reason == Self.disputed
            } else {
                kept.append(index)
            }
        }
        result.safe = Set(kept)
        return result
    }

    /// The start of a run's text, on one line.
    private func excerpt(_ run: Run, _ source: Source) -> String {
        var text: [UInt8] = []
        // Of a title only a part may be planted.
        if run.origin == .title, let range = run.ranges.first { text = source.text(of: range) }
        for index in run.leaves where run.origin != .title && text.count < Self.maximumExcerpt * 4 {
            let seen = evidence.leaves[index]
            if !text.isEmpty, !seen.text.isEmpty { text.append(0x20) }
            text += evidence.text[seen.text].prefix(Self.maximumExcerpt * 4)
        }
        if text.isEmpty, let range = run.ranges.first {
            text = source.text(of: range.prefix(Self.maximumExcerpt * 4).indices, resolving: false)
        }
        let words = String(decoding: text, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        return String(words.joined(separator: " ").prefix(Self.maximumExcerpt))
    }
}
