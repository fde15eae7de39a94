internal import Foundation
internal import Winnow
internal import WinnowBayes

/// Reads labelled texts: JSON lines, plain lines, or folders of pages.
struct TrainingData {
    /// Bytes of a file of lines.
    static let maximumSize = 2 << 30

    /// What plain lines and JSON lines without a kind are.
    var kind = BagKind.anchors
    private var pages = PageBags()

    init(kind: BagKind = .anchors) { self.kind = kind }

    /// Reads a file or folder.
    ///
    /// - Parameters:
    ///   - path: The file or folder; `-` is standard input.
    ///   - isSpam: What everything in it is; nil where the lines must say so, and of a folder its
    ///     label file.
    ///   - body: Is called with each text, in order; where `isSpam` is nil each has its label.
    /// - Throws: `FileError` that names path and line; what `body` throws.
    mutating func read(
        _ path: String,
        isSpam: Bool?,
        _ body: (LabelledBag) throws -> Void
    ) throws {
        var info = stat()
        if path != "-", stat(path, &info) == 0, info.st_mode & S_IFMT == S_IFDIR {
            try readPages(path, isSpam: isSpam, body)
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
        let lines = NumberedLines(try FileReader.read(path, maximum: Self.maximumSize))
        let isJSON = lines.firstByte == UInt8(ascii: "{")
        let decoder = JSONDecoder()
        if let key = LabelledBag.usualKind { decoder.userInfo[key] = kind }
        for (number, line) in lines.all {
            do {
                var bag = isJSON ? try Self.json(line, decoder) : plain(line)
                bag.isSpam = try Self.label(bag.isSpam, given: isSpam, isJSON: isJSON)
                try body(bag)
            } catch let error as LineError {
                throw FileError(path: path, reason: "line \(number): \(error.reason)")
            }
        }
    }

    /// What is wrong with a line.
    private struct LineError: Error {
        var reason: String
    }

    private func plain(_ line: ArraySlice<UInt8>) -> LabelledBag {
        var bag = LabelledBag()
        bag.kind = kind
        bag.texts = LabelledBag.parts(of: String(decoding: line, as: UTF8.self), kind)
        return bag
    }

    /// The label of a text: its own, or that of the option it is given to.
    private static func label(_ own: Bool?, given: Bool?, isJSON: Bool) throws -> Bool {
        guard let given else {
            if let own { return own }
            throw LineError(
                reason: isJSON
                    ? "there is no key 'label'; it says \"spam\" or \"ham\""
                    : "a plain line has no label; expected {\"text\": …, \"label\": …}"
            )
        }
        guard own ?? given == given else {
            throw LineError(
                reason: "its label is \"\(given ? "ham" : "spam")\", "
                    + "but the file is given to --\(given ? "spam" : "ham")"
            )
        }
        return given
    }

    private static func json(
        _ line: ArraySlice<UInt8>,
        _ decoder: JSONDecoder
    ) throws -> LabelledBag {
        do {
            return try decoder.decode(LabelledBag.self, from: Data(line))
        } catch DecodingError.keyNotFound(let key, _) {
            throw LineError(reason: "there is no key '\(key.stringValue)'")
        } catch DecodingError.typeMismatch(_, let context),
            DecodingError.valueNotFound(_, let context)
        {
            guard let key = context.codingPath.first?.stringValue else {
                throw LineError(reason: noObject)
            }
            throw LineError(reason: "'\(key)' must be \(expected[key] ?? "a string")")
        } catch DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty {
            throw LineError(reason: context.debugDescription)
        } catch {
            throw LineError(reason: noObject)
        }
    }

    private static let noObject = "this is no JSON object"
    /// What the keys hold that are no strings.
    private static let expected = [
        "text": "a string or a list of strings", "links": "a list of strings",
        "label": "\"spam\" or \"ham\"",
    ]

    // MARK: Pages

    private mutating func readPages(
        _ folder: String,
        isSpam: Bool?,
        _ body: (LabelledBag) throws -> Void
    ) throws {
        var list = DocumentList(include: [], exclude: [])
        list.add(folder)
        if let error = list.errors.first { throw error }
        let labels = try PageLabels(folder: folder)
        try labels?.check(against: list.documents)
        guard isSpam != nil || labels != nil else {
            throw FileError(
                path: folder,
                reason: "there is no \(PageLabels.names[0]) in it that says what was planted"
            )
        }
        for document in list.documents {
            let label = labels?[document.name]
            let ranges = label?.ranges ?? []
            var parts: [PageBags.Part] = []
            if isSpam != false {
                if labels == nil { parts.append(.whole) }
                if !ranges.isEmpty { parts.append(.inside(ranges)) }
            }
            if isSpam != true { parts.append(.outside(ranges)) }
            guard !parts.isEmpty else { continue }
            let bytes = try FileReader.read(document.path)
            if let end = ranges.last?.upperBound, end > bytes.count {
                throw FileError(
                    path: document.path,
                    reason: "has \(bytes.count) bytes, but its label goes to byte \(end)"
                )
            }
            for part in parts {
                for var bag in pages.bags(of: bytes, ScanRequest(path: document.name), part) {
                    bag.topic = bag.isSpam == true ? label?.topic : nil
                    bag.language = label?.language
                    try body(bag)
                }
            }
        }
    }
}
