package import WinnowBayes

/// Brings bags into normal form and reads their features: the same for training and for scans.
package struct BagReader {
    /// Bytes of all texts of a bag that are read, in normal form.
    package static let maximumText = 65_536
    /// Links of a bag that are read.
    package static let maximumLinks = 2_000

    private let normaliser = TextNormaliser()
    private var normal: [UInt8] = []
    package let features = FeatureReader()

    package init() {}

    /// Reads a bag; its features stand in ``features`` until the next is read.
    ///
    /// - Complexity: Linear in the bag.
    package mutating func read(_ bag: LabelledBag) {
        features.begin(bag.kind)
        var left = Self.maximumText
        for text in bag.texts {
            guard left > 0 else { break }
            normal.removeAll(keepingCapacity: true)
            let bytes = Array(text.utf8.prefix(EvidenceObserver.maximumLeafText))
            _ = bytes.withUnsafeBufferPointer { normaliser.append($0, to: &normal) }
            normal.withUnsafeBufferPointer {
                features.addText(UnsafeBufferPointer(rebasing: $0.prefix(left)))
            }
            left -= normal.count
        }
        var links = 0
        for link in bag.links {
            let target = LinkTarget(link.utf8)
            // A relative target says nothing of where a list leads.
            guard target.kind == .absolute else { continue }
            guard links < Self.maximumLinks else { break }
            links += 1
            var (host, path) = (target.host, target.path)
            host.withUTF8 { host in path.withUTF8 { features.addLink(host: host, path: $0) } }
        }
    }
}
