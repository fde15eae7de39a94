internal import Synchronization

/// Counts the compiled expressions that exist, so that tests can tell that none is left over.
package enum LivePatterns {
    fileprivate static let counter = Atomic<Int>(0)

    /// Expressions that are compiled and not yet freed.
    package static var count: Int { counter.load(ordering: .relaxed) }

    /// Held by a compiled expression as long as it exists.
    struct Token: ~Copyable {
        init() { LivePatterns.counter.add(1, ordering: .relaxed) }

        deinit { LivePatterns.counter.subtract(1, ordering: .relaxed) }
    }
}
