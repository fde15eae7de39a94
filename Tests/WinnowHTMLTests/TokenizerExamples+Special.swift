import WinnowHTML

/// What depends on more than the bytes at hand: foreign content, other charsets, templates.
extension TokenizerExamples {
    /// CDATA sections and raw text elements in SVG and MathML, and at the borders to HTML.
    static let foreignContent: [Example] = [
        .init(
            "<svg><![CDATA[a<b>]]></svg>",
            "start <«svg»>",
            "cdata <![CDATA[«a<b>»]]>",
            "end </«svg»>"
        ),
        .init("<math><![CDATA[a]]>b", "start <«math»>", "cdata <![CDATA[«a»]]>", "text b"),
        .init("<svg><![CDATA[]]>", "start <«svg»>", "cdata <![CDATA[«»]]>"),
        .init("<svg><![CDATA[a]]]]>]]>", "start <«svg»>", "cdata <![CDATA[«a]]»]]>", "text ]]>"),
        .init("<svg><![CDATA[a]>]]", "start <«svg»>", "cdata <![CDATA[«a]>]]»"),
        .init("<svg><![cdata[a]]>", "start <«svg»>", "bogus <!«[cdata[a]]»>"),
        .init("<svg/><![CDATA[a]]>", "start/ <«svg»/>", "bogus <!«[CDATA[a]]»>"),
        .init(
            "<svg></svg><![CDATA[a]]>",
            "start <«svg»>",
            "end </«svg»>",
            "bogus <!«[CDATA[a]]»>"
        ),
        .init(
            "<svg><g/></g><![CDATA[a]]>",
            "start <«svg»>",
            "start/ <«g»/>",
            "end </«g»>",
            "cdata <![CDATA[«a»]]>"
        ),
        .init(
            "<svg><style><g></style>",
            "start <«svg»>",
            "start <«style»>",
            "start <«g»>",
            "end </«style»>"
        ),
        .init(
            "<svg><script><g></script>",
            "start <«svg»>",
            "start <«script»>",
            "start <«g»>",
            "end </«script»>"
        ),
        .init(
            "<svg><script><!--</script>-->a",
            "start <«svg»>",
            "start <«script»>",
            "comment <!--«</script>»-->",
            "text a"
        ),
        .init(
            "<svg><title><a></title><g>",
            "start <«svg»>",
            "start <«title»>",
            "start <«a»>",
            "end </«title»>",
            "start <«g»>"
        ),
        .init(
            "<svg><title><style><g></style></title><style><g>",
            "start <«svg»>",
            "start <«title»>",
            "start <«style»>",
            "rawtext <g>",
            "end </«style»>",
            "end </«title»>",
            "start <«style»>",
            "start <«g»>"
        ),
        .init(
            "<svg><desc><p><style><g>",
            "start <«svg»>",
            "start <«desc»>",
            "start <«p»>",
            "start <«style»>",
            "rawtext <g>"
        ),
        .init(
            "<svg><foreignObject><p><![CDATA[a]]>",
            "start <«svg»>",
            "start <«foreignObject»>",
            "start <«p»>",
            "bogus <!«[CDATA[a]]»>"
        ),
        .init(
            "<svg><foreignObject><title><g></title>",
            "start <«svg»>",
            "start <«foreignObject»>",
            "start <«title»>",
            "rcdata <g>",
            "end </«title»>"
        ),
        .init("<svg><textarea><g>", "start <«svg»>", "start <«textarea»>", "start <«g»>"),
        .init("<svg><plaintext><g>", "start <«svg»>", "start <«plaintext»>", "start <«g»>"),
        .init("<math><title><a>", "start <«math»>", "start <«title»>", "start <«a»>"),
        .init(
            "<math><mi><style><g></style></mi><style><g>",
            "start <«math»>",
            "start <«mi»>",
            "start <«style»>",
            "rawtext <g>",
            "end </«style»>",
            "end </«mi»>",
            "start <«style»>",
            "start <«g»>"
        ),
        .init(
            "<math><annotation-xml encoding='Text/HTML'><style><g>",
            "start <«math»>",
            "start <«annotation-xml» {encoding|='‹Text/HTML›'}>",
            "start <«style»>",
            "rawtext <g>"
        ),
        .init(
            "<math><annotation-xml encoding=MathML><style><g>",
            "start <«math»>",
            "start <«annotation-xml» {encoding|=‹MathML›}>",
            "start <«style»>",
            "start <«g»>"
        ),
        .init(
            "<math><annotation-xml><svg><![CDATA[a]]>",
            "start <«math»>",
            "start <«annotation-xml»>",
            "start <«svg»>",
            "cdata <![CDATA[«a»]]>"
        ),
        // An end tag ends what is open inside its element too.
        .init(
            "<svg><math></svg><style><g>",
            "start <«svg»>",
            "start <«math»>",
            "end </«svg»>",
            "start <«style»>",
            "rawtext <g>"
        ),
        .init(
            "<svg><desc></svg><svg></desc><style><g>",
            "start <«svg»>",
            "start <«desc»>",
            "end </«svg»>",
            "start <«svg»>",
            "end </«desc»>",
            "start <«style»>",
            "start <«g»>"
        ),
        // A start tag of HTML breaks out; `font` only with an attribute of its own.
        .init(
            "<svg><p><style><g>",
            "start <«svg»>",
            "start <«p»>",
            "start <«style»>",
            "rawtext <g>"
        ),
        .init(
            "<svg><font x><style><g>",
            "start <«svg»>",
            "start <«font» {x}>",
            "start <«style»>",
            "start <«g»>"
        ),
        .init(
            "<svg><font COLOR=x><style><g>",
            "start <«svg»>",
            "start <«font» {COLOR|=‹x›}>",
            "start <«style»>",
            "rawtext <g>"
        ),
    ]

