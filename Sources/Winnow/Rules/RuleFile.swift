/// One file of a rule set: its path, and what each layer says about it.
///
/// The first part is the file itself; those behind it are changes that local layers make to it.
struct RuleFile: Sendable, Equatable {
    /// The content of the file in one layer.
    struct Part: Sendable, Equatable {
        /// What diagnostics call it: its path below the folder of rules, or where it is.
        var name: String
        var text: String

        /// A line, from 1; nil when there is none.
        func line(_ number: Int) -> String? {
            let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
            guard lines.indices.contains(number - 1) else { return nil }
            let line = lines[number - 1]
            return String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
        }
    }

    /// The path below the folder of rules, such as `farms/row.yaml`; the same in every layer.
    var path: String
    var parts: [Part]

    /// The path without its extension: the id of the rule in it.
    var id: String { path.hasSuffix(".yaml") ? String(path.dropLast(5)) : path }

    /// The name of the word list that the file belongs to, or nil when it is none.
    ///
    /// `lists/NAME.txt` is the list NAME, and so are all files of the folder `lists/NAME`.
    var listName: String? {
        guard path.hasPrefix("lists/"), path.hasSuffix(".txt") else { return nil }
        let name = path.dropFirst("lists/".count)
        return String(
            name.prefix { $0 != "/" } == name ? name.dropLast(4) : name.prefix { $0 != "/" }
        )
    }
}
