#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Which charset a document is in, and how that is known.
package struct CharsetDetection: Sendable, Hashable {
    /// What told the charset.
    package enum Source: String, Sendable, CaseIterable {
        case byteOrderMark = "byte-order-mark"
        case transport
        case meta
        case validUTF8 = "valid-utf-8"
        case detector
        case fallback
    }

    /// How much of a document is looked at.
    package struct Limits: Sendable {
        /// Bytes searched for a `<meta>` declaration.
        ///
        /// The standard says 1,024; real pages have it behind long scripts and comments, and
        /// parsers that meet it later obey it as well.
        package var prescanBytes = 4096
        /// Bytes that the statistical detector is fed.
        package var detectorBytes = 65_536

        package init() {}
    }

    package let charset: Charset
    package let source: Source
    /// Length of the byte order mark that the document begins with.
    package let byteOrderMarkLength: Int

    package init(charset: Charset, source: Source, byteOrderMarkLength: Int = 0) {
        self.charset = charset
        self.source = source
        self.byteOrderMarkLength = byteOrderMarkLength
    }

    /// Byte order mark, transport, `<meta>`, valid UTF-8, statistics, windows-1252: the first that
    /// knows, save that a declaration the bytes contradict does not count.
    ///
    /// - Parameters:
    ///   - bytes: the document.
    ///   - transportLabel: the charset that the HTTP header or the container names.
    ///   - isHTML: whether to look for `<meta>`.
    ///   - limits: how far to look.
    /// - Returns: a charset, always.
    package static func detect(
        _ bytes: UnsafeBufferPointer<UInt8>,
        transportLabel: String? = nil,
        isHTML: Bool = true,
        limits: Limits = Limits()
    ) -> CharsetDetection {
        if let marked = byteOrderMark(bytes) { return marked }
        let survey = UTF8Survey(bytes)
        if let charset = transportLabel.flatMap({ Charset(label: $0.utf8) }),
            let detection = check(charset, .transport, bytes, survey, limits)
        {
            return detection
        }
        if isHTML, let charset = MetaPrescan.charset(in: bytes, limit: limits.prescanBytes),
            let detection = check(charset, .meta, bytes, survey, limits)
        {
            return detection
        }
        return undeclared(bytes, survey, limits)
    }

    /// The charset of a byte order mark, of the three the standard knows.
    private static func byteOrderMark(_ bytes: UnsafeBufferPointer<UInt8>) -> CharsetDetection? {
        let marks: [(Charset, [UInt8])] = [
            (.utf8, [0xEF, 0xBB, 0xBF]), (.utf16be, [0xFE, 0xFF]), (.utf16le, [0xFF, 0xFE]),
        ]
        for (charset, mark) in marks where bytes.starts(with: mark) {
            return CharsetDetection(
                charset: charset,
                source: .byteOrderMark,
                byteOrderMarkLength: mark.count
            )
        }
        return nil
    }

    /// A declaration, corrected by the bytes where they clearly say otherwise; nil when it cannot
    /// be true.
    private static func check(
        _ charset: Charset,
        _ source: Source,
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ survey: UTF8Survey,
        _ limits: Limits
    ) -> CharsetDetection? {
        let declared = CharsetDetection(charset: charset, source: source)
        switch charset {
        case .utf8:
            guard survey.isFarFromUTF8,
                let detected = StatisticalDetector.charset(of: bytes, limit: limits.detectorBytes)
            else { return declared }
            return CharsetDetection(charset: detected, source: .detector)
        case .utf16le, .utf16be:
            // Markup in UTF-16 has a zero in every character.
            return contains(0, bytes) ? declared : nil
        case .iso2022JP:
            // All of it is below 0x80; elsewhere the label is a mistake for another Japanese one.
            return survey.isASCII || contains(0x1B, bytes) ? declared : nil
        default:
            return survey.isSurelyUTF8
                ? CharsetDetection(charset: .utf8, source: .validUTF8) : declared
        }
    }

    /// The charset of a document that does not say.
    private static func undeclared(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ survey: UTF8Survey,
        _ limits: Limits
    ) -> CharsetDetection {
        if survey.isASCII, holdsJapaneseEscape(bytes) {
            return CharsetDetection(charset: .iso2022JP, source: .detector)
        }
        if survey.isValid { return CharsetDetection(charset: .utf8, source: .validUTF8) }
        if survey.isNearlyUTF8 { return CharsetDetection(charset: .utf8, source: .detector) }
        if let charset = StatisticalDetector.charset(of: bytes, limit: limits.detectorBytes) {
            return CharsetDetection(charset: charset, source: .detector)
        }
        return CharsetDetection(charset: .windows1252, source: .fallback)
    }

    /// Whether an escape sequence switches to JIS X 0208, which no other text contains.
    private static func holdsJapaneseEscape(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard contains(0x1B, bytes) else { return false }
        return bytes.indices.dropLast(2).contains {
            bytes[$0] == 0x1B && bytes[$0 + 1] == 0x24
                && (bytes[$0 + 2] == 0x40 || bytes[$0 + 2] == 0x42)
        }
    }

    /// Whether `byte` is anywhere in `bytes`.
    private static func contains(_ byte: UInt8, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = bytes.baseAddress else { return false }
        return memchr(base, Int32(byte), bytes.count) != nil
    }
}
