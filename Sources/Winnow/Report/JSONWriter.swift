/// Writes JSON, keys in the order they are given, so that equal reports are equal bytes.
package struct JSONWriter: Sendable {
    package private(set) var bytes: [UInt8] = []
    private var needsComma = false

    package init() {}

    package mutating func object(_ body: (inout JSONWriter) -> Void) {
        open(0x7B)
        body(&self)
        close(0x7D)
    }

    package mutating func array(_ body: (inout JSONWriter) -> Void) {
        open(0x5B)
        body(&self)
        close(0x5D)
    }

    package mutating func key(_ name: String) {
        string(name)
        bytes.append(0x3A)
        needsComma = false
    }

    package mutating func string(_ text: String) {
        separate()
        bytes.append(0x22)
        for byte in text.utf8 { escape(byte) }
        bytes.append(0x22)
    }

    package mutating func optional(_ text: String?) {
        if let text { string(text) } else { raw("null") }
    }

    package mutating func integer(_ value: Int) { raw(String(value)) }

    /// A number with at most two digits behind the point.
    package mutating func number(_ value: Double) {
        let hundredths = Int((value * 100).rounded())
        guard hundredths % 100 != 0 else { return raw("\(hundredths / 100).0") }
        let sign = hundredths < 0 ? "-" : ""
        let fraction = abs(hundredths) % 100
        let digits =
            fraction % 10 == 0 ? "\(fraction / 10)" : fraction < 10 ? "0\(fraction)" : "\(fraction)"
        raw("\(sign)\(abs(hundredths) / 100).\(digits)")
    }

    /// A number with all its digits; null for none and for what JSON has no number for.
    package mutating func exact(_ value: Double?) {
        guard let value, value.isFinite else { return raw("null") }
        raw("\(value)")
    }

    package mutating func boolean(_ value: Bool) { raw(value ? "true" : "false") }

    package mutating func ranges(_ ranges: [Range<Int>]) {
        array { json in
            for range in ranges {
                json.array {
                    $0.integer(range.lowerBound)
                    $0.integer(range.upperBound)
                }
            }
        }
    }

    package mutating func strings(_ strings: [String]) {
        array { json in for string in strings { json.string(string) } }
    }

    private mutating func raw(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(0x2C) }
        needsComma = true
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case 0x22, 0x5C: bytes += [0x5C, byte]
        case 0x0A: bytes += [0x5C, 0x6E]
        case 0x0D: bytes += [0x5C, 0x72]
        case 0x09: bytes += [0x5C, 0x74]
        case 0..<0x20, 0x7F:
            let digits = Array("0123456789abcdef".utf8)
            bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        default: bytes.append(byte)
        }
    }
}
