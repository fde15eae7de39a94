/// Different terms in the order in which they came, each found by its bytes.
///
/// A dictionary of strings would ask whether two spellings of an accent are the same, letter by
/// letter; the normal form of words sees to that later.
struct TermIndex {
    /// All terms, one behind the other.
    private var bytes: [UInt8] = []
    /// Where each term ends in `bytes`.
    private var ends: [Int] = []
    /// Open-addressed: the place of a term, or -1.
    private var slots = [Int32](repeating: -1, count: 64)

    /// How many terms there are.
    var count: Int { ends.count }

    /// The place of a term, or nil.
    func place(of term: UnsafeBufferPointer<UInt8>) -> Int? {
        let place = slots[slot(of: term)]
        return place >= 0 ? Int(place) : nil
    }

    /// Takes up a term, which may be there already.
    ///
    /// - Returns: Its place, and whether it is new.
    mutating func insert(_ term: UnsafeBufferPointer<UInt8>) -> (place: Int, isNew: Bool) {
        let slot = slot(of: term)
        if slots[slot] >= 0 { return (Int(slots[slot]), false) }
        slots[slot] = Int32(ends.count)
        bytes.append(contentsOf: term)
        ends.append(bytes.count)
        if 2 * ends.count > slots.count { grow() }
        return (ends.count - 1, true)
    }

    /// The term at a place.
    func term(at place: Int) -> String {
        String(decoding: bytes[start(of: place)..<ends[place]], as: UTF8.self)
    }

    private func start(of place: Int) -> Int { place == 0 ? 0 : ends[place - 1] }

    private mutating func grow() {
        slots = [Int32](repeating: -1, count: 4 * slots.count)
        for place in ends.indices {
            let slot: Int = bytes.withUnsafeBufferPointer { all in
                let term = all[start(of: place)..<ends[place]]
                return self.slot(of: UnsafeBufferPointer(rebasing: term))
            }
            slots[slot] = Int32(place)
        }
    }

    /// The slot that holds a term or would.
    private func slot(of term: UnsafeBufferPointer<UInt8>) -> Int {
        // FNV-1a, Fowler, Noll and Vo 1991.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in term { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash ^ (hash >> 32)) & mask
        while slots[slot] >= 0, !isEqual(Int(slots[slot]), term) { slot = (slot + 1) & mask }
        return slot
    }

    private func isEqual(_ place: Int, _ term: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = start(of: place)
        guard ends[place] - start == term.count else { return false }
        for offset in 0..<term.count where bytes[start + offset] != term[offset] { return false }
        return true
    }
}
