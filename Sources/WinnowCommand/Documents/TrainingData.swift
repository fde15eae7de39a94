internal import Foundation
internal import Winnow
internal import WinnowBayes

/// Reads labelled texts: JSON lines, plain lines, or folders of pages.
struct TrainingData {
    /// Bytes of a file of lines.
    static let maximumSize = 2 << 30
    /// The files in a folder of pages that say which of their bytes were planted.
    static let labelFiles = ["labels.jsonl", "truth.jsonl"]

    /// What plain lines and JSON lines without a kind are.
    var kind = BagKind.anchors
    private var pages = PageBags()

    init(kind: BagKind = .anchors) { self.kind = kind }

    /// Reads a file or folder.
    ///
    /// - Parameters:
    ///   - path: The file or folder.
    ///   - isSpam: What everything in it is; nil where the lines say so.
    ///   - body: Is called with each text, in order.
    /// - Throws: `FileError` that names path and line; what `body` throws.
    mutating func read(
        _ path: String,
        isSpam: Bool?,
        _ body: (LabelledBag) throws -> Void
    ) throws {
        var info = stat()
        if path != "-", stat(path, &info) == 0, info.st_mode & S_IFMT == S_IFDIR {
            try readPages(path, isSpam: isSpam ?? true, body)
        } else {
            try readLines(path, isSpam: isSpam, body)
        }
    }

    // MARK: Lines

    private func readLines(
        _ path: String,
        isSpam: Bool?,
        _ body: (LabelledBag) throws -> Void
    ) throws {
        let bytes = try FileReader.read(path, maximum: Self.maximumSize)
        let first = bytes.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
        let isJSON = first == UInt8(ascii: "{")
        let decoder = JSONDecoder()
        for (number, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
            .enumerated() where line.contains(where: { $0 != 0x20 && $0 != 0x0D && $0 != 0x09 })
        {
            var bag: LabelledBag
            if isJSON {
                bag = try Self.json(Data(line), decoder, kind) { reason in
                    FileError(path: path, reason: "line \(number + 1): \(reason)")
                }
            } else {
                bag = LabelledBag()
                bag.kind = kind
                bag.texts = LabelledBag.parts(of: String(decoding: line, as: UTF8.self), kind)
            }
            if let isSpam {
                guard bag.isSpam == nil || bag.isSpam == isSpam else {
                    throw FileError(
                        path: path,
                        reason: "line \(number + 1): its label contradicts the option it is given to"
                    )
                }
                bag.isSpam = isSpam
            }
            try body(bag)
        }
    }

    private static func json(
        _ line: Data,
        _ decoder: JSONDecoder,
        _ kind: BagKind,
        failure: (String) -> FileError
    ) throws -> LabelledBag {
        do {
            if let key = LabelledBag.usualKind { decoder.userInfo[key] = kind }
            return try decoder.decode(LabelledBag.self, from: line)
        } catch DecodingError.keyNotFound(let key, _) {
            throw failure("there is no key '\(key.stringValue)'")
        } catch DecodingError.typeMismatch(_, let context),
            DecodingError.valueNotFound(_, let context)
        {
            let key = context.codingPath.first?.stringValue ?? ""
            throw failure("'\(key)' is of the wrong type")
        } catch DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty {
            throw failure(context.debugDescription)
        } catch {
            throw failure("this is no JSON object")
        }
    }

    // MARK: Pages

    /// What a line of a label file says.
    private struct Labels: Decodable {
        var file: String
        var ranges: [[Int]]?
        var topic: String?
        var lang: String?
    }

    private mutating func readPages(
        _ folder: String,
        isSpam: Bool,
        _ body: (LabelledBag) throws -> Void
    ) throws {
        let labels = try Self.labels(in: folder)
        var list = DocumentList(include: [], exclude: [])
        list.add(folder)
        if let error = list.errors.first { throw error }
        for document in list.documents {
            let label = labels?[document.name]
            let ranges = (label?.ranges ?? []).compactMap { pair in
                pair.count == 2 && pair[0] >= 0 && pair[0] <= pair[1] ? pair[0]..<pair[1] : nil
            }
            let part: PageBags.Part
            if !isSpam {
                part = .outside(ranges)
            } else if labels == nil {
                part = .whole
            } else {
                guard !ranges.isEmpty else { continue }
                part = .inside(ranges)
            }
            let bytes = try FileReader.read(document.path)
            let request = ScanRequest(path: document.name)
            for var bag in pages.bags(of: bytes, request, part) {
                bag.topic = isSpam ? label?.topic.flatMap { Topic(rawValue: $0) } : nil
                bag.language = label?.lang
                try body(bag)
            }
        }
    }

    /// By file name; nil where the folder has no label file.
    private static func labels(in folder: String) throws -> [String: Labels]? {
        guard
            let name = labelFiles.first(where: {
                FileManager.default.fileExists(atPath: folder + "/" + $0)
            })
        else { return nil }
        let path = folder + "/" + name
        let decoder = JSONDecoder()
        var labels: [String: Labels] = [:]
        for (number, line) in try FileReader.read(path, maximum: maximumSize)
            .split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
        where !line.isEmpty {
            guard let label = try? decoder.decode(Labels.self, from: Data(line)) else {
                throw FileError(
                    path: path,
                    reason: "line \(number + 1): expected {\"file\": …, \"ranges\": [[start, end], …]}"
                )
            }
            labels[label.file] = label
        }
        return labels
    }
}
