/// Writes a report for people: the verdict, and for each finding why, where and what.
public struct TextReporter: Sendable {
    private enum Style: String {
        case bold = "1"
        case dim = "2"
        case red = "31"
        case green = "32"
        case yellow = "33"
        case magenta = "35"
    }

    /// Domains named of a finding.
    private static let shownDomains = 3
    /// Columns of an excerpt; wide characters take two.
    private static let excerptColumns = 80

    private let usesColor: Bool

    /// Makes a reporter.
    public init(usesColor: Bool) { self.usesColor = usesColor }

    /// The report, some lines of text with a line end.
    ///
    /// A clean document is one line.
    public func text(_ report: Report) -> String {
        var text = headline(report) + "\n"
        if let error = report.error { text += "  \(SafeText.escaped(error))\n" }
        for finding in report.findings { text += describe(finding) }
        let limits = report.limits.filter { $0 != Report.structureLimit }
        if !limits.isEmpty {
            text += "  limits reached: \(limits.joined(separator: ", ")); nothing is cut then\n"
        }
        if limits.count < report.limits.count {
            text += "  structure: libxml2 sees other elements around a finding, which is not cut\n"
        }
        if !report.allowed.isEmpty {
            text += "  allowed by \(SafeText.escaped(report.allowed.joined(separator: ", ")))\n"
        }
        if !report.removed.isEmpty {
            let bytes = report.removed.reduce(0) { $0 + $1.count }
            let places = report.removed.count == 1 ? "1 place" : "\(report.removed.count) places"
            text += "  removed \(bytes) of \(report.bytes) bytes in \(places)\n"
        }
        // What belongs to a document stays together.
        return report.findings.isEmpty ? text : text + "\n"
    }

    func headline(_ report: Report) -> String {
        let style: Style =
            switch report.verdict {
            case .clean: .green
            case .suspicious: .yellow
            case .injected: .red
            case .spam: .magenta
            case .unscanned: .yellow
            }
        let verdict = report.error == nil ? report.verdict.rawValue : "unscanned"
        let score = report.score > 0 ? paint("  score \(number(report.score))", .dim) : ""
        return paint(SafeText.escaped(report.path), .bold) + ": " + paint(verdict, style) + score
    }

    private func describe(_ finding: Finding) -> String {
        let range = finding.ranges.map { "\($0.lowerBound)-\($0.upperBound)" }
        let shown = range.prefix(3).joined(separator: ", ") + (range.count > 3 ? ", …" : "")
        let topic = finding.topic == .other ? "" : ", \(finding.topic.rawValue)"
        var text = "\n  " + paint(finding.technique.rawValue, .bold) + topic
        text += finding.isCut ? paint("  cut", .red) : paint("  reported, not cut", .yellow)
        if let probability = finding.probability {
            text += paint("  probability \(Self.share(probability))", .dim)
        }
        text += "\n    where  line \(finding.line), bytes \(shown)\n"
        for (index, rule) in finding.rules.enumerated() {
            text += index == 0 ? "    why    " : "           "
            text += "+\(number(rule.score))  \(rule.title)  " + paint("[\(rule.id)]", .dim) + "\n"
        }
        if finding.links > 0 {
            let hosts = finding.domains.prefix(Self.shownDomains).map {
                SafeText.defanged(host: $0)
            }
            let links = finding.links == 1 ? "1 link" : "\(finding.links) links"
            let more =
                finding.domains.count > Self.shownDomains
                ? " and \(finding.domains.count - Self.shownDomains) more" : ""
            text +=
                "    links  \(links)"
                + (hosts.isEmpty ? "" : " to \(hosts.joined(separator: ", "))\(more)") + "\n"
        }
        if !finding.excerpt.isEmpty {
            text += "    says   " + Self.fitted(SafeText.defanged(finding.excerpt)) + "\n"
        }
        return text
    }

    /// As much of a text as fits, with dots where it was cut.
    private static func fitted(_ text: String) -> String {
        var columns = 0
        var output = ""
        for character in text {
            columns += character.unicodeScalars.contains(where: isWide) ? 2 : 1
            guard columns <= excerptColumns else { return output + " …" }
            output.append(character)
        }
        return output
    }

    /// True for what terminals show two columns wide: the blocks of Unicode's East Asian Width that
    /// are wide or full-width, and pictographs.
    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1100..<0x1160, 0x2E80..<0x303F, 0x3041..<0xA4D0, 0xA960..<0xA980, 0xAC00..<0xD7A4,
            0xF900..<0xFB00, 0xFE30..<0xFE70, 0xFF01..<0xFF61, 0xFFE0..<0xFFE7, 0x1F300..<0x1F650,
            0x1F900..<0x1FA00, 0x20000..<0x3FFFE:
            true
        default: false
        }
    }

    private func number(_ value: Double) -> String { Self.number(value) }

    /// A number with one digit behind the point.
    package static func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }

    /// A share with two digits behind the point; none is so sure that it would be 0 or 1.
    private static func share(_ value: Double) -> String {
        let hundredths = min(max(Int((value * 100).rounded()), 1), 99)
        return "0.\(hundredths < 10 ? "0" : "")\(hundredths)"
    }

    private func paint(_ text: String, _ style: Style) -> String {
        usesColor ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }
}
