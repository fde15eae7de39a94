/// The tables of ``TermMatcher``: Aho and Corasick's automaton (1975) over UTF-8 bytes.
///
/// All are flat arrays, so that a set of rules that was compiled before is read by copying memory.
struct TermAutomaton: Sendable {
    /// The terms, in the order of their lists; equal ones of one list once.
    var entries: [TermMatcher.Entry] = []
    /// For every state the byte that leads to the state made next, 0 for none: most states of a
    /// term have one way on, and it is told without a look into the table of the others.
    var chain: [UInt8] = [0]
    /// True for states with ways on that stand in the table.
    var hasOthers: [Bool] = [false]
    /// The other transitions, open-addressed: state and byte, 0 for an empty slot.
    var keys: [UInt64] = [0]
    /// For every slot where its transition leads.
    var values: [UInt32] = [0]
    /// For every state the one of the longest suffix that begins a term.
    var failure: [UInt32] = [0]
    /// The first entry that ends in a state, or -1.
    var output: [Int32] = [-1]
    /// The nearest state on the failure path with an output, or 0.
    var outputLink: [UInt32] = [0]
    var root = [UInt32](repeating: 0, count: 256)
    /// For a state one byte deep the place of its row in `dense`, else -1.
    private(set) var denseRow: [Int32] = [-1]
    /// Rows of 256 states: where the second byte leads, 0 for nowhere.
    ///
    /// Most words of a page end here.
    private(set) var dense: [UInt32] = []

    @inline(__always)
    static func key(_ state: UInt32, _ byte: UInt8) -> UInt64 { UInt64(state) << 8 | UInt64(byte) }

    /// The slot at which a key is looked for first, of as many as `mask` has bits.
    @inline(__always)
    static func slot(_ key: UInt64, _ mask: Int) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 24) & mask
    }

    @inline(__always)
    func transition(_ state: UInt32, _ byte: UInt8) -> UInt32? {
        if chain[Int(state)] == byte { return state + 1 }
        guard hasOthers[Int(state)] else { return nil }
        let key = Self.key(state, byte)
        let mask = keys.count - 1
        var index = Self.slot(key, mask)
        while keys[index] != 0 {
            if keys[index] == key { return values[index] }
            index = (index + 1) & mask
        }
        return nil
    }

    /// True where a term may begin with a byte: anywhere in scripts written without spaces, whose
    /// characters take three bytes and more, else behind a space only.
    @inline(__always)
    static func mayBegin(_ byte: UInt8, behind previous: UInt8) -> Bool {
        byte >= 0xE0 || previous == 0x20
    }

    /// Where a byte leads from a state, by failure links if need be.
    @inline(__always)
    func step(_ from: UInt32, _ byte: UInt8, behind previous: UInt8) -> UInt32 {
        var state = from
        while state != 0 {
            if let next = transition(state, byte) { return next }
            state = failure[Int(state)]
        }
        return Self.mayBegin(byte, behind: previous) ? root[Int(byte)] : 0
    }

    /// Lays out the transitions of the states one byte deep as a table.
    mutating func makeDense() {
        denseRow = [Int32](repeating: -1, count: chain.count)
        dense = []
        dense.reserveCapacity(256 * root.count { $0 != 0 })
        for first in root where first != 0 {
            denseRow[Int(first)] = Int32(dense.count)
            for byte in UInt8.min...UInt8.max { dense.append(transition(first, byte) ?? 0) }
        }
    }
}
