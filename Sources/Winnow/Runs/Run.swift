internal import WinnowHTML

/// A stretch of a page that may have been planted: its leaves, and the bytes a cut would take.
package struct Run: Sendable {
    /// How a run was found.
    package enum Origin: UInt8, Sendable {
        /// By the scores of its leaves.
        case score
        /// As an element that is hidden.
        case hidden
        /// As elements that share one id.
        case sameIdentifier
        /// As items of a title.
        case title
        /// As the container of one comment.
        case comment
        /// As the content of a meta tag.
        case meta
        /// As one script.
        case script
        /// As one leaf.
        case leaf
        /// As a comment or a text that browsers don't show, with links or a marker in it.
        case inertMarkup
        /// As something of the page as a whole.
        case page
        /// As what a rule's own expression matches.
        case seed
        /// As bytes that a rule's own expression matches, whatever they are.
        case raw

        /// True for runs of what the page shows or hides, which is then not taken for the host's.
        var isContent: Bool {
            switch self {
            case .score, .hidden, .sameIdentifier, .comment, .meta, .leaf: true
            case .title, .script, .inertMarkup, .page, .seed, .raw: false
            }
        }
    }

    package var origin: Origin
    /// Leaves of `Page.leaves`.
    package var leaves: Range<Int>
    /// The element that makes up the run, when one does; else -1.
    package var element: Int32 = -1
    /// How the run is hidden.
    package var hiding: Hiding = []
    /// True for elements in a row that one small style block of the page hides.
    package var hasOwnStyle = false
    /// Sorted byte ranges; several where honest markup stands between.
    package var ranges: [Range<Int>]
    /// Elements that share one id, for runs of that origin.
    package var sameIdentifierCount = 0
    /// Different tags among those elements.
    package var sameIdentifierTags = 0
    /// Comments that belong together and between which it stands; 0 for none.
    package var marks = 0
    /// Of a script of another site, how many elements of the page load it.
    package var scriptRepeats = 0
    /// Of a page, how many of a thousand Han characters have their reading behind them.
    package var glossedCharacters: Float = 0
    /// Of a page, how many marks of punctuation have control bytes before them.
    package var controlMarks = 0

    /// What tells it from other runs of its origin.
    struct Place: Hashable {
        var origin: Origin
        var leaves: Range<Int>
        var element: Int32
    }

    var place: Place { Place(origin: origin, leaves: leaves, element: element) }

    /// True where it stands within `<pre>` or `<code>`, where authors show what others planted.
    ///
    /// - Complexity: Linear in the depth.
    func isCode(in page: Page) -> Bool {
        guard let first = leaves.first else { return false }
        var index = element >= 0 ? element : page.leaves[first].element
        while index > 0 {
            let enclosing = page.elements[Int(index)]
            switch enclosing.tag {
            // One that nothing closes is no example but junk.
            case .pre, .code, .samp: if enclosing.closing == .explicit { return true }
            default: break
            }
            index = enclosing.parent
        }
        return false
    }
}
