internal import WinnowRegex

/// Counts the terms of word lists in the texts of a run.
struct ListCounter {
    private let lexicon: Lexicon
    private let texts: RunTexts

    init(_ lexicon: Lexicon, _ texts: RunTexts) { (self.lexicon, self.texts) = (lexicon, texts) }

    /// How many different terms of a list stand in the texts of a target.
    ///
    /// - Complexity: Linear in the hits of the run's leaves, or in the text where those say nothing.
    func terms(of list: Int, in target: TextTarget) -> Int {
        var found: Set<UInt32> = []
        if let leaves = leaves(of: target) {
            for leaf in leaves {
                let hits = texts.evidence.hits[texts.evidence.leaves[leaf].hits]
                for hit in hits where isOf(list, hit) { found.insert(hit.term) }
            }
            return found.count
        }
        if target.isByItem {
            for item in texts.items(of: target) { found.formUnion(terms(of: list, item, target)) }
        } else {
            var texts = texts
            let hits = lexicon.hits(in: texts.text(of: target).bytes)
            found = Set(hits.filter { isOf(list, $0) }.map(\.term))
        }
        return found.count
    }

    /// How many different terms of a list stand in a target's texts, where that is known without
    /// reading them again; else nil.
    func knownTerms(of list: Int, in target: TextTarget) -> Int? {
        target == .pageText || leaves(of: target) == nil ? nil : terms(of: list, in: target)
    }

    /// The leaves in whose texts a term of a list stands.
    func leaves(of list: Int, in target: TextTarget) -> [Int] {
        texts.items(of: target).filter { !terms(of: list, $0, target).isEmpty }.map(\.leaf)
    }

    private func terms(of list: Int, _ item: RunTexts.Item, _ target: TextTarget) -> Set<UInt32> {
        texts.withBytes(of: item, target) { bytes, _ in
            Set(lexicon.hits(in: Array(bytes)).filter { isOf(list, $0) }.map(\.term))
        }
    }

    private func isOf(_ list: Int, _ hit: TermMatcher.Hit) -> Bool {
        Int(lexicon.matcher.entries[Int(hit.term)].list) == list
    }

    /// The leaves whose terms were noted when their texts were read.
    private func leaves(of target: TextTarget) -> [Int]? {
        let page = texts.page
        switch target {
        case .anchorText: return texts.run.leaves.filter { page.leaves[$0].kind == .link }
        case .runText: return texts.run.leaves.filter { page.leaves[$0].isText }
        case .pageText: return page.leaves.indices.filter { page.leaves[$0].isText }
        case .linkHost, .linkPath, .title, .meta, .attributes, .script, .comment, .source:
            return nil
        }
    }
}

extension Leaf {
    /// True for what is part of the text of a run or page.
    fileprivate var isText: Bool { kind == .link || kind == .text || kind == .title }
}

extension Page {
    /// True for a link to another site, or one that may be.
    func leadsAway(_ leaf: Int) -> Bool {
        guard leaves[leaf].link >= 0 else { return false }
        let relation = links[Int(leaves[leaf].link)].relation
        return relation == .foreign || relation == .unknown
    }
}
