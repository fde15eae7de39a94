internal import Winnow

/// Time and hits of rules, summed over documents.
struct RuleTimes {
    private struct Row {
        var id: String
        var counts: RuleProfile.Counts
    }

    private var rows: [Row]
    private var documents = 0
    /// Time of whole scans, summed over threads.
    private var scans = Duration.zero

    init(_ rules: RuleSet) {
        rows = rules.rules.map { Row(id: $0.id, counts: .none) }
    }

    /// Adds what one document cost.
    mutating func add(_ counts: [RuleProfile.Counts], _ time: Duration) {
        documents += 1
        scans += time
        for (index, count) in counts.enumerated() where rows.indices.contains(index) {
            rows[index].counts += count
        }
    }

    /// Slowest first.
    private var ordered: [Row] {
        rows.sorted {
            $0.counts.time != $1.counts.time ? $0.counts.time > $1.counts.time : $0.id < $1.id
        }
    }

    private var sum: RuleProfile.Counts {
        rows.reduce(into: .none) { $0 += $1.counts }
    }

    // MARK: Words

    func text(top: Int?, _ paint: Painter) -> String {
        let sum = sum
        var table = TextTable([
            ("rule", .left), ("ms", .right), ("share", .right), ("runs", .right),
            ("expressions", .right), ("kept", .right), ("hits", .right),
        ])
        let shown = ordered.prefix(top ?? rows.count)
        for row in shown { table.add(cells(row.id, row.counts, of: sum.time)) }
        table.add(cells("all \(Words.count(rows.count, "rule"))", sum, of: sum.time))
        let lines = table.lines { text, row, column in
            row == 0 ? paint(text, .dim) : column == 0 ? paint(text, .bold) : text
        }
        let closing =
            "\(Words.count(documents, "document")): \(Self.milliseconds(scans)) ms of scans,"
            + " \(Self.share(sum.time, of: scans)) of it conditions of rules"
        return (lines + ["", closing]).map { $0 + "\n" }.joined()
    }

    private func cells(
        _ name: String,
        _ counts: RuleProfile.Counts,
        of total: Duration
    ) -> [String] {
        [
            name, Self.milliseconds(counts.time), Self.share(counts.time, of: total),
            Words.grouped(counts.runs), Words.grouped(counts.expressions),
            Words.grouped(counts.kept), Words.grouped(counts.hits),
        ]
    }

    private static func milliseconds(_ duration: Duration) -> String {
        let hundredths = microseconds(duration) / 10
        let rest = hundredths % 100
        return "\(Words.grouped(hundredths / 100)).\(rest < 10 ? "0" : "")\(rest)"
    }

    private static func microseconds(_ duration: Duration) -> Int {
        let (seconds, attoseconds) = duration.components
        return Int(seconds) * 1_000_000 + Int(attoseconds / 1_000_000_000_000)
    }

    private static func share(_ part: Duration, of whole: Duration) -> String {
        guard whole > .zero else { return "0.0 %" }
        return TextReporter.number(part / whole * 100) + " %"
    }

    func json(top: Int?) -> [UInt8] {
        let sum = sum
        var json = JSONWriter()
        json.object { json in
            json.key("documents")
            json.integer(documents)
            json.key("scan_microseconds")
            json.integer(Self.microseconds(scans))
            json.key("rule_microseconds")
            json.integer(Self.microseconds(sum.time))
            json.key("rules")
            json.array { json in
                for row in ordered.prefix(top ?? rows.count) {
                    json.object { json in
                        json.key("id")
                        json.string(row.id)
                        json.key("microseconds")
                        json.integer(Self.microseconds(row.counts.time))
                        json.key("runs")
                        json.integer(row.counts.runs)
                        json.key("expressions")
                        json.integer(row.counts.expressions)
                        json.key("kept_documents")
                        json.integer(row.counts.kept)
                        json.key("hits")
                        json.integer(row.counts.hits)
                    }
                }
            }
        }
        return json.bytes + [0x0A]
    }
}
