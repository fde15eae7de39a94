internal import Yams

/// A YAML file being read: keeps positions and collects what is wrong.
struct YAMLDocument {
    /// Numbers beyond which, on either side of 0, none makes sense.
    static let maximumNumber: Float = 1e6

    /// Mappings that a local layer changes key by key; of all others it replaces what it names.
    private static let mergedMappings: Set<String> = [
        "examples", "groups", "leaf", "model", "scores",
    ]
    /// The mapping of which every value is changed as the whole file is.
    private static let profiles = "profiles"

    private let parts: [RuleFile.Part]
    /// For every part the lines of those before it: its nodes count on from there, so that every
    /// node of the merged file tells where it comes from.
    private let firstLines: [Int]
    private(set) var diagnostics: [RuleDiagnostic] = []

    init(_ file: RuleFile) {
        parts = file.parts
        var lines = 0
        firstLines = parts.map { part in
            defer { lines += part.text.utf8.count { $0 == 0x0A } + 1 }
            return lines
        }
    }

    /// The root of the file with all that local layers change, or nil when one is no YAML.
    mutating func root() -> Node? {
        var root: Node?
        var isComplete = true
        for index in parts.indices {
            guard let node = compose(index) else {
                isComplete = false
                continue
            }
            root = root.map { Self.merged($0, node, isTop: true) } ?? node
        }
        return isComplete ? root : nil
    }

    private mutating func compose(_ index: Int) -> Node? {
        let blank = String(repeating: "\n", count: firstLines[index])
        do {
            // What a scalar means is asked where it is read; no tags need be guessed.
            let node = try Yams.compose(
                yaml: blank + parts[index].text,
                .basic,
                .default,
                // Left to itself Yams asks the environment, for every file anew.
                .utf8
            )
            if let node { return node }
            add(.syntax, "the file is empty", line: firstLines[index], column: 0)
        } catch let error as YamlError {
            report(error, in: index)
        } catch {
            add(.syntax, "\(error)", line: firstLines[index], column: 0)
        }
        return nil
    }

    /// A mapping with the pairs of another in place of its own of the same name; of lists all items.
    private static func merged(_ base: Node, _ change: Node, isTop: Bool) -> Node {
        if isTop, let items = base.sequence, let more = change.sequence {
            return .sequence(.init(Array(items) + Array(more), .implicit, .any, items.mark))
        }
        guard let old = base.mapping, let new = change.mapping else { return change }
        var pairs: [(Node, Node)] = old.map { ($0.key, $0.value) }
        for (key, value) in new {
            guard let place = pairs.firstIndex(where: { $0.0 == key }) else {
                pairs.append((key, value))
                continue
            }
            let known = pairs[place].1
            var result = value
            if isTop, key.string == profiles {
                result = mergedProfiles(known, value)
            } else if isTop, mergedMappings.contains(key.string ?? "") {
                result = merged(known, value, isTop: false)
            } else if !isTop, let items = known.sequence, let more = value.sequence {
                result = .sequence(.init(Array(items) + Array(more), .implicit, .any, value.mark))
            }
            pairs[place] = (key, result)
        }
        return .mapping(.init(pairs, .implicit, .any, old.mark))
    }

    /// Profiles by name, those of both merged as files are.
    private static func mergedProfiles(_ base: Node, _ change: Node) -> Node {
        guard let old = base.mapping, let new = change.mapping else { return change }
        var pairs: [(Node, Node)] = old.map { ($0.key, $0.value) }
        for (key, value) in new {
            if let place = pairs.firstIndex(where: { $0.0 == key }) {
                pairs[place] = (key, merged(pairs[place].1, value, isTop: true))
            } else {
                pairs.append((key, value))
            }
        }
        return .mapping(.init(pairs, .implicit, .any, old.mark))
    }

    private mutating func report(_ error: YamlError, in part: Int) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            add(.syntax, problem, line: mark.line, column: mark.column)
        case .duplicatedKeysInMapping(let names, let context):
            let name = names.first ?? ""
            add(
                .duplicateKey,
                "the key '\(name)' stands twice in one mapping",
                line: context.mark.line,
                column: context.mark.column,
                hint: "leave one of them out"
            )
        default: add(.syntax, "not valid YAML", line: firstLines[part], column: 0)
        }
    }

    /// Notes a mistake at a node.
    mutating func add(
        _ code: RuleDiagnostic.Code,
        _ message: String,
        at node: Node,
        hint: String? = nil
    ) {
        diagnostics.append(diagnostic(code, message, at: node, hint: hint))
    }

    /// What would be noted at a node, for mistakes that show only when all files are read.
    func diagnostic(
        _ code: RuleDiagnostic.Code,
        _ message: String,
        at node: Node,
        hint: String? = nil
    ) -> RuleDiagnostic {
        diagnostic(
            code,
            message,
            line: node.mark?.line ?? 0,
            column: node.mark?.column ?? 0,
            hint: hint
        )
    }

    /// A line of the merged file, as it is written.
    func sourceLine(_ line: Int) -> String? {
        guard let part = firstLines.lastIndex(where: { $0 < line }) else { return nil }
        return parts[part].line(line - firstLines[part])
    }

    /// The file and line of a node.
    func place(of node: Node) -> String {
        let line = node.mark?.line ?? 1
        let part = firstLines.lastIndex { $0 < line } ?? 0
        return "\(parts[part].name):\(line - firstLines[part])"
    }

    mutating func add(
        _ code: RuleDiagnostic.Code,
        _ message: String,
        line: Int,
        column: Int,
        hint: String? = nil
    ) {
        diagnostics.append(diagnostic(code, message, line: line, column: column, hint: hint))
    }

    private func diagnostic(
        _ code: RuleDiagnostic.Code,
        _ message: String,
        line: Int,
        column: Int,
        hint: String?
    ) -> RuleDiagnostic {
        // A mistake of a whole file stands at the line before its first.
        let isWhole = column == 0
        let part = firstLines.lastIndex { $0 < line + (isWhole ? 1 : 0) } ?? 0
        return RuleDiagnostic(
            in: parts[part],
            line: isWhole ? 0 : line - firstLines[part],
            column: column,
            code: code,
            message: message,
            hint: hint
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
            guard let name = key.string else {
                add(.unknownKey, "a key in \(place) must be a word", at: key)
                continue
            }
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
        guard let number = node.decimal else {
            add(.wrongType, "'\(name)' must be a number", at: node)
            return nil
        }
        if abs(Float(number)) <= Self.maximumNumber { return Float(number) }
        add(.wrongType, "'\(name)' must lie between -1000000 and 1000000", at: node)
        return nil
    }

    /// `true` or `false`, or nil and a note.
    ///
    /// By its letters: `node.bool` asks for a tag, and tags are not resolved.
    mutating func flag(_ node: Node, _ name: String) -> Bool? {
        switch node.scalar.map({ ($0.style == .plain, $0.string) }) {
        case (true, "true")?: return true
        case (true, "false")?: return false
        default:
            add(.wrongType, "'\(name)' must be true or false", at: node)
            return nil
        }
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
