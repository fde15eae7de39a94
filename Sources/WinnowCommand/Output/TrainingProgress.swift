internal import Foundation

/// A line on a terminal that tells how many texts were read; there is no telling how many come.
struct TrainingProgress {
    private static let interval = 0.5

    private let isShown: Bool
    private var last = Date()
    private var hasShown = false

    init(isQuiet: Bool) { isShown = !isQuiet && StandardError.isTerminal }

    /// Tells that so many texts were read.
    mutating func update(_ done: Int) {
        guard isShown, done % 256 == 0, Date().timeIntervalSince(last) > Self.interval else {
            return
        }
        last = Date()
        hasShown = true
        _ = Descriptor.write(Array("\r\(done) texts\u{1B}[K".utf8), to: STDERR_FILENO)
    }

    /// Takes the line away.
    mutating func clear() {
        guard hasShown else { return }
        _ = Descriptor.write(Array("\r\u{1B}[K".utf8), to: STDERR_FILENO)
        hasShown = false
    }
}
