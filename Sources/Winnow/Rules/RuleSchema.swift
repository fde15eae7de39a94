/// The JSON Schema of rule files, for editors; made of the same registries that the loader reads.
///
/// It stands in `Rules/schema.json`, written by `make snapshots`. A rule that fits it may still be
/// wrong: `winnow` says what editors can't know.
package enum RuleSchema {
    /// The schema, indented, with a line end.
    package static var text: String { root.text + "\n" }

    private static var root: SchemaValue {
        .object([
            ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
            ("title", .string("A rule of Winnow")),
            ("type", .string("object")),
            ("required", .strings(RuleDecoder.required)),
            ("additionalProperties", .bool(false)),
            (
                "properties",
                .object(RuleDecoder.keys.map { ($0, properties[$0] ?? .object([])) })
            ),
            (
                "$defs",
                .object([
                    ("condition", condition), ("conditions", list(of: reference("condition"))),
                    ("signal", signals), ("target", targets), ("example", example),
                ])
            ),
        ])
    }

    /// The keys of a rule that are described here.
    static var describedKeys: Set<String> { Set(properties.keys) }

    private static var properties: [String: SchemaValue] {
        [
            "id": text("The path of the file below the folder of rules, without .yaml."),
            "title": text("A phrase that answers the report's \"why\"."),
            "status": choice(
                Rule.Status.allCases.map(\.rawValue),
                "experimental is reported and adds nothing; deprecated is never matched."
            ),
            "technique": choice(Technique.allCases.map(\.rawValue), "How it is planted."),
            "description": text("What spammers do and how the rule recognises it."),
            "false_positives": described(
                list(of: .object([("type", .string("string"))])),
                "Which honest pages look alike, and what tells them apart."
            ),
            "references": described(
                list(of: .object([("type", .string("string"))])),
                "Where it is described."
            ),
            "evidence": kinds,
            "match": match,
            "score": .object([
                ("type", .string("number")),
                ("minimum", .number(RuleChecker.scores.lowerBound)),
                ("maximum", .number(RuleChecker.scores.upperBound)),
                ("description", .string("What it adds; 3 is told and 6 is cut.")),
            ]),
            "clean": choice(Rule.Clean.allCases.map(\.rawValue), "What of a run is cut."),
            "examples": examples,
            "group": text("A group of rules whose scores the policy caps together."),
            "one_shot": .object([
                ("type", .string("boolean")),
                ("description", .string("Whether it counts once on a page.")),
            ]),
            "level": .object([
                ("type", .string("integer")), ("minimum", .number(1)), ("maximum", .number(3)),
                ("description", .string("The strictness from which it is asked.")),
            ]),
            "language": .object([
                (
                    "description",
                    .string("Languages of the pages it is asked on.")
                )
            ]),
        ]
    }

    private static var kinds: SchemaValue {
        let kind = choice(EvidenceKind.allCases.map(\.rawValue), "A kind of evidence.")
        return .object([
            ("description", .string("The kinds of evidence it rests on.")),
            ("anyOf", .array([kind, list(of: kind)])),
        ])
    }

    private static var match: SchemaValue {
        .object([
            ("type", .string("object")), ("additionalProperties", .bool(false)),
            (
                "properties",
                .object([
                    (
                        "scope",
                        choice(
                            Rule.Scope.allCases.map(\.rawValue),
                            "What the conditions are tried on."
                        )
                    ), ("all", reference("conditions")), ("any", reference("conditions")),
                    ("not", reference("condition")),
                ])
            ),
            (
                "anyOf",
                .array(["all", "any", "not"].map { .object([("required", .strings([$0]))]) })
            ),
        ])
    }

    private static var condition: SchemaValue {
        let bounds: [(String, SchemaValue)] = [
            ("at_least", .object([("type", .string("number"))])),
            ("at_most", .object([("type", .string("number"))])),
        ]
        let forms: [String: (required: [String], properties: [(String, SchemaValue)])] = [
            "all": (["all"], [("all", reference("conditions"))]),
            "any": (["any"], [("any", reference("conditions"))]),
            "not": (["not"], [("not", reference("condition"))]),
            "signal": (["signal"], [("signal", reference("signal"))] + bounds),
            "regex": (
                ["regex", "in"],
                [("regex", text("A regular expression of PCRE2.")), ("in", reference("target"))]
            ),
            "list": (
                ["list", "in"],
                [
                    ("list", text("A list of the folder 'lists'.")), ("in", reference("target")),
                    ("at_least", .object([("type", .string("number")), ("minimum", .number(1))])),
                ]
            ),
            "rule": (["rule"], [("rule", text("The id of a rule that fired, too."))]),
        ]
        return .object([
            (
                "oneOf",
                .array(
                    RuleDecoder.kinds.compactMap { name in
                        forms[name].map { form in
                            .object([
                                ("type", .string("object")),
                                ("required", .strings(form.required)),
                                ("additionalProperties", .bool(false)),
                                ("properties", .object(form.properties)),
                            ])
                        }
                    }
                )
            )
        ])
    }

    private static var signals: SchemaValue {
        .object([
            (
                "oneOf",
                .array(
                    Signal.allCases.map { signal in
                        .object([
                            ("const", .string(signal.name)),
                            ("description", .string(signal.explanation)),
                        ])
                    }
                )
            )
        ])
    }

    private static var targets: SchemaValue {
        choice(TextTarget.allCases.map(\.rawValue), "The text that is looked at.")
    }

    private static var examples: SchemaValue {
        func some(_ description: String) -> SchemaValue {
            .object([
                ("type", .string("array")), ("minItems", .number(1)),
                ("items", reference("example")), ("description", .string(description)),
            ])
        }
        return .object([
            ("type", .string("object")), ("required", .strings(["match", "no_match"])),
            ("additionalProperties", .bool(false)),
            (
                "properties",
                .object([
                    ("match", some("Pages it must fire on; ⟦ and ⟧ mark what must be cut.")),
                    ("no_match", some("Pages it must not fire on.")),
                ])
            ),
        ])
    }

    private static var example: SchemaValue {
        .object([
            (
                "oneOf",
                .array([
                    .object([("type", .string("string"))]),
                    .object([
                        ("type", .string("object")), ("required", .strings(["html"])),
                        (
                            "properties",
                            .object([
                                ("html", text("The page.")), ("url", text("The URL of the page.")),
                            ])
                        ),
                    ]),
                ])
            )
        ])
    }

    // MARK: Pieces

    private static func text(_ description: String) -> SchemaValue {
        .object([
            ("type", .string("string")), ("minLength", .number(1)),
            ("description", .string(description)),
        ])
    }

    private static func choice(_ values: [String], _ description: String) -> SchemaValue {
        .object([("enum", .strings(values)), ("description", .string(description))])
    }

    private static func list(of item: SchemaValue) -> SchemaValue {
        .object([("type", .string("array")), ("items", item)])
    }

    private static func described(_ value: SchemaValue, _ description: String) -> SchemaValue {
        guard case .object(let pairs) = value else { return value }
        return .object(pairs + [("description", .string(description))])
    }

    private static func reference(_ name: String) -> SchemaValue {
        .object([("$ref", .string("#/$defs/\(name)"))])
    }
}

