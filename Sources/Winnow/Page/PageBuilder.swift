package import WinnowHTML

/// Makes a ``Page`` of tokens: what encloses what, what is hidden, where links lead.
///
/// One walk over the tokens with a stack of open elements. Nesting follows start and end tags and
/// the end tags the standard lets authors leave out; it is not a browser's tree.
package struct PageBuilder {
    /// Elements that may be open at once; deeper ones are not recorded.
    package static let maximumDepth = 4_000
    /// Links recorded of one page.
    package static let maximumLinks = 50_000
    /// Steps spent on finding the element an end tag closes, over the whole page.
    package static let maximumNestingWork = 16_000_000

    /// What the caller knows about the page.
    package struct Context {
        /// The URL it was fetched from, if known.
        package var url: String?
        /// True for plain text.
        package var isPlainText = false
        /// Domains that honest pages of every kind link to.
        package var wellKnownDomains: Set<Int32> = []
        /// Whether hosts and paths of links are kept for rules that read them.
        package var keepsTargets = false

        package init() {}
    }

    let source: Source
    let buffer: TokenBuffer
    let context: Context
    var page = Page()
    var stack: [Int32] = [0]
    /// How many elements of each tag are open, so that most stray end tags cost nothing.
    var openCount = [Int32](repeating: 0, count: 256)
    var rules = HidingRules()
    var styleCache: [UInt64: InlineStyle] = [:]
    /// The rules of style blocks that hold for the element that is read.
    var matches: [HidingRules.Match] = []
    /// The colours of each open element.
    var paints = [Paints()]
    /// The colour of links that say nothing of it; a browser's own, unless the page says.
    var linkColor = CSSPaint.unknown
    /// True when the page has style sheets that are not in it.
    var hasOuterSheets = false
    var site: OwnSite
    /// Memory for the step between a link's bytes and its target.
    var targetScratch: [UInt8] = []
    var zone = Zone.beforeDocument
    /// The registrable domain of the first `<base href>`, or -1.
    var baseDomain: Int32 = -1
    /// The leaf of the anchor that is open, or -1.
    var openLink: Int32 = -1
    /// Tokens of anchors that no `</a>` closes before the next anchor begins.
    var unclosedAnchors: Set<Int32> = []
    var nestingWork = 0
    /// Index of the first doctype or `<html>`, before any `<body>`; what precedes it stands before
    /// the document.
    var documentStart = 0
    /// Index of the last `</html>`; what follows stands after the document.
    var documentEnd = Int.max
    /// What a text in Markdown quotes; empty in HTML.
    private var code = FencedCode()
    /// What the script that has just been read writes into the page, until its end tag.
    private var written: WrittenMarkup?

    /// Builds the page.
    ///
    /// - Parameters:
    ///   - source: The bytes the tokens point into.
    ///   - buffer: The tokens.
    ///   - context: What the caller knows.
    ///   - domains: Numbers the domains of links.
    /// - Returns: The page.
    /// - Complexity: Linear in the tokens, with nesting work bounded.
    package static func build(
        _ source: Source,
        _ buffer: TokenBuffer,
        context: Context,
        domains: inout DomainTable
    ) -> Page {
        var builder = PageBuilder(source: source, buffer: buffer, context: context)
        builder.run(&domains)
        return builder.page
    }

    private init(source: Source, buffer: TokenBuffer, context: Context) {
        self.source = source
        self.buffer = buffer
        self.context = context
        site = OwnSite(wellKnown: context.wellKnownDomains)
    }

    private mutating func run(_ domains: inout DomainTable) {
        let end = Int32(source.bytes.count)
        page.elements.append(
            Element(
                tag: .unknown,
                closing: .implied,
                parent: -1,
                startToken: 0,
                endToken: Int32(buffer.tokens.count),
                firstLeaf: 0,
                start: 0,
                end: end
            )
        )
        if context.isPlainText {
            zone = .body
            code = FencedCode(source.bytes)
        }
        if let url = context.url {
            let target = LinkTarget(url.utf8)
            if target.kind == .absolute { site.known = domains.number(ofHost: target.host) }
        }
        readHidingRules()
        readCanvas()
        for index in buffer.tokens.indices { visit(index, &domains) }
        closeLink(atToken: buffer.tokens.count, at: end)
        while stack.count > 1 { pop(endToken: buffer.tokens.count, end: end, explicit: false) }
        page.elements[0].endElement = Int32(page.elements.count)
        page.elements[0].endLeaf = Int32(page.leaves.count)
        if buffer.isTruncated { page.limits.append("tokens") }
        relate(domains)
    }

    private mutating func readHidingRules() {
        var hasStarted = false
        var openAnchor: Int32 = -1
        for (index, token) in buffer.tokens.enumerated() {
            if token.kind == .text, token.content == .rawtext || token.content == .script {
                let content = source.slice(token.contentRange)
                if token.content == .script {
                    rules.readScript(content, token: Int32(index))
                } else if index > 0, buffer.tokens[index - 1].tag == .style {
                    rules.readStyleSheet(content, token: Int32(index))
                }
            } else if token.tag == .a, token.kind == .startTag || token.kind == .endTag {
                if token.kind == .startTag, openAnchor >= 0 { unclosedAnchors.insert(openAnchor) }
                openAnchor = token.kind == .startTag ? Int32(index) : -1
            } else if token.kind == .endTag, token.tag == .html {
                documentEnd = index
            } else if !hasStarted, Self.startsDocument(token) {
                documentStart = index
                hasStarted = true
            }
            // What follows a body begins no document.
            if token.tag == .body || token.tag == .html { hasStarted = true }
        }
        if openAnchor >= 0 { unclosedAnchors.insert(openAnchor) }
    }

    /// Ends the leaf of an anchor that nothing closes where its line of text ends.
    ///
    /// Browsers let it run on; but what follows was not written for it, and a cut of the anchor must
    /// not take it along.
    private mutating func endUnclosedAnchor(before index: Int, _ token: Token) {
        guard openLink >= 0, unclosedAnchors.contains(page.leaves[Int(openLink)].firstToken)
        else { return }
        switch token.kind {
        case .comment: break
        case .startTag:
            if token.tag == .a || (token.tag.isInline && token.tag != .br) { return }
        case .endTag:
            // An end tag of something within it is part of it.
            let anchor = page.leaves[Int(openLink)].element
            let isInside = stack.contains {
                $0 > anchor && page.elements[Int($0)].tag == token.tag
            }
            if isInside { return }
        case .text, .bogusComment, .doctype, .opaque, .discarded: return
        }
        // White space behind it was there before.
        var end = Int(token.start)
        while end > Int(page.leaves[Int(openLink)].start), ASCII.isSpace(source.bytes[end - 1]) {
            end -= 1
        }
        closeLink(atToken: index, at: Int32(end))
    }

    private mutating func visit(_ index: Int, _ domains: inout DomainTable) {
        let token = buffer.tokens[index]
        guard token.kind == .text || !code.holds(Int(token.start)) else { return }
        endUnclosedAnchor(before: index, token)
        switch token.kind {
        case .text: visitText(index, token, &domains)
        case .startTag: visitStart(index, token, &domains)
        case .endTag: visitEnd(index, token)
        case .comment: visitComment(index, token, &domains)
        case .doctype: if zone == .beforeDocument { zone = .head }
        case .bogusComment, .opaque, .discarded: break
        }
    }

    // MARK: Text

    private mutating func visitText(_ index: Int, _ token: Token, _ domains: inout DomainTable) {
        switch token.content {
        case .script: visitScript(index, token)
        case .rawtext, .rcdata: visitRawText(index, token, &domains)
        case .data, .cdata, .plaintext:
            guard openLink < 0, !isBlank(token.contentRange) else { return }
            if zone < .body, zone != .head || stack.count < 2 { enterBody(at: index) }
            let segmenter = TextSegmenter(source: source)
            for part in code.outside(token.contentRange) {
                let pieces = segmenter.pieces(of: part, splitsLines: context.isPlainText)
                for piece in pieces {
                    addLeaf(.text, index, piece.range)
                    page.leaves[page.leaves.count - 1].continuesList = piece.continuesList
                    joinHiddenBlank(piece.range)
                }
            }
        }
    }

    private mutating func visitRawText(
        _ index: Int,
        _ token: Token,
        _ domains: inout DomainTable
    ) {
        let tag = index > 0 ? buffer.tokens[index - 1].tag : .unknown
        switch tag {
        case .title: addLeaf(.title, index, token.contentRange)
        case .style: addLeaf(.style, index, token.contentRange)
        case .iframe, .noembed, .textarea: visitInertText(index, token, &domains)
        case .xmp, .noframes:
            if holdsText(token.contentRange) { addLeaf(.text, index, token.contentRange) }
        default: break
        }
    }

    private mutating func visitScript(_ index: Int, _ token: Token) {
        addLeaf(.script, index, token.contentRange)
        let content = source.slice(token.contentRange)
        written = WrittenMarkup(script: content)
    }

    /// Opens or closes the element a script wrote, behind the script's own end tag.
    private mutating func applyWritten(_ index: Int, _ token: Token) {
        guard let kind = written?.kind else { return }
        written = nil
        switch kind {
        case .opens(let tag, let hiding):
            guard index > 1, openLink < 0, buffer.tokens[index - 2].kind == .startTag else {
                return
            }
            push(tag, index - 2, buffer.tokens[index - 2].range)
            let element = page.elements.count - 1
            page.elements[element].ownHiding = hiding.union(.script)
            page.elements[element].hiding.formUnion(hiding.union(.script))
            page.elements[element].isWritten = true
            page.elements[element].hiddenBy = .script
            page.elements[element].hidingToken = Int32(index - 1)
        case .closes(let tag):
            guard
                let place = stack.lastIndex(where: {
                    page.elements[Int($0)].isWritten && page.elements[Int($0)].tag == tag
                })
            else { return }
            // What is still open in it holds the script, so it ends behind it.
            while stack.count > place + 1 {
                pop(endToken: index + 1, end: Int32(token.end), explicit: false)
            }
            pop(endToken: index + 1, end: Int32(token.end), explicit: true)
        }
    }

    // MARK: Tags

    private mutating func visitStart(_ index: Int, _ token: Token, _ domains: inout DomainTable) {
        let tag = token.tag
        switch tag {
        case .html:
            if zone == .beforeDocument { zone = .head }
            return
        case .head:
            if zone == .beforeDocument { zone = .head }
            return
        case .body:
            enterBody(at: index)
            readBodyColors(token)
            return
        case .base, .link: visitLinkElement(token, &domains)
        case .meta: visitMeta(index, token, &domains)
        default:
            if zone <= .head, !Self.isHeadContent(tag), !context.isPlainText {
                enterBody(at: index)
            }
        }
        closeImplied(before: tag, at: index)
        if tag == .a {
            closeAnchor(before: index, token)
            open(tag, index, token)
            addLink(index, token, &domains)
            return
        }
        if Self.isMedia(tag) {
            if openLink < 0, !isEmptyObject(token) { addLeaf(.media, index, token.range) }
            countResource(token, "src", &domains)
        }
        if tag == .script { countResource(token, "src", &domains) }
        if tag == .form { countResource(token, "action", &domains) }
        if !tag.isVoid { open(tag, index, token) }
    }

    private mutating func visitEnd(_ index: Int, _ token: Token) {
        switch token.tag {
        case .html:
            if index == documentEnd { zone = .afterDocument }
            return closeAll(index, token)
        case .body:
            if zone < .afterBody { zone = .afterBody }
            return closeAll(index, token)
        case .head: return
        default: break
        }
        if token.tag == .a, openLink >= 0 { closeLink(atToken: index + 1, at: Int32(token.end)) }
        close(token.tag, index, token)
        if token.tag == .script { applyWritten(index, token) }
    }

    private mutating func closeAll(_ index: Int, _ token: Token) {
        closeLink(atToken: index, at: Int32(token.start))
        while stack.count > 1 { pop(endToken: index, end: Int32(token.start), explicit: false) }
    }

    private mutating func enterBody(at index: Int) {
        if zone < .body, index >= documentStart { zone = .body }
    }

    private static func startsDocument(_ token: Token) -> Bool {
        token.kind == .doctype || (token.kind == .startTag && token.tag == .html)
    }

    // MARK: Leaves

    mutating func addLeaf(_ kind: Leaf.Kind, _ token: Int, _ range: Range<Int>) {
        let element = stack[stack.count - 1]
        page.leaves.append(
            Leaf(
                kind: kind,
                zone: zone,
                hiding: page.elements[Int(element)].hiding,
                element: element,
                firstToken: Int32(token),
                endToken: Int32(token + 1),
                start: Int32(range.lowerBound),
                end: Int32(range.upperBound)
            )
        )
    }

    /// True where raw text has letters outside what looks like tags.
    private func holdsText(_ range: Range<Int>) -> Bool {
        var isTag = false
        for byte in source.bytes[range] {
            if byte == 0x3C { isTag = true }
            if !isTag, byte >= 0x80 || ASCII.isLetter(byte) || ASCII.isDigit(byte) { return true }
            if byte == 0x3E { isTag = false }
        }
        return false
    }

    func isBlank(_ range: Range<Int>) -> Bool {
        source.bytes[range].allSatisfy(ASCII.isSpace)
    }

    /// True for an `<object>` or `<applet>` that names nothing to show.
    private func isEmptyObject(_ token: Token) -> Bool {
        guard token.tag == .object || token.tag == .applet, let base = source.bytes.baseAddress
        else { return false }
        let names: [StaticString] = ["data", "type", "classid", "code"]
        return !names.contains { buffer.attribute(named: $0, of: token, in: base) != nil }
    }

    private static func isHeadContent(_ tag: Tag) -> Bool {
        switch tag {
        case .title, .meta, .link, .base, .script, .style, .noscript, .template, .bgsound: true
        default: false
        }
    }

    private static func isMedia(_ tag: Tag) -> Bool {
        switch tag {
        case .img, .image, .input, .iframe, .video, .audio, .object, .embed, .select, .textarea,
            .svg, .applet:
            true
        default: false
        }
    }
}
