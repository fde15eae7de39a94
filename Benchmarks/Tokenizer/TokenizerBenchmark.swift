internal import Foundation
internal import WinnowHTML

/// Times the tokenizer against a bare libxml2 SAX pass, over the same pages in the same run.
///
/// Usage: `swift run -c release TokenizerBenchmark [FOLDER]`; without a folder the Samples are used.
@main
enum TokenizerBenchmark {
    /// Rounds over all pages; the median counts.
    private static let rounds = 7
    /// Bytes of pages that are read.
    private static let maximumBytes = 100_000_000

    static func main() {
        let folder = CommandLine.arguments.dropFirst().first ?? "Samples"
        let pages = pages(in: folder)
        let bytes = pages.reduce(0) { $0 + $1.count }
        guard bytes > 0 else {
            print("no UTF-8 pages in '\(folder)'")
            exit(2)
        }
        // A small folder is read several times in a round, so that a round lasts some milliseconds.
        let repeats = max(1, 20_000_000 / bytes)
        var buffer = TokenBuffer()
        var (own, sax): ([Double], [Double]) = ([], [])
        for _ in 0..<rounds {
            own.append(
                seconds {
                    for page in pages {
                        for _ in 0..<repeats {
                            page.withUnsafeBufferPointer { Tokenizer.tokenize($0, into: &buffer) }
                        }
                    }
                }
            )
            sax.append(
                seconds {
                    for page in pages {
                        page.withUnsafeBufferPointer { _ = LibXML2.countStartTags($0) }
                    }
                } * Double(repeats)
            )
        }
        let total = Double(bytes * repeats) / 1e6
        let (tokenizer, parser) = (own.sorted()[rounds / 2], sax.sorted()[rounds / 2])
        print("\(pages.count) pages, \(bytes) bytes, median of \(rounds) rounds")
        print("tokenizer        \(Int(total / tokenizer)) MB/s")
        print(
            "libxml2 SAX      \(Int(total / parser)) MB/s (\(LibXML2.version), no callbacks but a count)"
        )
        print("ratio            \(Double(Int(parser / tokenizer * 10)) / 10)")
    }

    private static func seconds(_ work: () -> Void) -> Double {
        let clock = ContinuousClock()
        let duration = clock.measure(work)
        return Double(duration.components.seconds)
            + Double(duration.components.attoseconds) * 1e-18
    }

    /// The pages of a folder that libxml2 can read: valid UTF-8.
    private static func pages(in folder: String) -> [[UInt8]] {
        guard let walker = FileManager.default.enumerator(atPath: folder) else { return [] }
        var pages: [[UInt8]] = []
        var total = 0
        for name in walker.compactMap({ $0 as? String }).sorted() where name.hasSuffix(".html") {
            guard let data = FileManager.default.contents(atPath: folder + "/" + name) else {
                continue
            }
            let bytes = [UInt8](data)
            guard !bytes.isEmpty, bytes.withUnsafeBufferPointer(UTF8Validator.isValid) else {
                continue
            }
            total += bytes.count
            guard total <= maximumBytes else { break }
            pages.append(bytes)
        }
        return pages
    }
}
