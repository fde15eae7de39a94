/// A document reduced to the names of its tags, for libxml2 to build the structure from.
///
/// No attribute, comment, script or raw text is in it and each text is one byte, so that nothing can
/// hide markup from libxml2, show it any that isn't there, or make it slow. Names it might take for
/// something else are replaced by made-up ones. What the HTML standard ends and libxml2 doesn't has
/// an end tag here that the document lacks: above all `</p>` before the blocks of HTML5.
struct Skeleton: Sendable {
    /// A tag of the skeleton and what it stands for.
    struct Mark: Sendable {
        /// What a tag of the skeleton is in the document.
        enum Kind: UInt8, Sendable {
            /// A start tag; its end is another mark, or left to libxml2.
            case start
            /// An element complete in itself: void, self-closing in SVG, or raw text with its end tag.
            case whole
            /// Raw text that goes on to the end of the document.
            case wholeUnclosed
            /// A start tag that the document leaves out.
            case impliedStart
            case end
            /// An end tag that the document leaves out.
            case impliedEnd
            /// The end of an element whose end tag, if any, came earlier, inside of a child.
            case misnestedEnd

            /// Whether it begins an element.
            var isStart: Bool { rawValue <= Kind.impliedStart.rawValue }
        }

        /// Where libxml2 stands when it reports the tag: after the name of a start tag, after the
        /// `>` of an end tag.
        var offset: UInt32
        /// The token of the tag, or the token that caused an implied one.
        var token: Int32
        /// One past the last token of a whole element; the end tag, or -1, of a misnested one.
        var other: Int32 = -1
        /// How many elements are open around a start tag, html, head and body not counted.
        var depth: Int32 = 0
        var kind: Kind
        var tag: Tag
        var nameLength: UInt8
    }

    /// What libxml2 reads: ASCII, no markup but tags without attributes.
    var bytes: [UInt8] = []
    /// Its tags in their order.
    var marks: [Mark] = []
    /// The `</body>` and `</html>` of the document, -1 where missing: what comes after them belongs
    /// to the body all the same, so libxml2 isn't shown them.
    var bodyEndTag: Int32 = -1
    var htmlEndTag: Int32 = -1
    /// Start tags that a browser drops: a second `<body>`, a `<td>` outside of a table.
    var droppedStartTags = 0
    /// Start tags that were left out for a limit.
    var leftOutStartTags = 0
    var limits: Document.Limits = []

    /// Forgets the document and keeps the memory.
    mutating func reset() {
        bytes.removeAll(keepingCapacity: true)
        marks.removeAll(keepingCapacity: true)
        (bodyEndTag, htmlEndTag) = (-1, -1)
        (droppedStartTags, leftOutStartTags) = (0, 0)
        limits = []
    }
}
