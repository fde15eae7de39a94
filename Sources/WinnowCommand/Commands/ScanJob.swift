internal import Winnow

/// What a worker thread does with one document of `winnow scan`.
struct ScanJob: Sendable {
    /// What came of a document.
    struct Outcome: Sendable {
        var report: Report
        var undo: UndoRecord?
        /// Something a person must know.
        var message: String?
    }

    let rules: RuleSet
    let options: DocumentOptions
    let urls: URLTable?
    let tree: CleanTree?
    let screens: Bool
    let recordsUndo: Bool
    let keepsSpam: Bool
    let dropsUnscanned: Bool

    /// Reads, scans and cleans one document; whatever goes wrong is part of the outcome.
    func scan(_ file: DocumentFile, _ scanner: PageScanner) -> Outcome {
        let request = ScanRequest(
            path: file.name,
            url: urls?[file.name] ?? options.url,
            input: options.input
        )
        let bytes: [UInt8]
        do {
            bytes = try FileReader.read(file.path)
        } catch {
            var report = Report(path: file.name, url: request.url)
            report.verdict = .unscanned
            report.error = (error as? FileError)?.reason ?? "\(error)"
            return Outcome(report: report, message: "\(error)")
        }
        let report = scanner.scan(bytes, request)
        var outcome = Outcome(report: report)
        let removed = ByteRanges(report.removed)
        if recordsUndo, !removed.isEmpty {
            outcome.undo = UndoRecord(path: file.name, bytes: bytes, removed: removed)
        }
        let isDropped =
            (report.verdict == .spam && !keepsSpam)
            || (report.verdict == .unscanned && dropsUnscanned)
        if let tree, !isDropped {
            do {
                try tree.write(removed.removed(from: bytes), file)
            } catch {
                outcome.message = "\(error)"
            }
        }
        return outcome
    }
}
