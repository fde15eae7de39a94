/// Builds a ``TermAutomaton``, term by term.
struct TermAutomatonBuilder {
    /// A state on its way: what is laid out in arrays of its own when all are known.
    private struct State {
        var parent: UInt32
        var output: Int32 = -1
        /// The byte that leads to it.
        var byte: UInt8
        var chain: UInt8 = 0
        var hasOthers = false
    }

    private let normaliser: TextNormaliser
    private var states = [State(parent: 0, byte: 0)]
    private var entries: [TermMatcher.Entry] = []
    private var keys = [UInt64](repeating: 0, count: 64)
    private var values = [UInt32](repeating: 0, count: 64)
    /// How many slots are taken.
    private var others = 0
    private var root = [UInt32](repeating: 0, count: 256)
    /// The normal form of the term at hand.
    private var form: [UInt8] = []

    private init(_ normaliser: TextNormaliser, terms: Int, bytes: Int) {
        self.normaliser = normaliser
        entries.reserveCapacity(terms)
        states.reserveCapacity(bytes)
    }

    /// Builds the automaton of all terms of lists.
    ///
    /// - Complexity: Linear in the bytes of all terms.
    static func build(_ lists: [TermList], _ normaliser: TextNormaliser) -> TermAutomaton {
        let terms = lists.reduce(0) { $0 + $1.terms.count }
        let bytes = lists.reduce(0) { $0 + $1.terms.reduce(0) { $0 + $1.text.utf8.count } }
        var builder = TermAutomatonBuilder(normaliser, terms: terms, bytes: bytes)
        for (number, list) in lists.enumerated() {
            let number = UInt8(truncatingIfNeeded: number)
            for term in list.terms {
                // Most texts of terms are short enough to stand in their strings.
                var text = term.text
                text.withUTF8 { builder.insert($0, list: number, weight: term.weight) }
            }
        }
        return builder.automaton()
    }

    private mutating func insert(_ text: UnsafeBufferPointer<UInt8>, list: UInt8, weight: Float) {
        form.removeAll(keepingCapacity: true)
        _ = normaliser.append(text, to: &form)
        guard form.count > 2 else { return }
        let word = 1..<(form.count - 1)
        var state: UInt32 = 0
        for place in word { state = next(state, form[place]) }
        let first = states[Int(state)].output
        guard !strengthen(first, list: list, weight: weight) else { return }
        let start = Self.firstScalar(of: form[word])
        let isHangul = (0xAC00..<0xD7A4).contains(start)
        entries.append(
            TermMatcher.Entry(
                list: list,
                weight: weight,
                length: UInt32(word.count),
                needsWordStart: !Self.isUnspaced(start) || isHangul,
                needsWordEnd: !Self.isUnspaced(Self.lastScalar(of: form[word])),
                next: first
            )
        )
        states[Int(state)].output = Int32(entries.count - 1)
    }

    /// Where a byte leads, made where it leads nowhere yet.
    @inline(__always)
    private mutating func next(_ state: UInt32, _ byte: UInt8) -> UInt32 {
        if state == 0 {
            if root[Int(byte)] == 0 { root[Int(byte)] = addState(0, byte) }
            return root[Int(byte)]
        }
        if states[Int(state)].chain == byte { return state + 1 }
        // A state that was made last has no way on; the first one needs no table.
        if Int(state) + 1 == states.count {
            states[Int(state)].chain = byte
            return addState(state, byte)
        }
        let key = TermAutomaton.key(state, byte)
        if states[Int(state)].hasOthers {
            var index = TermAutomaton.slot(key, keys.count - 1)
            while keys[index] != 0 {
                if keys[index] == key { return values[index] }
                index = (index + 1) & (keys.count - 1)
            }
        }
        states[Int(state)].hasOthers = true
        let next = addState(state, byte)
        enter(key, next)
        return next
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

    private mutating func addState(_ parent: UInt32, _ byte: UInt8) -> UInt32 {
        states.append(State(parent: parent, byte: byte))
        return UInt32(states.count - 1)
    }

    /// Takes up a transition; the table stays less than half full.
    private mutating func enter(_ key: UInt64, _ state: UInt32) {
        others += 1
        if 2 * others > keys.count {
            let (oldKeys, oldValues) = (keys, values)
            keys = [UInt64](repeating: 0, count: 2 * oldKeys.count)
            values = [UInt32](repeating: 0, count: 2 * oldKeys.count)
            for index in oldKeys.indices where oldKeys[index] != 0 {
                put(oldKeys[index], oldValues[index])
            }
        }
        put(key, state)
    }

    private mutating func put(_ key: UInt64, _ state: UInt32) {
        var index = TermAutomaton.slot(key, keys.count - 1)
        while keys[index] != 0 { index = (index + 1) & (keys.count - 1) }
        keys[index] = key
        values[index] = state
    }

    // MARK: Links

    private consuming func automaton() -> TermAutomaton {
        var automaton = TermAutomaton()
        automaton.entries = entries
        automaton.chain = states.map(\.chain)
        automaton.hasOthers = states.map(\.hasOthers)
        automaton.output = states.map(\.output)
        automaton.keys = keys
        automaton.values = values
        automaton.root = root
        link(&automaton)
        automaton.makeDense()
        return automaton
    }

    /// Sets the failure links, in the order of depth: that of a state needs those before it.
    ///
    /// They lead only to what begins where a term may begin: the rest of a word that began another
    /// way is no term.
    private func link(_ automaton: inout TermAutomaton) {
        automaton.failure = [UInt32](repeating: 0, count: states.count)
        automaton.outputLink = automaton.failure
        for state in byDepth() {
            let (parent, byte) = (states[Int(state)].parent, states[Int(state)].byte)
            guard parent != 0 else { continue }
            let target = automaton.step(
                automaton.failure[Int(parent)],
                byte,
                behind: states[Int(parent)].byte
            )
            automaton.failure[Int(state)] = target
            automaton.outputLink[Int(state)] =
                automaton.output[Int(target)] >= 0 ? target : automaton.outputLink[Int(target)]
        }
    }

    /// All states but the first, by depth and then by number.
    private func byDepth() -> [UInt32] {
        // A state is made after its parent, so one pass tells all depths.
        var depth = [UInt32](repeating: 0, count: states.count)
        var counts: [Int] = [0]
        for state in states.indices.dropFirst() {
            depth[state] = depth[Int(states[state].parent)] + 1
            if Int(depth[state]) == counts.count { counts.append(0) }
            counts[Int(depth[state])] += 1
        }
        var places = counts
        var sum = 0
        for index in counts.indices {
            places[index] = sum
            sum += counts[index]
        }
        var order = [UInt32](repeating: 0, count: sum)
        for state in states.indices.dropFirst() {
            let place = places[Int(depth[state])]
            order[place] = UInt32(state)
            places[Int(depth[state])] = place + 1
        }
        return order
    }

    // MARK: Letters

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
