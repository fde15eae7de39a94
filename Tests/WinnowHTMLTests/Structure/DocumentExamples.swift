/// Documents and their outlines.
enum DocumentExamples {
    typealias Example = DocumentTests.Example

    static let paragraphs: [Example] = [
        .init("", ""),
        .init("  \n", ""),
        .init("a", "."),
        .init("<p>a<p>b", "p(.) p(.)"),
        .init("<p>a</p>b", "p(.) ."),
        .init("<div><p>a</div>b", "div(p(.)) ."),
        .init("<p>a<br>b<hr>c", "p(. br .) hr ."),
        .init("<p><span>a</p>b", "p(span(.)) ."),
        .init("<p><button><p>a</button>b", "p(button(p(.)) .)"),
        .init("<h1>a<h2>b", "h1(.) h2(.)"),
        .init("<h1>a</h2>b", "h1(.) ."),
        .init("<h1><p>a</h1>b", "h1(p(.)) ."),
        .init("</p>a", "."),
        .init("<section><div>a</section>b", "section(div(.)) ."),
        .init("<div><span>a</div>b", "div(span(.)) ."),
        .init("<span><div>a</span>b</div>c", "span(div(.) .)"),
        .init("<my-box><p>a</my-box>b", "my-box(p(.))"),
        .init("<my-box>a</MY-BOX>b", "my-box(.) ."),
        .init("<one><two>a</one>b", "one(two(.)) ."),
        .init("<form><form>a</form>b", "form(.) ."),
        .init("<ul><form>a</ul>", "ul(form(.))"),
        .init("<div>a", "div(.)"),
        .init("<div><div>a</div>b", "div(div(.) .)"),
    ]

    static let lists: [Example] = [
        .init("<ul><li>a<li>b</ul>c", "ul(li(.) li(.)) ."),
        .init("<ul><li><b>a<li>b</ul>", "ul(li(b(.)) li(.))"),
        .init("<ul><li>a<ul><li>b</ul>c<li>d</ul>", "ul(li(. ul(li(.)) .) li(.))"),
        .init("<ul><li><div>a<li>b</ul>", "ul(li(div(.)) li(.))"),
        .init("<ul><li><section>a<li>b</ul>", "ul(li(section(. li(.))))"),
        .init("<ol><ul><li>a</ol>", "ol(ul(li(.)))"),
        .init("<ul><ol><li>a</ul>b", "ul(ol(li(.))) ."),
        .init("<dl><dt>a<dd>b<dt>c</dl>d", "dl(dt(.) dd(.) dt(.)) ."),
        .init("<dl><dd>a<dd>b</dl>", "dl(dd(.) dd(.))"),
        .init("<dl><dd><dl><dt>a</dl>b<dt>c", "dl(dd(dl(dt(.)) .) dt(.))"),
        .init("<li>a</ul>b", "li(.)"),
        .init(
            "<select><option>a<option>b<optgroup>c<option>d</select>e",
            "select(option(.) option(.) optgroup(. option(.))) ."
        ),
        .init("<ruby>a<rt>b<rp>c</ruby>d", "ruby(. rt(.) rp(.)) ."),
    ]

    static let tables: [Example] = [
        .init(
            "<table><tr><td>a<td>b<tr><th>c</table>d",
            "table(tbody(tr(td(.) td(.)) tr(th(.)))) ."
        ),
        .init("<table><td>a</table>", "table(tbody(tr(td(.))))"),
        .init("<table><td><b>a<td>b</table>", "table(tbody(tr(td(b(.)) td(.))))"),
        .init("<table><td><div>a<tr><td>b</table>", "table(tbody(tr(td(div(.))) tr(td(.))))"),
        .init("<table><col><tr><td>a</table>", "table(colgroup(col) tbody(tr(td(.))))"),
        .init("<table><caption>a<td>b</table>", "table(caption(.) tbody(tr(td(.))))"),
        .init(
            "<table><thead><tr><td>a<tbody><tr><td>b<tfoot></table>",
            "table(thead(tr(td(.))) tbody(tr(td(.))) tfoot)"
        ),
        .init(
            "<table><td><table><td>a</table>b</table>c",
            "table(tbody(tr(td(table(tbody(tr(td(.)))) .)))) ."
        ),
        .init("<table><tr><table><td>a</table>b", "table(tbody(tr)) table(tbody(tr(td(.)))) ."),
        .init("<table><td>a</div>b</table>", "table(tbody(tr(td(.))))"),
        .init("<div><table><td></div>a</table>b", "div(table(tbody(tr(td(.)))) .)"),
        .init("<div><td>a</td>b</div>", "div(.)"),
        .init("<p><table><td>a</table>b", "p(table(tbody(tr(td(.)))) .)"),
        .init("<!DOCTYPE html><p><table><td>a</table>b", "p table(tbody(tr(td(.)))) ."),
        .init("<p>a<table><td><p>b<p>c</table>", "p(. table(tbody(tr(td(p(.) p(.))))))"),
    ]

