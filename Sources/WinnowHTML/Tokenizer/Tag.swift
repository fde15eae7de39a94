/// An element name the tokenizer knows, as one byte.
///
/// Names of the HTML standard, obsolete ones included, and those of SVG and MathML at which the
/// rules change. A name is compared without allocation; see ``TagTable``.
package enum Tag: UInt8, Sendable, CaseIterable {
    case unknown
    case a, abbr, acronym, address, applet, area, article, aside, audio
    case b, base, basefont, bdi, bdo, bgsound, big, blink, blockquote, body, br, button
    case canvas, caption, center, cite, code, col, colgroup
    case data, datalist, dd, del, details, dfn, dialog, dir, div, dl, dt
    case em, embed
    case fieldset, figcaption, figure, font, footer, form, frame, frameset
    case h1, h2, h3, h4, h5, h6, head, header, hgroup, hr, html
    case i, iframe, image, img, input, ins, isindex
    case kbd, keygen
    case label, legend, li, link, listing
    case main, map, mark, marquee, menu, menuitem, meta, meter
    case nav, nobr, noembed, noframes, noscript
    case object, ol, optgroup, option, output
    case p, param, picture, plaintext, pre, progress
    case q
    case rb, rp, rt, rtc, ruby
    case s, samp, script, search, section, select, slot, small, source, spacer, span, strike
    case strong, style, sub, summary, sup
    case table, tbody, td, template, textarea, tfoot, th, thead, time, title, tr, track, tt
    case u, ul
    case `var`, video
    case wbr
    case xmp
    case svg, math, foreignobject, desc, mi, mo, mn, ms, mtext, annotationxml

    /// The name in lower case, as it is compared.
    package var name: String {
        self == .annotationxml ? "annotation-xml" : String(describing: self)
    }

    /// True for elements that have no content and no end tag.
    package var isVoid: Bool {
        switch self {
        case .area, .base, .basefont, .bgsound, .br, .col, .embed, .frame, .hr, .image, .img,
            .input, .keygen, .link, .meta, .param, .source, .spacer, .track, .wbr:
            true
        default: false
        }
    }

    /// How the content of the element is tokenized, scripting off.
    package var contentModel: Token.Content {
        switch self {
        case .title, .textarea: .rcdata
        case .style, .xmp, .iframe, .noembed, .noframes: .rawtext
        case .script: .script
        case .plaintext: .plaintext
        default: .data
        }
    }

    /// True where a start tag ends SVG or MathML content, by the HTML standard's list.
    package var breaksOutOfForeignContent: Bool {
        switch self {
        case .b, .big, .blockquote, .body, .br, .center, .code, .dd, .div, .dl, .dt, .em, .embed,
            .h1, .h2, .h3, .h4, .h5, .h6, .head, .hr, .i, .img, .li, .listing, .menu, .meta,
            .nobr, .ol, .p, .pre, .ruby, .s, .small, .span, .strong, .strike, .sub, .sup, .table,
            .tt, .u, .ul, .var:
            true
        default: false
        }
    }

    /// True for elements that stand within a line of text.
    package var isInline: Bool {
        switch self {
        case .a, .abbr, .acronym, .b, .basefont, .bdi, .bdo, .big, .blink, .br, .cite, .code,
            .data, .del, .dfn, .em, .font, .i, .img, .ins, .kbd, .label, .mark, .nobr, .q, .rb,
            .rp, .rt, .rtc, .ruby, .s, .samp, .small, .span, .strike, .strong, .sub, .sup, .time,
            .tt, .u, .var, .wbr:
            true
        default: false
        }
    }
}
