/// Finds the terms of all word lists in normalised text, in one pass.
///
/// Aho and Corasick's automaton over UTF-8 bytes, ``TermAutomaton``. A term written with spaces
/// between words must begin and end at a word; Han, kana and
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
    package var entries: [Entry] { automaton.entries }
    let automaton: TermAutomaton

    /// Builds the automaton.
    ///
    /// - Complexity: Linear in the bytes of all terms.
    package init(_ lists: [TermList], normaliser: TextNormaliser) {
        self.init(
            listNames: lists.map(\.name),
            TermAutomatonBuilder.build(lists, normaliser)
        )
    }

    /// - Parameters:
    ///   - listNames: The names of the lists, by number.
    ///   - automaton: That of their terms.
    init(listNames: [String], _ automaton: TermAutomaton) {
        self.listNames = listNames
        self.automaton = automaton
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
        let (root, denseRow) = (automaton.root.span, automaton.denseRow.span)
        let dense = automaton.dense.span
        let (output, outputLink) = (automaton.output.span, automaton.outputLink.span)
        var state: UInt32 = 0
        // The start of a text counts as a space before it.
        var previous: UInt8 = 0x20
        for position in 0..<text.count {
            let byte = text[position]
            let behind = previous
            previous = byte
            if state == 0 {
                // Most of a page's letters end here: they stand within words.
                guard TermAutomaton.mayBegin(byte, behind: behind) else { continue }
                state = root[Int(byte)]
            } else if denseRow[Int(state)] >= 0 {
                // A state one byte deep fails to the start.
                let next = dense[Int(denseRow[Int(state)]) + Int(byte)]
                if next != 0 {
                    state = next
                } else {
                    state = TermAutomaton.mayBegin(byte, behind: behind) ? root[Int(byte)] : 0
                }
            } else {
                state = automaton.step(state, byte, behind: behind)
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
            let entry = automaton.entries[Int(index)]
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
}
