/// The limits of a scan; reaching one is told in the report, and then nothing is cut.
public struct ScanLimits: Sendable, Equatable {
    /// Bytes of a document that are scanned.
    public var documentBytes = 8 * 1_024 * 1_024
    /// Tokens of a document.
    public var tokens = 2_000_000
    /// Attributes of one element.
    public var attributes = 1_000
    /// Scans of one document: after a cut the result is scanned again until nothing is left to cut.
    public var passes = 3
    /// Share of the visible text beyond which a cut is only reported; nil takes the policy's.
    public var cutShare: Double?

    /// Makes the default limits.
    public init() {}
}
