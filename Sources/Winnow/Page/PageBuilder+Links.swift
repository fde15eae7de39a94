internal import WinnowHTML

/// Anchors, resources and what attributes say about visibility.
extension PageBuilder {
    mutating func addLink(_ index: Int, _ token: Token, _ domains: inout DomainTable) {
        addLeaf(.link, index, token.range)
        openLink = Int32(page.leaves.count - 1)
        guard page.links.count < Self.maximumLinks else {
            if !page.limits.contains("links") { page.limits.append("links") }
            return
        }
        var link = Link(relation: .none, domain: -1, href: 0..<0)
        leadNowhere(&link)
        for attribute in buffer.attributes(of: token) {
            if isNamed(attribute, "href"), link.href.isEmpty {
                link.href = attribute.valueRange
                resolve(&link, &domains)
            } else if isNamed(attribute, "rel") {
                link.rel = LinkRel(source.slice(attribute.valueRange))
            }
        }
        page.links.append(link)
        page.leaves[Int(openLink)].link = Int32(page.links.count - 1)
    }

    /// Ends the open anchor's leaf.
    mutating func closeLink(atToken index: Int, at end: Int32) {
        guard openLink >= 0 else { return }
        page.leaves[Int(openLink)].endToken = Int32(index)
        page.leaves[Int(openLink)].end = end
        openLink = -1
    }

    mutating func resolve(
        _ link: inout Link,
        _ domains: inout DomainTable,
        countsForSite: Bool = true
    ) {
        leadNowhere(&link)
        let raw = source.slice(link.href)
        guard !isPlainlyRelative(raw) else {
            link.relation = raw.first == 0x23 || raw.isEmpty ? .none : .own
            if link.relation == .own {
                keepTarget(&link, host: "", path: nil)
                leadToBase(&link)
            }
            return
        }
        let target = LinkTarget(source.text(of: link.href, inAttribute: true))
        switch target.kind {
        case .none: link.relation = .none
        case .relative:
            link.relation = .own
            keepTarget(&link, host: "", path: target.path)
            leadToBase(&link)
        case .absolute:
            keepTarget(&link, host: target.host, path: target.path)
            guard let domain = domains.number(ofHost: target.host) else { return }
            if context.allowedDomains.contains(domain) {
                (link.relation, link.domain) = (.own, domain)
                return
            }
            link.relation = .unknown
            link.domain = domain
            link.isWellKnown = context.wellKnownDomains.contains(domain)
            if countsForSite { site.links.add(domain) }
        }
    }

    /// Gives a link an empty place behind the targets of those before it.
    private func leadNowhere(_ link: inout Link) {
        let here = Int32(page.targets.count)
        (link.host, link.path) = (here..<here, here..<here)
    }

    /// Keeps host and path of a target for the rules that ask for them; a path that is not given
    /// is the attribute as it stands.
    private mutating func keepTarget(_ link: inout Link, host: String, path: String?) {
        guard context.keepsTargets else { return }
        let start = Int32(page.targets.count)
        page.targets += host.utf8
        let middle = Int32(page.targets.count)
        if let path {
            page.targets += path.utf8
        } else {
            let bounded = link.href.prefix(LinkTarget.maximumLength).indices
            source.appendText(
                of: bounded,
                inAttribute: true,
                scratch: &targetScratch,
                into: &page.targets
            )
        }
        link.host = start..<middle
        link.path = middle..<Int32(page.targets.count)
        page.targets.append(0x0A)
    }

    /// Lets a relative link lead where `<base>` says; whether that is the site itself is settled
    /// when the whole page is known.
    private func leadToBase(_ link: inout Link) {
        guard baseDomain >= 0 else { return }
        link.relation = .unknown
        link.domain = baseDomain
        link.isWellKnown = context.wellKnownDomains.contains(baseDomain)
        link.isRelative = true
    }

    /// True where a target has no scheme and no host, seen without decoding it.
    private func isPlainlyRelative(_ raw: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = raw.first else { return true }
        if first == 0x23 { return true }
        guard first == 0x2F || ASCII.isLetter(first) || first == 0x2E || first == 0x3F else {
            return false
        }
        if first == 0x2F, raw.count > 1, raw[1] == 0x2F || raw[1] == 0x5C { return false }
        for byte in raw.prefix(32) {
            if byte == 0x3A || byte == 0x26 || byte < 0x20 || byte == 0x5C { return false }
            if byte == 0x2F || byte == 0x3F { return true }
        }
        return true
    }

