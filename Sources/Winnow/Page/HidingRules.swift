internal import Glibc
internal import WinnowHTML

/// Which ids and classes the page's own style blocks and scripts hide.
///
/// Simple selectors only: `.x`, `#x`, `tag.x`. What stands in an at-rule such as `@media print`
/// does not count.
struct HidingRules {
    /// Bytes of a script that is read; hide scripts are short, libraries are long.
    static let maximumScript = 4_096
    /// Selectors kept of a page.
    static let maximumSelectors = 4_096

    /// Rules of a style block up to which it is taken for one made for a single element.
    static let maximumOwnRules = 2

    /// How something is hidden, and by which token.
    struct Entry {
        var hiding: Hiding
        var token: Int32
    }

    private(set) var classes: [UInt64: Entry] = [:]
    private(set) var ids: [UInt64: Entry] = [:]

    /// A number for an id or class; equal names have equal numbers.
    static func number(of name: some Sequence<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325  // FNV-1a
        for byte in name { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash
    }

    /// Reads the rules of a style block.
    ///
    /// - Parameters:
    ///   - css: The content of a `<style>` element.
    ///   - token: The token it stands in.
    mutating func readStyleSheet(_ css: UnsafeBufferPointer<UInt8>, token: Int32) {
        // A block of a rule or two is written for one element; a site's own sheet has dozens.
        let isSheet = css.count { $0 == 0x7B } > Self.maximumOwnRules
        var position = 0
        while position < css.count, classes.count + ids.count < Self.maximumSelectors {
            guard let open = css[position...].firstIndex(of: 0x7B) else { return }
            let selector = css[position..<open]
            if selector.contains(0x40) {  // @media and the like: over the whole block
                if let semicolon = selector.lastIndex(of: 0x3B),
                    !selector[semicolon...].contains(0x40)
                {
                    position = semicolon + 1
                    continue
                }
                position = Self.endOfBlock(css, open)
                continue
            }
            let close = css[open...].firstIndex(of: 0x7D) ?? css.count
            let hiding = InlineStyle(css[(open + 1)..<close]).hiding
            if !hiding.isEmpty {
                add(
                    Entry(hiding: isSheet ? hiding.union(.styleSheet) : hiding, token: token),
                    for: selector
                )
            }
            position = close + 1
        }
    }

    /// Reads a script for elements it hides by id.
    mutating func readScript(_ script: UnsafeBufferPointer<UInt8>, token: Int32) {
        guard script.count <= Self.maximumScript, ids.count < Self.maximumSelectors else { return }
        guard Self.contains(script, "getElementById"),
            Self.contains(script, "none") || Self.contains(script, "hidden"),
            Self.contains(script, "style"), !Self.contains(script, "addEventListener"),
            !Self.contains(script, "function ")
        else { return }
        var position = 0
        while let found = Self.find(script, "getElementById", from: position) {
            position = found + 14
            guard let open = script[position...].firstIndex(where: { $0 == 0x22 || $0 == 0x27 }),
                open - position < 8
            else { continue }
            let name = script[(open + 1)...].prefix { $0 != script[open] }
            let entry = Entry(hiding: [.script, .display], token: token)
            ids[Self.number(of: name)] = ids[Self.number(of: name)] ?? entry
        }
    }

    private mutating func add(_ entry: Entry, for selectors: Slice<UnsafeBufferPointer<UInt8>>) {
        for selector in selectors.split(separator: 0x2C) {
            let name = selector.drop { ASCII.isSpace($0) }
            let end = name.firstIndex { ASCII.isSpace($0) } ?? name.endIndex
            guard name[end...].allSatisfy(ASCII.isSpace) else { continue }
            let simple = name[..<end]
            guard let mark = simple.firstIndex(where: { $0 == 0x2E || $0 == 0x23 }) else {
                continue
            }
            let rest = simple[(mark + 1)...]
            guard !rest.isEmpty, !rest.contains(where: { ".#:[>+~*".utf8.contains($0) }) else {
                continue
            }
            let number = Self.number(of: rest)
            if simple[mark] == 0x2E { classes[number] = entry } else { ids[number] = entry }
        }
    }

    private static func endOfBlock(_ css: UnsafeBufferPointer<UInt8>, _ open: Int) -> Int {
        var depth = 0
        for index in open..<css.count {
            if css[index] == 0x7B { depth += 1 }
            if css[index] == 0x7D {
                depth -= 1
                if depth == 0 { return index + 1 }
            }
        }
        return css.count
    }

    private static func contains(_ text: UnsafeBufferPointer<UInt8>, _ word: StaticString) -> Bool {
        find(text, word, from: 0) != nil
    }

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
