internal import WinnowHTML

/// What functions that scripts call make of texts.
extension ScriptReader {
    /// Selectors of one call that are followed.
    static let maximumTargets = 16

    /// The ids and classes of a list of selectors such as `#x, .y`; others are left out.
    static func targets(of selectors: [UInt8]) -> [Target] {
        var targets: [Target] = []
        for selector in selectors.split(separator: 0x2C).prefix(maximumTargets) {
            let name = selector.drop(while: ASCII.isSpace)
            guard let mark = name.first, mark == 0x23 || mark == 0x2E else { continue }
            let rest = name.dropFirst()
            let end = rest.firstIndex { !isNameByte($0) } ?? rest.endIndex
            guard end > rest.startIndex, rest[end...].allSatisfy(ASCII.isSpace) else { continue }
            targets.append(Target(kind: mark == 0x23 ? .id : .cls, name: Array(rest[..<end])))
        }
        return targets
    }

    /// True for `removeChild`, called on whatever holds an element.
    static func removes(_ value: Value) -> Bool {
        switch value {
        case .function(let name), .method(_, let name): name.elementsEqual("removeChild".utf8)
        default: false
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte >= 0x80 || byte == 0x2D || byte == 0x5F
    }

    /// The text of `String.fromCharCode(60,100)`.
    static func characters(_ codes: [[UInt8]?]) -> Value {
        var output: [UInt8] = []
        for code in codes {
            guard let code, let number = number(code) else { return .unknown }
            ScriptTokens.append(number, to: &output)
        }
        return .text(output)
    }

    private static func number(_ digits: [UInt8]) -> UInt32? {
        let text = String(decoding: digits.prefix(8), as: UTF8.self)
        return text.hasPrefix("0x") ? UInt32(text.dropFirst(2), radix: 16) : UInt32(text)
    }

    /// The text of `unescape("%3Cdiv")`, `%u003C` included.
    static func unescaped(_ text: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        text.withUnsafeBufferPointer { raw in
            var position = 0
            while position < raw.count {
                let byte = raw[position]
                position += 1
                guard byte == 0x25 else {
                    output.append(byte)
                    continue
                }
                let isLong = position < raw.count && raw[position] | 0x20 == 0x75
                if isLong { position += 1 }
                ScriptTokens.appendHex(raw, &position, digits: isLong ? 4 : 2, into: &output)
            }
        }
        return output
    }
}
