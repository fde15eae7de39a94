/// Finds the terms of all word lists in normalised text, in one pass.
///
/// Aho and Corasick's automaton (1975) over UTF-8 bytes, its transitions in one open-addressed
/// table. A term written with spaces between words must begin and end at a word; Han, kana and
/// Thai terms match anywhere; Hangul ones at the start of a word, because particles follow.
package struct TermMatcher: Sendable {
    /// A term that was found.
    package struct Hit: Sendable, Equatable {
        /// Index of the term in `entries`.
        package var term: UInt32
        /// First byte in the normalised text.
        package var start: UInt32
        /// One past the last byte.
        package var end: UInt32
    }

    /// A term and where it comes from.
    package struct Entry: Sendable {
        package var list: UInt8
        package var weight: Float
        package var length: UInt32
        var needsWordStart: Bool
        var needsWordEnd: Bool
        /// The next entry with the same text, or -1.
        var next: Int32
    }

    /// Hits kept of one text; more say nothing new.
    package static let maximumHits = 4_096

    /// The names of the lists, by number.
    package let listNames: [String]
    package private(set) var entries: [Entry] = []

    /// For every state the byte that leads to the state made next, 0 for none: most states of a
    /// term have one way on, and it is told without a look into the table of the others.
    private var chain: [UInt8] = [0]
    /// True for states with ways on that stand in the table.
    private var hasOthers: [Bool] = [false]
    private var keys: [UInt64] = []
    private var values: [UInt32] = []
    private var mask = 0
    private var stateCount: UInt32 = 1
    private var failure: [UInt32] = [0]
    /// The first entry that ends in a state, or -1.
    private var output: [Int32] = [-1]
    /// The nearest state on the failure path with an output, or 0.
    private var outputLink: [UInt32] = [0]
    private var root = [UInt32](repeating: 0, count: 256)
    /// For a state one byte deep the place of its row in `dense`, else -1.
    private var denseRow: [Int32] = [-1]
    /// Rows of 256 states: where the second byte leads, 0 for nowhere.
    ///
    /// Most words of a page end here.
    private var dense: [UInt32] = []

    /// Builds the automaton.
    ///
    /// - Complexity: Linear in the bytes of all terms.
    package init(_ lists: [TermList], normaliser: TextNormaliser) {
        listNames = lists.map(\.name)
        let bytes = lists.reduce(0) { $0 + $1.terms.reduce(0) { $0 + $1.text.utf8.count } }
        var capacity = 1_024
        while capacity < bytes + 64 { capacity *= 2 }
        keys = [UInt64](repeating: 0, count: capacity)
        values = [UInt32](repeating: 0, count: capacity)
        mask = capacity - 1
        var parents: [(state: UInt32, byte: UInt8)] = [(0, 0)]
        for (number, list) in lists.enumerated() {
            for term in list.terms {
                insert(term, list: UInt8(truncatingIfNeeded: number), normaliser, &parents)
            }
        }
        link(parents)
        makeDense()
    }

    /// Lays out the transitions of the states one byte deep as a table.
    private mutating func makeDense() {
        denseRow = [Int32](repeating: -1, count: Int(stateCount))
        for first in root where first != 0 {
            denseRow[Int(first)] = Int32(dense.count)
            for byte in UInt8.min...UInt8.max { dense.append(transition(first, byte) ?? 0) }
        }
    }

    /// Appends the hits in a text, leftmost and longest first, none overlapping another.
    ///
    /// - Parameters:
    ///   - text: Text in normal form, which begins and ends with a space.
    ///   - base: Added to the offsets of the hits.
    ///   - scratch: Memory for all hits; its content does not matter.
    ///   - hits: Receives the hits.
    package func appendHits(
        in text: UnsafeBufferPointer<UInt8>,
        base: Int,
        scratch: inout [Hit],
        to hits: inout [Hit]
    ) {
        scratch.removeAll(keepingCapacity: true)
        findAll(in: text, &scratch)
        guard !scratch.isEmpty else { return }
        if scratch.count > 1 { scratch.sort { ($0.start, $1.end) < ($1.start, $0.end) } }
        var last: Hit?
        for hit in scratch {
            // The same words may stand in several lists: each says its part.
            if let kept = last, hit.start < kept.end,
                hit.start != kept.start || hit.end != kept.end
            {
                continue
            }
            last = hit
            hits.append(
                Hit(
                    term: hit.term,
                    start: hit.start + UInt32(base),
                    end: hit.end + UInt32(base)
                )
            )
        }
    }

    /// Every hit in a text, by where it ends.
    ///
    /// The tables are read as spans: this loop sees every byte of every text.
    private func findAll(in text: UnsafeBufferPointer<UInt8>, _ hits: inout [Hit]) {
        let (root, denseRow, dense) = (root.span, denseRow.span, dense.span)
        let (output, outputLink) = (output.span, outputLink.span)
        var state: UInt32 = 0
        for position in 0..<text.count {
            let byte = text[position]
            if state == 0 {
                // No term in Latin letters begins inside a word: most of a page's letters end here.
                if byte < 0x80, position > 0, text[position - 1] != 0x20 { continue }
                state = root[Int(byte)]
            } else if denseRow[Int(state)] >= 0 {
                // A state one byte deep fails to the start.
                let next = dense[Int(denseRow[Int(state)]) + Int(byte)]
                state = next != 0 ? next : root[Int(byte)]
            } else {
                state = step(state, byte)
            }
            guard state != 0 else { continue }
            var found = output[Int(state)] >= 0 ? state : outputLink[Int(state)]
            while found != 0 {
                collect(output[Int(found)], end: position + 1, text, &hits)
                found = outputLink[Int(found)]
            }
            if hits.count >= Self.maximumHits { return }
        }
    }

    private func collect(
        _ first: Int32,
        end: Int,
        _ text: UnsafeBufferPointer<UInt8>,
        _ hits: inout [Hit]
    ) {
        var index = first
        while index >= 0 {
            let entry = entries[Int(index)]
            let start = end - Int(entry.length)
            if !entry.needsWordStart || start == 0 || text[start - 1] == 0x20,
                !entry.needsWordEnd || end == text.count || text[end] == 0x20
            {
                hits.append(
                    Hit(term: UInt32(index), start: UInt32(start), end: UInt32(end))
                )
            }
            index = entry.next
        }
    }

    @inline(__always)
    private func step(_ from: UInt32, _ byte: UInt8) -> UInt32 {
        var state = from
        while state != 0 {
            if let next = transition(state, byte) { return next }
            state = failure[Int(state)]
        }
        return root[Int(byte)]
    }

    @inline(__always)
    private func slot(_ key: UInt64) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 24) & mask
    }

    @inline(__always)
    private func transition(_ state: UInt32, _ byte: UInt8) -> UInt32? {
        if chain[Int(state)] == byte { return state + 1 }
        guard hasOthers[Int(state)] else { return nil }
        let key = UInt64(state) << 8 | UInt64(byte)
        var index = slot(key)
        while keys[index] != 0 {
            if keys[index] == key { return values[index] }
            index = (index + 1) & mask
        }
        return nil
    }

    private mutating func insert(
        _ term: TermList.Term,
        list: UInt8,
        _ normaliser: TextNormaliser,
        _ parents: inout [(state: UInt32, byte: UInt8)]
    ) {
        var form: [UInt8] = []
        let text = Array(term.text.utf8)
        _ = text.withUnsafeBufferPointer { normaliser.append($0, to: &form) }
        guard form.count > 2 else { return }
        let word = form[1..<(form.count - 1)]
        var state: UInt32 = 0
        for byte in word {
            if state == 0 {
                if root[Int(byte)] == 0 { root[Int(byte)] = addState(0, byte, &parents) }
                state = root[Int(byte)]
            } else if let next = transition(state, byte) {
                state = next
            } else {
                let next = addState(state, byte, &parents)
                if next == state + 1 {
                    chain[Int(state)] = byte
                    state = next
                    continue
                }
                hasOthers[Int(state)] = true
                let key = UInt64(state) << 8 | UInt64(byte)
                var index = slot(key)
                while keys[index] != 0 { index = (index + 1) & mask }
                keys[index] = key
                values[index] = next
                state = next
            }
        }
        guard !strengthen(output[Int(state)], list: list, weight: term.weight) else { return }
        let (first, last) = (Self.firstScalar(of: word), Self.lastScalar(of: word))
        let isHangul = (0xAC00..<0xD7A4).contains(first)
        entries.append(
            Entry(
                list: list,
                weight: term.weight,
                length: UInt32(word.count),
                needsWordStart: !Self.isUnspaced(first) || isHangul,
                needsWordEnd: !Self.isUnspaced(last),
                next: output[Int(state)]
            )
        )
        output[Int(state)] = Int32(entries.count - 1)
    }

    /// Gives an entry of the same list and form the greater of two weights.
    ///
    /// A list may have a term in traditional and in simplified Han; it says the same once.
    ///
    /// - Returns: True when there is such an entry.
    private mutating func strengthen(_ first: Int32, list: UInt8, weight: Float) -> Bool {
        var index = first
        while index >= 0 {
            if entries[Int(index)].list == list {
                entries[Int(index)].weight = max(entries[Int(index)].weight, weight)
                return true
            }
            index = entries[Int(index)].next
        }
        return false
    }

    private mutating func addState(
        _ parent: UInt32,
        _ byte: UInt8,
        _ parents: inout [(state: UInt32, byte: UInt8)]
    ) -> UInt32 {
        stateCount += 1
        parents.append((parent, byte))
        chain.append(0)
        hasOthers.append(false)
        failure.append(0)
        output.append(-1)
        outputLink.append(0)
        return stateCount - 1
    }

    /// Sets the failure links; states must be visited by depth, and those were made in any order.
    private mutating func link(_ parents: [(state: UInt32, byte: UInt8)]) {
        var depth = [UInt32](repeating: 0, count: parents.count)
        var atDepth: [[Int]] = []
        for state in 1..<max(parents.count, 1) {
            depth[state] = depth[Int(parents[state].state)] + 1
            while atDepth.count < Int(depth[state]) { atDepth.append([]) }
            atDepth[Int(depth[state]) - 1].append(state)
        }
        let order = atDepth.joined()
        for state in order where parents[state].state != 0 {
            let (parent, byte) = parents[state]
            let target = step(failure[Int(parent)], byte)
            failure[state] = target
        }
        for state in order {
            let target = failure[state]
            outputLink[state] = output[Int(target)] >= 0 ? target : outputLink[Int(target)]
        }
    }

    /// True for scripts written without spaces between words; Hangul counts because of particles.
    private static func isUnspaced(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0xE00..<0xE80, 0x3040..<0x3130, 0x3400..<0x4DC0, 0x4E00..<0xA000, 0xAC00..<0xD7A4,
            0xF900..<0xFB00, 0x20000..<0x32000:
            true
        default: false
        }
    }

    private static func firstScalar(of word: ArraySlice<UInt8>) -> UInt32 {
        let lead = word.first ?? 0
        let length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        return scalar(word.prefix(length))
    }

    private static func lastScalar(of word: ArraySlice<UInt8>) -> UInt32 {
        let start = word.lastIndex { $0 & 0xC0 != 0x80 } ?? word.startIndex
        return scalar(word[start...])
    }

    /// The code point of one character's UTF-8.
    private static func scalar(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        guard let lead = bytes.first, bytes.count > 1 else { return UInt32(bytes.first ?? 0) }
        let head = UInt32(lead) & (0x7F >> UInt32(bytes.count))
        return bytes.dropFirst().reduce(head) { $0 << 6 | UInt32($1 & 0x3F) }
    }
}
