/// Writes a report as one line of JSON; its form is documented in `docs/report.md`.
public struct JSONLinesReporter: Sendable {
    /// Makes a reporter.
    public init() {}

    /// The report as UTF-8, with a line end.
    public func line(_ report: Report) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.key("v")
            json.integer(Report.formatVersion)
            json.key("path")
            json.string(report.path)
            json.key("url")
            json.optional(report.url)
            json.key("verdict")
            json.string(report.verdict.rawValue)
            json.key("score")
            json.number(report.score)
            json.key("charset")
            json.optional(report.charset.isEmpty ? nil : report.charset)
            json.key("bytes")
            json.integer(report.bytes)
            json.key("removed")
            json.ranges(report.removed)
            json.key("findings")
            json.array { json in for finding in report.findings { write(finding, &json) } }
            json.key("limits")
            json.strings(report.limits)
            json.key("allowed")
            json.strings(report.allowed)
            json.key("rules")
            json.object { json in
                json.key("version")
                json.string(report.rulesVersion)
                json.key("sha256")
                json.string(report.rulesSHA256)
                json.key("profile")
                json.string(report.rulesProfile)
            }
            json.key("error")
            json.optional(report.error)
        }
        return json.bytes + [0x0A]
    }

    private func write(_ finding: Finding, _ json: inout JSONWriter) {
        json.object { json in
            json.key("id")
            json.string(finding.id)
            json.key("technique")
            json.string(finding.technique.rawValue)
            json.key("topic")
            json.string(finding.topic.rawValue)
            json.key("score")
            json.number(finding.score)
            json.key("probability")
            json.exact(finding.probability)
            json.key("ranges")
            json.ranges(finding.ranges)
            json.key("cut")
            json.boolean(finding.isCut)
            json.key("rules")
            json.array { json in
                for rule in finding.rules {
                    json.object { json in
                        json.key("id")
                        json.string(rule.id)
                        json.key("score")
                        json.number(rule.score)
                    }
                }
            }
            json.key("links")
            json.integer(finding.links)
            json.key("domains")
            json.strings(finding.domains)
            json.key("line")
            json.integer(finding.line)
            json.key("excerpt")
            json.string(finding.excerpt)
        }
    }
}
