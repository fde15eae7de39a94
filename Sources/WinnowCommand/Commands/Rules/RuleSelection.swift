internal import ArgumentParser
internal import Foundation
internal import Winnow

/// The rules that arguments name: ids, prefixes of ids that end with a slash, or paths of files.
struct RuleSelection {
    let rules: [Rule]

    /// Selects rules, all of them when nothing is named.
    ///
    /// - Parameters:
    ///   - names: What the user wrote.
    ///   - ruleSet: The rules there are.
    ///   - folder: The folder they are from, which may stand before a name.
    /// - Throws: `ExitCode` 2, after it was said which name stands for nothing.
    init(_ names: [String], of ruleSet: RuleSet, in folder: String) throws {
        guard !names.isEmpty else {
            rules = ruleSet.rules
            return
        }
        var chosen: Set<String> = []
        for name in names {
            let wanted = Self.id(name, in: folder)
            let found = ruleSet.rules.map(\.id).filter {
                $0 == wanted || (wanted.hasSuffix("/") && $0.hasPrefix(wanted))
            }
            guard !found.isEmpty else {
                let hint = ruleSet.suggestion(for: wanted)
                StandardError.say("there is no rule '\(name)'; \(hint)")
                throw ExitCode(2)
            }
            chosen.formUnion(found)
        }
        rules = ruleSet.rules.filter { chosen.contains($0.id) }
    }

    /// The id in a name that may be the path of the rule's file.
    private static func id(_ name: String, in folder: String) -> String {
        guard name.hasSuffix(".yaml") else { return name }
        let prefix = folder.hasSuffix("/") ? folder : folder + "/"
        let inner = name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
        return String(inner.dropLast(".yaml".count))
    }

    /// True for a folder of rules, as told from a prefix of ids by its policy.
    static func isFolderOfRules(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path + "/policy.yaml")
    }
}
