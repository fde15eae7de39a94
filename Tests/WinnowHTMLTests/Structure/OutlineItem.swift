import WinnowHTML

/// An element or a text, as outlines of documents compare them.
indirect enum OutlineItem: Equatable {
    case element(String, [OutlineItem])
    case text

    /// The outline as text: `p(. b(.))`.
    static func text(of items: [OutlineItem]) -> String {
        items.map { item in
            switch item {
            case .text: "."
            case .element(let name, let children):
                children.isEmpty ? name : "\(name)(\(text(of: children)))"
            }
        }.joined(separator: " ")
    }

    /// Items without html, head, body and the content of templates, whose content takes their place, and with adjacent texts
    /// as one.
    static func flattened(_ items: [OutlineItem]) -> [OutlineItem] {
        var result: [OutlineItem] = []
        for item in items {
            switch item {
            case .text:
                if result.last != .text { result.append(.text) }
            case .element(let name, let children):
                let children = flattened(children)
                guard ["html", "head", "body", "content"].contains(name) else {
                    result.append(.element(name, children))
                    continue
                }
                let joins = result.last == .text && children.first == .text
                result.append(contentsOf: joins ? Array(children.dropFirst()) : children)
            }
        }
        return result
    }

    /// The items of a page.
    static func list(of page: ParsedPage, includesImplied: Bool) -> [OutlineItem] {
        let document = page.document
        var children = [[Child]](repeating: [], count: document.nodes.count + 1)
        for (token, index) in document.enclosing.enumerated() where isText(token, page) {
            children[Int(index) + 1].append(Child(position: token, item: .text))
        }
        // Children come after their parents, so that going backwards they are done first.
        for (index, node) in document.nodes.enumerated().reversed() {
            let sorted = children[index + 1].sorted { $0.position < $1.position }
            let first = sorted.first?.position ?? Int(node.endToken)
            let position = node.token >= 0 ? Int(node.token) : first
            let isShown = node.token >= 0 || includesImplied
            if isShown {
                let item = OutlineItem.element(name(of: node, page), sorted.map(\.item))
                children[Int(node.parent) + 1].append(Child(position: position, item: item))
            } else {
                children[Int(node.parent) + 1].append(contentsOf: sorted)
            }
        }
        return flattened(children[0].sorted { $0.position < $1.position }.map(\.item))
    }

    private struct Child {
        var position: Int
        var item: OutlineItem
    }

    private static func isText(_ token: Int, _ page: ParsedPage) -> Bool {
        let token = page.buffer.tokens[token]
        return token.kind == .text
            && page.bytes[token.contentRange].contains { !ASCII.isSpace($0) }
    }

    private static func name(of node: Document.Node, _ page: ParsedPage) -> String {
        // Browsers correct this one.
        if node.tag == .image { return "img" }
        guard node.tag == .unknown, node.token >= 0 else { return node.tag.name }
        let token = page.buffer.tokens[Int(node.token)]
        return String(decoding: page.bytes[token.contentRange], as: UTF8.self).lowercased()
    }
}
