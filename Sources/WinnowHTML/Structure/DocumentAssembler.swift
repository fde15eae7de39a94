/// Turns what libxml2 reports of a ``Skeleton`` into the nodes of a ``Document``.
///
/// A tag is known by where libxml2 stands and by its name: at the place of `<div>` it reports an
/// implied `html` and `body` first, under their own names.
struct DocumentAssembler: Sendable {
    private var document = Document()
    private var skeleton = Skeleton()
    private var stack: [Int32] = []
    /// How many of the open elements are none of html, head and body.
    private var depth: Int32 = 0
    /// The next tag of the skeleton.
    private var cursor = 0
    /// How many tokens have got their enclosing node.
    private var filled = 0
    private var tokenCount = 0
    private var htmlNode: Int32 = -1
    private var bodyNode: Int32 = -1

    private static let pageParts = TagSet([.html, .head, .body])

    /// Names that libxml2 implies.
    private static let implied: [(name: StaticString, tag: Tag)] = [
        ("html", .html), ("head", .head), ("body", .body), ("p", .p),
    ]

    /// Starts a document.
    mutating func begin(_ skeleton: Skeleton, tokenCount: Int) {
        self.skeleton = skeleton
        self.tokenCount = tokenCount
        document = Document()
        document.enclosing = [Int32](repeating: -1, count: tokenCount)
        document.nodeOfToken = document.enclosing
        document.nodes.reserveCapacity(skeleton.marks.count / 2 + 3)
        document.droppedStartTags = skeleton.droppedStartTags
        document.leftOutStartTags = skeleton.leftOutStartTags
        document.limits = skeleton.limits
        stack.removeAll(keepingCapacity: true)
        (cursor, filled, depth) = (0, 0, 0)
        (htmlNode, bodyNode) = (-1, -1)
    }

    /// Ends the document and hands it over.
    mutating func finish(isParsed: Bool) -> Document {
        document.unmappedTags += skeleton.marks.count - cursor
        if !isParsed { document.limits.insert(.size) }
        close(htmlNode, by: skeleton.htmlEndTag)
        close(bodyNode, by: skeleton.bodyEndTag)
        let result = document
        // Not to hold on to what the caller and the builder will change.
        document = Document()
        skeleton = Skeleton()
        return result
    }

    /// Gives the html or body element its end tag, which ends nothing.
    private mutating func close(_ node: Int32, by endTag: Int32) {
        guard node >= 0, endTag >= 0, document.nodeOfToken[Int(endTag)] < 0 else { return }
        document.nodes[Int(node)].endTag = endTag
        document.nodes[Int(node)].closing = .explicit
        document.nodeOfToken[Int(endTag)] = node
    }

    // MARK: Events

    /// Takes a start tag that libxml2 reports.
    mutating func start(_ name: UnsafePointer<UInt8>, at offset: Int) {
        advance(to: offset)
        let index = Int32(truncatingIfNeeded: document.nodes.count)
        let parent = stack.last ?? -1
        var node = Document.Node(
            parent: parent,
            token: -1,
            endToken: -1,
            endTag: -1,
            closing: .missingAtEnd,
            tag: .unknown
        )
        if let mark = mark(named: name, at: offset), mark.kind.isStart {
            cursor += 1
            node.tag = mark.tag
            // Else libxml2 has other rules than the skeleton was written for.
            if mark.depth != depth { document.unmappedTags += 1 }
            fill(to: Int(mark.token))
            if mark.kind != .impliedStart { begin(&node, index, mark) }
        } else {
            guard let tag = Self.impliedTag(name) else {
                document.unmappedTags += 1
                return push(node, index)
            }
            node.tag = tag
            fill(to: cause)
        }
        if node.tag == .html, htmlNode < 0 { htmlNode = index }
        if node.tag == .body, bodyNode < 0 { bodyNode = index }
        push(node, index)
    }

    private mutating func begin(
        _ node: inout Document.Node,
        _ index: Int32,
        _ mark: Skeleton.Mark
    ) {
        node.token = mark.token
        document.enclosing[Int(mark.token)] = node.parent
        document.nodeOfToken[Int(mark.token)] = index
        filled = Int(mark.token) + 1
        if mark.kind == .start { return }
        node.endToken = mark.other
        if mark.kind == .whole {
            node.endTag = mark.other - 1
            node.closing = .explicit
            document.nodeOfToken[Int(node.endTag)] = index
        }
    }

    private mutating func push(_ node: Document.Node, _ index: Int32) {
        document.nodes.append(node)
        stack.append(index)
        if !Self.pageParts.contains(node.tag) { depth += 1 }
    }

    /// Takes an end that libxml2 reports, of the innermost element always.
    mutating func end(_ name: UnsafePointer<UInt8>, at offset: Int) {
        guard let index = stack.last else {
            document.unmappedTags += 1
            return
        }
        var node = document.nodes[Int(index)]
        defer {
            document.nodes[Int(index)] = node
            stack.removeLast()
            if !Self.pageParts.contains(node.tag) { depth -= 1 }
        }
        guard node.endToken < 0 else { return fill(to: Int(node.endToken)) }
        advance(to: offset)
        guard let mark = mark(named: name, at: offset), !mark.kind.isStart else {
            fill(to: cause)
            node.endToken = Int32(truncatingIfNeeded: cause)
            node.closing = cursor < skeleton.marks.count ? .implied : .missingAtEnd
            return
        }
        cursor += 1
        fill(to: Int(mark.token))
        node.endToken = mark.token
        node.closing = Int(mark.token) < tokenCount ? .implied : .missingAtEnd
        if mark.kind == .end {
            document.enclosing[Int(mark.token)] = index
            filled = Int(mark.token) + 1
            node.endToken += 1
            node.endTag = mark.token
            node.closing = .explicit
        } else if mark.kind == .misnestedEnd, mark.other >= 0 {
            node.endTag = mark.other
            node.closing = .misnested
        }
        if node.endTag >= 0 { document.nodeOfToken[Int(node.endTag)] = index }
    }

    // MARK: The skeleton

    /// The token at which something not in the skeleton happens.
    private var cause: Int {
        guard cursor < skeleton.marks.count else { return tokenCount }
        return Int(skeleton.marks[cursor].token)
    }

    /// Goes past tags that libxml2 read and didn't report.
    private mutating func advance(to offset: Int) {
        while cursor < skeleton.marks.count, Int(skeleton.marks[cursor].offset) < offset {
            document.unmappedTags += 1
            cursor += 1
        }
    }

    /// The next tag of the skeleton where it stands at an offset and has a name.
    private func mark(named name: UnsafePointer<UInt8>, at offset: Int) -> Skeleton.Mark? {
        guard cursor < skeleton.marks.count else { return nil }
        let mark = skeleton.marks[cursor]
        guard Int(mark.offset) == offset else { return nil }
        let length = Int(mark.nameLength)
        let start = offset - length - (mark.kind.isStart ? 0 : 1)
        for index in 0..<length where skeleton.bytes[start + index] != name[index] { return nil }
        return name[length] == 0 ? mark : nil
    }

    private static func impliedTag(_ name: UnsafePointer<UInt8>) -> Tag? {
        implied.first { entry in
            let length = entry.name.utf8CodeUnitCount
            // Compared up to the NUL that ends both.
            return (0...length).allSatisfy { name[$0] == entry.name.utf8Start[$0] }
        }?.tag
    }

    /// Gives the tokens up to one the innermost node.
    private mutating func fill(to token: Int) {
        guard filled < token else { return }
        let node = stack.last ?? -1
        for index in filled..<min(token, tokenCount) { document.enclosing[index] = node }
        filled = token
    }
}
