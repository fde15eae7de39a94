internal import WinnowBayes
internal import WinnowHTML

/// Takes a page apart into the bags a model learns from.
///
/// Of honest pages: rows of links to three and more other sites, as friend links and partner lists
/// are; links within the site, as menus and tag clouds are; paragraphs and the title. Of what was
/// planted: all its anchors as one bag, and its paragraphs.
package struct PageBags {
    /// What is known of the bytes of a page.
    package enum Part: Sendable, Equatable {
        /// All was planted, as on a doorway.
        case whole
        /// These were planted; sorted.
        case inside([Range<Int>])
        /// All but these is honest; sorted.
        case outside([Range<Int>])
    }

    /// Links of a bag; longer rows make several.
    package static let maximumLinks = 60
    /// Other sites in a row of links that is a list of its own.
    private static let minimumSites = 3
    /// Links within the site that make a bag, and bags of them on a page.
    private static let ownLinks = 5...20
    private static let maximumOwnBags = 2
    /// Letters of a text that is prose, and such texts of a page.
    private static let proseLetters = 60
    private static let maximumProse = 5

    private var domains = DomainTable()
    private var tokens = TokenBuffer()
    private var evidence = Evidence()

    package init() {}

    /// The bags of a page.
    ///
    /// - Parameters:
    ///   - bytes: The page.
    ///   - request: What is known of it.
    ///   - part: Which of its bytes are read, and what they are.
    /// - Returns: Bags with label and group.
    /// - Complexity: Linear in the page, times the ranges.
    package mutating func bags(
        of bytes: [UInt8],
        _ request: ScanRequest,
        _ part: Part
    ) -> [LabelledBag] {
        _ = domains.trim()
        return bytes.withUnsafeBufferPointer { bytes in
            let charset = CharsetDetection.detect(
                bytes,
                transportLabel: request.charset,
                isHTML: !request.isPlainText
            ).charset
            // Ranges count bytes of the file, which such charsets can't be read in.
            guard TranscodedText(bytes, charset: charset) == nil else { return [] }
            return bags(Source(bytes: bytes, charset: charset), request, part)
        }
    }

    private mutating func bags(
        _ source: Source,
        _ request: ScanRequest,
        _ part: Part
    ) -> [LabelledBag] {
        Tokenizer.tokenize(source.bytes, options: TokenizerOptions(), into: &tokens)
        var context = PageBuilder.Context()
        context.url = request.url
        context.isPlainText = request.isPlainText
        context.keepsTargets = true
        let page = PageBuilder.build(source, tokens, context: context, domains: &domains)
        EvidenceObserver.observe(
            page,
            source,
            tokens,
            lexicon: Lexicon([]),
            weights: LeafWeights(),
            into: &evidence
        )
        let read = page.leaves.indices.filter { Self.isMeant(page.leaves[$0], part) }
        let isSpam = if case .outside = part { false } else { true }
        var bags = isSpam ? planted(read, page) : honest(read, page)
        for place in bags.indices {
            bags[place].isSpam = isSpam
            bags[place].group = page.ownDomain ?? request.path
        }
        return bags
    }

    private static func isMeant(_ leaf: Leaf, _ part: Part) -> Bool {
        switch part {
        case .whole: true
        case .inside(let ranges): ranges.contains { $0.contains(Int(leaf.start)) }
        case .outside(let ranges): !ranges.contains { $0.overlaps(leaf.range) }
        }
    }

    // MARK: Bags

    private func planted(_ leaves: [Int], _ page: Page) -> [LabelledBag] {
        let links = leaves.filter { page.leaves[$0].kind == .link }
        var bags: [LabelledBag] = []
        for start in stride(from: 0, to: links.count, by: Self.maximumLinks) {
            bags.append(anchors(links[start...].prefix(Self.maximumLinks), page))
        }
        return bags + prose(leaves, page) + titles(leaves, page)
    }

    private func honest(_ leaves: [Int], _ page: Page) -> [LabelledBag] {
        var bags: [LabelledBag] = []
        var foreign: [Int] = []
        var own: [Int] = []
        for leaf in leaves where page.leaves[leaf].kind == .link && page.leaves[leaf].link >= 0 {
            switch page.links[Int(page.leaves[leaf].link)].relation {
            case .foreign, .unknown: foreign.append(leaf)
            case .own:
                endRow(&foreign, page, &bags)
                own.append(leaf)
            case .none: break
            }
        }
        endRow(&foreign, page, &bags)
        let step = max(own.count / Self.maximumOwnBags, Self.ownLinks.upperBound)
        for start in stride(from: 0, to: own.count, by: step) {
            let row = own[start...].prefix(Self.ownLinks.upperBound)
            if Self.ownLinks.contains(row.count) { bags.append(anchors(row, page)) }
        }
        return bags + prose(leaves, page) + titles(leaves, page)
    }

    /// Makes a bag of a row of links to other sites, if it is a list.
    private func endRow(_ row: inout [Int], _ page: Page, _ bags: inout [LabelledBag]) {
        let sites = Set(row.map { page.links[Int(page.leaves[$0].link)].domain })
        if sites.count >= Self.minimumSites {
            bags.append(anchors(row.prefix(Self.maximumLinks), page))
        }
        row = []
    }

    private func anchors(_ leaves: ArraySlice<Int>, _ page: Page) -> LabelledBag {
        var bag = LabelledBag()
        for leaf in leaves {
            let text = text(of: leaf)
            if !text.isEmpty { bag.texts.append(text) }
            guard page.leaves[leaf].link >= 0 else { continue }
            let link = page.links[Int(page.leaves[leaf].link)]
            guard !link.isRelative, !link.host.isEmpty else { continue }
            let target = Int(link.host.lowerBound)..<Int(link.path.upperBound)
            bag.links.append("//" + String(decoding: page.targets[target], as: UTF8.self))
        }
        return bag
    }

    private func prose(_ leaves: [Int], _ page: Page) -> [LabelledBag] {
        leaves.lazy.filter {
            page.leaves[$0].kind == .text
                && self.evidence.leaves[$0].measure.letters >= Self.proseLetters
        }
        .prefix(Self.maximumProse)
        .map { leaf in
            var bag = LabelledBag()
            bag.kind = .prose
            bag.texts = [self.text(of: leaf)]
            return bag
        }
    }

    private func titles(_ leaves: [Int], _ page: Page) -> [LabelledBag] {
        leaves.lazy.filter {
            page.leaves[$0].kind == .title && self.evidence.leaves[$0].measure.letters > 0
        }
        .prefix(1)
        .map { leaf in
            var bag = LabelledBag()
            bag.kind = .title
            bag.texts = [self.text(of: leaf)]
            return bag
        }
    }

    private func text(of leaf: Int) -> String {
        String(decoding: evidence.text[evidence.leaves[leaf].text], as: UTF8.self)
    }
}
