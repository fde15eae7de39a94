/// The layers of a rule set: the shipped folder, what is changed locally, and what is replaced.
///
/// Both `local.d` (changes, key by key) and `override.d` (whole files) may stand in the folder of
/// rules itself and in a folder elsewhere, so that an installed pack need not be edited. What
/// stands elsewhere goes before what stands in the folder, replacing before changing.
struct RuleLayers: Sendable, Equatable {
    /// The folder of shipped rules.
    let folder: String
    /// A folder elsewhere with `local.d` and `override.d`, if there is one.
    let local: String?

    private static let changes = "local.d/"
    private static let replacements = "override.d/"

    /// What the file system tells of all files: equal for equal rules, as far as can be seen
    /// without reading them.
    struct Signature: Sendable, Equatable {
        fileprivate var folder: [RuleFolder.Entry]
        fileprivate var local: [RuleFolder.Entry]
    }

    /// - Throws: ``RuleLoadError`` when a folder can't be read.
    func signature() throws(RuleLoadError) -> Signature {
        Signature(
            folder: try RuleFolder(path: folder).entries(),
            local: try local.map { path throws(RuleLoadError) in
                try RuleFolder(path: path).entries()
            } ?? []
        )
    }

    /// The files of all layers, sorted by path.
    ///
    /// - Throws: ``RuleLoadError`` when a folder or a file can't be read.
    func files() throws(RuleLoadError) -> [RuleFile] {
        let signature = try signature()
        var shipped: [String: RuleFile.Part] = [:]
        var changed: [String: [RuleFile.Part]] = [:]
        var replaced: [String: RuleFile.Part] = [:]
        func read(
            _ folder: RuleFolder,
            _ entries: [RuleFolder.Entry],
            isLocal: Bool
        )
            throws(RuleLoadError)
        {
            for entry in entries where !entry.path.hasSuffix(RuleModel.suffix) {
                let name = isLocal ? "\(folder.path)/\(entry.path)" : entry.path
                var part = RuleFile.Part(name: name, text: try folder.text(of: entry.path))
                if entry.path.hasPrefix(Self.changes) {
                    part.isChange = true
                    changed[String(entry.path.dropFirst(Self.changes.count)), default: []]
                        .append(part)
                } else if entry.path.hasPrefix(Self.replacements) {
                    replaced[String(entry.path.dropFirst(Self.replacements.count))] = part
                } else if isLocal {
                    throw folder.failure(
                        name,
                        "files of a local folder stand in local.d or override.d",
                        "move it to local.d to change a file, to override.d to replace it"
                    )
                } else {
                    shipped[entry.path] = part
                }
            }
        }
        try read(RuleFolder(path: folder), signature.folder, isLocal: false)
        if let local { try read(RuleFolder(path: local), signature.local, isLocal: true) }
        return Set(shipped.keys).union(changed.keys).union(replaced.keys).sorted().map { path in
            if let part = replaced[path] { return RuleFile(path: path, parts: [part]) }
            let parts = (shipped[path].map { [$0] } ?? []) + (changed[path] ?? [])
            return RuleFile(path: path, parts: parts)
        }
    }

    /// The model: the one that replaces it, or the shipped one.
    ///
    /// - Returns: nil where there is none.
    /// - Throws: ``RuleLoadError`` when it can't be read, or is no model.
    func model() throws(RuleLoadError) -> RuleModel? {
        let signature = try signature()
        try checkPlaces(of: signature)
        let replacing = Self.replacements + RuleModel.path
        for (folder, entries, path) in [
            (local, signature.local, replacing), (self.folder, signature.folder, replacing),
            (self.folder, signature.folder, RuleModel.path),
        ] {
            guard let folder, entries.contains(where: { $0.path == path }) else { continue }
            let name = folder == local ? "\(folder)/\(path)" : path
            return try RuleModel(RuleFolder(path: folder), path, name: name)
        }
        return nil
    }

    /// Finds models that stand where a change or a replacement was meant, and where none is read.
    private func checkPlaces(of signature: Signature) throws(RuleLoadError) {
        let replacing = Self.replacements + RuleModel.path
        func check(
            _ folder: String,
            _ entries: [RuleFolder.Entry],
            isLocal: Bool
        ) throws(RuleLoadError) {
            for entry in entries where entry.path.hasSuffix(RuleModel.suffix) {
                let isLayer =
                    isLocal || entry.path.hasPrefix(Self.changes)
                    || entry.path.hasPrefix(Self.replacements)
                guard isLayer, entry.path != replacing else { continue }
                throw RuleFolder(path: folder).failure(
                    isLocal ? "\(folder)/\(entry.path)" : entry.path,
                    "no model is read here",
                    "\(replacing) replaces the shipped one",
                    code: .badFileName
                )
            }
        }
        try check(folder, signature.folder, isLocal: false)
        if let local { try check(local, signature.local, isLocal: true) }
    }

    /// SHA-256 over all files and what each layer says, in hexadecimal.
    static func digest(of files: [RuleFile]) -> String {
        var hash = Digest.Hash()
        for file in files {
            for part in file.parts {
                hash.update("\(file.path)\u{0}\(part.text.utf8.count)\u{0}")
                hash.update(part.text)
            }
        }
        return Digest.hexadecimal(hash.bytes)
    }
}