extension Signal {
    /// What it is, its range and scopes, in one line.
    package var explanation: String {
        let scopes = Rule.Scope.allCases.filter { self.scopes.contains($0) }.map(\.rawValue)
        return "\(summary); \(rangeText); in \(scopes.joined(separator: ", "))"
    }

    /// The range in words.
    package var rangeText: String {
        range.upperBound.isFinite ? "0 to \(Int(range.upperBound))" : "0 and up"
    }
}

/// A value of JSON that keeps the order of its keys.
indirect enum SchemaValue {
    case string(String)
    case number(Float)
    case bool(Bool)
    case array([SchemaValue])
    case object([(String, SchemaValue)])

    static func strings(_ strings: [String]) -> SchemaValue { .array(strings.map { .string($0) }) }

    /// The value as JSON, indented.
    var text: String { text(indent: "") }

    private func text(indent: String) -> String {
        let inner = indent + "  "
        switch self {
        case .string(let string):
            var writer = JSONWriter()
            writer.string(string)
            return String(decoding: writer.bytes, as: UTF8.self)
        case .number(let number):
            return number == number.rounded() ? "\(Int(number))" : "\(number)"
        case .bool(let value): return value ? "true" : "false"
        case .array(let values):
            guard !values.isEmpty else { return "[]" }
            let lines = values.map { inner + $0.text(indent: inner) }
            return "[\n" + lines.joined(separator: ",\n") + "\n\(indent)]"
        case .object(let pairs):
            guard !pairs.isEmpty else { return "{}" }
            let lines = pairs.map { key, value in
                "\(inner)\"\(key)\": \(value.text(indent: inner))"
            }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
        }
    }
}
