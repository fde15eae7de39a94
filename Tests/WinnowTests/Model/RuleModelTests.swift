import Foundation
import Testing
import WinnowBayes

@testable import Winnow

@Suite("The model of a rule set")
struct RuleModelTests {
    /// The rules of a folder with the toy model, and of a local folder, with models at some paths.
    private static func load(
        models: [(path: String, seed: UInt64)] = [],
        local: [(path: String, seed: UInt64)] = []
    ) throws -> RuleSet {
        try ToyModel.withFolder(model: try ToyModel.bytes()) { folder in
            let elsewhere = folder.deletingLastPathComponent().appendingPathComponent("local")
            for (path, seed) in models {
                try ToyModel.write(try ToyModel.bytes(seed: seed), to: path, in: folder)
            }
            for (path, seed) in local {
                try ToyModel.write(try ToyModel.bytes(seed: seed), to: path, in: elsewhere)
            }
            return try RuleSet(folder: folder.path, local: local.isEmpty ? nil : elsewhere.path)
        }
    }

    private static let replacing = "override.d/model/winnow.model"

    @Test("A model in override.d replaces the shipped one, and one elsewhere goes first")
    func layers() throws {
        let names = try [
            Self.load(), Self.load(models: [(Self.replacing, 2)]),
            Self.load(local: [(Self.replacing, 3)]),
            Self.load(models: [(Self.replacing, 2)], local: [(Self.replacing, 3)]),
        ].map { $0.model?.name }
        #expect(names == ["toy 1", "toy 2", "toy 3", "toy 3"])
    }

    @Test("A model of a local folder that stands at another place is told, not passed over")
    func misplaced() throws {
        for path in ["model/winnow.model", "local.d/model/winnow.model", "override.d/winnow.model"]
        {
            let error = #expect(throws: RuleLoadError.self) { try Self.load(local: [(path, 2)]) }
            #expect(error?.description.contains(path) == true)
            #expect(error?.description.contains("override.d/model") == true)
        }
        #expect(throws: RuleLoadError.self) {
            try Self.load(models: [("local.d/model/winnow.model", 2)])
        }
    }

    @Test(
        "A model that is none is told with its file and the way to do without",
        arguments: [false, true],
        ["model/winnow.model", replacing]
    )
    func corrupt(isElsewhere: Bool, path: String) throws {
        guard !isElsewhere || path == Self.replacing else { return }
        var cut = try ToyModel.bytes()
        cut.removeLast()
        for (bytes, reason) in [
            (cut, "cut off"), (Array("junk".utf8), "no model"), ([], "no model"),
        ] {
            try ToyModel.withFolder(model: try ToyModel.bytes()) { folder in
                let local = folder.deletingLastPathComponent().appendingPathComponent("local")
                try FileManager.default.createDirectory(
                    at: local,
                    withIntermediateDirectories: true
                )
                try ToyModel.write(bytes, to: path, in: isElsewhere ? local : folder)
                let error = #expect(throws: RuleLoadError.self) {
                    try RuleSet(folder: folder.path, local: local.path)
                }
                let diagnostic = try #require(error?.diagnostics.first)
                #expect(error?.diagnostics.count == 1)
                #expect(diagnostic.code.rawValue == "bad-model")
                #expect(diagnostic.file == (isElsewhere ? "\(local.path)/\(path)" : path))
                #expect(diagnostic.message.contains(reason))
                #expect(diagnostic.hint?.contains("--no-model") == true)
                #expect(error?.isUnreadable == false)
                let rules = try RuleSet(folder: folder.path, local: local.path, usesModel: false)
                #expect(rules.model == nil)
            }
        }
    }

    @Test("The hash of a set changes with its model, and is that of the rules without one")
    func hash() throws {
        let one = try Self.load()
        let other = try Self.load(models: [("model/winnow.model", 2)])
        let again = try Self.load(models: [(Self.replacing, 2)])
        #expect(try Self.load().sha256 == one.sha256)
        #expect(one.sha256 != other.sha256)
        #expect(other.sha256 == again.sha256)
        let (without, none) = (
            try ToyModel.withFolder(model: try ToyModel.bytes()) {
                try RuleSet(folder: $0.path, usesModel: false)
            },
            try ToyModel.withFolder(model: nil) { try RuleSet(folder: $0.path) }
        )
        #expect(without.sha256 == none.sha256)
        #expect(without.sha256 != one.sha256)
    }

    @Test("A report names the hash of rules and model")
    func report() throws {
        let rules = try Self.load()
        let report = PageScanner(rules: rules).scan([], ScanRequest(path: "a.html"))
        #expect(report.rulesSHA256 == rules.sha256)
    }

    @Test("Rules from a cache have the model, and a swapped one at once")
    func cache() throws {
        let files = [ToyModel.policy, ToyModel.spamRule]
        try CachedFolder.with(files) { folder in
            try ToyModel.write(try ToyModel.bytes(), in: folder.rules)
            let fresh = try folder.load()
            #expect(try folder.cached() != nil)
            let cached = try folder.load()
            #expect(cached.sha256 == fresh.sha256)
            #expect(cached.model?.name == "toy 1")
            #expect(cached.model?.kinds == fresh.model?.kinds)
            for rules in [fresh, cached] {
                #expect(ToyModel.fired(ToyModel.page, rules).contains("content/spam"))
            }
            try ToyModel.write(try ToyModel.bytes(seed: 2), in: folder.rules)
            #expect(try folder.load().model?.name == "toy 2")
            let without = try RuleSet(
                folder: folder.rules.path,
                cache: folder.cache,
                usesModel: false
            )
            #expect(without.model == nil)
            // The rules are the same all along.
            #expect(folder.names.count == 1)
            try ToyModel.write([1, 2, 3], in: folder.rules)
            #expect(throws: RuleLoadError.self) { try folder.load() }
        }
    }

    // MARK: Swapped models

    @Test("A swapped model comes into force; a corrupt one leaves the old one, and is told once")
    func store() throws {
        try ToyModel.withFolder(model: try ToyModel.bytes()) { folder in
            let store = try RuleStore(folder: folder.path)
            #expect(store.current.model?.name == "toy 1")
            let before = store.current.sha256
            try ToyModel.write(try ToyModel.bytes(seed: 2), in: folder)
            store.checkForChanges()
            guard case .loaded(let rules) = store.checkForChanges() else {
                Issue.record("the swapped model was not loaded")
                return
            }
            #expect(rules.model?.name == "toy 2")
            #expect(rules.sha256 != before)
            var broken = try ToyModel.bytes()
            broken[100] ^= 1
            try ToyModel.write(broken, in: folder)
            store.checkForChanges()
            guard case .failed(let error) = store.checkForChanges() else {
                Issue.record("the corrupt model was not told")
                return
            }
            #expect(error.description.contains("model/winnow.model"))
            #expect(store.current.model?.name == "toy 2")
            if case .none = store.checkForChanges() {} else { Issue.record("told twice") }
            try ToyModel.write(try ToyModel.bytes(seed: 3), in: folder)
            store.checkForChanges()
            store.checkForChanges()
            #expect(store.current.model?.name == "toy 3")
            try FileManager.default.removeItem(at: folder.appendingPathComponent("model"))
            store.checkForChanges()
            store.checkForChanges()
            #expect(store.current.model == nil)
        }
    }

    @Test("There is nothing to begin with where the model is corrupt")
    func corruptStart() throws {
        try ToyModel.withFolder(model: [0]) { folder in
            _ = #expect(throws: RuleLoadError.self) { try RuleStore(folder: folder.path) }
        }
    }
}
