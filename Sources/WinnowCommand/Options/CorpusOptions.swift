internal import ArgumentParser
internal import Foundation
internal import Winnow

/// Which documents of a corpus are scanned, and by how many threads; for commands that compare and
/// measure rules.
struct CorpusOptions: ParsableArguments {
    /// Worker threads beyond which none work faster.
    private static let maximumJobs = 1_024

    @Option(help: ArgumentHelp("Of folders only files that match.", valueName: "glob"))
    var include: [String] = []

    @Option(help: ArgumentHelp("Of folders no files that match.", valueName: "glob"))
    var exclude: [String] = []

    @Option(
        help: ArgumentHelp("Worker threads; one for each processor if not given.", valueName: "n")
    )
    var jobs: Int?

    mutating func validate() throws {
        guard (1...Self.maximumJobs).contains(jobs ?? 1) else {
            throw ValidationError("--jobs takes a number from 1 to \(Self.maximumJobs)")
        }
    }

    /// How many threads work.
    var threads: Int { jobs ?? ProcessInfo.processInfo.activeProcessorCount }

    /// The documents that paths stand for.
    func list(_ paths: [String]) -> DocumentList {
        var list = DocumentList(include: include, exclude: exclude)
        for path in paths { list.add(path) }
        return list
    }
}

extension DocumentOptions {
    /// A document's bytes and how they are to be scanned, or why they can't be read.
    func read(_ file: DocumentFile) -> Result<([UInt8], ScanRequest), FileError> {
        do {
            let bytes = try FileReader.read(file.path)
            return .success((bytes, ScanRequest(path: file.name, url: url, input: input)))
        } catch {
            return .failure(error as? FileError ?? FileError(path: file.path, reason: "\(error)"))
        }
    }
}
