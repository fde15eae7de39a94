internal import Foundation
internal import Winnow

/// Scans documents on worker threads and gives the results back in the order of the documents.
///
/// A bounded number of documents is in flight at once, so memory stays flat however many there are.
///
/// `@unchecked`, because a condition guards what changes and the compiler can't see it: `next`,
/// `emitted` and `results` are only touched under `lock`.
final class ScanQueue<Result: Sendable>: @unchecked Sendable {
    private let lock = NSCondition()
    private let count: Int
    private let window: Int
    private var next = 0
    private var emitted = 0
    private var results: [Int: Result] = [:]

    /// - Parameters:
    ///   - count: How many documents there are.
    ///   - jobs: Worker threads.
    init(count: Int, jobs: Int) {
        self.count = count
        window = jobs * 8
    }

    /// Runs the work and hands over the results, on the calling thread, in order.
    ///
    /// - Parameters:
    ///   - jobs: Worker threads.
    ///   - makeWorker: Makes what one thread works with; called once on each.
    ///   - emit: Takes the result of each document, by its number.
    func run(
        jobs: Int,
        makeWorker: @escaping @Sendable () -> ((Int) -> Result),
        emit: (Int, Result) -> Void
    ) {
        for _ in 0..<max(1, min(jobs, count)) {
            let thread = Thread {
                let work = makeWorker()
                while let index = self.take() { self.put(index, work(index)) }
            }
            thread.stackSize = 8 * 1_024 * 1_024
            thread.start()
        }
        for index in 0..<count { emit(index, wait(for: index)) }
    }

    private func take() -> Int? {
        lock.lock()
        defer { lock.unlock() }
        while next < count, next >= emitted + window { lock.wait() }
        guard next < count else { return nil }
        next += 1
        return next - 1
    }

    private func put(_ index: Int, _ result: Result) {
        lock.lock()
        results[index] = result
        lock.broadcast()
        lock.unlock()
    }

    private func wait(for index: Int) -> Result {
        lock.lock()
        defer { lock.unlock() }
        while true {
            if let result = results.removeValue(forKey: index) {
                emitted = index + 1
                lock.broadcast()
                return result
            }
            lock.wait()
        }
    }
}
