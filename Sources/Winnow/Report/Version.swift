internal import WinnowBayes
internal import WinnowHTML
internal import WinnowRegex

/// The versions of the program, its rules and its libraries.
public struct Version: Sendable {
    /// The program's own version.
    public static let program = "0.1.0"

    private let entries: [(name: String, value: String?)]

    /// Collects the versions.
    ///
    /// - Parameter rules: The rules in force, if any are.
    public init(rules: RuleSet?) {
        entries = [
            ("winnow", Self.program),
            ("rules", rules?.version),
            ("rules_sha256", rules?.sha256),
            ("profile", rules?.profile),
            ("model", rules?.model?.summary),
            ("libxml2", LibXML2.version),
            ("pcre2", Pattern.libraryVersion),
            ("icu", TextNormaliser.tableVersion),
            ("public_suffix_list", RegistrableDomain.listVersion),
        ]
    }

    /// One line for each, with a line end; what is not there yet is left out.
    public var text: String {
        entries.map { entry in entry.value.map { "\(entry.name) \($0)\n" } ?? "" }.joined()
    }

    /// One JSON object with a line end; what is not there is null.
    public var json: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            for entry in entries {
                json.key(entry.name)
                json.optional(entry.value)
            }
        }
        return json.bytes + [0x0A]
    }
}
