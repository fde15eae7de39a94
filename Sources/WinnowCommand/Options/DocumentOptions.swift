public import ArgumentParser
public import Winnow

extension ScanRequest.Input: ExpressibleByArgument {}

/// How single documents are to be read; the same in every command.
struct DocumentOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Read documents as auto, html or text.", valueName: "kind"))
    var input = ScanRequest.Input.auto

    @Option(help: ArgumentHelp("The URL the document was fetched from.", valueName: "url"))
    var url: String?

    @Option(
        help: ArgumentHelp(
            "Report, and do not cut, what is more than this share of the visible text.",
            valueName: "share"
        )
    )
    var maxCutShare: Double?

    /// The limits of a scan under these options.
    var limits: ScanLimits {
        var limits = ScanLimits()
        limits.cutShare = maxCutShare
        return limits
    }

    mutating func validate() throws {
        if let share = maxCutShare, !(0...1).contains(share) {
            throw ValidationError("--max-cut-share takes a number from 0 to 1")
        }
    }
}
