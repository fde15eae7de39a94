internal import WinnowHTML

/// The words of a link's `rel` that say how it is meant.
package struct LinkRel: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Asks crawlers not to count the link.
    package static let nofollow = LinkRel(rawValue: 1 << 0)
    /// No word of any standard; honest pages hardly ever write it.
    package static let dofollow = LinkRel(rawValue: 1 << 1)
    /// Paid for, and said so.
    package static let sponsored = LinkRel(rawValue: 1 << 2)
    /// Written by a reader.
    package static let ugc = LinkRel(rawValue: 1 << 3)
    /// A category of the site.
    package static let tag = LinkRel(rawValue: 1 << 4)
    /// Another site, and said so.
    package static let external = LinkRel(rawValue: 1 << 5)
    /// The author, a licence, a privacy policy: links of a page's own apparatus.
    package static let apparatus = LinkRel(rawValue: 1 << 6)

    /// Reads the value of a `rel` attribute; words that say nothing here are passed over.
    package init(_ value: UnsafeBufferPointer<UInt8>) {
        self = []
        for word in value.split(whereSeparator: { ASCII.isSpace($0) || $0 == 0x2C }) {
            guard let base = UnsafeBufferPointer(rebasing: word).baseAddress else { continue }
            func isWord(_ name: StaticString) -> Bool { ASCII.equals(base, word.count, name) }
            if isWord("nofollow") { insert(.nofollow) }
            if isWord("dofollow") || isWord("follow") { insert(.dofollow) }
            if isWord("sponsored") { insert(.sponsored) }
            if isWord("ugc") { insert(.ugc) }
            if isWord("tag") || isWord("category") { insert(.tag) }
            if isWord("external") { insert(.external) }
            if isWord("author") || isWord("license") || isWord("privacy-policy") || isWord("me") {
                insert(.apparatus)
            }
        }
    }
}
