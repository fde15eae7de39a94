/// The lines of a file with their numbers; blank ones are passed over.
struct NumberedLines {
    private let bytes: ArraySlice<UInt8>

    /// - Parameter bytes: The file; a byte order mark at its start is no part of the text.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    }

    /// The first byte that is not blank.
    var firstByte: UInt8? { bytes.first { !Self.isBlank($0) } }

    /// Each line without its end, one at a time; numbers begin at 1.
    var all: some Sequence<(number: Int, line: ArraySlice<UInt8>)> {
        sequence(state: (rest: bytes, number: 0)) { state in
            while !state.rest.isEmpty {
                let line = state.rest.prefix { $0 != 0x0A }
                state.rest = state.rest[line.endIndex...].dropFirst()
                state.number += 1
                if !line.allSatisfy(Self.isBlank) { return (state.number, line) }
            }
            return nil
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }
}
