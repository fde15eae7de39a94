import WinnowHTML

/// A document with its tokens and its structure.
struct ParsedPage {
    var bytes: [UInt8]
    var buffer = TokenBuffer()
    var document = Document()

    init(_ text: String, limits: DocumentLimits = DocumentLimits()) {
        self.init(Array(text.utf8), limits: limits)
    }

    init(_ bytes: [UInt8], limits: DocumentLimits = DocumentLimits()) {
        self.init(bytes, parser: DocumentParser(limits: limits))
    }

    init(_ bytes: [UInt8], parser: DocumentParser) {
        self.bytes = bytes
        bytes.withUnsafeBufferPointer {
            Tokenizer.tokenize($0, into: &buffer)
            document = parser.parse(buffer, in: $0)
        }
    }

    /// The elements as `name(children)`, a dot for text; html, head and body are not shown.
    var outline: String { OutlineItem.text(of: OutlineItem.list(of: self, includesImplied: true)) }

    /// The outline without the elements that have no start tag.
    var writtenOutline: String {
        OutlineItem.text(of: OutlineItem.list(of: self, includesImplied: false))
    }

    /// The only token with these bytes.
    func token(_ text: String) -> Int? {
        let found = buffer.tokens.indices.filter {
            bytes[buffer.tokens[$0].range].elementsEqual(text.utf8)
        }
        return found.count == 1 ? found.first : nil
    }

    /// The node of the only token with these bytes.
    func node(_ text: String) -> Document.Node? {
        guard let token = token(text), document.nodeOfToken[token] >= 0 else { return nil }
        return document.nodes[Int(document.nodeOfToken[token])]
    }

    /// What is wrong with the structure; empty for every document there is.
    var defects: [String] {
        var defects: [String] = []
        let tokens = buffer.tokens
        if !document.isMapped { defects.append("\(document.unmappedTags) tags not mapped") }
        let starts = tokens.indices.filter { tokens[$0].kind == .startTag }
        let mapped = starts.count { document.nodeOfToken[$0] >= 0 }
        if mapped + document.droppedStartTags + document.leftOutStartTags != starts.count {
            defects.append("\(starts.count) start tags, \(mapped) mapped")
        }
        for (index, node) in document.nodes.enumerated() {
            if node.parent >= index { defects.append("node \(index) before its parent") }
            if node.endToken < max(node.token + 1, 0) || Int(node.endToken) > tokens.count {
                defects.append("node \(index) ends at \(node.endToken)")
            }
            if node.token >= 0, Int(document.nodeOfToken[Int(node.token)]) != index {
                defects.append("node \(index) is not the one of its start tag")
            }
            guard node.parent >= 0 else { continue }
            let parent = document.nodes[Int(node.parent)]
            if parent.endToken < node.endToken {
                defects.append("node \(index) outlasts its parent")
            }
            if node.token >= 0, parent.token >= node.token {
                defects.append("node \(index) starts before its parent")
            }
        }
        for (token, index) in document.enclosing.enumerated() where index >= 0 {
            let node = document.nodes[Int(index)]
            if Int(node.token) >= token || Int(node.endToken) <= token {
                defects.append("token \(token) is not within node \(index)")
            }
        }
        return defects
    }
}
