/// What a page says about the site it belongs to, and what that makes of it.
///
/// Never simply the most linked domain: a farm would choose itself.
struct OwnSite {
    /// Domains with counts, in the order in which the page names them first.
    ///
    /// The order breaks ties, so that the answer depends on the page alone.
    struct Tally {
        private(set) var domains: [Int32] = []
        private var counts: [Int32: Int] = [:]

        mutating func add(_ domain: Int32) {
            if counts.updateValue((counts[domain] ?? 0) + 1, forKey: domain) == nil {
                domains.append(domain)
            }
        }

        func contains(_ domain: Int32) -> Bool { counts[domain] != nil }

        /// The domain counted most often among those that pass; the first of equals.
        func most(where isAllowed: (Int32) -> Bool) -> Int32? {
            var best: (domain: Int32, count: Int)?
            for domain in domains where isAllowed(domain) {
                let count = counts[domain] ?? 0
                if count > best?.count ?? 0 { best = (domain, count) }
            }
            return best?.domain
        }
    }

    /// Given from outside: the URL under which the page was fetched.
    var known: Int32?
    /// Domains of `canonical`, `og:url` and `<base>`, in the order found.
    var declared: [Int32] = []
    /// Domains that style sheets, scripts, images and forms come from.
    var resources = Tally()
    /// Domains of absolute links.
    var links = Tally()
    /// Domains that pages of every kind load things from.
    let wellKnown: Set<Int32>

    init(wellKnown: Set<Int32>) { self.wellKnown = wellKnown }

    /// The number of the page's own registrable domain, or nil when the page does not tell.
    var domain: Int32? {
        if let known { return known }
        let own = resources.domains.filter { !wellKnown.contains($0) }
        for candidate in declared where own.isEmpty || own.contains(candidate) {
            return candidate
        }
        // Resources and links must agree: a widget is loaded, a farm is linked, a site is both.
        if let best = resources.most(where: { !wellKnown.contains($0) && links.contains($0) }) {
            return best
        }
        if let first = declared.first { return first }
        return own.count == 1 ? own.first : nil
    }
}
