/// Brings text into the one form that word lists are matched in.
///
/// Lower case; full-width and mathematical letters as plain ones; zero-width characters, soft
/// hyphens, variation selectors and middle dots dropped; every run of what is neither letter nor
/// digit becomes one space. Table-driven, one pass, no allocation beyond the output.
package struct TextNormaliser: Sendable {
    /// Latin, Greek, Cyrillic and Armenian, which have a case.
    private static let lowBlocks: Range<UInt32> = 0..<0x590
    /// Latin and Greek letters with two marks and more, such as Vietnamese has.
    private static let highBlocks: Range<UInt32> = 0x1E00..<0x2000
    private let lowLowercase: [UInt32]
    private let highLowercase: [UInt32]

    package init() {
        lowLowercase = Self.lowBlocks.map(Self.lowercased)
        highLowercase = Self.highBlocks.map(Self.lowercased)
    }

    private static func lowercased(_ value: UInt32) -> UInt32 {
        guard let scalar = Unicode.Scalar(value) else { return value }
        let mapping = scalar.properties.lowercaseMapping.unicodeScalars
        return mapping.count == 1 ? mapping.first?.value ?? value : value
    }

    /// What a normalised text is made of, found on the way.
    package struct Measure: Sendable, Equatable {
        /// Characters that are neither white space nor dropped.
        package var characters = 0
        /// Letters and digits.
        package var letters = 0
        /// Han, kana, Hangul or Thai characters.
        package var wideLetters = 0
        /// Marks that end a sentence.
        package var sentenceEnds = 0
    }

    /// Appends the normal form of a text.
    ///
    /// - Parameters:
    ///   - text: UTF-8, character references resolved.
    ///   - output: Receives the form; starts and ends with a space unless the text has no letter.
    /// - Returns: Counts of what the text is made of.
    /// - Complexity: Linear in the bytes.
    package func append(
        _ text: UnsafeBufferPointer<UInt8>,
        to output: inout [UInt8]
    ) -> Measure {
        var measure = Measure()
        var position = 0
        var wantsSpace = true
        while position < text.count {
            let byte = text[position]
            if byte < 0x80 {
                position += 1
                if byte &- 0x61 < 26 || byte &- 0x30 < 10 || byte &- 0x41 < 26 {
                    if wantsSpace { output.append(0x20) }
                    wantsSpace = false
                    output.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
                    measure.characters += 1
                    measure.letters += 1
                } else {
                    if byte > 0x20 { measure.characters += 1 }
                    if byte == 0x21 || byte == 0x3F { measure.sentenceEnds += 1 }
                    if byte == 0x2E, position == text.count || text[position] <= 0x20 {
                        measure.sentenceEnds += 1
                    }
                    wantsSpace = true
                }
                continue
            }
            let scalar = Self.decode(text, &position)
            switch fold(scalar) {
            case .dropped: break
            case .separator:
                if scalar != 0xA0, scalar != 0x3000 { measure.characters += 1 }
                if scalar == 0x3002 || scalar == 0xFF01 || scalar == 0xFF1F || scalar == 0xFF61 {
                    measure.sentenceEnds += 1
                }
                wantsSpace = true
            case .letter(let folded, let isWide):
                if wantsSpace { output.append(0x20) }
                wantsSpace = false
                Self.encode(folded, into: &output)
                measure.characters += 1
                measure.letters += 1
                if isWide { measure.wideLetters += 1 }
            }
        }
        if measure.letters > 0 { output.append(0x20) }
        return measure
    }

    private enum Folded {
        case dropped
        case separator
        case letter(UInt32, isWide: Bool)
    }

    private func fold(_ scalar: UInt32) -> Folded {
        switch scalar {
        case 0xAD, 0xB7, 0x200B...0x200F, 0x2060...0x2064, 0xFEFF, 0xFE00...0xFE0F, 0x20D0...0x20F0,
            0x30FB, 0xE0000...0xE007F:
            return .dropped
        case 0x80..<0xAA, 0xAB..<0xB5, 0xB6..<0xBA, 0xBB..<0xC0, 0xD7, 0xF7: return .separator
        case Self.lowBlocks: return .letter(lowLowercase[Int(scalar)], isWide: false)
        case Self.highBlocks:
            return .letter(highLowercase[Int(scalar - Self.highBlocks.lowerBound)], isWide: false)
        case 0xE00..<0xE80, 0x1100..<0x1200, 0x3040..<0x3100, 0x3105..<0x3130, 0x3400..<0x4DC0,
            0x4E00..<0xA000, 0xAC00..<0xD7A4, 0xF900..<0xFB00, 0x20000..<0x32000:
            return .letter(scalar, isWide: true)
        case 0x2010..<0x2070, 0x20A0..<0x20D0, 0x2190..<0x2460, 0x2500..<0x2C00, 0x3000..<0x3005,
            0x3008..<0x3021, 0xFE30..<0xFE50:
            return .separator
        case 0x2460..<0x2469: return .letter(0x31 + scalar - 0x2460, isWide: false)
        case 0x2469..<0x2474: return .separator  // 10 to 20 in a circle: list numbers
        case 0x24B6..<0x24D0: return .letter(0x61 + scalar - 0x24B6, isWide: false)
        case 0x24D0..<0x24EA: return .letter(0x61 + scalar - 0x24D0, isWide: false)
        case 0xFF10..<0xFF1A: return .letter(0x30 + scalar - 0xFF10, isWide: false)
        case 0xFF21..<0xFF3B: return .letter(0x61 + scalar - 0xFF21, isWide: false)
        case 0xFF41..<0xFF5B: return .letter(0x61 + scalar - 0xFF41, isWide: false)
        case 0xFF00..<0xFF66: return .separator
        case 0x1D400..<0x1D6A4: return .letter(0x61 + (scalar - 0x1D400) % 26, isWide: false)
        case 0x1D7CE..<0x1D800: return .letter(0x30 + (scalar - 0x1D7CE) % 10, isWide: false)
        case 0x1F130..<0x1F14A: return .letter(0x61 + scalar - 0x1F130, isWide: false)
        case 0x1F170..<0x1F18A: return .letter(0x61 + scalar - 0x1F170, isWide: false)
        case 0x1F000..<0x20000: return .separator
        case 0xFFFD: return .separator
        default: return .letter(scalar, isWide: false)
        }
    }

    private static func decode(
        _ text: UnsafeBufferPointer<UInt8>,
        _ position: inout Int
    ) -> UInt32 {
        let lead = text[position]
        let length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        guard length > 1, position + length <= text.count else {
            position += 1
            return 0xFFFD
        }
        var scalar = UInt32(lead) & (0x7F >> UInt32(length))
        for offset in 1..<length {
            scalar = scalar << 6 | UInt32(text[position + offset] & 0x3F)
        }
        position += length
        return scalar
    }

    private static func encode(_ scalar: UInt32, into output: inout [UInt8]) {
        func tail(_ shift: UInt32) -> UInt8 {
            UInt8(truncatingIfNeeded: scalar >> shift & 0x3F | 0x80)
        }
        switch scalar {
        case ..<0x80: output.append(UInt8(truncatingIfNeeded: scalar))
        case ..<0x800:
            output.append(UInt8(truncatingIfNeeded: scalar >> 6 | 0xC0))
            output.append(tail(0))
        case ..<0x10000:
            output.append(UInt8(truncatingIfNeeded: scalar >> 12 | 0xE0))
            output.append(tail(6))
            output.append(tail(0))
        default:
            output.append(UInt8(truncatingIfNeeded: scalar >> 18 | 0xF0))
            output.append(tail(12))
            output.append(tail(6))
            output.append(tail(0))
        }
    }
}
