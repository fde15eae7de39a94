extension TermAutomaton {
    func write(to writer: inout CacheWriter) {
        writer.append(table: chain)
        writer.append(table: hasOthers.map { $0 ? UInt8(1) : 0 })
        writer.append(table: failure)
        writer.append(table: output)
        writer.append(table: outputLink)
        writer.append(table: root)
        writer.append(table: keys)
        writer.append(table: values)
        writer.append(table: entries.map(\.list))
        writer.append(table: entries.map(\.weight.bitPattern))
        writer.append(table: entries.map(\.length))
        writer.append(
            table: entries.map { ($0.needsWordStart ? 1 : 0) | ($0.needsWordEnd ? UInt8(2) : 0) }
        )
        writer.append(table: entries.map(\.next))
    }

    /// Reads an automaton.
    ///
    /// - Parameters:
    ///   - reader: The file.
    ///   - lists: How many lists its terms are of.
    /// - Throws: ``CacheReader/Damage`` for tables that a text could be led astray by.
    /// - Complexity: Linear in the tables.
    init(_ reader: inout CacheReader, lists: Int) throws(CacheReader.Damage) {
        chain = try reader.table()
        hasOthers = try reader.table(UInt8.self).map { $0 != 0 }
        failure = try reader.table()
        output = try reader.table()
        outputLink = try reader.table()
        root = try reader.table()
        keys = try reader.table()
        values = try reader.table()
        entries = try Self.entries(&reader, lists)
        guard root.count == 256, hasOthers.count == chain.count, failure.count == chain.count,
            output.count == chain.count, outputLink.count == chain.count,
            keys.count == values.count, keys.count.nonzeroBitCount == 1,
            // A search for a key ends at an empty slot.
            keys.contains(0)
        else { throw CacheReader.Damage() }
        try checkLinks(try depths())
        makeDense()
    }

    private static func entries(
        _ reader: inout CacheReader,
        _ lists: Int
    ) throws(CacheReader.Damage) -> [TermMatcher.Entry] {
        let list = try reader.table(UInt8.self)
        let weight = try reader.table(UInt32.self)
        let length = try reader.table(UInt32.self)
        let needs = try reader.table(UInt8.self)
        let next = try reader.table(Int32.self)
        guard weight.count == list.count, length.count == list.count, needs.count == list.count,
            next.count == list.count
        else { throw CacheReader.Damage() }
        var entries: [TermMatcher.Entry] = []
        entries.reserveCapacity(list.count)
        for index in list.indices {
            let entry = TermMatcher.Entry(
                list: list[index],
                weight: Float(bitPattern: weight[index]),
                length: length[index],
                needsWordStart: needs[index] & 1 != 0,
                needsWordEnd: needs[index] & 2 != 0,
                next: next[index]
            )
            // Entries of one text were made one after the other, so a chain of them ends.
            guard Int(entry.list) < lists, abs(entry.weight) <= TermList.maximumWeight,
                next[index] >= -1, next[index] < index,
                next[index] < 0 || length[Int(next[index])] == length[index]
            else { throw CacheReader.Damage() }
            entries.append(entry)
        }
        return entries
    }

    /// How many bytes lead to each state: it is led to once, from one that was made before it.
    private func depths() throws(CacheReader.Damage) -> [UInt32] {
        let count = chain.count
        guard count > 0, chain[0] == 0, !hasOthers[0] else { throw CacheReader.Damage() }
        // The state before each, plus 1; 0 where there is none yet.
        var before = [UInt32](repeating: 0, count: count)
        func enter(_ state: Int, from parent: Int) throws(CacheReader.Damage) {
            guard state > parent, state < count, before[state] == 0 else {
                throw CacheReader.Damage()
            }
            before[state] = UInt32(parent) + 1
        }
        for state in root where state != 0 { try enter(Int(state), from: 0) }
        for slot in keys.indices where keys[slot] != 0 {
            // A state that is no number of one is more than the one it leads to.
            let parent = Int(truncatingIfNeeded: keys[slot] >> 8)
            guard parent > 0 else { throw CacheReader.Damage() }
            try enter(Int(values[slot]), from: parent)
        }
        for state in 1..<max(count, 1) where chain[state] != 0 { try enter(state + 1, from: state) }
        var depths = [UInt32](repeating: 0, count: count)
        for state in 1..<max(count, 1) {
            guard before[state] > 0 else { throw CacheReader.Damage() }
            depths[state] = depths[Int(before[state]) - 1] + 1
        }
        return depths
    }

    /// Makes sure that links lead to shorter suffixes, so that following them ends, and that no
    /// term is longer than what led to it.
    private func checkLinks(_ depths: [UInt32]) throws(CacheReader.Damage) {
        guard failure[0] == 0, output[0] < 0, outputLink[0] == 0 else {
            throw CacheReader.Damage()
        }
        for state in 1..<max(depths.count, 1) {
            let (next, link) = (Int(failure[state]), Int(outputLink[state]))
            guard next < depths.count, depths[next] < depths[state], link < depths.count,
                depths[link] < depths[state], link == 0 || output[link] >= 0
            else { throw CacheReader.Damage() }
            let entry = Int(output[state])
            guard entry < 0 || entry < entries.count && entries[entry].length == depths[state]
            else { throw CacheReader.Damage() }
        }
    }
}
