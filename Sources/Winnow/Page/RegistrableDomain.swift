internal import CLibPSL

/// The part of a host name that somebody registered, by the public suffix list.
///
/// `blog.example.co.uk` belongs to `example.co.uk`. The list is the one built into libpsl.
package enum RegistrableDomain {
    /// Bytes of the longest host name that is looked up; DNS allows 253.
    package static let maximumLength = 253

    /// The registrable domain of a host name.
    ///
    /// - Parameter host: In lower case, without port and trailing dot.
    /// - Returns: The domain; the host itself where the list says it is a suffix, and for
    ///   addresses; nil for what is no host name.
    package static func of(_ host: String) -> String? {
        guard !host.isEmpty, host.utf8.count <= maximumLength, host.utf8.contains(0x2E) else {
            return nil
        }
        guard host.utf8.last.map({ $0 &- 0x30 < 10 }) != true else { return host }
        guard let list = psl_builtin() else { return host }
        // The result points into the argument, so it must be copied while that lives.
        return host.withCString { name in
            psl_registrable_domain(list, name).map { String(cString: $0) } ?? host
        }
    }

    /// When the built-in list was made, as libpsl tells it.
    package static var listVersion: String {
        guard let version = psl_get_version() else { return "unknown" }
        return String(cString: version)
    }
}
