internal import Glibc
internal import WinnowHTML

/// The rules of a style sheet that hold on every screen, one after another.
///
/// Blocks of `@media screen`, `@supports` and `@layer` are looked into; those of print, of a
/// condition on the window, and of all other at-rules are not.
struct CSSRules {
    /// Bytes of a selector list that are looked at; longer ones are a framework's.
    static let maximumSelectorBytes = 4_096
    /// Bytes in which the end of a block is looked for without reading each; else braces that are
    /// opened only would be looked at again and again.
    static let maximumGlance = 1_024

    let bytes: UnsafeBufferPointer<UInt8>
    /// Where the declarations of the rule found last start; where they end is for the caller to set.
    var position = 0
    /// True when a comment stands in or among the selectors found last.
    private(set) var hasComment = false

    /// - Parameter css: The content of a `<style>` element.
    init(_ css: UnsafeBufferPointer<UInt8>) { bytes = css }

    /// The selectors of the next rule, with `position` at its declarations; nil behind the last.
    ///
    /// - Complexity: Linear in what is passed over.
    mutating func next() -> CSSText? {
        while skipToRule() {
            let start = position
            hasComment = false
            guard let mark = skipPrelude() else { return nil }
            let prelude = CSSText(bytes[start..<(position - 1)])
            guard bytes[start] != 0x40 else {
                if mark == 0x7B, !Self.holdsOnScreens(prelude) { skipBlock() }
                continue
            }
            guard mark == 0x7B else { continue }
            return prelude
        }
        return nil
    }

    /// Passes over the declarations of a rule.
    mutating func skipBlock() { position = Self.endOfBlock(bytes, from: position) }

    /// Skips blanks, comments, the ends of groups, and the marks of an HTML comment.
    private mutating func skipToRule() -> Bool {
        while position < bytes.count {
            let byte = bytes[position]
            let rest = CSSText(bytes[position...])
            if byte <= 0x20 || byte == 0x7D || byte == 0x3B {
                position += 1
            } else if byte == 0x2F, rest.starts(with: "/*") {
                position = CSSEscapedDeclaration.endOfComment(bytes, from: position + 2)
            } else if byte == 0x3C, rest.starts(with: "<!--") {
                position += 4
            } else if byte == 0x2D, rest.starts(with: "-->") {
                position += 3
            } else {
                return true
            }
        }
        return false
    }

    /// Skips what stands before a block, and the brace that opens it.
    ///
    /// - Returns: The mark that ended it: a brace, or the semicolon of an at-rule without a block.
    private mutating func skipPrelude() -> UInt8? {
        let isAtRule = bytes[position] == 0x40
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case 0x7B, 0x7D: return byte
            case 0x3B where isAtRule: return byte
            case 0x22, 0x27: position = Self.endOfString(bytes, from: position, byte)
            case 0x5C: position = min(position + 1, bytes.count)
            case 0x2F where position < bytes.count && bytes[position] == 0x2A:
                hasComment = true
                position = CSSEscapedDeclaration.endOfComment(bytes, from: position + 1)
            default: break
            }
        }
        return nil
    }

    /// Where a block ends whose opening brace stands before a position.
    static func endOfBlock(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        if let end = endOfPlainBlock(bytes, from: start) { return end }
        var depth = 1
        var position = start
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case 0x7B:
                if let end = endOfPlainBlock(bytes, from: position) {
                    position = end
                } else {
                    depth += 1
                }
            case 0x7D:
                depth -= 1
                if depth == 0 { return position }
            case 0x22, 0x27: position = endOfString(bytes, from: position, byte)
            case 0x5C: position = min(position + 1, bytes.count)
            case 0x2F where position < bytes.count && bytes[position] == 0x2A:
                position = CSSEscapedDeclaration.endOfComment(bytes, from: position + 1)
            default: break
            }
        }
        return bytes.count
    }

    /// Where a block ends that has nothing in it but declarations; nil where it may have more.
    private static func endOfPlainBlock(
        _ bytes: UnsafeBufferPointer<UInt8>,
        from start: Int
    ) -> Int? {
        guard start < bytes.count, let base = bytes.baseAddress,
            let brace = memchr(base + start, 0x7D, min(maximumGlance, bytes.count - start))
        else { return nil }
        let end = (base + start).distance(to: brace.assumingMemoryBound(to: UInt8.self))
        let isPlain =
            memchr(base + start, 0x7B, end) == nil && memchr(base + start, 0x2F, end) == nil
            && memchr(base + start, 0x22, end) == nil && memchr(base + start, 0x27, end) == nil
            && memchr(base + start, 0x5C, end) == nil
        return isPlain ? start + end + 1 : nil
    }

    /// Where a string ends: behind its quote, or with its line.
    private static func endOfString(
        _ bytes: UnsafeBufferPointer<UInt8>,
        from start: Int,
        _ quote: UInt8
    ) -> Int {
        var position = start
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == quote || byte == 0x0A { return position }
            if byte == 0x5C { position = min(position + 1, bytes.count) }
        }
        return bytes.count
    }

    // MARK: At-rules

    /// True for an at-rule whose rules hold on any screen.
    private static func holdsOnScreens(_ prelude: CSSText) -> Bool {
        let end = prelude.bytes.dropFirst().firstIndex { !ASCII.isLetter($0) && $0 != 0x2D }
        let name = CSSText(prelude.bytes[..<(end ?? prelude.count)])
        let condition = prelude.dropFirst(name.count).trimmed
        if name.equals("@layer") { return true }
        if name.equals("@supports") { return !condition.starts(with: "not") }
        guard name.equals("@media") else { return false }
        if condition.count == 0 { return true }
        return condition.bytes.split(separator: 0x2C).contains { isScreen(CSSText($0).trimmed) }
    }

    private static func isScreen(_ query: CSSText) -> Bool {
        var rest = query
        guard var word = rest.nextComponent() else { return false }
        if word.equals("only"), let next = rest.nextComponent() { word = next }
        return (word.equals("screen") || word.equals("all")) && rest.nextComponent() == nil
    }
}
