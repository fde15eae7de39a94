internal import Glibc
internal import WinnowHTML

/// Which ids and classes the page's own style blocks and scripts hide.
///
/// Of style blocks the rules with a ``CSSSelector`` count, as far as they hold on screens; of
/// scripts what ``HideScript`` reads.
struct HidingRules {
    /// Bytes of a script that is read; hide scripts are short, libraries are long.
    static let maximumScript = 4_096
    /// Selectors kept of a page that hide or help to.
    static let maximumSelectors = 4_096
    /// Selectors kept of a page for their colours only.
    static let maximumPaintedSelectors = 2_048
    /// Ids and classes kept of a page's scripts.
    static let maximumScriptTargets = 1_024

    /// Rules of a style block up to which it is taken for one made for a single element.
    static let maximumOwnRules = 2

    /// What rules say of a selector, and the token of the one that hides it.
    struct Entry {
        var style: InlineStyle
        /// True for a sheet with dozens of rules, as sites have.
        var isSheet: Bool
        var token: Int32
        /// Its place among the rules of a page.
        var order: Int32
    }

    /// An entry that holds for an element.
    struct Match {
        var entry: Entry
        /// What wins over what: kinds of selectors first, then the order in the page.
        var rank: Int64

        init(_ entry: Entry, specificity: Int64) {
            self.entry = entry
            rank = specificity << 32 | Int64(entry.order)
        }
    }

    private var entries: [UInt64: Entry] = [:]
    private var helperCount = 0
    private var order: Int32 = 0
    private(set) var hasClasses = false
    private(set) var hasIdentifiers = false
    private(set) var hasTags = false
    /// Classes that a selector names together with another.
    private var compounds: Set<UInt64> = []
    private var scriptTargets: [UInt64: [HideScript.Entry]] = [:]
    private var scriptTargetCount = 0

    // MARK: Numbers of names

    static let emptyNumber: UInt64 = 0xCBF2_9CE4_8422_2325  // FNV-1a

