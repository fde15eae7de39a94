/// Finds the ``Tag`` of a name without allocation.
///
/// An open-addressed table keyed by the last eight bytes of the lower-case name; longer names
/// are compared in full, so that no made-up name passes for another.
package struct TagTable: Sendable {
    /// The table of all tags, made once.
    package static let shared = TagTable()

    private struct Slot: Sendable {
        var key: UInt64 = 0
        var length = 0
        var tag = Tag.unknown
    }

    private static let slotCount = 1024
    private var slots = [Slot](repeating: Slot(), count: slotCount)
    private var names: [[UInt8]] = []

    private init() {
        names = Tag.allCases.map { Array($0.name.utf8) }
        for tag in Tag.allCases where tag != .unknown {
            let name = names[Int(tag.rawValue)]
            let key = name.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            var index = Self.index(of: key, length: name.count)
            while slots[index].tag != .unknown { index = (index + 1) % Self.slotCount }
            slots[index] = Slot(key: key, length: name.count, tag: tag)
        }
    }

    @inline(__always)
    private static func index(of key: UInt64, length: Int) -> Int {
        Int(truncatingIfNeeded: ((key &+ UInt64(length)) &* 0x9E37_79B9_7F4A_7C15) >> 54)
    }

    /// The tag whose lower-case name ends in the bytes of `key` and is `length` bytes long.
    ///
    /// - Parameters:
    ///   - key: The last eight bytes of the name in lower case, the very last one lowest.
    ///   - length: Bytes of the name.
    ///   - name: The name as it stands in the document.
    /// - Returns: `.unknown` for a name that is none of the listed ones.
    @inline(__always)
    package func tag(key: UInt64, length: Int, name: UnsafePointer<UInt8>) -> Tag {
        var index = Self.index(of: key, length: length)
        while slots[index].tag != .unknown {
            let slot = slots[index]
            if slot.key == key, slot.length == length {
                return length <= 8 || matches(slot.tag, name, length) ? slot.tag : .unknown
            }
            index = (index + 1) % Self.slotCount
        }
        return .unknown
    }

    private func matches(_ tag: Tag, _ name: UnsafePointer<UInt8>, _ length: Int) -> Bool {
        let expected = names[Int(tag.rawValue)]
        for offset in 0..<length where ASCII.lowercased(name[offset]) != expected[offset] {
            return false
        }
        return true
    }

    /// The lower-case name of a tag.
    package func bytes(of tag: Tag) -> [UInt8] { names[Int(tag.rawValue)] }
}
