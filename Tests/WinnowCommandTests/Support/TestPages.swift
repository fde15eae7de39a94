/// Small pages, and two rules that are made for them, so that the tests of the command do not hang
/// on the shipped rules.
enum TestPages {
    static let prose = """
        <p>The harbour museum is open from ten to five on every day but Monday, and the old crane \
        can be visited with a guide on Saturdays; children need no ticket, and the ferry stops at \
        the door of the museum every half hour until the evening.</p>
        <p>Groups of more than twelve should write to the office a week before they come.</p>
        """

    /// What is planted in `injected`.
    static let plant = """
        <div style="display:none"><a href="https://one.example/">first word</a> \
        <a href="https://two.example/">second word</a> \
        <a href="https://three.example/">third word</a></div>
        """

    static let clean = page(prose)
    static let injected = page(plant + "\n" + prose)
    /// Nothing but the plant.
    static let spam = page(plant)
    /// Hidden by a means of which the rules think less: reported, not cut.
    static let suspicious = injected.replacing("display:none", with: "visibility:hidden")

    /// A page with this in its body.
    static func page(_ body: String) -> String {
        """
        <!DOCTYPE html>
        <html><head><title>Harbour museum</title></head>
        <body>
        \(body)
        </body></html>

        """
    }

    /// A page with this text in a planted anchor.
    static func injected(saying text: String) -> String {
        injected.replacing("first word", with: text)
    }

    /// Writes rules that know the pages, and gives the path of their folder.
    static func writeRules(in folder: TemporaryFolder) throws -> String {
        try folder.write("version: test\n", to: "rules/policy.yaml")
        try folder.write(
            rule("hidden/links", signal: "hidden-by-display", score: 8),
            to: "rules/hidden/links.yaml"
        )
        try folder.write(
            rule("invisible/links", signal: "hidden-by-visibility", score: 4),
            to: "rules/invisible/links.yaml"
        )
        return folder.path(of: "rules")
    }

    private static func rule(_ id: String, signal: String, score: Int) -> String {
        """
        id: \(id)
        title: Links under test
        status: stable
        technique: hidden-links
        description: A rule for tests of the command.
        false_positives: [None that a test has.]
        match:
          scope: run
          all: [{ signal: \(signal) }, { signal: foreign-links }]
        score: \(score)
        examples:
          match: ['<p>a</p>']
          no_match: ['<p>b</p>']

        """
    }
}

/// A folder with documents, and rules for them beside it.
struct TestSite {
    let folder: TemporaryFolder
    let rules: String

    /// Makes a folder with documents, their text given by their path.
    init(_ documents: [String: String] = [:]) throws {
        folder = try TemporaryFolder()
        rules = try TestPages.writeRules(in: folder)
        for (name, text) in documents { try folder.write(text, to: name) }
    }

    /// Runs `winnow` in the folder, with its rules.
    func winnow(
        _ arguments: String...,
        input: String = "",
        environment: [String: String] = [:]
    ) throws -> CommandRunner.Result {
        try CommandRunner.winnow(
            arguments,
            in: folder.path,
            rules: rules,
            input: Array(input.utf8),
            environment: environment
        )
    }

    /// Runs a line of Bash in the folder, with its rules.
    func bash(_ script: String) throws -> CommandRunner.Result {
        try CommandRunner.bash(script, in: folder.path, rules: rules)
    }

    /// The paths and verdicts that a scan as `jsonl` tells.
    func verdicts(_ arguments: String..., input: String = "") throws -> [String] {
        let result = try CommandRunner.winnow(
            ["scan", "--format", "jsonl"] + arguments,
            in: folder.path,
            rules: rules,
            input: Array(input.utf8)
        )
        return try result.lines.map {
            let report = try JSONReport($0)
            return "\(report.path): \(report.verdict)"
        }
    }
}
