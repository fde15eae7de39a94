/// Why a file is no model that can be used.
public enum ModelError: Error, Sendable, Equatable, CustomStringConvertible {
    /// It does not begin as models do.
    case noModel
    /// It ends too early.
    case truncated
    /// Its checksum or its numbers are wrong.
    case damaged
    /// It was made by a newer version.
    case newer(UInt32, known: UInt32)
    /// It was made by an older version.
    case older(UInt32, known: UInt32)

    /// What is wrong, in a sentence.
    public var description: String {
        switch self {
        case .noModel: "this is no model: it does not begin with WINNOWNB"
        case .truncated: "the model is cut off: it is shorter than it says"
        case .damaged: "the model is damaged: its checksum or its numbers are wrong"
        case .newer(let found, let known):
            "the model has version \(found), and this program knows up to \(known)"
        case .older(let found, let known):
            "the model has version \(found), and this program counts by version \(known)"
        }
    }

    /// What can be done about it.
    public var hint: String {
        switch self {
        case .noModel: "make one with 'winnow train'"
        case .truncated, .damaged: "copy it again, or make it again with 'winnow train'"
        case .newer: "use the program it was made with, or a newer one"
        case .older: "make it again with 'winnow train'"
        }
    }
}
