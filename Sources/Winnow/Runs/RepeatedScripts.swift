internal import WinnowHTML

/// Runs that are one script of another site, loaded several times in a row.
///
/// A page loads a library once, and a widget once for each place. Who injects by search and replace,
/// or at every hook of a theme, leaves the same element again and again with nothing between.
struct RepeatedScripts {
    /// Elements in a row before they are a run.
    static let minimumRepeats = 3

    let source: Source
    let buffer: TokenBuffer
    let page: Page

    /// The runs, in order.
    ///
    /// - Complexity: Linear in the elements.
    func runs() -> [Run] {
        var runs: [Run] = []
        var row: [Int] = []
        var last: Range<Int> = 0..<0
        for index in page.elements.indices.dropFirst() where page.elements[index].tag == .script {
            guard let src = src(of: index) else { continue }
            let previous = row.last.map { Int(page.elements[$0].end) } ?? 0
            let isNext =
                source.bytes[last].elementsEqual(source.bytes[src])
                && source.bytes[previous..<max(previous, Int(page.elements[index].start))]
                    .allSatisfy(ASCII.isSpace)
            if !isNext {
                if let run = run(row, last) { runs.append(run) }
                row = []
            }
            row.append(index)
            last = src
        }
        if let run = run(row, last) { runs.append(run) }
        return runs
    }

    private func run(_ row: [Int], _ src: Range<Int>) -> Run? {
        guard row.count >= Self.minimumRepeats, let first = row.first, let last = row.last,
            isForeign(src)
        else { return nil }
        var run = Run(
            origin: .script,
            leaves: 0..<0,
            element: Int32(first),
            ranges: [Int(page.elements[first].start)..<Int(page.elements[last].end)]
        )
        run.scriptRepeats = row.count
        return run
    }

    /// The value of the `src` of a script without content.
    private func src(of index: Int) -> Range<Int>? {
        guard let base = source.bytes.baseAddress, page.elements[index].closing == .explicit,
            page.elements[index].leaves.isEmpty
        else { return nil }
        let token = buffer.tokens[Int(page.elements[index].startToken)]
        return buffer.attribute(named: "src", of: token, in: base)?.valueRange
    }

    private func isForeign(_ src: Range<Int>) -> Bool {
        let target = LinkTarget(source.text(of: src, inAttribute: true))
        guard target.kind == .absolute, let domain = RegistrableDomain.of(target.host) else {
            return false
        }
        return domain != page.ownDomain
    }
}
