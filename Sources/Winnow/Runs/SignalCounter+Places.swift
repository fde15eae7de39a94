internal import WinnowHTML

/// Where a run stands, and where its links lead.
extension SignalCounter {
    /// What an anchor's target looks like, and whether it repeats the anchor's words.
    struct LinkShape {
        var isShort = false
        var isHome = false
        var isInOddFolder = false
        var repeatsSlug = false
        var repeatsOwnSlug = false
    }

    /// The shapes of links, each found once however many runs hold the link.
    final class LinkShapes {
        fileprivate var known: [Int32: LinkShape] = [:]
    }

    /// The domains of other sites in the order in which the run names them, which does not depend on
    /// their numbers.
    func domainsInOrder(_ run: Run) -> [Int32] {
        var known: Set<Int32> = []
        var found: [Int32] = []
        func add(_ link: Link, hasText: Bool) {
            guard hasText, !link.isWellKnown, !hostDomains.contains(link.domain),
                link.relation == .foreign && !link.handsPageOn || link.relation == .unknown
            else { return }
            if known.insert(link.domain).inserted { found.append(link.domain) }
        }
        for index in run.leaves {
            let leaf = page.leaves[index]
            if run.origin == .inertMarkup, leaf.markup >= 0 {
                for link in page.links[page.markups[Int(leaf.markup)].links] {
                    add(link, hasText: true)
                }
            } else if leaf.link >= 0 {
                add(
                    page.links[Int(leaf.link)],
                    hasText: evidence.leaves[index].measure.letters > 0
                )
            }
        }
        return found
    }

    /// Counts what the paths of a run's outbound links look like.
    ///
    /// - Returns: The signals for which ``Signal/isOfPaths`` holds; all others are 0.
    func pathSignals(of run: Run) -> RunSignals {
        var signals = RunSignals()
        for index in run.leaves {
            let leaf = page.leaves[index]
            guard leaf.kind == .link, leaf.link >= 0 else { continue }
            countShape(leaf.link, evidence.leaves[index], &signals)
        }
        return signals
    }

    private func countShape(_ index: Int32, _ seen: LeafEvidence, _ signals: inout RunSignals) {
        let shape: LinkShape
        if let known = shapes.known[index] {
            shape = known
        } else {
            shape = self.shape(page.links[Int(index)], seen)
            shapes.known[index] = shape
        }
        if shape.repeatsOwnSlug { signals[.ownSlugEcho] += 1 }
        if shape.isShort { signals[.shortAnchors] += 1 }
        if shape.isHome { signals[.homeLinks] += 1 }
        if shape.isInOddFolder { signals[.oddFolderLinks] += 1 }
        if shape.repeatsSlug { signals[.slugEcho] += 1 }
    }

    private func shape(_ link: Link, _ seen: LeafEvidence) -> LinkShape {
        var result = LinkShape()
        // Of links within the site only those with words in their paths say something.
        let hasWords = source.bytes[link.href].contains { $0 == 0x2D || $0 == 0x5F }
        guard isOutbound(link) || (link.relation == .own && hasWords) else { return result }
        let written = LinkTarget(source.text(of: link.href, inAttribute: true))
        let path = Array((page.base.map(written.resolved) ?? written).path.utf8)
        if link.relation == .own { result.repeatsOwnSlug = repeatsSlug(path, seen) }
        guard isOutbound(link), !link.isWellKnown else { return result }
        result.isShort =
            (1...3).contains(seen.measure.letters) && seen.measure.wideLetters == 0
        let shape = PathShape(path)
        result.isHome = shape.contains(.home)
        result.isInOddFolder = shape.contains(.oddFolder)
        result.repeatsSlug = shape.contains(.slug) && repeatsSlug(path, seen)
        return result
    }

    /// True where two thirds of the words of a path, three at the least, stand in the anchor.
    private func repeatsSlug(_ path: [UInt8], _ seen: LeafEvidence) -> Bool {
        guard seen.measure.letters > 0 else { return false }
        let name = path.split(separator: 0x2F).last ?? []
        let words = lexicon.words(of: name)
        let anchor = evidence.normal[seen.normal].split(separator: 0x20)
        let known = words.count { word in anchor.contains { $0.elementsEqual(word) } }
        return words.count >= 3 && known * 3 >= words.count * 2
    }

    func setPlacement(_ run: Run, _ signals: inout RunSignals) {
        guard let first = run.leaves.first else { return }
        switch page.leaves[first].zone {
        case .beforeDocument: signals[.beforeDocument] = 1
        case .head: signals[.inHead] = 1
        case .afterBody: signals[.afterBody] = 1
        case .afterDocument: signals[.afterDocument] = 1
        case .body: break
        }
        if first >= firstBodyLeaf, first - firstBodyLeaf < Self.startLeaves {
            signals[.bodyStart] = 1
        }
        if first > lastProse { signals[.bodyEnd] = 1 }
        if let start = run.ranges.first?.lowerBound, let end = run.ranges.last?.upperBound {
            let touches = isBody(before: start) || isBody(behind: end)
            signals[.touchesBody] = touches ? 1 : 0
        }
    }

    /// Blanks over which a body tag still counts as the neighbour.
    private static let maximumBlanks = 200

    /// True where `<body …>` ends before an offset, blanks aside.
    private func isBody(before offset: Int) -> Bool {
        var end = offset
        let limit = max(0, offset - Self.maximumBlanks)
        while end > limit, ASCII.isSpace(source.bytes[end - 1]) { end -= 1 }
        guard end > 0, source.bytes[end - 1] == 0x3E else { return false }
        let start = max(0, end - Self.maximumTag)
        guard let open = source.bytes[start..<end].lastIndex(of: 0x3C) else { return false }
        return isTag("body", at: open + 1)
    }

    /// True where `</body>` begins behind an offset, blanks aside.
    private func isBody(behind offset: Int) -> Bool {
        var start = offset
        let limit = min(source.bytes.count, offset + Self.maximumBlanks)
        while start < limit, ASCII.isSpace(source.bytes[start]) { start += 1 }
        return start + 2 < source.bytes.count && source.bytes[start] == 0x3C
            && source.bytes[start + 1] == 0x2F && isTag("body", at: start + 2)
    }

    /// Bytes of a body tag with its attributes.
    private static let maximumTag = 1_000

    private func isTag(_ name: StaticString, at offset: Int) -> Bool {
        let length = name.utf8CodeUnitCount
        guard let base = source.bytes.baseAddress, offset + length < source.bytes.count else {
            return false
        }
        let next = source.bytes[offset + length]
        return ASCII.equals(base + offset, length, name) && (next == 0x3E || ASCII.isSpace(next))
    }
}