    static let page: [Example] = [
        .init("<html><head><title>a</title></head><body><p>b</body></html>", "title(.) p(.)"),
        .init("<meta><title>a</title><div>b</div>", "meta title(.) div(.)"),
        .init("<head><div>a</head>b", "div(.)"),
        .init("<head></head>a<p>b", ". p(.)"),
        .init("<head><section>a", "section(.)"),
        .init("<head><noscript><img></noscript><link></head><p>a", "noscript(img) link p(.)"),
        .init("<template><div>a</template><p>b", "template(div(.)) p(.)"),
        .init("<script>a</script><body><p>b", "script(.) p(.)"),
        .init("<head></head><script>a</script><body><p>b", "script(.) p(.)"),
        .init("<frameset><frame><p>a</frameset><noframes>b", "frameset(frame .) noframes(.)"),
        .init("<p>a<frameset><frame>", "p(.)"),
        .init("a<head><title>b</title>", ". title(.)"),
        .init("a</body></html>b", "."),
        .init("<td>a<h1>b", ". h1(.)"),
        .init("a</body><p>b</html><p>c", ". p(.) p(.)"),
    ]

    static let misnesting: [Example] = [
        .init("<b>a<p>b</b>c</p>d", "b(. p(.)) ."),
        .init("<b><i>a</b>b</i>c", "b(i(.)) ."),
        .init("<a>a<a>b</a>c", "a(.) a(.) ."),
        .init("<a>a<div>b<a>c</a>d</div>e", "a(. div(. a(.) .)) ."),
        .init("<a>a<table><td><a>b</table>", "a(. table(tbody(tr(td(a(.))))))"),
        .init("<p><a>a<p>b</a>c", "p(a(.)) p(.)"),
        .init("<b><div></b><b>a</div>b", "b(div(b(.))) ."),
        .init("</b></i></div>a", "."),
        .init("<form><div>a</form>b</div>c", "form(div(.)) ."),
        .init("<button>a<button>b", "button(.) button(.)"),
    ]

    static let rawText: [Example] = [
        .init("<title><b>a</title>b", "title(.) ."),
        .init("<textarea><b>a</textarea>b", "textarea(.) ."),
        .init("<xmp><b>a</xmp>b", "xmp(.) ."),
        .init("<iframe><b>a</iframe>b", "iframe(.) ."),
        .init("<noembed><b>a</noembed>b", "noembed(.) ."),
        .init("<style><b>a</style>b", "style(.) ."),
        .init("<div><script><b>a</script>b</div>c", "div(script(.) .) ."),
        .init("<p>a<plaintext><b>b", "p(.) plaintext(.)"),
        .init("<div><script><b>a</div>", "div(script(.))"),
        .init("<title></title><p>a", "title p(.)"),
        .init("<noscript><b>a</noscript>b", "noscript(b(.)) ."),
    ]

    static let foreign: [Example] = [
        .init("<svg><path/><g><a>a</a></g></svg>b", "svg(path g(a(.))) ."),
        .init("<svg/>a", "svg ."),
        .init("<svg><g><p>a</svg>b", "svg(g) p(.)"),
        .init(
            "<svg><foreignObject><p>a<p>b</foreignObject></svg>c",
            "svg(foreignobject(p(.) p(.)))"
        ),
        .init("<svg><foreignObject><p>a</p></foreignObject></svg>b", "svg(foreignobject(p(.))) ."),
        .init("<svg><title><b>a</title></svg>b", "svg(title(b(.))) ."),
        .init("<svg><style><a>a</style></svg>b", "svg(style(a(.))) ."),
        .init("<math><mi>a<b>b</b></mi></math>c", "math(mi(. b(.))) ."),
        .init("<svg><![CDATA[a]]></svg>b", "svg(.) ."),
        .init("<p><svg><li>a", "p(svg) li(.)"),
        .init("<div><svg></p>a</div>b", "div(svg .) ."),
        .init("<svg><title></svg>a", "svg(title) ."),
        .init("<div><svg><html><g>a</g></svg></div>", "div(svg(g(.)))"),
    ]
}
