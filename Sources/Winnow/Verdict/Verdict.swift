/// What a scan makes of a document.
public enum Verdict: String, Sendable, CaseIterable {
    /// Nothing was found.
    case clean
    /// There is evidence, below what a cut needs; it is reported and nothing is cut.
    case suspicious
    /// A legitimate page that carries planted content.
    case injected
    /// Without what was planted no page is left.
    case spam
    /// A limit or a defect stopped the scan; the report says which.
    case unscanned
}