    // MARK: The page's own site

    mutating func visitLinkElement(_ token: Token, _ domains: inout DomainTable) {
        if token.tag == .base {
            // The first one counts, as in browsers.
            if page.base == nil, let base = target(of: token, "href"),
                let domain = domains.number(ofHost: base.host)
            {
                page.base = base
                baseDomain = domain
            }
            declareSite(token, "href", &domains)
            return
        }
        guard let base = source.bytes.baseAddress,
            let rel = buffer.attribute(named: "rel", of: token, in: base)
        else { return }
        let value = base + Int(rel.valueStart)
        if ASCII.equals(value, rel.valueRange.count, "canonical") {
            declareSite(token, "href", &domains)
        } else if ASCII.equals(value, rel.valueRange.count, "stylesheet")
            || ASCII.equals(value, rel.valueRange.count, "shortcut icon")
            || ASCII.equals(value, rel.valueRange.count, "icon")
        {
            countResource(token, "href", &domains)
        }
    }

    mutating func visitMeta(_ index: Int, _ token: Token, _ domains: inout DomainTable) {
        guard let base = source.bytes.baseAddress,
            let content = buffer.attribute(named: "content", of: token, in: base)
        else { return }
        if let property = buffer.attribute(named: "property", of: token, in: base),
            ASCII.equals(base + Int(property.valueStart), property.valueRange.count, "og:url")
        {
            declareSite(token, "content", &domains)
        }
        if !content.valueRange.isEmpty { addLeaf(.meta, index, content.valueRange) }
    }

    private mutating func declareSite(
        _ token: Token,
        _ name: StaticString,
        _ domains: inout DomainTable
    ) {
        guard let domain = domain(of: token, name, &domains) else { return }
        site.declared.append(domain)
    }

    mutating func countResource(
        _ token: Token,
        _ name: StaticString,
        _ domains: inout DomainTable
    ) {
        guard let domain = domain(of: token, name, &domains) else { return }
        site.resources.add(domain)
    }

    private func domain(
        of token: Token,
        _ name: StaticString,
        _ domains: inout DomainTable
    ) -> Int32? {
        target(of: token, name).flatMap { domains.number(ofHost: $0.host) }
    }

    /// The target that an attribute names, when it names a host.
    private func target(of token: Token, _ name: StaticString) -> LinkTarget? {
        guard let base = source.bytes.baseAddress,
            let attribute = buffer.attribute(named: name, of: token, in: base),
            !isPlainlyRelative(source.slice(attribute.valueRange))
        else { return nil }
        let target = LinkTarget(source.text(of: attribute.valueRange, inAttribute: true))
        return target.kind == .absolute ? target : nil
    }

    /// Settles which links are the site's own, now that the whole page is known.
    mutating func relate(_ domains: DomainTable) {
        for index in page.links.indices where page.links[index].domain >= 0 {
            page.links[index].brand = domains.brands[Int(page.links[index].domain)]
        }
        guard let own = site.domain else {
            // A base that nothing contradicts is the page's own.
            for index in page.links.indices where page.links[index].isRelative {
                page.links[index].relation = .own
            }
            return
        }
        page.ownDomain = domains.names[Int(own)]
        let brand = domains.brands[Int(own)]
        for index in page.links.indices where page.links[index].relation == .unknown {
            let domain = page.links[index].domain
            let isOwn = domains.brands[Int(domain)] == brand
            page.links[index].relation = isOwn ? .own : .foreign
            if !isOwn {
                page.links[index].handsPageOn = names(own, in: page.links[index].href, domains)
            }
        }
    }

    /// True where a target names a domain in its query: the page is handed on to another site.
    private func names(_ domain: Int32, in href: Range<Int>, _ domains: DomainTable) -> Bool {
        let target = source.slice(href)
        guard let query = target.firstIndex(of: 0x3F) else { return false }
        let rest = target[query...]
        let name = Array(domains.names[Int(domain)].utf8)
        guard rest.count > name.count else { return false }
        return rest.indices.dropLast(name.count).contains { rest[$0...].starts(with: name) }
    }

    func isNamed(_ attribute: Attribute, _ name: StaticString) -> Bool {
        guard let base = source.bytes.baseAddress else { return false }
        return ASCII.equals(base + Int(attribute.nameStart), attribute.nameRange.count, name)
    }
}
