/// A policy as its file has it: what holds without more ado, and named profiles that change it.
struct PolicyProfiles: Sendable, Equatable {
    /// Profiles that a file may have.
    static let maximum = 64
    /// The profile that is always there, and in force unless another is asked for.
    static let usual = "balanced"

    /// What the file says outside of profiles.
    var base = Policy()
    /// By name: the base with what the profile changes.
    var named: [String: Policy] = [:]
    /// The profile that the file puts in force.
    var chosen = usual

    /// The names of all profiles, sorted.
    var names: [String] { Set(named.keys).union([Self.usual]).sorted() }

    /// The policy under a profile, or nil where there is none of the name.
    subscript(name: String) -> Policy? { named[name] ?? (name == Self.usual ? base : nil) }

    /// The policy under a profile that was asked for, or under the chosen one.
    ///
    /// - Throws: ``RuleLoadError`` that names the nearest, where there is none of the name.
    func policy(_ name: String?) throws(RuleLoadError) -> Policy {
        let name = name ?? chosen
        if let policy = self[name] { return policy }
        throw RuleLoadError(
            diagnostics: [
                RuleDiagnostic(
                    file: RuleFile.policy,
                    line: 0,
                    column: 0,
                    code: .unknownValue,
                    message: "there is no profile '\(name)'",
                    hint: YAMLDocument.suggestion(for: name, among: names),
                    sourceLine: nil
                )
            ],
            ruleCount: 0
        )
    }
}
