/// Something wrong in a folder of rules: where, what, and how to fix it.
public struct RuleDiagnostic: Sendable, Equatable, CustomStringConvertible {
    /// What sort of mistake it is, in a word that can be looked up.
    public struct Code: Sendable, Equatable, RawRepresentable {
        /// The word.
        public let rawValue: String

        /// Makes a code of its word.
        public init(rawValue: String) { self.rawValue = rawValue }

        static let badBounds = Code(rawValue: "bad-bounds")
        static let badFileName = Code(rawValue: "bad-file-name")
        static let badModel = Code(rawValue: "bad-model")
        static let badRegex = Code(rawValue: "bad-regex")
        static let badScore = Code(rawValue: "bad-score")
        static let badWeight = Code(rawValue: "bad-weight")
        static let circularRule = Code(rawValue: "circular-rule")
        static let duplicateID = Code(rawValue: "duplicate-id")
        static let duplicateKey = Code(rawValue: "duplicate-key")
        static let duplicateTerm = Code(rawValue: "duplicate-term")
        static let emptyText = Code(rawValue: "empty-text")
        static let idMismatch = Code(rawValue: "id-mismatch")
        static let listDirective = Code(rawValue: "list-directive")
        static let listOrder = Code(rawValue: "list-order")
        static let missingExample = Code(rawValue: "missing-example")
        static let missingKey = Code(rawValue: "missing-key")
        static let nestedRepeat = Code(rawValue: "nested-repeat")
        static let noLiteral = Code(rawValue: "no-literal")
        static let syntax = Code(rawValue: "syntax")
        static let unbalancedMarks = Code(rawValue: "unbalanced-marks")
        static let unknownKey = Code(rawValue: "unknown-key")
        static let unknownValue = Code(rawValue: "unknown-value")
        static let unreadable = Code(rawValue: "unreadable")
        static let unusedSignal = Code(rawValue: "unused-signal")
        static let wrongType = Code(rawValue: "wrong-type")

        /// All codes; each is explained in `docs/rule-errors.md`.
        package static let all = [
            badBounds, badFileName, badModel, badRegex, badScore, badWeight, circularRule,
            duplicateID, duplicateKey, duplicateTerm, emptyText, idMismatch, listDirective,
            listOrder, missingExample,
            missingKey, nestedRepeat, noLiteral, syntax, unbalancedMarks, unknownKey, unknownValue,
            unreadable, unusedSignal, wrongType,
        ]
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
            let excerpt = SourceExcerpt(sourceLine, column: column)
            text += "\n  \(number) | \(excerpt.line)\n  \(margin) | \(excerpt.indent)^"
            if let hint { text += " \(hint)" }
        } else if let hint {
            text += "\n  \(hint)"
        }
        return text
    }
}

extension RuleDiagnostic {
    /// Diagnostics by file, line and column.
    static func sorted(_ diagnostics: [RuleDiagnostic]) -> [RuleDiagnostic] {
        diagnostics.enumerated()
            .sorted {
                ($0.element.file, $0.element.line, $0.element.column, $0.offset)
                    < ($1.element.file, $1.element.line, $1.element.column, $1.offset)
            }
            .map(\.element)
    }

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
