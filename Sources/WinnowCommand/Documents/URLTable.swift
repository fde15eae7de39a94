internal import ArgumentParser

/// The URLs of documents, from a table of path, tab, URL.
struct URLTable: Sendable {
    private var urls: [String: String] = [:]

    /// - Throws: `ExitCode` 2, after it was said what is wrong.
    init(path: String) throws {
        let bytes: [UInt8]
        do {
            bytes = try FileReader.read(path)
        } catch {
            StandardError.say("\(error)")
            throw ExitCode(2)
        }
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() where line.contains(where: { $0 > 0x20 }) {
            let fields = line.split(separator: 0x09, maxSplits: 1)
            guard fields.count == 2 else {
                StandardError.say("\(path):\(number + 1): no tab between a path and its URL")
                throw ExitCode(2)
            }
            let url = String(decoding: fields[1], as: UTF8.self)
            urls[String(decoding: fields[0], as: UTF8.self)] =
                url.hasSuffix("\r") ? String(url.dropLast()) : url
        }
    }

    subscript(name: String) -> String? { urls[name] }
}
