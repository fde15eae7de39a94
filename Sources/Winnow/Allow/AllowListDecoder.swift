internal import Yams

/// Makes an ``AllowList`` of `allow.yaml`, with what local layers add to it.
struct AllowListDecoder {
    private static let keys = ["site", "domain", "rule", "reason", "until"]

    var document: YAMLDocument
    /// Ids of all rules.
    let rules: [String]

    /// Reads the entries.
    ///
    /// - Returns: The list, and what is wrong with the file.
    static func decode(
        _ file: RuleFile,
        rules: [String]
    ) -> (list: AllowList, diagnostics: [RuleDiagnostic]) {
        var decoder = AllowListDecoder(document: YAMLDocument(file), rules: rules)
        let entries = decoder.document.root().map { decoder.entries($0) } ?? []
        return (AllowList(entries), decoder.document.diagnostics)
    }

    private mutating func entries(_ root: Node) -> [AllowList.Entry] {
        guard let sequence = root.sequence else {
            document.add(.wrongType, "the allow list must be a list of entries", at: root)
            return []
        }
        return sequence.map { entry($0) }
    }

    private mutating func entry(_ node: Node) -> AllowList.Entry {
        var entry = AllowList.Entry(place: document.place(of: node))
        let pairs = document.pairs(of: node, in: "an entry", allowed: Self.keys)
        for (_, name, value) in pairs {
            guard let text = document.string(value, name) else { continue }
            switch name {
            case "site": entry.site = host(text, value)
            case "domain": entry.domain = domain(text, value)
            case "rule": entry.rule = rule(text, value)
            case "until": entry.until = day(text, value)
            default: entry.reason = text
            }
        }
        checkWhole(node, pairs.map(\.name))
        return entry
    }

    /// Notes entries that allow nothing, or more than anybody can mean.
    private mutating func checkWhole(_ node: Node, _ names: [String]) {
        guard node.mapping != nil else { return }
        if !names.contains("site"), !names.contains("domain") {
            document.add(
                .missingKey,
                "an entry names a 'site' or a 'domain'",
                at: node,
                hint: names.contains("rule")
                    ? "to switch a rule off, write 'status: deprecated' into its file in local.d"
                    : nil
            )
        } else if names.contains("domain"), names.contains("rule") {
            document.add(
                .wrongType,
                "an entry names a 'domain' or a 'rule', not both",
                at: node,
                hint: "links to an allowed domain are no evidence for any rule"
            )
        }
    }

    private mutating func host(_ text: String, _ node: Node) -> String? {
        let host = text.lowercased()
        if host == text, RegistrableDomain.of(host) != nil, host.utf8.allSatisfy(Self.isHostByte),
            !host.hasSuffix(".")
        {
            guard RegistrableDomain.of("any." + host) == "any." + host else { return host }
            document.add(
                .unknownValue,
                "'\(host)' is a suffix under which anybody registers, not a site",
                at: node,
                hint: "name the site itself"
            )
            return nil
        }
        document.add(
            .unknownValue,
            "'\(text)' is no host name",
            at: node,
            hint: "write it as in a URL, in lower case and without 'https://', path and port"
        )
        return nil
    }

    private mutating func domain(_ text: String, _ node: Node) -> String? {
        guard let host = host(text, node) else { return nil }
        guard let domain = RegistrableDomain.of(host), domain != host else { return host }
        document.add(
            .unknownValue,
            "'\(host)' is a part of '\(domain)'; domains are allowed as a whole",
            at: node,
            hint: "write '\(domain)'"
        )
        return nil
    }

    private mutating func rule(_ id: String, _ node: Node) -> String? {
        if rules.contains(id) { return id }
        document.add(
            .unknownValue,
            "there is no rule '\(id)'",
            at: node,
            hint: YAMLDocument.suggestion(for: id, among: rules)
        )
        return nil
    }

    private mutating func day(_ text: String, _ node: Node) -> CalendarDay? {
        if let day = CalendarDay(text) { return day }
        document.add(
            .wrongType,
            "'\(text)' is no day",
            at: node,
            hint: "write it as 2027-01-31"
        )
        return nil
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x61...0x7A, 0x30...0x39, 0x2D, 0x2E, 0x5F: true
        default: false
        }
    }
}
