/// What a scan found in one document.
public struct Report: Sendable, Equatable {
    /// The version of the report's form; grows only when the form changes by more than addition.
    public static let formatVersion = 1

    /// The document's path, as the caller named it.
    public var path: String
    /// The URL it was scanned under.
    public var url: String?
    /// What the scan makes of it.
    public var verdict = Verdict.clean
    /// The highest score the findings that count come to together.
    public var score: Double = 0
    /// The charset, by its name in the WHATWG encoding standard.
    public var charset = ""
    /// Bytes of the document.
    public var bytes = 0
    /// What the cleaned document lacks: half-open byte ranges of the original, sorted, merged.
    public var removed: [Range<Int>] = []
    /// What was found, by position.
    public var findings: [Finding] = []
    /// Named among the limits when libxml2 sees other elements around a finding, which then is not cut.
    static let structureLimit = "structure"

    /// The limits that were reached, by name.
    public var limits: [String] = []
    /// The entries of the allow list that spared something of the document, by where they stand.
    public var allowed: [String] = []
    /// The version of the rules.
    public var rulesVersion = ""
    /// SHA-256 over the rules.
    public var rulesSHA256 = ""
    /// The profile of the policy that was in force.
    public var rulesProfile = ""
    /// Why the document could not be read or scanned.
    public var error: String?

    /// Makes an empty report on a document.
    public init(path: String, url: String? = nil) {
        self.path = path
        self.url = url
    }
}
