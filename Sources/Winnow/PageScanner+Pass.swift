internal import WinnowHTML

/// One pass over a document: the straight line from bytes to judgements.
extension PageScanner {
    /// What one pass found.
    struct Pass {
        var findings: [Found] = []
        var limits: [String] = []
        /// Characters of all text, shown or not, wide ones counted double.
        ///
        /// Many pages show their text by script only, so hidden text counts, too.
        var visibleCharacters = 0
        /// True when it went into the second tier.
        var isCandidate = false
    }

    /// A judgement, and whether its bytes can be cut without touching anything else.
    struct Found {
        var judgement: Judge.Judgement
        var isCut: Bool
        var excerpt: String

        var ranges: [Range<Int>] { judgement.match.run.ranges }
    }

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
        let found = RunFinder(
            source: source,
            buffer: tokens,
            page: page,
            evidence: evidence,
            lexicon: rules.lexicon
        ).runs()
        if found.isLimited { pass.limits.append("runs") }
        let runs = found.runs
        guard !runs.isEmpty else { return pass }
        let counter = SignalCounter(
            source: source,
            page: page,
            evidence: evidence,
            lexicon: rules.lexicon,
            runs: runs
        )
        let all = runs.map { LazySignals(run: $0, counter: counter) }
        var candidates = Array(runs.indices)
        if screens {
            var screen = RuleScreen(rules: rules, source: source, page: page)
            candidates = candidates.filter { screen.isCandidate(runs[$0], all[$0]) }
        }
        guard !candidates.isEmpty else { return pass }
        pass.isCandidate = true
        var ruleMatcher = RuleMatcher(
            rules: rules,
            source: source,
            buffer: tokens,
            page: page,
            evidence: evidence,
            matcher: matcher
        )
        let matches = candidates.compactMap { ruleMatcher.match(runs[$0], all[$0]) }
        if !ruleMatcher.undecided.isEmpty { pass.limits.append("regex") }
        let judge = Judge(
            policy: rules.policy,
            isLimited: isLimited || !pass.limits.isEmpty
        )
        let judgements = judge.judgements(of: matches)
        let cut = safeCuts(judgements, source, page, options)
        pass.findings = judgements.enumerated().map { index, judgement in
            Found(
                judgement: judgement,
                isCut: cut.contains(index),
                excerpt: excerpt(judgement.match.run, source)
            )
        }
        return pass
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

    /// The judgements that may be cut without touching anything else, by index.
    private func safeCuts(
        _ judgements: [Judge.Judgement],
        _ source: Source,
        _ page: Page,
        _ options: TokenizerOptions
    ) -> Set<Int> {
        func isSafe(_ indices: [Int]) -> Bool {
            let cut = ByteRanges(indices.flatMap { judgements[$0].match.run.ranges })
            return CutGuard.isBalanced(page, tokens, cut: cut)
                && CutGuard.isSafe(source, tokens, cut: cut, options: options)
        }
        let wanted = judgements.indices.filter { judgements[$0].mayCut }
        if wanted.isEmpty || isSafe(wanted) { return Set(wanted) }
        // One bad apple must not spare the others, nor cost a scan for each of hundreds.
        var kept: [Int] = []
        for index in wanted.prefix(Self.maximumSingleChecks) where isSafe(kept + [index]) {
            kept.append(index)
        }
        return Set(kept)
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