    /// NUL bytes, and charsets whose trail bytes look like ASCII.
    static let bytes: [Example] = [
        .init(
            "a\0b<p\0 q\0='\0'\0>",
            #"text a\x00b"#,
            #"start <«p\x00» {q\x00|='‹\x00›'}{\x00}>"#
        ),
        .init("<\0>", #"text <\x00>"#),
        .init("</\0>", #"bogus </«\x00»>"#),
        .init("<!--\0--\0>-->", #"comment <!--«\x00--\x00>»-->"#),
        .init(
            "<title>\0</title\0></title>",
            "start <«title»>",
            #"rcdata \x00</title\x00>"#,
            "end </«title»>"
        ),
        .init("<svg><![CDATA[\0]\0]]>", "start <«svg»>", #"cdata <![CDATA[«\x00]\x00»]]>"#),
        .init("<!\0>", #"bogus <!«\x00»>"#),
        .init("\u{FEFF}<p>\u{2028}", #"text \xEF\xBB\xBF"#, "start <«p»>", #"text \xE2\x80\xA8"#),
        .init("<p\u{A0}q>", #"start <«p\xC2\xA0q»>"#),
        // GBK: 0x5C, 0x7C and 0x60 as trail bytes; Shift_JIS: 0x5C, 0x7D; gb18030: digits.
        .init(
            [0x3C, 0x61, 0x20, 0x62, 0x3D, 0x22, 0xD5, 0x5C, 0xCB, 0x7C, 0x81, 0x60, 0x22, 0x3E],
            #"start <«a» {b|="‹\xD5\\xCB|\x81`›"}>"#
        ),
        .init(
            [0x3C, 0x61, 0x20, 0x62, 0x3D, 0x27, 0x83, 0x5C, 0x95, 0x5C, 0x81, 0x7D, 0x27, 0x3E],
            #"start <«a» {b|='‹\x83\\x95\\x81}›'}>"#
        ),
        .init(
            [0x3C, 0x61, 0x20, 0x62, 0x3D, 0x94, 0x39, 0xDA, 0x33, 0x3E, 0x81, 0x30, 0x3C],
            #"start <«a» {b|=‹\x949\xDA3›}>"#,
            #"text \x810<"#
        ),
        // A cut-off character takes nothing with it.
        .init(
            [0x3C, 0x61, 0x20, 0x62, 0x3D, 0x22, 0x81, 0x22, 0x3E],
            #"start <«a» {b|="‹\x81›"}>"#
        ),
        .init([0xC4, 0x3C, 0x62, 0x3E, 0xFF], #"text \xC4"#, "start <«b»>", #"text \xFF"#),
    ]

    /// Template instructions: opaque when asked for, else what a browser makes of them.
    static let instructions: [Example] = [
        .init("a<?php echo '<b>'; ?>c", "text a", "bogus <«?php echo '<b»>", "text '; ?>c"),
        .init("<a <?=x?>>", "start <«a» {<?|=‹x?›}>", "text >"),
        opaque("a<?php echo '<b>'; ?>c", "text a", "opaque <?php echo '<b>'; ?>", "text c"),
        opaque("a<% x > y %>c<p>", "text a", "opaque <% x > y %>", "text c", "start <«p»>"),
        opaque("<?a?><%b%>", "opaque <?a?>", "opaque <%b%>"),
        opaque("<?>a?>b", "opaque <?>a?>", "text b"),
        opaque("<%>a%>b", "opaque <%>a%>", "text b"),
        opaque("<??>b", "opaque <??>", "text b"),
        opaque("<?a %>b?>", "opaque <?a %>b?>"),
        opaque("a<?php b", "text a", "opaque <?php b"),
        opaque("a<?", "text a", "opaque <?"),
        opaque("<a <?= '>' ?> b>c", "start <«a» <?= '>' ?> {b}>", "text c"),
        opaque("<a b=\"<?= \"x\" ?>\" c>", "start <«a» {b|=\"‹<?= \"x\" ?>›\"} {c}>"),
        opaque("<a b='<% 'x' %>y'>", "start <«a» {b|='‹<% 'x' %>y›'}>"),
        opaque("<a b=x<?= 1 > 2 ?>y c>", "start <«a» {b|=‹x<?= 1 > 2 ?>y›} {c}>"),
        opaque("<a b<?= 1 > 2 ?>c=d>", "start <«a» {b<?= 1 > 2 ?>c|=‹d›}>"),
        opaque("<a b=<?= 'x y' ?>>c", "start <«a» {b|=‹<?= 'x y' ?>›}>", "text c"),
        opaque("<a <?php b", "discarded <a <?php b"),
        opaque(
            "<script>a='<?= '</script>' ?>'</script>",
            "start <«script»>",
            "script a='<?= '</script>' ?>'",
            "end </«script»>"
        ),
        opaque(
            "<script><!--<?= '-->' ?><script></script></script>",
            "start <«script»>",
            "script <!--<?= '-->' ?><script></script>",
            "end </«script»>"
        ),
        opaque(
            "<style>a<?= '</style>' ?></style>",
            "start <«style»>",
            "rawtext a<?= '</style>' ?>",
            "end </«style»>"
        ),
        opaque(
            "<title><?= '</title>' ?></title>",
            "start <«title»>",
            "rcdata <?= '</title>' ?>",
            "end </«title»>"
        ),
        opaque("<!--<?php echo 1 ?>-->b", "comment <!--«<?php echo 1 ?>»-->", "text b"),
        opaque("a < ? b <1> % c", "text a < ? b <1> % c"),
    ]

    private static func opaque(_ document: String, _ lines: String...) -> Example {
        var example = Example(document)
        example.options.opaqueInstructions = true
        example.lines = lines
        return example
    }
}
