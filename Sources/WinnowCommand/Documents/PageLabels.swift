internal import Foundation
internal import Winnow

/// What a folder's label file says: which bytes of its pages were planted.
struct PageLabels {
    /// The names that such a file may have.
    static let names = ["labels.jsonl", "truth.jsonl"]

    /// What is known of a page.
    struct Label {
        /// Sorted; lines of one file are taken together.
        var ranges: [Range<Int>] = []
        var topic: Topic?
        var language: String?
        /// The line that named the page first.
        var line: Int
    }

    /// A line of the file.
    private struct Line: Decodable {
        var file: String
        var ranges: [[Int]]?
        var topic: String?
        var lang: String?
    }

    private let path: String
    private var labels: [String: Label] = [:]

    /// Reads the label file of a folder.
    ///
    /// - Returns: nil where the folder has none.
    /// - Throws: `FileError` that names path and line.
    init?(folder: String) throws {
        let paths = Self.names.map { folder + "/" + $0 }
        guard let path = paths.first(where: FileManager.default.fileExists(atPath:)) else {
            return nil
        }
        self.path = path
        let decoder = JSONDecoder()
        let bytes = try FileReader.read(path, maximum: TrainingData.maximumSize)
        for (number, line) in NumberedLines(bytes).all {
            guard let said = try? decoder.decode(Line.self, from: Data(line)) else {
                throw failure(number, "expected {\"file\": …, \"ranges\": [[start, end], …]}")
            }
            var label = labels[said.file] ?? Label(line: number)
            for pair in said.ranges ?? [] {
                guard pair.count == 2, pair[0] >= 0, pair[0] <= pair[1] else {
                    throw failure(number, "\(pair) is no range: expected [start, end] in bytes")
                }
                if pair[0] < pair[1] { label.ranges.append(pair[0]..<pair[1]) }
            }
            label.ranges.sort { $0.lowerBound < $1.lowerBound }
            // A topic that Winnow has no name for is no mistake of the data.
            label.topic = said.topic.flatMap { Topic(rawValue: $0) } ?? label.topic
            label.language = said.lang ?? label.language
            labels[said.file] = label
        }
    }

    /// What is known of a page, by its path in the folder.
    subscript(name: String) -> Label? { labels[name] }

    /// Makes sure that every page it names is there: a misspelled one would count as honest.
    ///
    /// - Throws: `FileError` that names path and line.
    func check(against documents: [DocumentFile]) throws {
        let names = Set(documents.map(\.name))
        let missing = labels.filter { !names.contains($0.key) }.min {
            $0.value.line < $1.value.line
        }
        guard let missing else { return }
        throw failure(missing.value.line, "there is no page '\(missing.key)' in the folder")
    }

    private func failure(_ line: Int, _ reason: String) -> FileError {
        FileError(path: path, reason: "line \(line): \(reason)")
    }
}
