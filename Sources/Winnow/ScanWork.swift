/// How much a scanner has read, and how much of that went into the second tier.
package struct ScanWork: Sendable, Equatable {
    package private(set) var documents = 0
    package private(set) var bytes = 0
    /// Documents with a candidate run.
    package private(set) var candidates = 0
    /// Bytes of those.
    package private(set) var candidateBytes = 0

    mutating func count(_ bytes: Int, isCandidate: Bool) {
        documents += 1
        self.bytes += bytes
        if isCandidate {
            candidates += 1
            candidateBytes += bytes
        }
    }
}
