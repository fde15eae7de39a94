/// A character encoding, by its name in the WHATWG Encoding standard.
///
/// The raw value is the standard's name in lower case, as reports print it. As the standard's
/// decoder for GBK is the one for gb18030, there is no case for GBK of its own. Nor is there one
/// for the standard's "replacement" and "x-user-defined", which no page is honestly written in.
package enum Charset: String, Sendable, CaseIterable {
    case utf8 = "utf-8"
    case utf16le = "utf-16le"
    case utf16be = "utf-16be"
    case gb18030
    case big5
    case eucJP = "euc-jp"
    case iso2022JP = "iso-2022-jp"
    case shiftJIS = "shift_jis"
    case eucKR = "euc-kr"
    case ibm866
    case iso8859Part2 = "iso-8859-2"
    case iso8859Part3 = "iso-8859-3"
    case iso8859Part4 = "iso-8859-4"
    case iso8859Part5 = "iso-8859-5"
    case iso8859Part6 = "iso-8859-6"
    case iso8859Part7 = "iso-8859-7"
    case iso8859Part8 = "iso-8859-8"
    case iso8859Part8Logical = "iso-8859-8-i"
    case iso8859Part10 = "iso-8859-10"
    case iso8859Part13 = "iso-8859-13"
    case iso8859Part14 = "iso-8859-14"
    case iso8859Part15 = "iso-8859-15"
    case iso8859Part16 = "iso-8859-16"
    case koi8R = "koi8-r"
    case koi8U = "koi8-u"
    case macintosh
    case macCyrillic = "x-mac-cyrillic"
    case windows874 = "windows-874"
    case windows1250 = "windows-1250"
    case windows1251 = "windows-1251"
    case windows1252 = "windows-1252"
    case windows1253 = "windows-1253"
    case windows1254 = "windows-1254"
    case windows1255 = "windows-1255"
    case windows1256 = "windows-1256"
    case windows1257 = "windows-1257"
    case windows1258 = "windows-1258"

    /// The charset a label stands for: the standard's "get an encoding".
    ///
    /// ASCII whitespace around the label and the case of its letters do not matter.
    package init?(label: some Collection<UInt8>) {
        // No label is longer; a page may put a megabyte between the quotes.
        let longestLabel = 32
        var lowered: [UInt8] = []
        var pendingBlanks = 0
        for byte in label {
            if byte.isASCIIWhitespace {
                if !lowered.isEmpty { pendingBlanks += 1 }
                continue
            }
            guard pendingBlanks == 0, lowered.count < longestLabel else { return nil }
            lowered.append(byte.asciiLowercased)
        }
        guard let charset = Charset.byLabel[String(decoding: lowered, as: UTF8.self)] else {
            return nil
        }
        self = charset
    }

    /// Whether every byte below 0x80 that begins a character means its ASCII character, so that
    /// markup can be found in the original bytes.
    package var isASCIICompatible: Bool {
        switch self {
        case .utf16le, .utf16be, .iso2022JP: false
        default: true
        }
    }
}

extension UInt8 {
    /// Whether this is one of the five bytes the standards call ASCII whitespace.
    var isASCIIWhitespace: Bool {
        self == 0x20 || self == 0x0A || self == 0x09 || self == 0x0D || self == 0x0C
    }

    /// This byte with `A` to `Z` made small.
    var asciiLowercased: UInt8 {
        self >= 0x41 && self <= 0x5A ? self | 0x20 : self
    }
}
