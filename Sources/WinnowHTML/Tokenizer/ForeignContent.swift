/// Whether the tokenizer stands in HTML or in SVG or MathML.
///
/// The HTML standard lets the tree builder tell the tokenizer; Winnow's tokenizer follows tags
/// alone, as Cloudflare's lol-html does: foreign roots, integration points and the start tags that
/// break out of foreign content. Without it `<svg><style><a href=…>` would hide a link that
/// browsers see.
struct ForeignContent: Sendable {
    private enum Entry: UInt8, Sendable {
        case svg
        case math
        /// An element in SVG or MathML whose content is HTML again.
        case integrationPoint
    }

    /// Roots deeper than this are taken for HTML; real pages have two or three.
    static let maximumDepth = 128

    private var entries: [Entry] = []
    /// The tags of `entries`, to match end tags with.
    private var tags: [Tag] = []

    init() {
        entries.reserveCapacity(Self.maximumDepth)
        tags.reserveCapacity(Self.maximumDepth)
    }

    /// True where tags are read by the rules of HTML.
    @inline(__always)
    var isHTML: Bool {
        guard let last = entries.last else { return true }
        return last == .integrationPoint
    }

    /// True where nothing foreign is open, so that most tags need no look.
    @inline(__always)
    var isEmpty: Bool { entries.isEmpty }

    /// Takes note of a start tag.
    ///
    /// - Parameters:
    ///   - tag: The tag's name.
    ///   - isSelfClosing: Whether it ends in `/>`, which counts in foreign content.
    ///   - holdsHTML: Whether an `annotation-xml` says that its content is HTML.
    ///   - hasFontAttribute: Whether a `font` has a color, face or size.
    mutating func open(
        _ tag: Tag,
        isSelfClosing: Bool,
        holdsHTML: Bool = false,
        hasFontAttribute: Bool = false
    ) {
        if !isHTML, tag.breaksOutOfForeignContent || (tag == .font && hasFontAttribute) {
            leave()
            return
        }
        guard !isSelfClosing, entries.count < Self.maximumDepth else { return }
        if isHTML {
            switch tag {
            case .svg: push(.svg, tag)
            case .math: push(.math, tag)
            default: break
            }
            return
        }
        switch (entries.last, tag) {
        case (_, .svg): push(.svg, tag)
        case (_, .math): push(.math, tag)
        case (.svg, .foreignobject), (.svg, .desc), (.svg, .title): push(.integrationPoint, tag)
        case (.math, .mi), (.math, .mo), (.math, .mn), (.math, .ms), (.math, .mtext):
            push(.integrationPoint, tag)
        case (.math, .annotationxml) where holdsHTML: push(.integrationPoint, tag)
        default: break
        }
    }

    /// Takes note of an end tag.
    mutating func close(_ tag: Tag) {
        // What is still open inside the element ends with it.
        if let index = tags.lastIndex(of: tag) {
            entries.removeLast(entries.count - index)
            tags.removeLast(tags.count - index)
        } else if !isHTML, tag.breaksOutOfForeignContent || tag == .html {
            leave()
        }
    }

    private mutating func push(_ entry: Entry, _ tag: Tag) {
        entries.append(entry)
        tags.append(tag)
    }

    private mutating func leave() {
        while !isHTML {
            entries.removeLast()
            tags.removeLast()
        }
    }
}
