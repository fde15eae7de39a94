import Foundation
import Testing

@testable import Winnow

@Suite("Profiles of the policy")
struct PolicyProfileTests {
    private static func decode(_ layers: String...) -> PolicyDecoder.Decoded {
        let parts = layers.enumerated().map { index, text in
            RuleFile.Part(name: "policy.yaml", text: text, isChange: index > 0)
        }
        return PolicyDecoder.decode(RuleFile(path: "policy.yaml", parts: parts))
    }

    /// A page with a farm that is hidden, and one whose farm only its words give away.
    private static let hidden =
        PageScannerTests.prose + PageScannerTests.prose
        + "<div style=\"display:none\">\(PageScannerTests.links)</div>"

    private static func verdict(_ policy: String, _ profile: String?) throws -> Verdict {
        try Fixtures.withRules(policy: policy) { folder in
            let rules = try RuleSet(folder: folder, profile: profile)
            return PageScanner(rules: rules)
                .scan(Array(hidden.utf8), ScanRequest(path: "a.html")).verdict
        }
    }

    @Test("A profile changes what it names, and keeps the rest of the policy")
    func overlay() throws {
        let decoded = Self.decode(
            """
            cut: 7
            level: 2
            leaf: { own_link: -3 }
            groups: { rows: { cap: 7 }, titles: { cap: 5 } }
            scores: { farms/a: 4 }
            profiles:
              careful: { cut: 9, marker_cut: 7, groups: { rows: { cap: 3 } }, scores: { farms/b: 1 } }
              strict: { cut: 5, leaf: { media: 1 }, model: { row: 0.5 } }
            """
        )
        #expect(decoded.diagnostics == [])
        let careful = try #require(decoded.profiles["careful"])
        #expect((careful.cut, careful.markerCut, careful.level) == (9, 7, 2))
        #expect(careful.groups["rows"]?.cap == 3)
        #expect(careful.groups["titles"]?.cap == 5)
        #expect(careful.scores == ["farms/a": 4, "farms/b": 1])
        #expect(careful.leaf.ownLink == -3)
        let strict = try #require(decoded.profiles["strict"])
        #expect((strict.cut, strict.markerCut, strict.leaf.media) == (5, nil, 1))
        #expect(strict.model.row == 0.5)
        #expect(decoded.profiles["balanced"] == decoded.policy)
        #expect(decoded.profiles.names == ["balanced", "careful", "strict"])
    }

    @Test("Profiles may stand before what they change")
    func order() {
        let decoded = Self.decode("profiles: { strict: { cut: 5 } }\nlevel: 3\ncut: 8\n")
        #expect(decoded.profiles["strict"]?.level == 3)
        #expect(decoded.profiles["strict"]?.cut == 5)
    }

    @Test("A local layer changes a profile key by key, adds one, and chooses one")
    func layers() {
        let decoded = Self.decode(
            "profiles:\n  careful: { cut: 8, minimum_kinds: 3, leaf: { media: 1, hidden: 2 } }\n",
            "profile: mine\nprofiles:\n  careful: { cut: 9, leaf: { media: 3 } }\n  mine: { cut: 20 }\n"
        )
        #expect(decoded.diagnostics == [])
        let careful = decoded.profiles["careful"]
        #expect(careful?.cut == 9)
        #expect(careful?.minimumKinds == 3)
        #expect(careful?.leaf.media == 3)
        #expect(careful?.leaf.hidden == 2)
        #expect(decoded.profiles.chosen == "mine")
        #expect(decoded.profiles["mine"]?.cut == 20)
    }

    @Test(
        "Mistakes in profiles are told",
        arguments: [
            ("profiles: 3", "'profiles' must be a mapping", ""),
            ("profiles: { a: 3 }", "a profile must be a mapping", ""),
            ("profiles: { a: { cuts: 3 } }", "unknown key 'cuts' in a profile", "'cut'"),
            ("profiles: { a: { version: 3 } }", "unknown key 'version' in a profile", ""),
            ("profiles: { a: { confidence: {} } }", "unknown key 'confidence' in a profile", ""),
            ("profiles: { a: { level: 4 } }", "'level' is out of bounds", "1 and 3"),
            ("profiles: { a: { cut: 1 } }", "'cut' is below 'suspicious'", ""),
            ("profiles: { a: { marker_cut: 1 } }", "'marker_cut' is below 'suspicious'", ""),
            (
                "groups: { rows: { cap: 1 } }\nprofiles: { a: { groups: { row: { cap: 1 } } } }",
                "the policy has no group 'row'", "'rows'"
            ),
            ("profile: blanced", "there is no profile 'blanced'", "'balanced'"),
            (
                "profile: xyz\nprofiles: { a: {} }", "there is no profile 'xyz'",
                "known: a, balanced"
            ),
        ]
    )
    func mistakes(text: String, message: String, hint: String) {
        let diagnostics = Self.decode(text).diagnostics
        #expect(diagnostics.map(\.message) == [message])
        #expect(hint.isEmpty || diagnostics.first?.hint?.contains(hint) == true)
    }

