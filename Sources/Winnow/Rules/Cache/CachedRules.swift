/// What a cache holds of a set of rules: all that is costly to read and to build.
struct CachedRules {
    /// The rules and all beside them, but no lists.
    let loaded: RuleSetLoader.Loaded
    let lexicon: Lexicon

    /// The bytes of a set of rules.
    static func bytes(of loaded: RuleSetLoader.Loaded, _ matcher: TermMatcher) -> [UInt8] {
        var writer = CacheWriter()
        writer.append(loaded.version)
        writer.append(loaded.sha256)
        writer.append(loaded.listCount)
        writer.append(loaded.wellKnownDomains)
        loaded.profiles.write(to: &writer)
        loaded.allowed.write(to: &writer)
        writer.append(matcher.listNames)
        writer.append(loaded.rules) { $1.write(to: &$0) }
        matcher.automaton.write(to: &writer)
        return writer.bytes
    }

    /// Reads what ``bytes(of:_:)`` made.
    ///
    /// References between rules are tied anew, which makes sure that they go in no circle.
    ///
    /// - Throws: ``CacheReader/Damage`` for anything that no set of rules has.
    init(_ bytes: UnsafeRawBufferPointer) throws(CacheReader.Damage) {
        var reader = CacheReader(bytes)
        var loaded = RuleSetLoader.Loaded()
        loaded.version = try reader.text()
        loaded.sha256 = try reader.text()
        loaded.listCount = try reader.integer(in: 0...RuleSet.maximumFiles)
        loaded.wellKnownDomains = try reader.texts()
        loaded.profiles = try PolicyProfiles(&reader)
        loaded.allowed = try AllowList(&reader)
        let listNames = try reader.texts()
        guard listNames.count <= ListReader.maximumLists else { throw CacheReader.Damage() }
        let rules = try reader.array { reader throws(CacheReader.Damage) in
            try Rule(&reader, lists: listNames.count)
        }
        let automaton = try TermAutomaton(&reader, lists: listNames.count)
        guard reader.rest == 0, !rules.isEmpty else { throw CacheReader.Damage() }
        let linker = RuleLinker(rules, mentions: [], groups: [])
        guard linker.isSound else { throw CacheReader.Damage() }
        loaded.take(linker)
        self.loaded = loaded
        lexicon = Lexicon(TermMatcher(listNames: listNames, automaton))
    }
}
