/// What is known to be honest, however it looks: sites, domains they may link to, rules that err.
///
/// An entry names a site whose pages are left alone, a domain links to which count as the page's
/// own, a rule that is not asked on a site, or a domain for one site only. A site is believed only
/// where the caller names the page's URL: a hacked page could say that it belongs to an allowed one.
package struct AllowList: Sendable, Equatable {
    /// One line of `allow.yaml`.
    package struct Entry: Sendable, Equatable {
        /// A host, with those below it; nil for every site.
        package var site: String?
        /// A registrable domain.
        package var domain: String?
        /// The id of a rule.
        package var rule: String?
        /// Why, in words.
        package var reason: String?
        /// The last day on which it holds.
        package var until: CalendarDay?
        /// Where it stands, such as `local.d/allow.yaml:3`.
        package var place: String

        /// The entry as reports tell it: where it stands, and why.
        package var summary: String { reason.map { "\(place) (\($0))" } ?? place }

        fileprivate func holds(on day: CalendarDay) -> Bool { until.map { day <= $0 } ?? true }
    }

    package var entries: [Entry]

    package init(_ entries: [Entry] = []) { self.entries = entries }

    package var isEmpty: Bool { entries.isEmpty }

    /// What is allowed on the page of a URL.
    ///
    /// - Parameters:
    ///   - url: The URL that the caller gives; never one that the page names itself.
    ///   - day: Entries that ended before it say nothing.
    /// - Returns: What the entries come to.
    /// - Complexity: Linear in the entries; once for each page.
    package func allowance(url: String?, on day: CalendarDay = .today) -> Allowance {
        guard !entries.isEmpty else { return Allowance() }
        let host = url.map { LinkTarget(Array($0.utf8)).host } ?? ""
        var allowance = Allowance()
        for entry in entries where entry.holds(on: day) {
            if let site = entry.site, !Self.isHost(host, within: site) { continue }
            if let rule = entry.rule {
                allowance.rules[rule] = allowance.rules[rule] ?? entry
            } else if let domain = entry.domain {
                allowance.domains[domain] = allowance.domains[domain] ?? entry
            } else {
                allowance.site = allowance.site ?? entry
            }
        }
        return allowance
    }

    /// The entry that takes a rule off the pages of a site, or nil.
    package func isAllowed(rule: String, site url: String?) -> Entry? {
        let allowance = allowance(url: url)
        return allowance.site ?? allowance.rules[rule]
    }

    /// The entry by which links to a domain count as a page's own, or nil.
    package func isAllowed(domain: String, site url: String?) -> Entry? {
        let allowance = allowance(url: url)
        return allowance.site ?? allowance.domains[domain]
    }

    private static func isHost(_ host: String, within site: String) -> Bool {
        guard host.utf8.count > site.utf8.count else { return host == site }
        return host.hasSuffix(site) && host.dropLast(site.count).hasSuffix(".")
    }
}

/// What an ``AllowList`` allows on one page, each with the entry that says so.
package struct Allowance: Sendable, Equatable {
    /// Set when the page is left alone.
    package var site: AllowList.Entry?
    /// By id: rules that are not asked.
    package var rules: [String: AllowList.Entry] = [:]
    /// By registrable domain: links to it count as the page's own.
    package var domains: [String: AllowList.Entry] = [:]

    package var isEmpty: Bool { site == nil && rules.isEmpty && domains.isEmpty }

    /// The entries that say something of a page: rules that are not asked, and domains it links to.
    ///
    /// - Complexity: Linear in the links.
    func entries(linkedIn page: Page, _ table: DomainTable) -> [String] {
        var found = rules.values.map(\.summary)
        if !domains.isEmpty {
            let linked = Set(page.links.lazy.filter { $0.domain >= 0 }.map(\.domain))
            let names = Set(linked.map { table.names[Int($0)] })
            found += domains.filter { names.contains($0.key) }.map(\.value.summary)
        }
        return Set(found).sorted()
    }
}
