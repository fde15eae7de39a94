internal import Winnow

/// One document under two sets of rules.
struct RuleSetComparison: Sendable {
    let before: Report
    let after: Report
    /// Rules that fire only after, and only before, sorted.
    let gained: [String]
    let lost: [String]

    init(before: Report, after: Report) {
        self.before = before
        self.after = after
        let (old, new) = (Self.fired(before), Self.fired(after))
        gained = new.subtracting(old).sorted()
        lost = old.subtracting(new).sorted()
    }

    /// Whether anything differs that a reader of reports or of cleaned pages would see.
    var isChange: Bool {
        before.verdict != after.verdict || before.removed != after.removed
            || !gained.isEmpty || !lost.isEmpty
    }

    static func fired(_ report: Report) -> Set<String> {
        Set(report.findings.flatMap(\.rules).map(\.id))
    }

    // MARK: Words

    /// `page.html: clean -> injected (+ hidden-links/x; 1 cut, 1,204 bytes)` and a line end.
    func text(_ paint: Painter) -> String {
        let verdicts =
            before.verdict == after.verdict
            ? before.verdict.rawValue
            : "\(before.verdict.rawValue) -> \(paint(after.verdict.rawValue, .yellow))"
        var parts = [(gained.map { "+ " + $0 } + lost.map { "- " + $0 }).joined(separator: ", ")]
        if before.removed != after.removed {
            let was = before.removed.isEmpty ? "" : ", was \(Self.cuts(before))"
            parts.append(Self.cuts(after) + was)
        }
        let details = parts.filter { !$0.isEmpty }.joined(separator: "; ")
        let path = paint(SafeText.escaped(after.path), .bold)
        return "\(path): \(verdicts)" + (details.isEmpty ? "" : " (\(details))") + "\n"
    }

    private static func cuts(_ report: Report) -> String {
        guard !report.removed.isEmpty else { return "no cut" }
        let bytes = report.removed.reduce(0) { $0 + $1.count }
        return "\(Words.count(report.removed.count, "cut")), \(Words.count(bytes, "byte"))"
    }

    var jsonLine: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.key("path")
            json.string(after.path)
            for (name, report) in [("old", before), ("new", after)] {
                json.key(name)
                json.object { json in
                    json.key("verdict")
                    json.string(report.verdict.rawValue)
                    json.key("score")
                    json.number(report.score)
                    json.key("removed")
                    json.ranges(report.removed)
                    json.key("rules")
                    json.strings(Self.fired(report).sorted())
                }
            }
            json.key("gained")
            json.strings(gained)
            json.key("lost")
            json.strings(lost)
        }
        return json.bytes + [0x0A]
    }
}

extension RuleSetComparison {
    /// What all documents come to.
    struct Totals {
        private var documents = 0
        private var changes = 0
        /// Documents by the verdict before and after.
        private var verdicts: [Verdict: [Verdict: Int]] = [:]
        /// Documents by rule: fired before, after, only after, only before.
        private var rules: [String: (before: Int, after: Int, gained: Int, lost: Int)] = [:]

        mutating func count(_ comparison: RuleSetComparison) {
            documents += 1
            let (before, after) = (comparison.before, comparison.after)
            verdicts[before.verdict, default: [:]][after.verdict, default: 0] += 1
            guard comparison.isChange else {
                for id in RuleSetComparison.fired(before) { add(id, 1, 1, 0, 0) }
                return
            }
            changes += 1
            for id in RuleSetComparison.fired(before) { add(id, 1, 0, 0, 0) }
            for id in RuleSetComparison.fired(after) { add(id, 0, 1, 0, 0) }
            for id in comparison.gained { add(id, 0, 0, 1, 0) }
            for id in comparison.lost { add(id, 0, 0, 0, 1) }
        }

        private mutating func add(_ id: String, _ b: Int, _ a: Int, _ gained: Int, _ lost: Int) {
            let old = rules[id] ?? (0, 0, 0, 0)
            rules[id] = (old.before + b, old.after + a, old.gained + gained, old.lost + lost)
        }

        /// Rules that fire on other documents than before, by id.
        private var changedRules: [(id: String, before: Int, after: Int, gained: Int, lost: Int)] {
            rules.filter { $0.value.gained + $0.value.lost > 0 }.sorted { $0.key < $1.key }
                .map { ($0.key, $0.value.before, $0.value.after, $0.value.gained, $0.value.lost) }
        }

        var text: String {
            let shown = Verdict.allCases.filter { verdict in
                verdicts[verdict] != nil || verdicts.values.contains { $0[verdict] != nil }
            }
            var lines = changes > 0 ? [""] : []
            if !shown.isEmpty {
                var table = TextTable(
                    [("old \\ new", .left)] + shown.map { ($0.rawValue, .right) }
                )
                for before in shown {
                    table.add(
                        [before.rawValue]
                            + shown.map { Words.grouped(verdicts[before]?[$0] ?? 0) }
                    )
                }
                lines += table.lines() + [""]
            }
            if !changedRules.isEmpty {
                var table = TextTable([
                    ("rule", .left), ("old", .right), ("new", .right), ("gained", .right),
                    ("lost", .right),
                ])
                for rule in changedRules {
                    table.add(
                        rule.id,
                        Words.grouped(rule.before),
                        Words.grouped(rule.after),
                        Words.grouped(rule.gained),
                        Words.grouped(rule.lost)
                    )
                }
                lines += table.lines() + [""]
            }
            let change = changes == 1 ? "changes" : "change"
            lines.append(
                "\(Words.grouped(changes)) of \(Words.count(documents, "document")) \(change)"
            )
            return lines.map { $0 + "\n" }.joined()
        }

        var jsonLine: [UInt8] {
            var json = JSONWriter()
            json.object { json in
                json.key("documents")
                json.integer(documents)
                json.key("changes")
                json.integer(changes)
                json.key("verdicts")
                json.array { json in
                    for before in Verdict.allCases {
                        for after in Verdict.allCases {
                            guard let count = verdicts[before]?[after] else { continue }
                            json.object { json in
                                json.key("old")
                                json.string(before.rawValue)
                                json.key("new")
                                json.string(after.rawValue)
                                json.key("documents")
                                json.integer(count)
                            }
                        }
                    }
                }
                json.key("rules")
                json.array { json in
                    for rule in changedRules {
                        json.object { json in
                            json.key("id")
                            json.string(rule.id)
                            json.key("old")
                            json.integer(rule.before)
                            json.key("new")
                            json.integer(rule.after)
                            json.key("gained")
                            json.integer(rule.gained)
                            json.key("lost")
                            json.integer(rule.lost)
                        }
                    }
                }
            }
            return json.bytes + [0x0A]
        }
    }
}
