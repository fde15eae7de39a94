internal import CLibXML2

/// Builds the ``Document`` of a page: libxml2's SAX parser over the ``Skeleton`` of its tokens.
///
/// Keeps its buffers from page to page; one for each thread.
package final class DocumentParser {
    private var builder: SkeletonBuilder
    private var assembler = DocumentAssembler()
    /// libxml2's, while it runs.
    private var context: htmlParserCtxtPtr?

    package init(limits: DocumentLimits = DocumentLimits()) {
        xmlInitParser()
        builder = SkeletonBuilder(limits: limits)
    }

    /// Builds the structure of a page.
    ///
    /// - Parameters:
    ///   - buffer: Its tokens.
    ///   - bytes: What was tokenized.
    /// - Returns: The structure; what limits left out is said in it.
    package func parse(_ buffer: TokenBuffer, in bytes: UnsafeBufferPointer<UInt8>) -> Document {
        builder.build(buffer, in: bytes)
        assembler.begin(builder.skeleton, tokenCount: buffer.tokens.count)
        let isParsed = builder.skeleton.bytes.withUnsafeBufferPointer(parseSkeleton)
        return assembler.finish(isParsed: isParsed)
    }

    /// Runs libxml2; false where it cannot.
    private func parseSkeleton(_ skeleton: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let size = Int32(exactly: skeleton.count) else { return false }
        guard size > 0 else { return true }
        guard
            let context = skeleton.withMemoryRebound(
                to: CChar.self,
                { htmlCreateMemoryParserCtxt($0.baseAddress, size) }
            )
        else { return false }
        self.context = context
        defer {
            self.context = nil
            if let document = context.pointee.myDoc { xmlFreeDoc(document) }
            htmlFreeParserCtxt(context)
        }
        let options =
            HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue
            | HTML_PARSE_NOWARNING.rawValue | HTML_PARSE_NONET.rawValue
            | HTML_PARSE_IGNORE_ENC.rawValue
        htmlCtxtUseOptions(context, Int32(bitPattern: options))
        context.pointee.sax.pointee = Self.handler()
        context.pointee.userData = Unmanaged.passUnretained(self).toOpaque()
        context.pointee.charset = Int32(XML_CHAR_ENCODING_UTF8.rawValue)
        htmlParseDocument(context)
        return true
    }

    private static func handler() -> htmlSAXHandler {
        var handler = htmlSAXHandler()
        handler.initialized = 1
        handler.startElement = { parser, name, _ in
            guard let parser, let name else { return }
            Unmanaged<DocumentParser>.fromOpaque(parser)._withUnsafeGuaranteedRef {
                $0.assembler.start(UnsafePointer(name), at: $0.offset)
            }
        }
        handler.endElement = { parser, name in
            guard let parser, let name else { return }
            Unmanaged<DocumentParser>.fromOpaque(parser)._withUnsafeGuaranteedRef {
                $0.assembler.end(UnsafePointer(name), at: $0.offset)
            }
        }
        return handler
    }

    /// Where libxml2 stands in the skeleton.
    private var offset: Int {
        guard let input = context?.pointee.input else { return 0 }
        return input.pointee.cur - input.pointee.base + Int(input.pointee.consumed)
    }
}
