internal import Yams

/// A YAML file being read: keeps positions and collects what is wrong.
struct YAMLDocument {
    /// Numbers beyond which, on either side of 0, none makes sense.
    private static let maximumNumber = 1e6

    let file: String
    private let lines: [Substring]
    private(set) var diagnostics: [RuleDiagnostic] = []

    init(file: String, text: String) {
        self.file = file
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// The root of the file, or nil when it is no YAML.
    mutating func root(of text: String) -> Node? {
        do {
            guard let node = try Yams.compose(yaml: text) else {
                add(.syntax, "the file is empty", line: 0, column: 0)
                return nil
            }
            return node
        } catch let error as YamlError {
            report(error)
        } catch {
            add(.syntax, "\(error)", line: 0, column: 0)
        }
        return nil
    }

    private mutating func report(_ error: YamlError) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            add(.syntax, problem, line: mark.line, column: mark.column)
        default: add(.syntax, "not valid YAML", line: 0, column: 0)
        }
    }

    /// Notes a mistake at a node.
    mutating func add(
        _ code: RuleDiagnostic.Code,
        _ message: String,
        at node: Node,
        hint: String? = nil
    ) {
        add(
            code,
            message,
            line: node.mark?.line ?? 0,
            column: node.mark?.column ?? 0,
            hint: hint
        )
    }

    private mutating func add(
        _ code: RuleDiagnostic.Code,
        _ message: String,
        line: Int,
        column: Int,
        hint: String? = nil
    ) {
        diagnostics.append(
            RuleDiagnostic(
                file: file,
                line: line,
                column: column,
                code: code,
                message: message,
                hint: hint,
                sourceLine: lines.indices.contains(line - 1) ? String(lines[line - 1]) : nil
            )
        )
    }

    // MARK: Typed values

    /// The pairs of a mapping; notes what is none and keys that are not expected.
    mutating func pairs(
        of node: Node,
        in place: String,
        allowed: [String]
    ) -> [(key: Node, name: String, value: Node)] {
        guard let mapping = node.mapping else {
            add(.wrongType, "\(place) must be a mapping", at: node)
            return []
        }
        var pairs: [(key: Node, name: String, value: Node)] = []
        for (key, value) in mapping {
            guard let name = key.string else { continue }
            if allowed.contains(name) {
                pairs.append((key, name, value))
            } else {
                add(
                    .unknownKey,
                    "unknown key '\(name)' in \(place)",
                    at: key,
                    hint: Self.suggestion(for: name, among: allowed)
                )
            }
        }
        return pairs
    }

    /// A string, or nil and a note.
    mutating func string(_ node: Node, _ name: String) -> String? {
        if let string = node.string { return string }
        add(.wrongType, "'\(name)' must be text", at: node)
        return nil
    }

    /// A number, or nil and a note.
    mutating func number(_ node: Node, _ name: String) -> Float? {
        guard let number = node.float else {
            add(.wrongType, "'\(name)' must be a number", at: node)
            return nil
        }
        if abs(number) <= Self.maximumNumber { return Float(number) }
        add(.wrongType, "'\(name)' must lie between -1000000 and 1000000", at: node)
        return nil
    }

    /// A list of strings, or as many as are, with a note for the others.
    mutating func strings(_ node: Node, _ name: String) -> [String] {
        guard let sequence = node.sequence else {
            add(.wrongType, "'\(name)' must be a list", at: node)
            return []
        }
        var strings: [String] = []
        for item in sequence {
            if let string = string(item, name) { strings.append(string) }
        }
        return strings
    }

    /// One of the values of an enumeration, or nil and a note that names the nearest.
    mutating func choice<Value: RawRepresentable & CaseIterable>(
        _ node: Node,
        _ name: String,
        _ type: Value.Type
    ) -> Value? where Value.RawValue == String {
        guard let text = string(node, name) else { return nil }
        if let value = Value(rawValue: text) { return value }
        add(
            .unknownValue,
            "unknown \(name) '\(text)'",
            at: node,
            hint: Self.suggestion(for: text, among: type.allCases.map(\.rawValue))
        )
        return nil
    }

    /// `did you mean …?` for a word near a known one, else the known ones.
    static func suggestion(for word: String, among known: [String]) -> String {
        let ranked = known.map { ($0, distance(word, $0)) }
            .sorted { $0.1 != $1.1 ? $0.1 < $1.1 : $0.0 < $1.0 }
        if let nearest = ranked.first, nearest.1 <= max(2, word.count / 3) {
            return "did you mean '\(nearest.0)'?"
        }
        guard ranked.count > longestList else {
            return "known: " + known.sorted().joined(separator: ", ")
        }
        let near = ranked.prefix(3).map { "'\($0.0)'" }.joined(separator: ", ")
        return "one of \(known.count) known; the nearest are \(near)"
    }

    /// Words of a list that is told as a whole.
    private static let longestList = 12

    /// Levenshtein's distance.
    private static func distance(_ left: String, _ right: String) -> Int {
        let (a, b) = (Array(left.utf8), Array(right.utf8))
        var row = Array(0...b.count)
        for i in a.indices {
            var diagonal = row[0]
            row[0] = i + 1
            for j in b.indices {
                let above = row[j + 1]
                row[j + 1] = min(above + 1, row[j] + 1, diagonal + (a[i] == b[j] ? 0 : 1))
                diagonal = above
            }
        }
        return row[b.count]
    }
}
