/// Documents and the tokens a browser makes of them, state by state of the HTML standard.
enum TokenizerExamples {
    typealias Example = TokenizerTests.Example

    /// Data, tag open, end tag open, tag name, self-closing start tag and DOCTYPE states.
    static let markup: [Example] = [
        .init("text", "text text"),
        .init("a<b>c</b>d", "text a", "start <«b»>", "text c", "end </«b»>", "text d"),
        .init("<b><i>", "start <«b»>", "start <«i»>"),
        .init("1 < 2 << 3 <4> <é>", #"text 1 < 2 << 3 <4> <\xC3\xA9>"#),
        .init("a<", "text a<"),
        .init("a</", "text a</"),
        .init("<<b>", "text <", "start <«b»>"),
        .init("a&lt;b>", "text a&lt;b>"),
        .init("</>x", "discarded </>", "text x"),
        .init("</ b>x", "bogus </« b»>", "text x"),
        .init("</1>", "bogus </«1»>"),
        .init("</é>", #"bogus </«\xC3\xA9»>"#),
        .init("</ b", "bogus </« b»"),
        .init("<b\n>", #"start <«b»\n>"#),
        .init("<b<i>", "start <«b<i»>"),
        .init("<b\"'=x>", "start <«b\"'=x»>"),
        .init("<h1>", "start <«h1»>"),
        .init("<my-tag:x.y>", "start <«my-tag:x.y»>"),
        .init("<br/>", "start/ <«br»/>"),
        .init("<br />", "start/ <«br» />"),
        .init("<br/ >", "start <«br»/ >"),
        .init("<br//>", "start/ <«br»//>"),
        .init("</b/>", "end/ </«b»/>"),
        .init("</b c=d>", "end </«b» {c|=‹d›}>"),
        .init("x<b", "text x", "discarded <b"),
        .init("x<b ", "text x", "discarded <b "),
        .init("x<b/", "text x", "discarded <b/"),
        .init("x<b c", "text x", "discarded <b c"),
        .init("x<b c ", "text x", "discarded <b c "),
        .init("x<b c=", "text x", "discarded <b c="),
        .init("x<b c='d>", "text x", "discarded <b c='d>"),
        .init("x<b c='d'", "text x", "discarded <b c='d'"),
        .init("x<b c=d", "text x", "discarded <b c=d"),
        .init("x</b c=\"", "text x", "discarded </b c=\""),
        .init("<!DOCTYPE html>x", "doctype <!DOCTYPE html>", "text x"),
        .init("<!doctype>x", "doctype <!doctype>", "text x"),
        .init("<!doctypehtml>x", "doctype <!doctypehtml>", "text x"),
        .init("<!DOCTYPE a PUBLIC \"x>y\">", "doctype <!DOCTYPE a PUBLIC \"x>", "text y\">"),
        .init("<!DOCTYPE html", "doctype <!DOCTYPE html"),
        .init("<!DOCTYP html>", "bogus <!«DOCTYP html»>"),
    ]

    /// Before, in and after attribute names, and the three styles of values.
    static let attributes: [Example] = [
        .init("<a b>", "start <«a» {b}>"),
        .init("<a b c>", "start <«a» {b} {c}>"),
        .init("<a b/c>", "start <«a» {b}/{c}>"),
        .init("<a/b>", "start <«a»/{b}>"),
        .init("<a b/>", "start/ <«a» {b}/>"),
        .init("<a b=c>", "start <«a» {b|=‹c›}>"),
        .init("<a b='c'>", "start <«a» {b|='‹c›'}>"),
        .init("<a b=\"c\">", "start <«a» {b|=\"‹c›\"}>"),
        .init("<a b = c>", "start <«a» {b| = ‹c›}>"),
        .init("<a b\t=\n'c' >", #"start <«a» {b|\x09=\n'‹c›'} >"#),
        .init("<a b  c>", "start <«a» {b}  {c}>"),
        .init("<a b=>", "start <«a» {b|=‹›}>"),
        .init("<a b= >", "start <«a» {b|= ‹›}>"),
        .init("<a b=''>", "start <«a» {b|='‹›'}>"),
        .init("<a b=\"\"c>", "start <«a» {b|=\"‹›\"}{c}>"),
        .init("<a b='c'd='e'>", "start <«a» {b|='‹c›'}{d|='‹e›'}>"),
        .init("<a b='c'/>", "start/ <«a» {b|='‹c›'}/>"),
        .init("<a b=c/>", "start <«a» {b|=‹c/›}>"),
        .init("<a b=c/ >", "start <«a» {b|=‹c/›} >"),
        .init("<a b=c=d&e>", "start <«a» {b|=‹c=d&e›}>"),
        .init("<a b=c'd\"e`f<g>", "start <«a» {b|=‹c'd\"e`f<g›}>"),
        .init("<a =b>", "start <«a» {=b}>"),
        .init("<a ==b>", "start <«a» {=|=‹b›}>"),
        .init("<a b==c>", "start <«a» {b|=‹=c›}>"),
        .init("<a /=b>", "start <«a» /{=b}>"),
        .init("<a b\"c'd<e>", "start <«a» {b\"c'd<e}>"),
        .init("<a '>'>", "start <«a» {'}>", "text '>"),
        .init("<a b='>'>", "start <«a» {b|='‹>›'}>"),
        .init("<a b='\"' c=\"'\">", "start <«a» {b|='‹\"›'} {c|=\"‹'›\"}>"),
        .init("<a b='<p>&quot;\n'>", #"start <«a» {b|='‹<p>&quot;\n›'}>"#),
        .init("<a b b B=c>", "start <«a» {b} {b} {B|=‹c›}>"),
        .init("<a b / c>", "start <«a» {b} / {c}>"),
        .init("<a b =/>", "start <«a» {b| =‹/›}>"),
    ]

    /// Every way a comment begins and ends, and what becomes one.
    static let comments: [Example] = [
        .init("<!--a-->b", "comment <!--«a»-->", "text b"),
        .init("<!--a--!>b", "comment <!--«a»--!>", "text b"),
        .init("<!---->b", "comment <!--«»-->", "text b"),
        .init("<!-->b", "comment <!--«»>", "text b"),
        .init("<!--->b", "comment <!--«»->", "text b"),
        .init("<!----!>b", "comment <!--«»--!>", "text b"),
        .init("<!---!>b-->", "comment <!--«-!>b»-->"),
        .init("<!-----><b>", "comment <!--«-»-->", "start <«b»>"),
        .init("<!--a--->", "comment <!--«a-»-->"),
        .init("<!--a-- >b-->", "comment <!--«a-- >b»-->"),
        .init("<!--a->b-->", "comment <!--«a->b»-->"),
        .init("<!--a--!b-->", "comment <!--«a--!b»-->"),
        .init("<!--a--!-->", "comment <!--«a--!»-->"),
        .init("<!--a--!!>b-->", "comment <!--«a--!!>b»-->"),
        .init("<!--a<!--b-->c", "comment <!--«a<!--b»-->", "text c"),
        .init("<!--a<!-->b", "comment <!--«a<!»-->", "text b"),
        .init("<!--a<!>-->", "comment <!--«a<!>»-->"),
        .init("<!--<b>\n&amp;-->", #"comment <!--«<b>\n&amp;»-->"#),
        .init("<!--", "comment <!--«»"),
        .init("<!---", "comment <!--«»-"),
        .init("<!----", "comment <!--«»--"),
        .init("<!-----", "comment <!--«-»--"),
        .init("<!--a", "comment <!--«a»"),
        .init("<!--a-", "comment <!--«a»-"),
        .init("<!--a--", "comment <!--«a»--"),
        .init("<!--a--!", "comment <!--«a»--!"),
        .init("<!--a<!--", "comment <!--«a<!»--"),
        .init("<!>", "bogus <!«»>"),
        .init("<!", "bogus <!«»"),
        .init("<!->b", "bogus <!«-»>", "text b"),
        .init("<!-", "bogus <!«-»"),
        .init("<!x y-->b", "bogus <!«x y--»>", "text b"),
        .init("<?xml version='1'?>b", "bogus <«?xml version='1'?»>", "text b"),
        .init("<?", "bogus <«?»"),
        .init("<% a %>", "text <% a %>"),
        .init("<![CDATA[a]]>b", "bogus <!«[CDATA[a]]»>", "text b"),
        .init("<![if !IE]>b<![endif]>", "bogus <!«[if !IE]»>", "text b", "bogus <!«[endif]»>"),
    ]

    /// RCDATA, RAWTEXT and PLAINTEXT, with their less-than sign and end tag states.
    static let rawText: [Example] = [
        .init("<title>a</title>b", "start <«title»>", "rcdata a", "end </«title»>", "text b"),
        .init("<title></title>", "start <«title»>", "end </«title»>"),
        .init("<textarea><b>&lt;", "start <«textarea»>", "rcdata <b>&lt;"),
        .init(
            "<title>a<b</titl></titles></ title>",
            "start <«title»>",
            "rcdata a<b</titl></titles></ title>"
        ),
        .init(
            "<title>a<!--</title>-->",
            "start <«title»>",
            "rcdata a<!--",
            "end </«title»>",
            "text -->"
        ),
        .init(
            "<title>a</TiTle\n x=y>b",
            "start <«title»>",
            "rcdata a",
            #"end </«TiTle»\n {x|=‹y›}>"#,
            "text b"
        ),
        .init("<title>a</title/>b", "start <«title»>", "rcdata a", "end/ </«title»/>", "text b"),
        .init("<title>a</title", "start <«title»>", "rcdata a</title"),
        .init("<title>a</title ", "start <«title»>", "rcdata a", "discarded </title "),
        .init("<title>a</title</title>", "start <«title»>", "rcdata a</title", "end </«title»>"),
        .init("<title>a<</title>", "start <«title»>", "rcdata a<", "end </«title»>"),
        .init("<title>a</", "start <«title»>", "rcdata a</"),
        .init("<title/>a</title>", "start/ <«title»/>", "rcdata a", "end </«title»>"),
        .init(
            "<style>a<b></title></style>",
            "start <«style»>",
            "rawtext a<b></title>",
            "end </«style»>"
        ),
        .init("<xmp><b></xmp>", "start <«xmp»>", "rawtext <b>", "end </«xmp»>"),
        .init("<iframe><b></iframe>", "start <«iframe»>", "rawtext <b>", "end </«iframe»>"),
        .init("<noembed><b></noembed>", "start <«noembed»>", "rawtext <b>", "end </«noembed»>"),
        .init(
            "<noframes><b></noframes>",
            "start <«noframes»>",
            "rawtext <b>",
            "end </«noframes»>"
        ),
        .init(
            "<noscript><b></noscript>",
            "start <«noscript»>",
            "start <«b»>",
            "end </«noscript»>"
        ),
        .init("</title><b>", "end </«title»>", "start <«b»>"),
        .init("<plaintext>a</plaintext><b>", "start <«plaintext»>", "plaintext a</plaintext><b>"),
        .init("<plaintext>", "start <«plaintext»>"),
    ]

    /// Script data, escaped and double escaped.
    static let scripts: [Example] = [
        script("a</script>", "script a", "end </«script»>"),
        script("</script >", "end </«script» >"),
        script(
            "a<b</scrip></scripts></script/>",
            "script a<b</scrip></scripts>",
            "end/ </«script»/>"
        ),
        script("a</script", "script a</script"),
        script("<script></script>b", "script <script>", "end </«script»>", "text b"),
        script("<!--a</script>-->", "script <!--a", "end </«script»>", "text -->"),
        script("<!--a--></script>", "script <!--a-->", "end </«script»>"),
        script(
            "<!--<script>a</script>b</script>c",
            "script <!--<script>a</script>b",
            "end </«script»>",
            "text c"
        ),
        script(
            "<!--<script>a</script>b--></script>",
            "script <!--<script>a</script>b-->",
            "end </«script»>"
        ),
        script(
            "<!--<script>a--></script>b",
            "script <!--<script>a-->",
            "end </«script»>",
            "text b"
        ),
        script(
            "<!--<script></script><script></script></script>b",
            "script <!--<script></script><script></script>",
            "end </«script»>",
            "text b"
        ),
        script(
            "<!--<script/a></script></script>b",
            "script <!--<script/a></script>",
            "end </«script»>",
            "text b"
        ),
        script("<!--<scripts></script>b", "script <!--<scripts>", "end </«script»>", "text b"),
        script("<!--<script</script>b", "script <!--<script", "end </«script»>", "text b"),
        script(
            "<!--<script></scripts></script></script>b",
            "script <!--<script></scripts></script>",
            "end </«script»>",
            "text b"
        ),
        script("<!--><script></script>b", "script <!--><script>", "end </«script»>", "text b"),
        script("<!---><script></script>b", "script <!---><script>", "end </«script»>", "text b"),
        script("<!-<script></script>b", "script <!-<script>", "end </«script»>", "text b"),
        script(
            "<!--a--b><script></script></script>",
            "script <!--a--b><script></script>",
            "end </«script»>"
        ),
        script(
            "<!--a--- ><!-- ---><script></script>",
            "script <!--a--- ><!-- ---><script>",
            "end </«script»>"
        ),
        script("<!--<script>", "script <!--<script>"),
        script("<!--<script></script>", "script <!--<script></script>"),
        script("<!--", "script <!--"),
        script("\"<\\/script>\"</SCRIPT\n>", #"script "<\/script>""#, #"end </«SCRIPT»\n>"#),
    ]

    private static func script(_ rest: String, _ lines: String...) -> Example {
        var example = Example("<script>" + rest, "start <«script»>")
        example.lines += lines
        return example
    }
}
