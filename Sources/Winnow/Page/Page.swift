package import WinnowHTML

/// A document as later stages see it: elements, leaves and links, in flat arrays in document order.
///
/// A page holds positions only; the bytes stay where they are. See ``PageBuilder``.
package struct Page: Sendable {
    /// Elements in the order of their start tags; the first is the document itself.
    package var elements: [Element] = []
    /// What carries text, links or media, in document order.
    package var leaves: [Leaf] = []
    package var links: [Link] = []
    /// Hosts and paths of all links, decoded, one after another; empty when nobody reads them.
    package var targets: [UInt8] = []
    /// Links in comments and in text that browsers don't show.
    package var markups: [InertMarkup] = []
    /// Which scripts hide which elements, in the order of the elements.
    package var hideScripts: [HidingScript] = []
    /// Pairs of a script and an element it hides that are kept.
    package static let maximumHideScripts = 4_096
    /// The registrable domain the page belongs to, when it is known.
    package var ownDomain: String?
    /// Where the first `<base href>` leads; nil without one that names a host.
    package var base: LinkTarget?
    /// Limits that were reached while the page was built, by name.
    package var limits: [String] = []

    package init() {}
}

/// An element, from its start tag to where it ends.
package struct Element: Sendable {
    /// How an element came to its end.
    package enum Closing: UInt8, Sendable {
        /// By its own end tag.
        case explicit
        /// By another tag or the end of the document, as the standard allows for this element.
        case implied
        /// By another tag or the end of the document, though it needed an end tag.
        case missing
    }

    /// What says that an element is hidden.
    package enum HiddenBy: UInt8, Sendable {
        case nothing
        /// Its own `style` attribute.
        case ownStyle
        /// Another attribute, such as `hidden` or `<font color>`.
        case attribute
        /// What it is: `<noscript>`, `<template>`, a marquee nobody can read.
        case kind
        /// A rule of a style block of the page.
        case styleSheet
        /// A script of the page.
        case script
        /// An element around it, and nothing else.
        case ancestor
    }

    package var tag: Tag
    package var closing = Closing.missing
    /// How this very element is hidden.
    package var ownHiding: Hiding = []
    /// How it or what encloses it is hidden.
    package var hiding: Hiding = []
    package var parent: Int32
    package var startToken: Int32
    /// One past the last token; the end tag, if there is one, is the one before.
    package var endToken: Int32
    /// One past the last element inside it.
    package var endElement: Int32 = 0
    package var firstLeaf: Int32
    /// One past the last leaf inside it.
    package var endLeaf: Int32 = 0
    /// First byte of the start tag.
    package var start: Int32
    /// One past the last byte of the end tag, or where the element ends without one.
    package var end: Int32 = 0
    /// A hash of the `id`, 0 where there is none.
    package var identifier: UInt64 = 0
    /// True when its class or id calls it a comment, a reply or a post of a reader.
    package var isComment = false
    /// True when its class or id says that it holds comments.
    package var isCommentList = false
    /// True when no tag of the page but a script's `document.write` opens it.
    package var isWritten = false
    /// True when it has a class, an id, or a `data-` or `aria-` attribute: marks of a site's own design.
    package var isStyled = false
    /// What hides it; of several things the one that a cut would have to take along first.
    package var hiddenBy = HiddenBy.nothing
    /// The token that hides it: the content of a style block or script, or its own start tag; -1
    /// where nothing does, or only what encloses it.
    package var hidingToken: Int32 = -1

    package var range: Range<Int> { Int(start)..<Int(end) }
    package var leaves: Range<Int> { Int(firstLeaf)..<Int(endLeaf) }
}

/// A script that hides an element.
package struct HidingScript: Sendable {
    package var element: Int32
    /// The token of its content.
    package var token: Int32
}

/// A piece of the page that says or shows something: the unit that evidence is counted in.
package struct Leaf: Sendable {
    /// What a leaf is.
    package enum Kind: UInt8, Sendable {
        /// A run of text, or one item of a list in it.
        case text
        /// An anchor, with everything between `<a>` and `</a>`.
        case link
        /// An image, a form control, a video: content that is not text.
        case media
        case script
        case style
        case comment
        /// The content of `<iframe>`, `<noembed>` or a hidden `<textarea>` with markup in it.
        case rawText
        case title
        /// A `<meta>` with a content.
        case meta
    }

    package var kind: Kind
    package var zone: Zone
    package var hiding: Hiding
    /// The element it stands in; for links and media the element itself.
    package var element: Int32
    /// Index into `Page.links`, or -1.
    package var link: Int32 = -1
    /// Index into `Page.markups`, or -1.
    package var markup: Int32 = -1
    package var firstToken: Int32
    package var endToken: Int32
    package var start: Int32
    package var end: Int32
    /// True for an item that a separator joins to the one before.
    package var continuesList = false

    package var range: Range<Int> { Int(start)..<Int(end) }
}

/// Where in the document something stands.
package enum Zone: UInt8, Sendable, Comparable {
    case beforeDocument
    case head
    case body
    case afterBody
    case afterDocument

    package static func < (left: Zone, right: Zone) -> Bool { left.rawValue < right.rawValue }
}

/// Where an anchor leads.
package struct Link: Sendable {
    /// How a link's target relates to the page's own site.
    package enum Relation: UInt8, Sendable {
        /// Relative, or on the page's own registrable domain.
        case own
        /// On another registrable domain.
        case foreign
        /// Absolute on a page whose own site is not known.
        case unknown
        /// No target: missing, empty, `#…`, `javascript:`, `mailto:` and the like.
        case none
    }

    package var relation: Relation
    /// Index into the table of registrable domains of the scan, or -1.
    package var domain: Int32
    /// The number that all domains of that name have, under whatever suffix, or -1.
    package var brand: Int32 = -1
    /// The attribute that holds the target.
    package var href: Range<Int>
    /// What `rel` says of it.
    package var rel: LinkRel = []
    /// Where host and path stand in `Page.targets`; empty unless these are kept.
    package var host: Range<Int32> = 0..<0
    package var path: Range<Int32> = 0..<0
    /// True when the target is relative, so that it leads where `<base>` says.
    package var isRelative = false
    /// True when the target names the page's own site in its path or query, as share buttons do.
    package var handsPageOn = false
    /// True for domains that honest pages of every kind link to.
    package var isWellKnown = false
}
