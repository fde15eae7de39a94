internal import WinnowHTML

/// What the literals of a script name: hosts of other sites, and search engines.
struct ScriptFacts {
    /// Bytes of a script that are read; redirects are short, libraries are long.
    static let maximumLength = 16_384

    private(set) var foreignHosts = 0
    private(set) var searchEngines = 0

    init(_ script: UnsafeBufferPointer<UInt8>, own: String?, lexicon: Lexicon) {
        guard script.count <= Self.maximumLength else { return }
        var hosts: Set<String> = []
        var position = 0
        while let found = HidingRules.find(script, "//", from: position) {
            position = found + 2
            // A URL stands in a string: after a quote or after its scheme.
            guard found > 0, [0x22, 0x27, 0x3A, 0x5C].contains(script[found - 1]) else { continue }
            let rest = script[found...].prefix { !" \"'<>;,)\n\r\t".utf8.contains($0) }
            let target = LinkTarget(rest)
            guard target.kind == .absolute, let domain = RegistrableDomain.of(target.host) else {
                continue
            }
            if domain != own { hosts.insert(domain) }
        }
        foreignHosts = hosts.count
        guard let list = lexicon.number(of: "search-engines") else { return }
        let named = lexicon.hits(in: Array(script)).filter {
            Int(lexicon.matcher.entries[Int($0.term)].list) == list
        }
        searchEngines = Set(named.map(\.term)).count
    }
}
