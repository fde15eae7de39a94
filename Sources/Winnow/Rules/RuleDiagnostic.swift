/// Something wrong in a folder of rules: where, what, and how to fix it.
public struct RuleDiagnostic: Sendable, Equatable, CustomStringConvertible {
    /// What sort of mistake it is, in a word that can be looked up.
    public struct Code: Sendable, Equatable, RawRepresentable {
        /// The word.
        public let rawValue: String

        /// Makes a code of its word.
        public init(rawValue: String) { self.rawValue = rawValue }

        static let syntax = Code(rawValue: "syntax")
        static let unknownKey = Code(rawValue: "unknown-key")
        static let duplicateKey = Code(rawValue: "duplicate-key")
        static let missingKey = Code(rawValue: "missing-key")
        static let wrongType = Code(rawValue: "wrong-type")
        static let unknownValue = Code(rawValue: "unknown-value")
        static let badRegex = Code(rawValue: "bad-regex")
        static let idMismatch = Code(rawValue: "id-mismatch")
        static let circularRule = Code(rawValue: "circular-rule")
        static let badWeight = Code(rawValue: "bad-weight")
        static let missingExample = Code(rawValue: "missing-example")
        static let unreadable = Code(rawValue: "unreadable")
    }

    /// The file, relative to the folder of rules.
    public var file: String
    /// From 1; 0 when the whole file is meant.
    public var line: Int
    /// From 1.
    public var column: Int
    /// What sort of mistake it is.
    public var code: Code
    /// What is wrong.
    public var message: String
    /// What to do about it, if that is known.
    public var hint: String?
    /// The line it stands in.
    public var sourceLine: String?

    /// The diagnostic as it is printed, with the line and a caret under the place.
    public var description: String {
        let place = line > 0 ? "\(file):\(line):\(column)" : file
        var text = "\(place): error: \(message) [\(code.rawValue)]"
        if let sourceLine, line > 0 {
            let number = String(line)
            let margin = String(repeating: " ", count: number.count)
            let indent = String(repeating: " ", count: max(0, column - 1))
            text += "\n  \(number) | \(sourceLine)\n  \(margin) | \(indent)^"
            if let hint { text += " \(hint)" }
        } else if let hint {
            text += "\n  \(hint)"
        }
        return text
    }
}

extension RuleDiagnostic {
    /// A mistake in one layer's part of a file; its line is taken from there.
    init(
        in part: RuleFile.Part,
        line: Int,
        column: Int,
        code: Code,
        message: String,
        hint: String? = nil
    ) {
        self.init(
            file: part.name,
            line: line,
            column: column,
            code: code,
            message: message,
            hint: hint,
            sourceLine: part.line(line)
        )
    }
}

/// A folder of rules that can't be loaded; nothing of it is in force.
public struct RuleLoadError: Error, Sendable, CustomStringConvertible {
    /// Everything that is wrong, by file and line.
    public let diagnostics: [RuleDiagnostic]
    /// Rule files that were read.
    public let ruleCount: Int

    /// True when the folder could not be read at all, so that nothing is known of its rules.
    public var isUnreadable: Bool { diagnostics.allSatisfy { $0.code == .unreadable } }

    /// All diagnostics, and a closing line with their number.
    public var description: String {
        let errors = diagnostics.count == 1 ? "1 error" : "\(diagnostics.count) errors"
        let rules = ruleCount == 1 ? "1 rule" : "\(ruleCount) rules"
        return diagnostics.map(\.description).joined(separator: "\n")
            + "\n\(errors) in \(rules); nothing was loaded"
    }
}
