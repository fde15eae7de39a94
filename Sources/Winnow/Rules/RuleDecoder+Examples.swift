internal import Yams

/// Reading a rule's examples.
extension RuleDecoder {
    mutating func readExamples(_ node: Node) -> [RuleExample] {
        var examples: [RuleExample] = []
        let pairs = document.pairs(of: node, in: "'examples'", allowed: ["match", "no_match"])
        for name in ["match", "no_match"] {
            let group = pairs.first { $0.name == name }.flatMap(\.value.sequence)
            if group?.isEmpty ?? true {
                document.add(
                    .missingExample,
                    "a rule needs at least one '\(name)' example",
                    at: node
                )
            }
            for item in group.map(Array.init) ?? [] {
                if let example = example(item, matches: name == "match") {
                    examples.append(example)
                }
            }
        }
        return examples
    }

    /// Where an example stands in a page.
    private enum Place: String, CaseIterable { case start }

    private mutating func example(_ node: Node, matches: Bool) -> RuleExample? {
        let line = node.mark?.line ?? 0
        if let text = node.string {
            return RuleExample(
                ruleID: expectedID,
                text: text,
                matches: matches,
                url: nil,
                line: line
            )
        }
        let pairs = document.pairs(of: node, in: "an example", allowed: ["html", "url", "at"])
        let url = pairs.first { $0.name == "url" }?.value.string
        let place = pairs.first { $0.name == "at" }
            .flatMap { document.choice($0.value, "at", Place.self) }
        guard let html = pairs.first(where: { $0.name == "html" })?.value.string else {
            document.add(.missingKey, "an example needs 'html'", at: node)
            return nil
        }
        return RuleExample(
            ruleID: expectedID,
            text: html,
            matches: matches,
            url: url,
            isAtStart: place == .start,
            line: line
        )
    }
}
