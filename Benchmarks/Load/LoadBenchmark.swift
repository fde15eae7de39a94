import Foundation
import Winnow

/// Measures how long it takes to load rules, without a cache and from one.
///
/// `LoadBenchmark [DIR [ROUNDS]]` tells the least and the median of many rounds in milliseconds;
/// whatever else runs on the machine only ever adds to them.
@main
struct LoadBenchmark {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        let folder = arguments.first ?? "Rules"
        let rounds = max(arguments.dropFirst().first.flatMap { Int($0) } ?? 30, 1)
        let temporary = FileManager.default.temporaryDirectory
            .appendingPathComponent("winnow-load-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: temporary) }
        let cache = RuleCache(folder: temporary.path)
        let rules = try RuleSet(folder: folder, cache: cache)
        print("\(rules.ruleIDs.count) rules, \(rounds) rounds")
        try measure("without cache", rounds) { try RuleSet(folder: folder) }
        try measure("from cache   ", rounds) { try RuleSet(folder: folder, cache: cache) }
    }

    private static func measure(
        _ name: String,
        _ rounds: Int,
        _ load: () throws -> RuleSet
    ) throws {
        var times: [Double] = []
        for _ in 0..<rounds {
            let start = ContinuousClock.now
            let rules = try load()
            times.append(Double((ContinuousClock.now - start) / .milliseconds(1)))
            precondition(!rules.ruleIDs.isEmpty)
        }
        times.sort()
        print("\(name)", String(format: "min %.1f ms, median %.1f ms", times[0], times[rounds / 2]))
    }
}
