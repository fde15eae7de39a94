internal import CLibXML2

/// The libxml2 in use.
package enum LibXML2 {
    /// Its version, such as `2.9.14`.
    package static let version = LIBXML_DOTTED_VERSION

    /// Counts the start tags that a bare SAX pass reports.
    ///
    /// Pull parser, no tree, nothing else asked for: what Winnow's own tokenizer is measured against.
    ///
    /// - Parameter bytes: Valid UTF-8.
    /// - Returns: The number of start tags, or nil when no parser could be made.
    package static func countStartTags(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        xmlInitParser()
        let size = Int32(truncatingIfNeeded: min(bytes.count, Int(Int32.max)))
        guard size > 0,
            let context = bytes.withMemoryRebound(
                to: CChar.self,
                { htmlCreateMemoryParserCtxt($0.baseAddress, size) }
            )
        else { return nil }
        defer { htmlFreeParserCtxt(context) }
        let options =
            HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue
            | HTML_PARSE_NOWARNING.rawValue | HTML_PARSE_NONET.rawValue
            | HTML_PARSE_IGNORE_ENC.rawValue
        htmlCtxtUseOptions(context, Int32(bitPattern: options))
        var count = 0
        var handler = htmlSAXHandler()
        handler.initialized = 1
        handler.startElement = { context, _, _ in
            context?.assumingMemoryBound(to: Int.self).pointee += 1
        }
        withUnsafeMutablePointer(to: &count) { counter in
            context.pointee.sax.pointee = handler
            context.pointee.userData = UnsafeMutableRawPointer(counter)
            context.pointee.charset = Int32(XML_CHAR_ENCODING_UTF8.rawValue)
            htmlParseDocument(context)
        }
        if let document = context.pointee.myDoc { xmlFreeDoc(document) }
        return count
    }
}
