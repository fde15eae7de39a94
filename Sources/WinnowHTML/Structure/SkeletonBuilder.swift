/// Writes the ``Skeleton`` of a document in one pass over its tokens.
///
/// It keeps its own stack of open elements, which decides on what is stray, misnested or too deep,
/// so that libxml2 never has to search its stack: every end tag it is shown names an open element.
struct SkeletonBuilder: Sendable {
    /// An element that is open.
    struct Entry: Sendable {
        /// How libxml2 is told the name.
        enum Name: UInt8, Sendable {
            case canonical
            /// A known name made unknown to libxml2, so that its HTML 4 rules don't apply.
            case alias
            /// An unknown name: a hash of it.
            case hashed
        }

        var tag: Tag
        var name: Name
        var isForeign = false
        /// Whether it is SVG or MathML with HTML inside.
        var isIntegrationPoint = false
        /// Whether it ends as soon as its children do.
        var isEnding = false
        /// The end tag that made it so.
        var endTag: Int32 = -1
        /// Hash of an unknown name.
        var hash: UInt64 = 0
    }

    /// Which part of a page comes next.
    enum Phase: Sendable {
        case beforeHead
        case inHead
        case afterHead
        case inBody
        case inFrameset
    }

    private(set) var buffer = TokenBuffer()
    var skeleton = Skeleton()
    var stack: [Entry] = []
    /// How many elements of each tag are open, those not counted that are ending.
    var openCounts = [Int32](repeating: 0, count: 256)
    /// The elements too deep for the skeleton that are open.
    var overflow: [Entry] = []
    /// How many elements of each tag are among them.
    var overflowCounts = [Int32](repeating: 0, count: 256)
    var phase = Phase.beforeHead
    var foreign = ForeignContent()
    var hasHTMLTag = false
    /// Bodies open by their tags, the dropped ones included, so that their end tags pair up.
    var openBodies = 0
    var isQuirks = true
    private var work = 0
    private let limits: DocumentLimits
    private let names: [[UInt8]]

    init(limits: DocumentLimits) {
        self.limits = limits
        names = Tag.allCases.map { TagTable.shared.bytes(of: $0) }
    }

    /// Replaces the skeleton by that of a document.
    mutating func build(_ buffer: TokenBuffer, in bytes: UnsafeBufferPointer<UInt8>) {
        reset(buffer)
        // Not to hold the tokens beyond this call: their owner would copy them when changing them.
        defer { self.buffer = TokenBuffer() }
        var index = 0
        while index < buffer.tokens.count {
            switch buffer.tokens[index].kind {
            case .startTag: index = startTag(at: index, in: bytes)
            case .endTag:
                endTag(at: index, in: bytes)
                index += 1
            case .text:
                text(at: index, in: bytes)
                index += 1
            case .doctype:
                if skeleton.bytes.isEmpty {
                    isQuirks = Doctype(bytes, token: buffer.tokens[index]).forcesQuirks
                }
                index += 1
            case .comment, .bogusComment, .opaque, .discarded: index += 1
            }
        }
        finish()
    }

    private mutating func reset(_ buffer: TokenBuffer) {
        self.buffer = buffer
        skeleton.reset()
        stack.removeAll(keepingCapacity: true)
        closeOverflow(to: 0)
        for index in openCounts.indices { openCounts[index] = 0 }
        phase = .beforeHead
        foreign = ForeignContent()
        (hasHTMLTag, openBodies, isQuirks, work) = (false, 0, true, 0)
    }

    /// Ends what waits for its children to end; the rest libxml2 ends.
    private mutating func finish() {
        guard let lowest = stack.firstIndex(where: \.isEnding) else { return }
        close(to: lowest, cause: buffer.tokens.count)
    }

    // MARK: Text

    private mutating func text(at index: Int, in bytes: UnsafeBufferPointer<UInt8>) {
        guard overflow.isEmpty, phase != .inFrameset,
            bytes[buffer.tokens[index].contentRange].contains(where: { !ASCII.isSpace($0) })
        else { return }
        if phase != .inBody, stack.isEmpty {
            if phase == .inHead { leaveHead(cause: index, endTag: false) }
            // Else libxml2 would put the text into a paragraph of its making.
            writeImpliedStart(.body, cause: index)
            phase = .inBody
        }
        skeleton.bytes.append(0x78)
    }

    // MARK: The stack

    /// Counts a step of a search beyond the innermost element; false where no more are allowed.
    @inline(__always)
    mutating func mayWork() -> Bool {
        work += 1
        guard work > limits.work else { return true }
        skeleton.limits.insert(.work)
        return false
    }

    /// The innermost open HTML element with one of some tags, within a scope.
    ///
    /// - Parameters:
    ///   - tags: What is searched.
    ///   - count: How much of the stack is searched, from its bottom.
    ///   - barrier: What ends the search; the element itself may be one. HTML in SVG is one too, unless
    ///     only a table is.
    /// - Returns: Its place on the stack, or nil.
    mutating func find(_ tags: TagSet, below count: Int, barrier: TagSet) -> Int? {
        var index = count - 1
        while index >= 0, index == count - 1 || mayWork() {
            let entry = stack[index]
            if entry.isForeign {
                if entry.isIntegrationPoint, barrier.contains(.object) { return nil }
            } else if tags.contains(entry.tag), !entry.isEnding {
                return index
            } else if barrier.contains(entry.tag) {
                return nil
            }
            index -= 1
        }
        return nil
    }

    /// The depth at which no more start tags are written.
    var isFull: Bool { stack.count >= limits.depth }

