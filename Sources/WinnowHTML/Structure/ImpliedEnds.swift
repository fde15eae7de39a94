/// What libxml2 ends by itself, by the HTML 4 rules of its versions 2.9 to 2.13.
///
/// It looks at the innermost element alone. Where the HTML standard ends that one too, the skeleton
/// leaves it to libxml2; where the standard leaves it open (`<b><p>`, `<ul><form>`), the new element
/// goes by a name that libxml2 doesn't know.
enum ImpliedEnds {
    /// Whether libxml2 ends an element when another starts directly in it.
    @inline(__always)
    static func ends(_ old: Tag, at new: Tag) -> Bool { table[Int(old.rawValue)].contains(new) }

    /// Elements that an end tag from outside does not end unless it is one of them too.
    static let firm = TagSet(.tableSections, .cells, and: [.div, .tr, .table])

    /// For every tag those that end it.
    private static let table: [TagSet] = {
        var table = [TagSet](repeating: TagSet(.unknown), count: Tag.allCases.count)
        for (old, new) in pairs {
            for tag in old { table[Int(tag.rawValue)] = TagSet(new) }
        }
        return table
    }()

    private static let pairs: [(old: [Tag], new: [Tag])] = [
        ([.a], [.a, .fieldset, .table, .td, .th]),
        ([.address], [.dd, .dl, .dt, .form, .li, .ul]),
        ([.b], [.center, .p, .td, .th]),
        ([.big, .s, .small, .strike, .tt], [.p]),
        ([.caption], [.col, .colgroup, .tbody, .tfoot, .thead, .tr]),
        ([.colgroup], [.colgroup, .tbody, .tfoot, .thead, .tr]),
        ([.dd], [.dt]),
        ([.dir, .menu], [.dd, .dl, .dt, .form, .ul]),
        ([.dl], [.form, .li]),
        ([.dt], [.dd, .dl]),
        ([.font], [.center, .td, .th]),
        ([.form], [.form]),
        ([.h1, .h2, .h3, .h4, .h5, .h6], [.fieldset, .form, .li, .p, .table]),
        ([.i], [.center, .p, .td, .th]),
        ([.legend], [.fieldset]),
        ([.li], [.li]),
        ([.listing, .pre, .xmp], [.dd, .dl, .dt, .fieldset, .form, .li, .table, .ul]),
        ([.ol], [.form, .ul]),
        ([.option], [.optgroup, .option]),
        (
            [.p],
            [
                .address, .blockquote, .caption, .center, .col, .colgroup, .dd, .dir, .div, .dl,
                .dt, .fieldset, .form, .frameset, .h1, .h2, .h3, .h4, .h5, .h6, .hr, .li,
                .listing, .menu, .ol, .p, .pre, .table, .tbody, .td, .tfoot, .th, .title, .tr,
                .ul, .xmp,
            ]
        ),
        ([.span], [.td, .th]),
        ([.tbody], [.tbody, .tfoot]),
        ([.td, .th], [.tbody, .td, .tfoot, .th, .tr]),
        ([.tfoot], [.tbody]),
        ([.thead], [.tbody, .tfoot]),
        ([.tr], [.tbody, .tfoot, .tr]),
        ([.u], [.p, .td, .th]),
        ([.ul], [.address, .form, .menu, .ol, .pre]),
    ]
}
