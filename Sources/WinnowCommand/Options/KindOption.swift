internal import ArgumentParser
internal import WinnowBayes

/// A kind of text by its name on the command line; `BagKind` is a number to the parser of arguments.
enum KindOption: String, CaseIterable, ExpressibleByArgument {
    case anchors, prose, title

    var kind: BagKind {
        switch self {
        case .anchors: .anchors
        case .prose: .prose
        case .title: .title
        }
    }
}
