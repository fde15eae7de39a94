import Foundation
import Winnow

/// Measures whole scans, verdict and cut ranges included, on one core.
///
/// `ScanBenchmark [--rules DIR] PATH…` reads the files first and then scans them several times;
/// the fastest round counts. Says how much of the bytes went into the second tier. With `--verify`
/// it does not measure: it compares the rules that fire with those that PCRE2 finds one by one.
@main
struct ScanBenchmark {
    private static let rounds = 3

    static func main() throws {
        var paths: [String] = []
        var folder = "Rules"
        var isVerifying = false
        var arguments = CommandLine.arguments.dropFirst()
        while let argument = arguments.popFirst() {
            if argument == "--rules", let value = arguments.popFirst() {
                folder = value
            } else if argument == "--verify" {
                isVerifying = true
            } else {
                paths.append(argument)
            }
        }
        let documents = paths.flatMap(files).compactMap { path in
            FileManager.default.contents(atPath: path).map { (path: path, bytes: [UInt8]($0)) }
        }
        let total = documents.reduce(0) { $0 + $1.bytes.count }
        let rules = try RuleSet(folder: folder)
        print("\(documents.count) documents, \(total / 1_000_000) MB, \(rules.ruleIDs.count) rules")
        if isVerifying {
            try verify(documents, rules)
            return
        }
        var tiers = ""
        for screens in [true, false] {
            var best = Double.infinity
            for _ in 0..<rounds {
                let scanner = PageScanner(rules: rules, screens: screens)
                let start = ContinuousClock.now
                var found = 0
                for document in documents {
                    let report = scanner.scan(document.bytes, ScanRequest(path: document.path))
                    if !report.findings.isEmpty { found += 1 }
                }
                best = min(best, Double((ContinuousClock.now - start) / .seconds(1)))
                let work = scanner.work
                tiers =
                    "second tier: \(work.candidates) documents,"
                    + " \(percent(work.candidateBytes, total)) of the bytes; findings in \(found)"
            }
            let speed = String(
                format: "%.1f MB/s, %.0f documents/s",
                Double(total) / 1e6 / best,
                Double(documents.count) / best
            )
            print(screens ? "scan         \(speed); \(tiers)" : "--no-screen  \(speed)")
        }
    }

    /// Compares the two ways of matching on every document; ends with status 1 where they differ.
    private static func verify(
        _ documents: [(path: String, bytes: [UInt8])],
        _ rules: RuleSet
    ) throws {
        var hits = 0
        var different = 0
        for document in documents {
            let request = ScanRequest(path: document.path)
            func fired(_ isPlain: Bool) -> [String] {
                PageScanner.firedRules(
                    in: document.bytes,
                    request,
                    rules: rules,
                    isPlain: isPlain
                )
            }
            let (found, plain) = (fired(false), fired(true))
            hits += plain.count
            guard found != plain else { continue }
            different += 1
            let (a, b) = (Set(found), Set(plain))
            print(
                "\(document.path): only screened \(a.subtracting(b)), only plain \(b.subtracting(a))"
            )
        }
        print("\(hits) hits; \(different) documents differ")
        if different > 0 { exit(1) }
    }

    private static func percent(_ part: Int, _ whole: Int) -> String {
        String(format: "%.2f %%", 100 * Double(part) / Double(max(whole, 1)))
    }

    /// The files below a path, in order.
    private static func files(_ path: String) -> [String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
            isFolder.boolValue
        else { return [path] }
        let names = FileManager.default.subpaths(atPath: path) ?? []
        return names.sorted().map { path + "/" + $0 }.filter {
            FileManager.default.fileExists(atPath: $0, isDirectory: &isFolder)
                && !isFolder.boolValue
        }
    }
}
