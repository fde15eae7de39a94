internal import Foundation

/// What a cut took out of a document, so that it can be put back bit for bit.
public struct UndoRecord: Sendable, Equatable, Codable {
    /// Bytes taken out, and where they stood.
    public struct Cut: Sendable, Equatable, Codable {
        /// The offset in the original document.
        public var at: Int
        /// The bytes in Base64.
        public var bytes: String
    }

    /// Why a document can't be restored.
    public struct RestoreError: Error, Sendable, CustomStringConvertible {
        /// What is wrong and what to do.
        public let description: String
    }

    /// The version of the record's form.
    public var v = 1
    /// The document's path, as it was reported.
    public var path: String
    /// SHA-256 of the original document.
    public var original: String
    /// SHA-256 of the cleaned document.
    public var cleaned: String
    /// The cuts, by position.
    public var cuts: [Cut]

    /// Records a cut.
    ///
    /// - Parameters:
    ///   - path: The document's path.
    ///   - bytes: The original document.
    ///   - removed: What the cleaned document lacks.
    public init(path: String, bytes: [UInt8], removed: ByteRanges) {
        self.path = path
        original = Digest.sha256(of: bytes)
        cleaned = Digest.sha256(of: removed.removed(from: bytes))
        cuts = removed.ranges.map {
            Cut(at: $0.lowerBound, bytes: Data(bytes[$0]).base64EncodedString())
        }
    }

    /// Reads a record from a line of an undo file.
    ///
    /// - Throws: `RestoreError` for what is no record, or one of a newer version.
    public init(line: some Sequence<UInt8>) throws(RestoreError) {
        guard let record = try? JSONDecoder().decode(UndoRecord.self, from: Data(line)) else {
            throw RestoreError(description: "the line is no undo record")
        }
        guard record.v == 1 else {
            throw RestoreError(
                description: "the undo record has version \(record.v); this program reads version 1"
            )
        }
        self = record
    }

    /// The record as one line of JSON, with a line end.
    public var line: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.key("v")
            json.integer(v)
            json.key("path")
            json.string(path)
            json.key("original")
            json.string(original)
            json.key("cleaned")
            json.string(cleaned)
            json.key("cuts")
            json.array { json in
                for cut in cuts {
                    json.object { json in
                        json.key("at")
                        json.integer(cut.at)
                        json.key("bytes")
                        json.string(cut.bytes)
                    }
                }
            }
        }
        return json.bytes + [0x0A]
    }

    /// True when these are the bytes the cut left.
    public func isOf(cleaned bytes: [UInt8]) -> Bool { Digest.sha256(of: bytes) == cleaned }

    /// The original document.
    ///
    /// - Parameter bytes: The cleaned document.
    /// - Returns: The document as it was before the cut.
    /// - Throws: `RestoreError` when `bytes` are not what the cut left, or the record is damaged.
    public func restored(_ bytes: [UInt8]) throws(RestoreError) -> [UInt8] {
        guard isOf(cleaned: bytes) else {
            throw RestoreError(description: "the document is not the one the cut left")
        }
        var output: [UInt8] = []
        var position = 0
        for cut in cuts {
            // The offset comes from a file; before it is subtracted it must be one of a document.
            guard let data = Data(base64Encoded: cut.bytes), cut.at >= output.count,
                cut.at - output.count <= bytes.count - position
            else { throw RestoreError(description: "the undo record is damaged") }
            let kept = cut.at - output.count
            output += bytes[position..<(position + kept)]
            output += data
            position += kept
        }
        output += bytes[position...]
        guard Digest.sha256(of: output) == original else {
            throw RestoreError(description: "the undo record is damaged")
        }
        return output
    }
}