    @Test("There is a limit to the profiles of a policy")
    func limit() {
        func policy(_ count: Int) -> String {
            "profiles:\n" + (0..<count).map { "  p\($0): {}\n" }.joined()
        }
        #expect(Self.decode(policy(PolicyProfiles.maximum)).diagnostics == [])
        let many = Self.decode(policy(PolicyProfiles.maximum + 1))
        #expect(many.diagnostics.map(\.code) == [.badBounds])
    }

    @Test("The profile in force decides what is cut")
    func verdicts() throws {
        let policy = "profiles: { mute: { cut: 900, marker_cut: 900 } }\n"
        #expect(try Self.verdict(policy, nil) == .injected)
        #expect(try Self.verdict(policy, "balanced") == .injected)
        #expect(try Self.verdict(policy, "mute") == .suspicious)
        #expect(try Self.verdict("profile: mute\n" + policy, nil) == .suspicious)
        #expect(try Self.verdict("profile: mute\n" + policy, "balanced") == .injected)
    }

    @Test("A score of a profile holds under it alone")
    func scores() throws {
        let files: [(String, String)] = [
            ("farms/a.yaml", RuleSetTests.rule), ("lists/gambling.txt", "casino\n"),
            (
                "policy.yaml",
                "scores: { farms/a: 4 }\nprofiles: { p: { scores: { farms/a: 9 } } }\n"
            ),
        ]
        try Fixtures.withTemporaryFolder { folder in
            try Fixtures.write(files, into: folder)
            let usual = try RuleSet(folder: folder.path)
            let other = try RuleSet(folder: folder.path, profile: "p")
            #expect(usual.rules.map(\.score) == [4])
            #expect(other.rules.map(\.score) == [9])
            #expect(other.under(other.basePolicy).rules.map(\.score) == [4])
            #expect(usual.profile == "balanced")
            #expect(other.profile == "p")
            #expect(usual.sha256 == other.sha256)
        }
    }

    @Test("A score of a profile for a rule that is not there is told")
    func unknownRule() throws {
        try Fixtures.withTemporaryFolder { folder in
            try Fixtures.write(
                [
                    ("farms/a.yaml", RuleSetTests.rule), ("lists/gambling.txt", "casino\n"),
                    ("policy.yaml", "profiles: { p: { scores: { farms/b: 9 } } }\n"),
                ],
                into: folder
            )
            let error = #expect(throws: RuleLoadError.self) { try RuleSet(folder: folder.path) }
            #expect(error?.diagnostics.map(\.message) == ["there is no rule 'farms/b'"])
        }
    }

    @Test("A profile that is not there is an error that names the nearest")
    func unknown() throws {
        let error = #expect(throws: RuleLoadError.self) {
            try RuleSet(folder: Fixtures.rulesFolder, profile: "strickt")
        }
        #expect(error?.diagnostics.map(\.message) == ["there is no profile 'strickt'"])
        #expect(error?.diagnostics.first?.hint == "did you mean 'strict'?")
        #expect(error?.isUnreadable == false)
    }

    @Test("One cached set serves all profiles")
    func cache() throws {
        let policy = (
            path: "local.d/policy.yaml",
            text: "profile: p\nprofiles: { p: { cut: 9 } }\nmarker_cut: 5\n"
        )
        try CachedFolder.with([policy]) { folder in
            for profile in [nil, "p", "balanced", nil] {
                let rules = try RuleSet(
                    folder: folder.rules.path,
                    cache: folder.cache,
                    profile: profile
                )
                #expect(rules.policy.cut == (profile == "balanced" ? 6 : 9))
                #expect(rules.policy.markerCut == 5)
            }
            #expect(folder.names.count == 1)
            #expect(try folder.cached()?.loaded.profiles.chosen == "p")
        }
    }

    @Test("Examples are judged by the policy outside of profiles, unless one is asked for")
    func examples() throws {
        let mute = "profile: mute\nprofiles: { mute: { cut: 900, marker_cut: 900 } }\n"
        try Fixtures.withRules(policy: mute) { folder in
            let rules = try RuleSet(folder: folder)
            let rule = try #require(
                rules.rules.first { $0.examples.contains { $0.matches && $0.marked != nil } }
            )
            let usual = RuleTester(rules, variants: [.asWritten]).outcomes(of: rule)
            #expect(usual.allSatisfy { if case .passed = $0.result { true } else { false } })
            let asked = RuleTester(rules, variants: [.asWritten], policy: rules.policy)
                .outcomes(of: rule)
            #expect(asked.contains { if case .failed = $0.result { true } else { false } })
        }
    }

    @Test("The shipped profiles go from careful to strict")
    func shipped() throws {
        let folder = Fixtures.rulesFolder
        let careful = try RuleSet(folder: folder, profile: "careful")
        let balanced = try RuleSet(folder: folder)
        let strict = try RuleSet(folder: folder, profile: "strict")
        #expect(balanced.profile == "balanced")
        #expect(balanced.policy == balanced.basePolicy)
        #expect(careful.policy.cut > balanced.policy.cut)
        #expect(careful.policy.minimumKinds > balanced.policy.minimumKinds)
        #expect(strict.policy.cut < balanced.policy.cut)
        #expect(strict.policy.level > balanced.policy.level)
    }
}
