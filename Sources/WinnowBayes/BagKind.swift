/// What a text is, when it is scored; each kind has counts and a calibration of its own.
///
/// The unit is a bag: single anchors say next to nothing, because one of a farm's may be `casino`
/// and the next `weather`, and so may one of an honest list.
public enum BagKind: UInt8, Sendable, CaseIterable {
    /// The anchors of a run, and where they lead.
    case anchors
    /// A paragraph, a comment, a description.
    case prose
    /// The title of a page.
    case title

    /// The name it has in training data and reports.
    public var name: String {
        switch self {
        case .anchors: "anchors"
        case .prose: "prose"
        case .title: "title"
        }
    }

    /// The kind of a name, or nil.
    public init?(name: some StringProtocol) {
        guard let kind = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = kind
    }
}
