/// Registrable domains, each with a number, so that links can be compared without strings.
///
/// Kept by a worker over many documents; holds a bounded number of hosts and starts afresh then.
package struct DomainTable: Sendable {
    /// Hosts kept before the table starts afresh between documents.
    package static let maximumHosts = 50_000

    private var numbers: [String: Int32] = [:]
    private var hosts: [String: Int32] = [:]
    /// Domains by number.
    package private(set) var names: [String] = []
    /// By number of a domain, that of the first with the same name under whatever suffix: a firm's
    /// `.de` and `.fr` are one site.
    private(set) var brands: [Int32] = []
    private var brandNumbers: [Substring: Int32] = [:]

    /// Bytes of a name from which the same name under another suffix is the same owner's.
    private static let minimumBrand = 4

    package init() {}

    /// The number of a host's registrable domain, or nil for what is no host name.
    package mutating func number(ofHost host: String) -> Int32? {
        if let known = hosts[host] { return known < 0 ? nil : known }
        guard let domain = RegistrableDomain.of(host) else {
            hosts[host] = -1
            return nil
        }
        let number = self.number(ofDomain: domain)
        hosts[host] = number
        return number
    }

    /// The number of a registrable domain.
    package mutating func number(ofDomain domain: String) -> Int32 {
        if let known = numbers[domain] { return known }
        let number = Int32(truncatingIfNeeded: names.count)
        names.append(domain)
        numbers[domain] = number
        let name = domain.prefix { $0 != "." }
        let brand = name.utf8.count >= Self.minimumBrand ? name : domain[...]
        brands.append(brandNumbers[brand] ?? number)
        if brandNumbers[brand] == nil { brandNumbers[brand] = number }
        return number
    }

    /// Forgets everything when the table has grown past its bound; call between documents.
    ///
    /// - Returns: True when it did, so that numbers given before mean nothing any more.
    package mutating func trim() -> Bool {
        guard hosts.count > Self.maximumHosts else { return false }
        self = DomainTable()
        return true
    }
}
