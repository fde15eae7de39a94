internal import Foundation

/// A line on a terminal that tells how far long work has come.
struct Progress {
    /// Seconds before the first line, and between two.
    private static let interval = 0.5

    private let isShown: Bool
    private let total: Int
    private var last = Date()
    private var hasShown = false

    init(total: Int, isQuiet: Bool) {
        self.total = total
        isShown = !isQuiet && StandardError.isTerminal
    }

    /// Tells that so many documents are done.
    mutating func update(_ done: Int) {
        guard isShown, Date().timeIntervalSince(last) > Self.interval else { return }
        last = Date()
        hasShown = true
        show("\r\(done) of \(total) documents\u{1B}[K")
    }

    /// Takes the line away.
    mutating func clear() {
        guard hasShown else { return }
        show("\r\u{1B}[K")
        hasShown = false
    }

    private func show(_ text: String) {
        _ = Descriptor.write(Array(text.utf8), to: STDERR_FILENO)
    }
}