    /// Puts an element on the stack and writes its start tag.
    mutating func open(_ entry: Entry, kind: Skeleton.Mark.Kind, token: Int) {
        write(entry, token: token, kind: kind, other: -1)
        stack.append(entry)
        openCounts[Int(entry.tag.rawValue)] += 1
    }

    /// Takes elements off the stack and writes their end tags.
    ///
    /// - Parameters:
    ///   - depth: How many elements stay.
    ///   - new: The start tag written next, under its own name: what it ends by libxml2's rules
    ///     has no end tag written.
    ///   - cause: The token that ends them.
    mutating func close(to depth: Int, before new: Tag = .unknown, cause: Int) {
        guard depth < stack.count else { return }
        var written = depth
        while written < stack.count, stack[written].name == .canonical,
            !stack[written].isEnding, ImpliedEnds.ends(stack[written].tag, at: new)
        {
            written += 1
        }
        while stack.count > depth {
            let entry = pop()
            guard stack.count >= written else { continue }
            if entry.isEnding {
                writeEnd(entry, token: cause, kind: .misnestedEnd, other: entry.endTag)
            } else {
                writeEnd(entry, token: cause, kind: .impliedEnd)
            }
        }
    }

    /// Closes an element by its end tag, with all that is open in it.
    mutating func close(_ index: Int, endTag: Int) {
        let entry = stack[index]
        // What may end within by libxml2's own rules is left to them. By index, as a slice that is
        // alive would have the stack copied.
        let isImplied = (index + 1..<stack.count).allSatisfy {
            let tag = stack[$0].tag
            return !ImpliedEnds.firm.contains(tag) && !stack[$0].isEnding && tag != entry.tag
        }
        if isImplied {
            while stack.count > index + 1 { pop() }
        } else {
            close(to: index + 1, cause: endTag)
        }
        pop()
        writeEnd(entry, token: endTag, kind: .end)
        closeEnding(cause: endTag + 1)
    }

    /// Closes the elements on top that waited for their children.
    private mutating func closeEnding(cause: Int) {
        while let last = stack.last, last.isEnding { close(to: stack.count - 1, cause: cause) }
    }

    /// Forgets elements that are too deep to have been written.
    mutating func closeOverflow(to depth: Int) {
        while overflow.count > depth {
            overflowCounts[Int(overflow.removeLast().tag.rawValue)] -= 1
        }
    }

    @discardableResult
    private mutating func pop() -> Entry {
        let entry = stack.removeLast()
        if !entry.isEnding { openCounts[Int(entry.tag.rawValue)] -= 1 }
        return entry
    }

    /// Ends the head, by its end tag or by what cannot be in it.
    mutating func leaveHead(cause: Int, endTag: Bool) {
        closeOverflow(to: 0)
        close(to: 0, cause: cause)
        let head = Entry(tag: .head, name: .canonical)
        writeEnd(head, token: cause, kind: endTag ? .end : .impliedEnd)
        phase = .afterHead
    }

    /// Has an element end with its children.
    mutating func end(_ index: Int, endTag: Int32) {
        stack[index].isEnding = true
        stack[index].endTag = endTag
        openCounts[Int(stack[index].tag.rawValue)] -= 1
    }

    // MARK: Writing

    /// Writes a start tag that the document leaves out.
    mutating func writeImpliedStart(_ tag: Tag, cause: Int) {
        write(Entry(tag: tag, name: .canonical), token: cause, kind: .impliedStart, other: -1)
    }

    /// Writes a start tag, with its end where the element is whole.
    mutating func write(_ entry: Entry, token: Int, kind: Skeleton.Mark.Kind, other: Int) {
        skeleton.bytes.append(0x3C)
        let length = writeName(entry)
        mark(entry, token, kind, other, length)
        if kind == .whole || kind == .wholeUnclosed { skeleton.bytes.append(0x2F) }
        skeleton.bytes.append(0x3E)
    }

    private mutating func writeEnd(
        _ entry: Entry,
        token: Int,
        kind: Skeleton.Mark.Kind,
        other: Int32 = -1
    ) {
        skeleton.bytes.append(0x3C)
        skeleton.bytes.append(0x2F)
        let length = writeName(entry)
        skeleton.bytes.append(0x3E)
        mark(entry, token, kind, Int(other), length)
    }

    private mutating func mark(
        _ entry: Entry,
        _ token: Int,
        _ kind: Skeleton.Mark.Kind,
        _ other: Int,
        _ length: Int
    ) {
        skeleton.marks.append(
            Skeleton.Mark(
                offset: UInt32(truncatingIfNeeded: skeleton.bytes.count),
                token: Int32(truncatingIfNeeded: token),
                other: Int32(truncatingIfNeeded: other),
                depth: Int32(truncatingIfNeeded: stack.count),
                kind: kind,
                tag: entry.tag,
                nameLength: UInt8(truncatingIfNeeded: length)
            )
        )
    }

    private mutating func writeName(_ entry: Entry) -> Int {
        let start = skeleton.bytes.count
        switch entry.name {
        case .canonical: skeleton.bytes.append(contentsOf: names[Int(entry.tag.rawValue)])
        case .alias:
            skeleton.bytes.append(0x6E)
            skeleton.bytes.append(0x2D)
            skeleton.bytes.append(contentsOf: names[Int(entry.tag.rawValue)])
        case .hashed:
            // No HTML element begins with `u-`, and a letter stands for four bits.
            skeleton.bytes.append(0x75)
            skeleton.bytes.append(0x2D)
            for shift in stride(from: UInt64(0), to: 64, by: 4) {
                skeleton.bytes.append(0x61 + UInt8(truncatingIfNeeded: entry.hash >> shift & 15))
            }
        }
        return skeleton.bytes.count - start
    }
}
