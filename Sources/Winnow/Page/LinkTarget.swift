internal import WinnowHTML

/// A link's target, taken apart as browsers do it.
///
/// Tabs and line ends inside a URL are dropped, backslashes count as slashes, and leading blanks
/// and control bytes are skipped, by the WHATWG URL standard. Only what Winnow asks about is kept.
package struct LinkTarget: Sendable, Equatable {
    /// What a target is.
    package enum Kind: Sendable, Equatable {
        /// A path on the page's own site.
        case relative
        /// `http`, `https` or protocol-relative.
        case absolute
        /// Empty, a fragment, `javascript:`, `mailto:` or another scheme that leads to no page.
        case none
    }

    package var kind: Kind
    /// The host in lower case, without user, port and trailing dot; empty unless absolute.
    package var host: String
    /// Path and query, as written.
    package var path: String

    /// Bytes of a target that are looked at.
    package static let maximumLength = 2_048

    /// Takes a target apart.
    ///
    /// - Parameter value: The attribute's value, decoded, character references resolved.
    package init(_ value: some Sequence<UInt8>) { self.init(value, levels: Self.maximumLevels) }

    /// Schemes in front of a target that are taken for slips of the pen.
    private static let maximumLevels = 3

    /// Takes a target apart, and so many levels of `http://http://…`.
    private init(_ value: some Sequence<UInt8>, levels: Int) {
        var bytes: [UInt8] = []
        for byte in value where byte != 0x09 && byte != 0x0A && byte != 0x0D {
            if bytes.isEmpty, byte <= 0x20 { continue }
            guard bytes.count < Self.maximumLength else { break }
            bytes.append(byte == 0x5C ? 0x2F : byte)
        }
        while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
        (kind, host, path) = (.none, "", "")
        guard let first = bytes.first, first != 0x23 else { return }
        var rest = bytes[...]
        if let scheme = Self.scheme(of: bytes) {
            guard scheme == "http" || scheme == "https" else { return }
            rest = bytes[(scheme.utf8.count + 1)...]
            guard rest.first == 0x2F else {  // `http:path` stays on the site
                kind = .relative
                path = String(decoding: rest, as: UTF8.self)
                return
            }
        }
        guard rest.count >= 2, rest[rest.startIndex] == 0x2F, rest[rest.startIndex + 1] == 0x2F
        else {
            kind = .relative
            path = String(decoding: rest, as: UTF8.self)
            return
        }
        let authority = rest.drop { $0 == 0x2F }
        let end = authority.firstIndex { $0 == 0x2F || $0 == 0x3F || $0 == 0x23 }
        host = Self.host(of: authority[..<(end ?? authority.endIndex)])
        path = end.map { String(decoding: authority[$0...], as: UTF8.self) } ?? ""
        kind = host.isEmpty ? .none : .absolute
        // `http://http://example.org` is a slip of the pen that spam is full of.
        if host == "http" || host == "https" {
            guard levels > 0 else {
                (kind, host, path) = (.none, "", "")
                return
            }
            let inner = LinkTarget(("//" + path.drop { $0 == "/" }).utf8, levels: levels - 1)
            (kind, host, path) = (inner.kind, inner.host, inner.path)
        }
    }

    private static func scheme(of bytes: [UInt8]) -> String? {
        guard let first = bytes.first, ASCII.isLetter(first) else { return nil }
        for (index, byte) in bytes.enumerated() {
            if byte == 0x3A {
                return String(decoding: bytes[..<index].map(ASCII.lowercased), as: UTF8.self)
            }
            guard
                ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == 0x2B || byte == 0x2D
                    || byte == 0x2E
            else { return nil }
        }
        return nil
    }

    private static func host(of authority: ArraySlice<UInt8>) -> String {
        var host = authority
        if let at = host.lastIndex(of: 0x40) { host = host[(at + 1)...] }
        if let colon = host.firstIndex(of: 0x3A) { host = host[..<colon] }
        let name = HostName.canonical(host)
        return String(decoding: name, as: UTF8.self)
    }

    /// Where the target leads from a page whose `<base>` or address is another target.
    ///
    /// By the WHATWG URL standard: an absolute path keeps the host, a relative one is appended to
    /// the folder of the base, `.` and `..` are taken away, a query or fragment alone keeps the path.
    ///
    /// - Parameter base: An absolute target; against any other nothing changes.
    /// - Returns: The absolute target, or the target itself where it is not relative.
    package func resolved(against base: LinkTarget) -> LinkTarget {
        guard kind == .relative, base.kind == .absolute else { return self }
        var result = self
        result.kind = .absolute
        result.host = base.host
        let basePath = base.path.utf8.prefix { $0 != 0x3F && $0 != 0x23 }
        let relative = Array(path.utf8)
        switch relative.first {
        case nil, 0x3F, 0x23:
            result.path = String(decoding: Array(basePath) + relative, as: UTF8.self)
        case 0x2F: result.path = Self.withoutDots(relative[...])
        default:
            let end = basePath.lastIndex(of: 0x2F).map { basePath.index(after: $0) }
            let folder = end.map { Array(basePath[..<$0]) } ?? [0x2F]
            result.path = Self.withoutDots((folder + relative)[...])
        }
        return result
    }

    /// A path without `.` and `..`; a query or fragment behind it stays as it is.
    private static func withoutDots(_ path: ArraySlice<UInt8>) -> String {
        let end = path.firstIndex { $0 == 0x3F || $0 == 0x23 } ?? path.endIndex
        let parts = path[..<end].split(separator: 0x2F, omittingEmptySubsequences: false)
            .dropFirst()
        var kept: [ArraySlice<UInt8>] = []
        for (index, part) in parts.enumerated() {
            let isLast = index == parts.count - 1
            if part.elementsEqual("..".utf8) {
                if !kept.isEmpty { kept.removeLast() }
                if isLast { kept.append([]) }
            } else if part.elementsEqual(".".utf8) {
                if isLast { kept.append([]) }
            } else {
                kept.append(part)
            }
        }
        let joined = kept.reduce(into: [UInt8]()) { $0 += [0x2F] + $1 }
        return String(decoding: joined + path[end...], as: UTF8.self)
    }
}

