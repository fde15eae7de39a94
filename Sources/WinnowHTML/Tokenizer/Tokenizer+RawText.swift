internal import Glibc

/// Ends of content that is not markup: raw text, scripts, template instructions.
extension Tokenizer {
    /// The first `byte` at or after `start`.
    @inline(__always)
    func find(_ byte: UInt8, from start: Int) -> Int? {
        guard start < count, let found = memchr(base + start, Int32(byte), count - start) else {
            return nil
        }
        return base.distance(to: found.assumingMemoryBound(to: UInt8.self))
    }

    /// One past the first `byte` at or after `start`.
    @inline(__always)
    func after(_ byte: UInt8, from start: Int) -> Int? {
        find(byte, from: start).map { $0 + 1 }
    }

    /// True where `text`, in lower-case ASCII, stands at `position` in any case.
    @inline(__always)
    func matches(_ position: Int, _ text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        guard position + length <= count else { return false }
        return ASCII.equals(base + position, length, text)
    }

    /// Where the end tag that closes raw text stands, or the end of the document.
    ///
    /// An end tag counts when its name is `name` and a space, `/` or `>` follows.
    func endOfRawText(from start: Int, name: [UInt8]) -> Int {
        var position = start
        while let open = find(0x3C, from: position) {
            if isInstruction(at: open) {
                position = endOfInstruction(from: open)
                continue
            }
            if isEndTag(at: open, name: name) { return open }
            position = open + 1
        }
        return count
    }

    private func isEndTag(at open: Int, name: [UInt8]) -> Bool {
        let end = open + 2 + name.count
        guard !name.isEmpty, end < count, base[open + 1] == 0x2F, isNameEnd(base[end]) else {
            return false
        }
        for offset in 0..<name.count
        where ASCII.lowercased(base[open + 2 + offset]) != name[offset] {
            return false
        }
        return true
    }

    private func isNameEnd(_ byte: UInt8) -> Bool {
        ASCII.isSpace(byte) || byte == 0x2F || byte == 0x3E
    }

    /// Where the end tag that closes a script stands, or the end of the document.
    ///
    /// `name` is `script`, save for a fragment that starts in script data after some other tag.
    /// Follows the script data states: after `<!--` a script is escaped until `-->`, and a
    /// `<script` in there makes `</script` end only that inner one.
    func endOfScript(from start: Int, name: [UInt8]) -> Int {
        var position = start
        while let open = find(0x3C, from: position) {
            if isInstruction(at: open) {
                position = endOfInstruction(from: open)
            } else if isEndTag(at: open, name: name) {
                return open
            } else if matches(open, "<!--") {
                switch endOfEscapedScript(from: open + 4, name: name) {
                case .ends(let end): return end
                case .goesOn(let next): position = next
                }
            } else {
                position = open + 1
            }
        }
        return count
    }

    private enum EscapedScript {
        /// The script ends here.
        case ends(Int)
        /// The escape ended and the script goes on from here.
        case goesOn(Int)
    }

    /// Reads on after the `<!--` of a script; its two dashes count for a `-->` already.
    private func endOfEscapedScript(from start: Int, name: [UInt8]) -> EscapedScript {
        let script = table.bytes(of: .script)
        var position = start
        var dashes = 2
        var isDouble = false
        while position < count {
            let byte = base[position]
            if byte == 0x2D {
                dashes += 1
            } else if byte == 0x3E, dashes >= 2 {
                return .goesOn(position + 1)
            } else {
                dashes = 0
                if byte == 0x3C {
                    if isInstruction(at: position) {
                        position = endOfInstruction(from: position)
                        continue
                    }
                    if !isDouble, isEndTag(at: position, name: name) { return .ends(position) }
                    if isDouble, isEndTag(at: position, name: script) {
                        isDouble = false
                        position += 2 + script.count
                    } else if !isDouble, isStartTag(at: position, name: script) {
                        isDouble = true
                        position += 1 + script.count
                    }
                }
            }
            position += 1
        }
        return .ends(count)
    }

    private func isStartTag(at open: Int, name: [UInt8]) -> Bool {
        let end = open + 1 + name.count
        guard end < count, isNameEnd(base[end]) else { return false }
        return matches(open + 1, "script")
    }

    /// True where a template instruction starts and such are to be opaque.
    @inline(__always)
    func isInstruction(at position: Int) -> Bool {
        guard options.opaqueInstructions, base[position] == 0x3C, position + 1 < count else {
            return false
        }
        return base[position + 1] == 0x3F || base[position + 1] == 0x25
    }

    /// One past the `?>` or `%>` that ends the instruction at `start`, or the end of the document.
    func endOfInstruction(from start: Int) -> Int {
        let mark = base[start + 1]
        var position = start + 2
        while let close = find(0x3E, from: position) {
            if close > start + 2, base[close - 1] == mark { return close + 1 }
            position = close + 1
        }
        return count
    }
}
