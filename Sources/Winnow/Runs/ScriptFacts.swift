internal import WinnowHTML

/// What a script names: hosts of other sites, its own, and search engines; each is looked for when
/// it is asked for, and once.
final class ScriptFacts {
    /// Bytes of a script that are read; redirects are short, libraries are long.
    static let maximumLength = 16_384

    private let script: UnsafeBufferPointer<UInt8>
    private let own: String?
    private let lexicon: Lexicon
    private var isRead: Bool { script.count <= Self.maximumLength }

    /// Hosts of other sites.
    private(set) lazy var foreignHosts: Int =
        isRead ? Self.hosts(in: script).subtracting([own ?? ""]).count : 0
    /// Whether the words of its own site's domain stand in it.
    private(set) lazy var namesOwnSite: Bool =
        isRead && own.map { Self.names($0, in: script) } ?? false
    /// Different search engines.
    private(set) lazy var searchEngines: Int = isRead ? countSearchEngines() : 0

    /// - Parameters:
    ///   - script: Its bytes, which must outlive the facts.
    ///   - own: The registrable domain of the page's site, where it is known.
    ///   - lexicon: Knows the search engines.
    init(_ script: UnsafeBufferPointer<UInt8>, own: String?, lexicon: Lexicon) {
        (self.script, self.own, self.lexicon) = (script, own, lexicon)
    }

    private func countSearchEngines() -> Int {
        guard let list = lexicon.number(of: "search-engines") else { return 0 }
        let named = lexicon.hits(in: Array(script)).filter {
            Int(lexicon.matcher.entries[Int($0.term)].list) == list
        }
        return Set(named.map(\.term)).count
    }

    /// True where the words of a domain's name stand in a script, in any order as packers leave them.
    ///
    /// - Complexity: Linear in the script, times the words of the name.
    private static func names(_ domain: String, in script: UnsafeBufferPointer<UInt8>) -> Bool {
        let words = (domain.utf8.split(separator: 0x2E).first ?? []).split(separator: 0x2D)
        return !words.isEmpty && words.allSatisfy { holds($0.map(ASCII.lowercased), script) }
    }

    /// True where a word stands in a script, in any case, with no letter or digit beside it.
    private static func holds(_ word: [UInt8], _ script: UnsafeBufferPointer<UInt8>) -> Bool {
        var start = 0
        var position = 0
        while position <= script.count {
            let isOver =
                position == script.count
                || !(ASCII.isLetter(script[position]) || ASCII.isDigit(script[position]))
            if isOver {
                if position - start == word.count,
                    word.indices.allSatisfy({ ASCII.lowercased(script[start + $0]) == word[$0] })
                {
                    return true
                }
                start = position + 1
            }
            position += 1
        }
        return false
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
