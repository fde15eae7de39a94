internal import WinnowHTML

/// What a script names: hosts of other sites, its own, and search engines.
struct ScriptFacts {
    /// Bytes of a script that are read; redirects are short, libraries are long.
    static let maximumLength = 16_384

    private(set) var foreignHosts = 0
    private(set) var namesOwnSite = false
    private(set) var searchEngines = 0

    init(_ script: UnsafeBufferPointer<UInt8>, own: String?, lexicon: Lexicon) {
        guard script.count <= Self.maximumLength else { return }
        foreignHosts = Self.hosts(in: script).subtracting([own ?? ""]).count
        namesOwnSite = own.map { Self.names($0, in: script) } ?? false
        guard let list = lexicon.number(of: "search-engines") else { return }
        let named = lexicon.hits(in: Array(script)).filter {
            Int(lexicon.matcher.entries[Int($0.term)].list) == list
        }
        searchEngines = Set(named.map(\.term)).count
    }

    /// True where the words of a domain's name stand in a script, in any order as packers leave them.
    private static func names(_ domain: String, in script: UnsafeBufferPointer<UInt8>) -> Bool {
        let words = (domain.utf8.split(separator: 0x2E).first ?? []).split(separator: 0x2D)
        let found = Set(
            script.split { !ASCII.isLetter($0) && !ASCII.isDigit($0) }
                .map { $0.map(ASCII.lowercased) }
        )
        return !words.isEmpty && words.allSatisfy { found.contains($0.map(ASCII.lowercased)) }
    }

    /// The registrable domains of the URLs in a script's strings; what comments say is not meant.
    private static func hosts(in script: UnsafeBufferPointer<UInt8>) -> Set<String> {
        var hosts: Set<String> = []
        var quote: UInt8?
        var position = 0
        while position < script.count {
            let byte = script[position]
            let next = position + 1 < script.count ? script[position + 1] : 0
            position += 1
            if let open = quote {
                if byte == open {
                    quote = nil
                } else if byte == 0x2F, next == 0x2F {
                    if let host = host(in: script, from: position - 1) { hosts.insert(host) }
                    position += 1
                } else if byte == 0x5C, next != 0x2F {
                    position += 1
                }
            } else if byte == 0x22 || byte == 0x27 || byte == 0x60 {
                quote = byte
            } else if byte == 0x2F, next == 0x2F {
                position =
                    script[position...].firstIndex { $0 == 0x0A || $0 == 0x0D }
                    ?? script.count
            } else if byte == 0x2F, next == 0x2A {
                position =
                    HidingRules.find(script, "*/", from: position + 1).map { $0 + 2 }
                    ?? script.count
            }
        }
        return hosts
    }

    /// The registrable domain behind two slashes that follow a quote or a scheme.
    private static func host(in script: UnsafeBufferPointer<UInt8>, from start: Int) -> String? {
        guard start > 0, [0x22, 0x27, 0x60, 0x3A, 0x5C].contains(script[start - 1]) else {
            return nil
        }
        let rest = script[start...].prefix { !" \"'`<>;,)\n\r\t".utf8.contains($0) }
        let target = LinkTarget(rest)
        return target.kind == .absolute ? RegistrableDomain.of(target.host) : nil
    }
}
