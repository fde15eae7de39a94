/// A set of tags that is asked with one shift.
struct TagSet: Sendable {
    private var low: UInt64 = 0
    private var middle: UInt64 = 0
    private var high: UInt64 = 0

    /// A single tag, or none for `.unknown`; costs no allocation.
    init(_ tag: Tag) {
        if tag != .unknown { insert(tag) }
    }

    init(_ tags: [Tag]) {
        for tag in tags { insert(tag) }
    }

    /// The tags of several sets together.
    init(_ sets: TagSet..., and tags: [Tag]) {
        self.init(tags)
        for set in sets {
            low |= set.low
            middle |= set.middle
            high |= set.high
        }
    }

    /// Whether the tag is one of them; `.unknown` never is.
    @inline(__always)
    func contains(_ tag: Tag) -> Bool {
        let value = tag.rawValue
        let word = value < 64 ? low : value < 128 ? middle : high
        return word >> UInt64(value & 63) & 1 != 0
    }

    private mutating func insert(_ tag: Tag) {
        let bit: UInt64 = 1 << UInt64(tag.rawValue & 63)
        if tag.rawValue < 64 {
            low |= bit
        } else if tag.rawValue < 128 {
            middle |= bit
        } else {
            high |= bit
        }
    }
}

/// The groups in which the HTML standard names elements, section 13.2.4 and following.
extension TagSet {
    static let headings = TagSet([.h1, .h2, .h3, .h4, .h5, .h6])
    static let tableSections = TagSet([.tbody, .thead, .tfoot])
    static let cells = TagSet([.td, .th])
    static let tableParts = TagSet(
        tableSections,
        cells,
        and: [.caption, .colgroup, .col, .tr]
    )
    /// Where a `<table>` cannot stand, so that it ends the table around it.
    static let tableContexts = TagSet(tableSections, and: [.table, .tr])

    /// Formatting elements: their end tags go to the adoption agency.
    static let formatting = TagSet([
        .a, .b, .big, .code, .em, .font, .i, .nobr, .s, .small, .strike, .strong, .tt, .u,
    ])

    /// What the end tag of a block cannot reach across.
    static let scope = TagSet([
        .applet, .caption, .html, .table, .td, .th, .marquee, .object, .template,
    ])
    static let buttonScope = TagSet(scope, and: [.button])
    static let listScope = TagSet(scope, and: [.ol, .ul])
    static let tableOrTemplate = TagSet([.table, .template])
    static let tableScope = TagSet([.html, .table, .template])
    /// Where the list of active formatting elements has a marker.
    static let markers = TagSet([.applet, .caption, .marquee, .object, .td, .template, .th])

    /// Start tags before which an open paragraph ends.
    static let closesParagraph = TagSet(
        headings,
        and: [
            .address, .article, .aside, .blockquote, .center, .details, .dialog, .dir, .div, .dl,
            .fieldset, .figcaption, .figure, .footer, .header, .hgroup, .main, .menu, .nav, .ol,
            .p, .search, .section, .summary, .ul, .pre, .listing, .form, .li, .dd, .dt,
            .plaintext, .table, .hr, .xmp,
        ]
    )

    /// Elements whose end tag closes all that is open within them.
    static let blocks = TagSet(
        closesParagraph,
        and: [.applet, .button, .marquee, .object, .select]
    )

    /// Elements that the end tag of an ordinary element cannot reach across.
    static let special = TagSet(
        blocks,
        tableParts,
        and: [
            .body, .frameset, .head, .html, .iframe, .noembed, .noframes, .noscript, .script,
            .style, .template, .textarea, .title,
        ]
    )
    /// The same for `<li>`, `<dd>` and `<dt>`, which look past three of them.
    static let listBarriers = special.without([.address, .div, .p])

    static let item = TagSet(.li)
    static let definitionItem = TagSet([.dd, .dt])

    /// Elements that belong to the head.
    static let headContent = TagSet([
        .base, .basefont, .bgsound, .link, .meta, .title, .noscript, .noframes, .style, .script,
        .template,
    ])
    /// Those of them for which libxml2 makes a head, and after it no body.
    static let impliesHead = TagSet([.base, .link, .meta, .title, .style, .script])

    /// Elements whose end tags may be left out before any other tag of their kin.
    static let impliedEnd = TagSet(impliedEndInRuby, and: [.rtc])
    static let impliedEndInRuby = TagSet([
        .dd, .dt, .li, .optgroup, .option, .p, .rb, .rp, .rt,
    ])

    /// This set but for some.
    private func without(_ tags: [Tag]) -> TagSet {
        let other = TagSet(tags)
        var result = self
        result.low &= ~other.low
        result.middle &= ~other.middle
        result.high &= ~other.high
        return result
    }
}
