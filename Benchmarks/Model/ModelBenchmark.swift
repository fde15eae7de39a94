import Foundation
import Winnow
import WinnowBayes

/// Measures the Bayes model: how long it takes to load, and what scoring costs for each byte of
/// text that is in normal form already, as it is in a scan.
///
///     ModelBenchmark MODEL TEXTS.jsonl…
@main
struct ModelBenchmark {
    static let rounds = 30

    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let path = arguments.first, arguments.count > 1 else {
            print("usage: ModelBenchmark MODEL TEXTS.jsonl…")
            exit(64)
        }
        let model = try load(path)
        try score(model, texts: arguments.dropFirst().flatMap(bags))
    }

    private static func load(_ path: String) throws -> BayesModel {
        var times: [Double] = []
        var model: BayesModel?
        for _ in 0..<rounds {
            let start = ContinuousClock.now
            let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
            model = try BayesModel(bytes: bytes)
            times.append(milliseconds(ContinuousClock.now - start))
        }
        times.sort()
        let (least, median) = (times[0], times[times.count / 2])
        print(String(format: "load: least %.2f ms, median %.2f ms", least, median))
        guard let model else { exit(2) }
        return model
    }

    /// A bag whose texts are in normal form.
    private struct Bag {
        var texts: [[UInt8]] = []
        var links: [LinkTarget] = []
    }

    private static func bags(_ path: String) throws -> [Bag] {
        let normaliser = TextNormaliser()
        return try Data(contentsOf: URL(filePath: path)).split(separator: 0x0A).map { line in
            let bag = try JSONDecoder().decode(LabelledBag.self, from: line)
            return Bag(
                texts: bag.texts.map { text in
                    var normal: [UInt8] = []
                    _ = Array(text.utf8).withUnsafeBufferPointer {
                        normaliser.append($0, to: &normal)
                    }
                    return normal
                },
                links: bag.links.map { LinkTarget($0.utf8) }
            )
        }
    }

    private static func score(_ model: BayesModel, texts: [Bag]) {
        let textBytes = texts.reduce(0) { $0 + $1.texts.reduce(0) { $0 + $1.count } }
        let linkBytes = texts.reduce(0) {
            $0 + $1.links.reduce(0) { $0 + $1.host.utf8.count + $1.path.utf8.count }
        }
        for hasLinks in [false, true] {
            let reader = FeatureReader()
            var best = Double.infinity
            var sum = 0.0
            for _ in 0..<rounds {
                let start = ContinuousClock.now
                for bag in texts {
                    reader.begin(.anchors)
                    for text in bag.texts { text.withUnsafeBufferPointer { reader.addText($0) } }
                    if hasLinks {
                        for var link in bag.links {
                            link.host.withUTF8 { host in
                                link.path.withUTF8 { reader.addLink(host: host, path: $0) }
                            }
                        }
                    }
                    sum += model.logOdds(of: reader, .anchors) ?? 0
                }
                best = min(best, milliseconds(ContinuousClock.now - start))
            }
            let bytes = textBytes + (hasLinks ? linkBytes : 0)
            print(
                String(
                    format: "%@: %d bags, %d bytes, least %.1f ns a byte (%.0f)",
                    hasLinks ? "texts and links" : "texts",
                    texts.count,
                    bytes,
                    best * 1_000_000 / Double(max(bytes, 1)),
                    sum
                )
            )
        }
    }

    private static func milliseconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) * 1_000
            + Double(duration.components.attoseconds) / 1e15
    }
}
