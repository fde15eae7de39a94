/// All word lists of a rule set, ready to be matched, and what each is for.
package struct Lexicon: Sendable {
    package let matcher: TermMatcher
    package let normaliser: TextNormaliser
    /// For every list its topic, when it is a topic list.
    package let topics: [Topic?]
    /// The number of the list of labels that stand before planted lists, if there is one.
    package let labels: Int?

    package init(_ lists: [TermList]) {
        self.init(TermMatcher(lists, normaliser: TextNormaliser()))
    }

    /// The lists of a matcher that was built before.
    init(_ matcher: TermMatcher) {
        self.matcher = matcher
        normaliser = TextNormaliser()
        topics = matcher.listNames.map { Topic(rawValue: $0) }
        labels = matcher.listNames.firstIndex(of: "list-labels")
    }

    /// The topic terms in a text.
    ///
    /// - Parameter text: UTF-8, character references resolved, not yet in normal form.
    /// - Returns: The terms found, in order.
    package func topicHits(in text: [UInt8]) -> [TermMatcher.Hit] {
        hits(in: text).filter { topics[Int(matcher.entries[Int($0.term)].list)] != nil }
    }

    /// The terms of all lists in a text.
    package func hits(in text: [UInt8]) -> [TermMatcher.Hit] {
        var normal: [UInt8] = []
        _ = text.withUnsafeBufferPointer { normaliser.append($0, to: &normal) }
        var scratch: [TermMatcher.Hit] = []
        var hits: [TermMatcher.Hit] = []
        normal.withUnsafeBufferPointer {
            matcher.appendHits(in: $0, base: 0, scratch: &scratch, to: &hits)
        }
        return hits
    }

    /// The words of a path, in normal form.
    func words(of path: some Sequence<UInt8>) -> [ArraySlice<UInt8>] {
        var normal: [UInt8] = []
        _ = Array(path.prefix(PathShape.maximumLength)).withUnsafeBufferPointer {
            normaliser.append($0, to: &normal)
        }
        return normal.split(separator: 0x20).filter { $0.count > 2 }
    }

    /// The number of a list.
    package func number(of name: String) -> Int? { matcher.listNames.firstIndex(of: name) }
}
