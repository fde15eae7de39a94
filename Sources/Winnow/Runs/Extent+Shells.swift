internal import WinnowHTML

/// The bytes of what an injector brought to put links or words into, and nothing else.
extension Extent {
    /// The bytes of a text that browsers don't show: with its `<iframe>` where that loads nothing,
    /// with its `<textarea>` where that sends nothing, for then they are there for the text only.
    ///
    /// - Parameter index: A leaf with links in it.
    /// - Returns: The range of the element, or that of the leaf.
    /// - Complexity: Linear in the attributes of one tag.
    func range(ofInertLeaf index: Int) -> Range<Int> {
        let leaf = page.leaves[index]
        guard leaf.kind == .rawText, leaf.element > 0 else { return leaf.range }
        let element = page.elements[Int(leaf.element)]
        guard element.closing == .explicit, element.leaves == index..<(index + 1) else {
            return leaf.range
        }
        let isShell =
            switch element.tag {
            case .iframe: isBlank("src", of: element) && isBlank("name", of: element)
            case .textarea: isBlank("name", of: element) && isBlank("id", of: element)
            default: false
            }
        return isShell ? element.range : leaf.range
    }

    /// True where an element lacks an attribute, or has one that says nothing.
    private func isBlank(_ name: StaticString, of element: Element) -> Bool {
        guard let base = source.bytes.baseAddress,
            let attribute = buffer.attribute(
                named: name,
                of: buffer.tokens[Int(element.startToken)],
                in: base
            )
        else { return true }
        let value = CSSText(source.slice(attribute.valueRange))
        return attribute.valueRange.isEmpty || value.equals("about:blank") || value.equals("#")
    }

    /// The element around some items of a list, where the whole of it is that list.
    ///
    /// - Parameters:
    ///   - leaves: Items that look planted.
    ///   - isItem: Whether a leaf may be an item.
    /// - Returns: Its bytes; nil where it holds anything else, or much more.
    /// - Complexity: Linear in the leaves of the element.
    func ranges(ofListAround leaves: Range<Int>, where isItem: (Int) -> Bool) -> [Range<Int>]? {
        guard let first = leaves.first, let last = leaves.last, leaves.count > 1,
            page.leaves[first].element == page.leaves[last].element,
            page.leaves[first].kind == .text
        else { return nil }
        let index = page.leaves[first].element
        let element = page.elements[Int(index)]
        guard index > 0, element.closing == .explicit, !Self.isFrame(element.tag),
            element.endElement == index + 1, leaves.count * Self.listShare >= element.leaves.count,
            element.leaves.dropFirst().allSatisfy({ page.leaves[$0].continuesList }),
            element.leaves.allSatisfy(isItem)
        else { return nil }
        return ranges(ofElement: index)
    }

    /// An element is taken whole when one in so many of its items looks planted.
    private static let listShare = 4
}