/// A host name in the form in which names are compared.
enum HostName {
    /// Letters in lower case, `%61` and full-width letters as ASCII, ideographic full stops as dots,
    /// soft hyphens and trailing dots away; what a browser makes of a name before it looks it up,
    /// but for Punycode.
    static func canonical(_ name: some Collection<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var isPlain = true
        for byte in name {
            if byte >= 0x80 || byte == 0x25 { isPlain = false }
            result.append(ASCII.lowercased(byte))
        }
        if !isPlain { result = folded(percentDecoded(result)) }
        while result.last == 0x2E { result.removeLast() }
        return result
    }

    private static func percentDecoded(_ name: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var index = 0
        while index < name.count {
            if name[index] == 0x25, index + 2 < name.count, let high = digit(name[index + 1]),
                let low = digit(name[index + 2])
            {
                result.append(high << 4 | low)
                index += 3
            } else {
                result.append(name[index])
                index += 1
            }
        }
        return result
    }

    private static func folded(_ name: [UInt8]) -> [UInt8] {
        var result = ""
        for scalar in String(decoding: name, as: UTF8.self).unicodeScalars {
            switch scalar.value {
            case 0x3002, 0xFF0E, 0xFF61: result.append(".")
            case 0xAD, 0x200B...0x200D, 0x2060, 0xFEFF: break
            case 0xFF01...0xFF5E:
                if let ascii = Unicode.Scalar(scalar.value - 0xFEE0) {
                    result.unicodeScalars.append(ascii)
                }
            default: result.unicodeScalars.append(scalar)
            }
        }
        return Array(result.lowercased().utf8)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
