/// How runs, places and means of hiding are called in explanations.
extension Run.Origin {
    var words: String {
        switch self {
        case .score: "row of links or texts"
        case .hidden: "hidden box"
        case .sameIdentifier: "elements that share an id"
        case .title: "items of the title"
        case .comment: "a reader's comment"
        case .meta: "meta tag"
        case .script: "script"
        case .leaf: "single text or anchor"
        case .inertMarkup: "comment, or text that browsers don't show"
        case .page: "the page as a whole"
        case .seed: "what a rule's expression matches"
        case .raw: "bytes that a rule's expression matches"
        }
    }
}

extension Zone {
    var words: String {
        switch self {
        case .beforeDocument: "before the document"
        case .head: "in the head"
        case .body: "in the body"
        case .afterBody: "after </body>"
        case .afterDocument: "after </html>"
        }
    }
}

extension Hiding {
    /// The means, joined by `and`; empty when only a weak sign such as `aria-hidden` is there.
    var words: String {
        let names: [(Hiding, String)] = [
            (.display, "display:none"), (.visibility, "visibility"),
            (.position, "moved off screen"),
            (.size, "no size"), (.tinyFont, "a tiny font"), (.opacity, "transparent or clipped"),
            (.attribute, "hidden attribute"), (.marquee, "unreadable marquee"),
            (.inert, "noscript or template"), (.sameColor, "in the colour of its background"),
        ]
        return names.filter { contains($0.0) }.map(\.1).joined(separator: " and ")
    }
}
