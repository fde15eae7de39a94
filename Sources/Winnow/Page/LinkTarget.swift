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
    package init(_ value: some Sequence<UInt8>) {
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
            let inner = LinkTarget(("//" + path.drop { $0 == "/" }).utf8)
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
        while host.last == 0x2E { host.removeLast() }
        return String(decoding: host.map(ASCII.lowercased), as: UTF8.self)
    }
}
