internal import WinnowHTML

/// What the path of a link's target looks like, whatever its words are.
package struct PathShape: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The start page of a site: no path, `/`, or an index file at the top.
    package static let home = PathShape(rawValue: 1 << 0)
    /// A number and nothing else for a name: `/news/123456.html`.
    package static let numbered = PathShape(rawValue: 1 << 1)
    /// A query: `?a=1`.
    package static let query = PathShape(rawValue: 1 << 2)
    /// Three and more words joined by dashes or underscores, as titles are made into paths.
    package static let slug = PathShape(rawValue: 1 << 3)
    /// A page in a folder that holds no pages: uploads, caches, plugins, styles, pictures.
    ///
    /// Who breaks into a site puts his pages there.
    package static let oddFolder = PathShape(rawValue: 1 << 4)
    /// Server-side includes, `.shtml`.
    package static let serverInclude = PathShape(rawValue: 1 << 5)

    /// Bytes of a path that are looked at.
    package static let maximumLength = 512

    /// Reads the shape of a path.
    ///
    /// - Parameter path: Path and query as they stand behind the host, ASCII letters in any case.
    package init(_ path: some Collection<UInt8>) {
        self = []
        let bytes = path.prefix(Self.maximumLength).map(ASCII.lowercased)
        let end = bytes.firstIndex { $0 == 0x3F || $0 == 0x23 } ?? bytes.endIndex
        if end < bytes.endIndex, bytes[end] == 0x3F, end + 1 < bytes.endIndex { insert(.query) }
        let parts = bytes[..<end].split(separator: 0x2F)
        guard let last = parts.last else {
            if !contains(.query) { insert(.home) }
            return
        }
        let dot = last.lastIndex(of: 0x2E)
        let name = last[..<(dot ?? last.endIndex)]
        let suffix = dot.map { last[last.index(after: $0)...] } ?? []
        if parts.count == 1, Self.isOne(of: Self.startPages, name), !suffix.isEmpty || dot == nil,
            !contains(.query)
        {
            insert(.home)
        }
        if !name.isEmpty, name.allSatisfy(ASCII.isDigit) { insert(.numbered) }
        if name.split(whereSeparator: { $0 == 0x2D || $0 == 0x5F }).count >= 3 { insert(.slug) }
        if suffix.elementsEqual("shtml".utf8) { insert(.serverInclude) }
        if Self.isPage(suffix),
            parts.dropLast().contains(where: { Self.isOne(of: Self.oddFolders, $0) })
        {
            insert(.oddFolder)
        }
    }

    private static let startPages = ["index", "default", "home"]
    private static let oddFolders = [
        ".well-known", "wp-includes", "wp-admin", "uploads", "cache", "plugins", "images", "image",
        "img", "css", "js", "fonts", "tmp", "temp", "backup", "node_modules", "vendor", "cgi-bin",
    ]

    private static func isOne(of names: [String], _ part: ArraySlice<UInt8>) -> Bool {
        names.contains { $0.utf8.elementsEqual(part) }
    }

    /// True for names of pages, and of folders, which are pages by another name.
    private static func isPage(_ suffix: ArraySlice<UInt8>) -> Bool {
        suffix.isEmpty
            || isOne(of: ["html", "htm", "php", "asp", "aspx", "jsp", "shtml", "cgi"], suffix)
    }
}