    @inline(__always)
    static func number(_ hash: UInt64, with byte: UInt8) -> UInt64 {
        (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }

    /// A number for an id or class; equal names have equal numbers.
    static func number(of name: some Sequence<UInt8>) -> UInt64 {
        var hash = emptyNumber
        for byte in name { hash = number(hash, with: byte) }
        return hash
    }

    /// A number for the name of a tag, whatever its case.
    static func number(ofTag name: some Sequence<UInt8>) -> UInt64 {
        var hash = emptyNumber
        for byte in name { hash = number(hash, with: CSSText.lowercased(byte)) }
        return hash
    }

    // MARK: Style blocks

    /// Reads the rules of a style block.
    ///
    /// - Parameters:
    ///   - css: The content of a `<style>` element.
    ///   - token: The token it stands in.
    /// - Complexity: Linear in the bytes.
    mutating func readStyleSheet(_ css: UnsafeBufferPointer<UInt8>, token: Int32) {
        // A block of a rule or two is written for one element; a site's own sheet has dozens.
        let isSheet = Self.hasManyRules(css)
        var rules = CSSRules(css)
        var selectors: [CSSSelector] = []
        while let list = rules.next() {
            selectors.removeAll(keepingCapacity: true)
            Self.read(list, hasComment: rules.hasComment, into: &selectors)
            guard !selectors.isEmpty else {
                rules.skipBlock()
                continue
            }
            var declarations = CSSDeclarations(css, from: rules.position, kind: .block)
            let style = InlineStyle(&declarations)
            rules.position = declarations.position
            guard !style.isEmpty else { continue }
            order += 1
            let entry = Entry(style: style, isSheet: isSheet, token: token, order: order)
            for selector in selectors { add(entry, for: selector) }
        }
    }

    private static func hasManyRules(_ css: UnsafeBufferPointer<UInt8>) -> Bool {
        var rest = css[...]
        for _ in 0...maximumOwnRules {
            guard let open = rest.firstIndex(of: 0x7B) else { return false }
            rest = rest[(open + 1)...]
        }
        return true
    }

    /// Reads those of a list of selectors that are simple.
    private static func read(
        _ list: CSSText,
        hasComment: Bool,
        into selectors: inout [CSSSelector]
    ) {
        guard list.count <= CSSRules.maximumSelectorBytes else { return }
        if hasComment {
            withoutComments(list.bytes).withUnsafeBufferPointer {
                readPlain(CSSText($0), into: &selectors)
            }
        } else {
            readPlain(list, into: &selectors)
        }
    }

    private static func readPlain(_ list: CSSText, into selectors: inout [CSSSelector]) {
        let bytes = list.bytes
        var start = 0
        while start < bytes.count {
            var end = start
            while end < bytes.count, bytes[end] != 0x2C { end += 1 }
            if let selector = CSSSelector(CSSText(bytes[start..<end])) {
                selectors.append(selector)
            }
            start = end + 1
        }
    }

    private static func withoutComments(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        var position = 0
        while position < bytes.count {
            if bytes[position] == 0x2F, position + 1 < bytes.count, bytes[position + 1] == 0x2A {
                position = CSSEscapedDeclaration.endOfComment(bytes, from: position + 2)
            } else {
                output.append(bytes[position])
                position += 1
            }
        }
        return output
    }

    private mutating func add(_ entry: Entry, for selector: CSSSelector) {
        let key = selector.key
        if let known = entries[key] {
            var merged = known
            merged.style.override(with: entry.style)
            if entry.style.helpsHiding {
                (merged.token, merged.isSheet) = (entry.token, entry.isSheet)
            }
            if entry.style.helpsHiding || known.style.helpsHiding { merged.order = entry.order }
            entries[key] = merged
            return
        }
        // What only shows an element matters behind what hides it.
        guard entry.style.helpsHiding || entry.style.isPainted else { return }
        if entry.style.helpsHiding, selector.kind != .tag {
            guard helperCount < Self.maximumSelectors else { return }
            helperCount += 1
        } else {
            guard entries.count - helperCount < Self.maximumPaintedSelectors else { return }
        }
        entries[key] = entry
        switch selector.kind {
        case .tag: break
        case .cls: hasClasses = true
        case .id: hasIdentifiers = true
        }
        if selector.tag != 0, selector.kind != .tag { hasTags = true }
        if selector.second != 0 { compounds.formUnion([selector.name, selector.second]) }
    }

    // MARK: Scripts

    /// Reads a script for elements it hides.
    mutating func readScript(_ script: UnsafeBufferPointer<UInt8>, token: Int32) {
        guard let reader = HideScript(script, token: token) else { return }
        for (target, entry) in reader.targets {
            guard scriptTargetCount < Self.maximumScriptTargets else { return }
            scriptTargetCount += 1
            scriptTargets[target.key, default: []].append(entry)
        }
    }

    // MARK: What holds for an element

    /// Appends what rules say of a class or id.
    ///
    /// - Parameters:
    ///   - kind: Class or id.
    ///   - name: Its number.
    ///   - tag: The number of the element's tag; asked for when a rule names tags.
    ///   - matches: Receives the entries.
    func match(
        _ kind: CSSSelector.Kind,
        _ name: UInt64,
        tag: @autoclosure () -> UInt64,
        into matches: inout [Match]
    ) {
        let plain = CSSSelector.key(kind, tag: 0, name: name, second: 0)
        let specificity: Int64 = kind == .id ? 8 : 2
        if let entry = entries[plain] {
            matches.append(Match(entry, specificity: specificity))
        }
        guard hasTags else { return }
        let tagged = CSSSelector.key(kind, tag: tag(), name: name, second: 0)
        if let entry = entries[tagged] {
            matches.append(Match(entry, specificity: specificity + 1))
        }
    }

    /// Appends what rules say of two classes together.
    func match(both first: UInt64, and second: UInt64, into matches: inout [Match]) {
        let key = CSSSelector.key(.cls, tag: 0, name: first, second: second)
        if let entry = entries[key] { matches.append(Match(entry, specificity: 4)) }
    }

    /// What rules say of `html` or `body`.
    func style(ofTag name: UInt64) -> InlineStyle? {
        entries[CSSSelector.key(.tag, tag: name, name: 0, second: 0)]?.style
    }

    /// True for a class that a selector names together with another.
    func isCompound(_ name: UInt64) -> Bool { !compounds.isEmpty && compounds.contains(name) }

    /// True when a script of the page hides something.
    var hasScriptTargets: Bool { !scriptTargets.isEmpty }

    /// What scripts do to a class or id.
    func scripts(_ kind: CSSSelector.Kind, _ name: UInt64) -> [HideScript.Entry] {
        scriptTargets[CSSSelector.key(kind, tag: 0, name: name, second: 0)] ?? []
    }

    /// True for a class that a rule hides, whatever else holds.
    func hides(className: UInt64) -> Bool {
        let key = CSSSelector.key(.cls, tag: 0, name: className, second: 0)
        return entries[key].map { !$0.style.hiding.isEmpty } ?? false
    }

    // MARK: Search

    static func find(
        _ text: UnsafeBufferPointer<UInt8>,
        _ word: StaticString,
        from start: Int
    ) -> Int? {
        guard let base = text.baseAddress else { return nil }
        let length = word.utf8CodeUnitCount
        var position = start
        while position + length <= text.count,
            let hit = memchr(
                base + position,
                Int32(word.utf8Start[0]),
                text.count - length - position + 1
            )
        {
            position = base.distance(to: hit.assumingMemoryBound(to: UInt8.self))
            if memcmp(base + position, word.utf8Start, length) == 0 { return position }
            position += 1
        }
        return nil
    }
}
