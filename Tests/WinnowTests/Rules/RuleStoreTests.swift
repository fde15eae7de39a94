import Foundation
import Testing
import WinnowRegex

@testable import Winnow

@Suite("RuleStore")
struct RuleStoreTests {
    static let files = [
        (
            path: "farms/a.yaml",
            text: RuleSetTests.rule.replacing(
                "'<a href=\"//a.example\">casino</a>'",
                with: "'\(row)'"
            )
        ),
        (path: "lists/gambling.txt", text: "casino\n"), (path: "policy.yaml", text: "version: 0\n"),
    ]
    private static let row =
        "<p>Text</p><div style=\"display:none\"><a href=\"//a.example/\">casino</a> <a href=\"//b.example/\">casino</a></div>"

    /// Runs a body with a folder of rules and what the store says.
    private static func withStore(
        validate: @escaping RuleStore.Validation = { _ in [] },
        _ body: (URL, RuleStore) throws -> Void
    ) throws {
        try Fixtures.withTemporaryFolder { folder in
            try Fixtures.write(files, into: folder)
            try body(folder, try RuleStore(folder: folder.path, validate: validate))
        }
    }

    private static func version(_ version: Int, _ folder: URL) throws {
        try Fixtures.write([("policy.yaml", "version: \(version)\n")], into: folder)
    }

    private static func loads(_ change: RuleStore.Change) -> String? {
        if case .loaded(let rules) = change { return rules.version }
        return nil
    }

    private static func fails(_ change: RuleStore.Change) -> String? {
        if case .failed(let error) = change { return error.description }
        return nil
    }

    @Test("A changed folder comes into force when two looks find it at rest")
    func reload() throws {
        try Self.withStore { folder, store in
            let before = store.current
            #expect(Self.loads(store.checkForChanges()) == nil)
            try Self.version(1, folder)
            #expect(Self.loads(store.checkForChanges()) == nil)
            #expect(store.current.version == "0")
            #expect(Self.loads(store.checkForChanges()) == "1")
            #expect(store.current.version == "1")
            #expect(before.version == "0")
            #expect(Self.loads(store.checkForChanges()) == nil)
        }
    }

    @Test("A folder that is not at rest is waited for")
    func unrest() throws {
        try Self.withStore { folder, store in
            for version in 1...5 {
                try Self.version(version, folder)
                #expect(Self.loads(store.checkForChanges()) == nil)
            }
            #expect(Self.loads(store.checkForChanges()) == "5")
        }
    }

