internal import Winnow

/// What a cut changes, as a unified diff that `patch` understands.
struct UnifiedDiff {
    /// Lines shown before and after a change.
    private static let context = 3

    /// The diff; empty when nothing is removed.
    private(set) var bytes: [UInt8] = []

    private let document: [UInt8]
    private let cut: [Range<Int>]
    /// Offsets of the first bytes of all lines, and the end of the document.
    private let lineStarts: [Int]

    init(_ document: [UInt8], _ removed: ByteRanges, name: String) {
        self.document = document
        cut = removed.ranges
        var starts = [0]
        for (offset, byte) in document.enumerated()
        where byte == 0x0A && offset + 1 < document.count {
            starts.append(offset + 1)
        }
        lineStarts = starts + [document.count]
        guard !cut.isEmpty else { return }
        let quoted = Self.quoted(name)
        bytes += Array("--- \(quoted)\t(as it was)\n+++ \(quoted)\t(cleaned)\n".utf8)
        var shift = 0
        for hunk in hunks() { append(hunk, shift: &shift) }
    }

    /// A name as `git` and GNU `patch` write one that a line of a diff could not hold.
    private static func quoted(_ name: String) -> String {
        guard name.utf8.contains(where: isSpecial) else { return name }
        var quoted: [UInt8] = [0x22]
        for byte in name.utf8 {
            if isSpecial(byte) {
                quoted += Array("\\".utf8) + String(Int(byte) + 0o1000, radix: 8).utf8.suffix(3)
            } else {
                quoted.append(byte)
            }
        }
        return String(decoding: quoted + [0x22], as: UTF8.self)
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F
    }

    /// Lines that change, with those around them; by line number from 0.
    private struct Hunk {
        var lines: Range<Int>
        var changes: [Range<Int>]
    }

    private func hunks() -> [Hunk] {
        var hunks: [Hunk] = []
        for change in changedLines() {
            let start = max(0, change.lowerBound - Self.context)
            let end = min(lineStarts.count - 1, change.upperBound + Self.context)
            if let last = hunks.last, start <= last.lines.upperBound {
                hunks[hunks.count - 1].lines = last.lines.lowerBound..<end
                hunks[hunks.count - 1].changes.append(change)
            } else {
                hunks.append(Hunk(lines: start..<end, changes: [change]))
            }
        }
        return hunks
    }

    /// Stretches of lines that a cut touches; a line that loses its end takes the next one along.
    private func changedLines() -> [Range<Int>] {
        var changes: [Range<Int>] = []
        for range in cut {
            let first = line(at: range.lowerBound)
            var last = line(at: max(range.lowerBound, range.upperBound - 1))
            let startsLine = lineStarts[first] == range.lowerBound
            if range.upperBound == lineStarts[last + 1], !startsLine, last + 2 < lineStarts.count {
                last += 1
            }
            if let previous = changes.last, first < previous.upperBound {
                changes[changes.count - 1] =
                    previous.lowerBound..<max(previous.upperBound, last + 1)
            } else {
                changes.append(first..<(last + 1))
            }
        }
        return changes
    }

    private func line(at offset: Int) -> Int {
        var low = 0
        var high = lineStarts.count - 1
        while low + 1 < high {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low
    }

    private mutating func append(_ hunk: Hunk, shift: inout Int) {
        var body: [UInt8] = []
        var added = 0
        var line = hunk.lines.lowerBound
        for change in hunk.changes + [hunk.lines.upperBound..<hunk.lines.upperBound] {
            while line < change.lowerBound {
                appendLine(0x20, document[lineStarts[line]..<lineStarts[line + 1]], to: &body)
                line += 1
                added += 1
            }
            for old in change {
                appendLine(0x2D, document[lineStarts[old]..<lineStarts[old + 1]], to: &body)
            }
            for new in newLines(change) {
                appendLine(0x2B, new[...], to: &body)
                added += 1
            }
            line = change.upperBound
        }
        let start = hunk.lines.lowerBound + 1
        let newStart = added == 0 ? start + shift - 1 : start + shift
        bytes += Array(
            "@@ -\(start),\(hunk.lines.count) +\(newStart),\(added) @@\n".utf8
        )
        bytes += body
        shift += added - hunk.lines.count
    }

    private func newLines(_ change: Range<Int>) -> [[UInt8]] {
        let span = lineStarts[change.lowerBound]..<lineStarts[change.upperBound]
        var kept: [UInt8] = []
        var position = span.lowerBound
        for range in cut where range.overlaps(span) {
            kept += document[position..<max(position, range.lowerBound)]
            position = max(position, range.upperBound)
        }
        if position < span.upperBound { kept += document[position..<span.upperBound] }
        var lines: [[UInt8]] = []
        for piece in kept.split(separator: 0x0A, omittingEmptySubsequences: false) {
            lines.append(Array(piece) + [0x0A])
        }
        if let last = lines.last {
            if last == [0x0A] { lines.removeLast() } else { lines[lines.count - 1].removeLast() }
        }
        return lines
    }

    private func appendLine(
        _ mark: UInt8,
        _ line: ArraySlice<UInt8>,
        to body: inout [UInt8]
    ) {
        body.append(mark)
        body += line
        if line.last != 0x0A { body += Array("\n\\ No newline at end of file\n".utf8) }
    }
}
