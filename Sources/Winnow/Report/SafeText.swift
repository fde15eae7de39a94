/// Text of a page made safe to show to people.
///
/// A page may try to move the cursor, reverse the line or offer a link to be clicked.
public enum SafeText {
    /// Control and bidirectional characters as `\u{…}`.
    public static func escaped(_ text: String) -> String {
        var output = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if isUnsafe(scalar) {
                output.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
            } else {
                output.append(scalar)
            }
        }
        return String(output)
    }

    /// Escaped, with URLs and host names that can't be clicked: `hxxp://casino[.]example`.
    public static func defanged(_ text: String) -> String {
        var output = ""
        var rest = escaped(text)[...]
        while let found = rest.firstRange(of: "http", ignoringCase: true) {
            output += rest[..<found.lowerBound] + "hxxp"
            rest = rest[found.upperBound...]
        }
        return withoutHosts(output + rest)
    }

    /// Puts brackets around dots between what may be the labels of a host name.
    private static func withoutHosts(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        for (index, byte) in bytes.enumerated() {
            let isHostDot =
                byte == 0x2E && index > 0 && index + 2 < bytes.count
                && isLabelByte(bytes[index - 1]) && isLetter(bytes[index + 1])
                && isLabelByte(bytes[index + 2])
            if isHostDot { output += [0x5B, 0x2E, 0x5D] } else { output.append(byte) }
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    private static func isLabelByte(_ byte: UInt8) -> Bool {
        isLetter(byte) || byte &- 0x30 < 10 || byte == 0x2D || byte >= 0x80
    }

    /// A host name that can't be clicked.
    public static func defanged(host: String) -> String {
        escaped(host).split(separator: ".", omittingEmptySubsequences: false)
            .joined(separator: "[.]")
    }

    private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x61C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069,
            0xFEFF, 0xE0000...0xE007F:
            true
        default: false
        }
    }
}

extension Substring {
    /// Where an ASCII word stands first, in any case.
    fileprivate func firstRange(of word: String, ignoringCase: Bool) -> Range<Index>? {
        let wanted = Array(word.utf8)
        var start = utf8.startIndex
        while start < utf8.endIndex {
            var position = start
            var matched = 0
            while matched < wanted.count, position < utf8.endIndex,
                utf8[position] | 0x20 == wanted[matched]
            {
                position = utf8.index(after: position)
                matched += 1
            }
            if matched == wanted.count { return start..<position }
            start = utf8.index(after: start)
        }
        return nil
    }
}