    @Test("A wrong folder leaves the old rules in force, and says so once")
    func failure() throws {
        try Self.withStore { folder, store in
            try Fixtures.write([("policy.yaml", "version: 1\nctu: 3\n")], into: folder)
            _ = store.checkForChanges()
            #expect(Self.fails(store.checkForChanges())?.contains("unknown key 'ctu'") == true)
            #expect(store.current.version == "0")
            for _ in 0..<3 { #expect(Self.fails(store.checkForChanges()) == nil) }
            // The same mistake, saved again, is no news; another is.
            try Fixtures.write([("policy.yaml", "version: 1\nctu: 3\n")], into: folder)
            for _ in 0..<3 { #expect(Self.fails(store.checkForChanges()) == nil) }
            try Fixtures.write([("policy.yaml", "version: 1\ncutt: 3\n")], into: folder)
            _ = store.checkForChanges()
            #expect(Self.fails(store.checkForChanges())?.contains("unknown key 'cutt'") == true)
            try Self.version(2, folder)
            _ = store.checkForChanges()
            #expect(Self.loads(store.checkForChanges()) == "2")
        }
    }

    @Test("Rules whose examples fail do not come into force")
    func examples() throws {
        try Self.withStore(validate: RuleStore.failingExamples) { folder, store in
            #expect(RuleStore.failingExamples(of: store.current) == [])
            let text = Self.files[0].text.replacing("at_least: 2", with: "at_least: 9")
            try Fixtures.write([("farms/a.yaml", text)], into: folder)
            _ = store.checkForChanges()
            let said = Self.fails(store.checkForChanges())
            #expect(said == "farms/a: match example 1: expected the rule fires, but no rule fired")
            #expect(store.current.version == "0")
        }
    }

    @Test("A folder that is gone for a moment is no failure; one that stays away is told once")
    func exchangedFolder() throws {
        try Self.withStore { folder, store in
            let aside = folder.deletingLastPathComponent()
                .appendingPathComponent("\(folder.lastPathComponent)-aside")
            try FileManager.default.moveItem(at: folder, to: aside)
            #expect(Self.fails(store.checkForChanges()) == nil)
            #expect(Self.fails(store.checkForChanges())?.contains("there is no folder") == true)
            #expect(Self.fails(store.checkForChanges()) == nil)
            try FileManager.default.moveItem(at: aside, to: folder)
            try Self.version(3, folder)
            _ = store.checkForChanges()
            #expect(Self.loads(store.checkForChanges()) == "3")
        }
    }

    @Test("A watch looks by itself, and tells")
    func watch() throws {
        try Fixtures.withTemporaryFolder { folder in
            try Fixtures.write(Self.files, into: folder)
            let told = DispatchSemaphore(value: 0)
            let store = try RuleStore(folder: folder.path, validate: { _ in [] }) { change in
                if case .loaded(let rules) = change, rules.version == "1" { told.signal() }
            }
            let watch = store.watch(every: 0.02)
            defer { watch.stop() }
            try Self.version(1, folder)
            #expect(told.wait(timeout: .now() + 10) == .success)
            #expect(store.current.version == "1")
        }
    }

    @Test(
        "A thousand reloads under load leak nothing, and every scan ends on rules that were in force"
    )
    func load() async {
        // A process of its own: other tests take memory and compile expressions, too.
        await #expect(processExitsWith: .success) { try ReloadTrial.run(reloads: 1_000) }
    }
}

/// Reloads rules while threads scan without a pause.
enum ReloadTrial {
    private static let page =
        "<p>Text</p><div style=\"display:none\"><a href=\"//a.example/\">casino</a></div>"
    private static let scanners = 2
    /// Reloads before memory is measured.
    private static let warmUp = 200
    /// Pages of memory that may be added by chance; a set of rules takes more than ten.
    private static let tolerance = 1_024

    static func run(reloads: Int) throws {
        try Fixtures.withTemporaryFolder { folder in
            try Fixtures.write(RuleStoreTests.files, into: folder)
            let store = try RuleStore(folder: folder.path)
            let inForce = Versions()
            inForce.add("0")
            let isDone = Flag()
            let group = DispatchGroup()
            for _ in 0..<scanners {
                let thread = Thread {
                    while !isDone.isSet {
                        let rules = store.current
                        let report = PageScanner(rules: rules).scan(
                            Array(page.utf8),
                            ScanRequest(path: "a.html")
                        )
                        precondition(report.rulesVersion == rules.version)
                        precondition(
                            inForce.contains(report.rulesVersion),
                            "a version nobody loaded"
                        )
                    }
                    group.leave()
                }
                group.enter()
                thread.start()
            }
            var memory = 0
            for version in 1...reloads {
                inForce.add("\(version)")
                try Fixtures.write([("policy.yaml", "version: \(version)\n")], into: folder)
                store.checkForChanges()
                guard case .loaded = store.checkForChanges() else {
                    preconditionFailure("version \(version) was not loaded")
                }
                if version == warmUp { memory = residentPages }
            }
            isDone.set()
            group.wait()
            let growth = residentPages - memory
            precondition(growth < tolerance, "\(growth) pages of memory were left over")
            // One expression in the rule in force.
            precondition(LivePatterns.count == 1, "\(LivePatterns.count) expressions are left")
        }
    }

    private static var residentPages: Int {
        let fields = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(
            separator: " "
        )
        return fields.flatMap { Int($0[1]) } ?? 0
    }

    private final class Versions: @unchecked Sendable {
        private let lock = NSLock()
        private var versions: Set<String> = []
        func add(_ version: String) { lock.withLock { _ = versions.insert(version) } }
        func contains(_ version: String) -> Bool { lock.withLock { versions.contains(version) } }
    }

    private final class Flag: @unchecked Sendable {
        private let lock = NSLock()
        private var value = false
        var isSet: Bool { lock.withLock { value } }
        func set() { lock.withLock { value = true } }
    }
}
