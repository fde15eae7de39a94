internal import WinnowHTML

/// The scripts and comments of a page as UTF-8.
///
/// Those of a UTF-8 document are read where they stand; of others each is decoded once, because
/// expressions, and the literals that were read off them, are UTF-8.
struct CodeTexts {
    /// True where texts stand in the document's bytes as they are.
    let isInPlace: Bool
    /// The decoded texts, one after another, when they are not in place.
    private(set) var bytes: [UInt8] = []
    /// By leaf, for leaves of the kind.
    private var ranges: [Int: Range<Int>] = [:]

    /// Decodes the scripts and comments of a page, if need be.
    ///
    /// - Complexity: Linear in their bytes.
    init(_ source: Source, _ page: Page) {
        isInPlace = source.charset == .utf8
        guard !isInPlace else { return }
        var scratch: [UInt8] = []
        for (index, leaf) in page.leaves.enumerated()
        where leaf.kind == .script || leaf.kind == .comment {
            let start = bytes.count
            source.appendText(
                of: leaf.range,
                resolving: false,
                scratch: &scratch,
                into: &bytes
            )
            ranges[index] = start..<bytes.count
            bytes.append(0x0A)
        }
    }

    /// Where the text of a script or comment stands.
    func range(of leaf: Int, in page: Page) -> Range<Int> {
        isInPlace ? page.leaves[leaf].range : ranges[leaf] ?? 0..<0
    }
}
