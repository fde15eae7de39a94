internal import Foundation
internal import Synchronization

/// Rules that are exchanged while scans go on: watches a folder and loads it again when it changes.
///
/// A changed folder is loaded, checked and tested aside, and then put in place of the old rules in
/// one step. One that fails leaves the old rules in force, and says so once. Scans that have begun
/// end on the rules they began with: a ``RuleSet`` never changes.
public final class RuleStore: Sendable {
    /// What a look at the folder came to.
    public enum Change: Sendable {
        /// Everything is as it was, or not yet at rest.
        case none
        /// Other rules are in force now.
        case loaded(RuleSet)
        /// The folder can't be used; the rules in force stay.
        case failed(RuleStoreError)
    }

    /// Checks rules before they come into force.
    ///
    /// Returns what is wrong, one line each; nothing when all is well.
    public typealias Validation = @Sendable (RuleSet) -> [String]

    private struct State {
        var rules: RuleSet
        /// What the folder was like when it was loaded, or failed to.
        var settled: RuleLayers.Signature?
        /// What it was like at the last look, when that was something new.
        var seen: RuleLayers.Signature?
        /// The last failure that was told.
        var failure: String?
        /// True while one thread looks; others need not.
        var isLooking = false
    }

    private let layers: RuleLayers
    private let profile: String?
    private let validate: Validation
    private let onChange: @Sendable (Change) -> Void
    private let state: Mutex<State>

    /// Loads a folder, to be watched.
    ///
    /// - Parameters:
    ///   - folder: The folder of rules.
    ///   - local: A folder elsewhere with `local.d` and `override.d`.
    ///   - profile: The profile of the policy; the one that it names if nil.
    ///   - validate: Checks rules before they come into force; runs their plain examples if not given.
    ///   - onChange: Is told of new rules, and of every failure once; on the thread that looks.
    /// - Throws: ``RuleLoadError`` when there is nothing to begin with.
    public init(
        folder: String,
        local: String? = nil,
        profile: String? = nil,
        validate: @escaping Validation = RuleStore.failingExamples,
        onChange: @escaping @Sendable (Change) -> Void = { _ in }
    ) throws(RuleLoadError) {
        layers = RuleLayers(folder: folder, local: local)
        self.profile = profile
        self.validate = validate
        self.onChange = onChange
        let signature = try layers.signature()
        let rules = try RuleSet(folder: folder, local: local, profile: profile)
        state = Mutex(State(rules: rules, settled: signature))
    }

    /// The rules in force.
    public var current: RuleSet { state.withLock { $0.rules } }

    /// Looks at the folder, and loads it when it has changed and is at rest.
    ///
    /// At rest is a folder that two looks in a row find the same: editors save in several steps. The
    /// look that sees a change waits for the next.
    ///
    /// - Returns: What came of it; `none` while another thread is looking.
    /// - Complexity: Linear in the number of files while nothing changes.
    @discardableResult
    public func checkForChanges() -> Change {
        guard begin() else { return .none }
        defer { state.withLock { $0.isLooking = false } }
        let change = look()
        switch change {
        case .none: break
        case .loaded, .failed: onChange(change)
        }
        return change
    }

    private func begin() -> Bool {
        state.withLock { state in
            guard !state.isLooking else { return false }
            state.isLooking = true
            return true
        }
    }

    private func look() -> Change {
        let signature: RuleLayers.Signature
        do {
            signature = try layers.signature()
        } catch {
            // A folder that is being exchanged may be gone for a moment; the next look tells.
            guard state.withLock({ $0.seen == nil && $0.settled == nil }) else {
                state.withLock { ($0.seen, $0.settled) = (nil, nil) }
                return .none
            }
            return fail(error.description)
        }
        let isDue = state.withLock { state in
            let isAtRest = state.seen == signature
            let isNew = state.settled != signature
            state.seen = signature
            return isNew && isAtRest
        }
        guard isDue else { return .none }
        return load(signature)
    }

    private func load(_ signature: RuleLayers.Signature) -> Change {
        let rules: RuleSet
        do {
            rules = try RuleSet(folder: layers.folder, local: layers.local, profile: profile)
            // What was read while somebody wrote is looked at again.
            guard try layers.signature() == signature else { return .none }
        } catch {
            // What can't be read now may be readable in a moment, with nothing to show for it.
            let isPassing = error.isUnreadable
            state.withLock { $0.settled = isPassing ? nil : signature }
            return fail(error.description)
        }
        guard rules.sha256 != current.sha256 else {
            state.withLock { state in
                state.settled = signature
                state.failure = nil
            }
            return .none
        }
        let problems = validate(rules)
        guard problems.isEmpty else {
            state.withLock { $0.settled = signature }
            return fail(problems.joined(separator: "\n"))
        }
        state.withLock { state in
            state.rules = rules
            state.settled = signature
            state.failure = nil
        }
        return .loaded(rules)
    }

    /// Tells a failure, unless it is the one that was told last.
    private func fail(_ description: String) -> Change {
        let isKnown = state.withLock { state in
            defer { state.failure = description }
            return state.failure == description
        }
        return isKnown ? .none : .failed(RuleStoreError(description: description))
    }

    // MARK: Watching

    /// Looks at the folder again and again on a thread of its own, until it is stopped
    /// or the store is gone.
    ///
    /// - Parameter interval: Seconds between looks.
    /// - Returns: What stops it.
    public func watch(every interval: Double) -> RuleWatch {
        let watch = RuleWatch()
        let pause = max(interval, 0.01)
        let thread = Thread { [weak self] in
            while watch.wait(seconds: pause) {
                guard let self else { return }
                self.checkForChanges()
            }
        }
        thread.name = "winnow-rules"
        thread.start()
        return watch
    }

    // MARK: Examples

    /// Examples of rules that do not say what they should; the default validation.
    ///
    /// Every example is tried as it is written, but for those of rules that ask the Bayes model: who
    /// trains a model of his own need not teach it the words of other people's examples.
    @Sendable
    public static func failingExamples(of rules: RuleSet) -> [String] {
        let tester = RuleTester(rules, variants: [.asWritten])
        return rules.rules.filter { !ModelNeeds($0, rules).areThere }.flatMap {
            tester.outcomes(of: $0)
        }.compactMap { outcome in
            guard case .failed(let problems) = outcome.result else { return nil }
            let reasons = problems.map { "expected \($0.expected), but \($0.actual)" }
            let kind = outcome.example.matches ? "match" : "no_match"
            return "\(outcome.example.ruleID): \(kind) example \(outcome.number): "
                + reasons.joined(separator: "; ")
        }
    }
}

/// Why a changed folder of rules did not come into force.
public struct RuleStoreError: Error, Sendable, Equatable, CustomStringConvertible {
    /// All that is wrong, as it is printed.
    public let description: String
}

/// A thread that watches a folder, until it is stopped or the store is gone.
public final class RuleWatch: Sendable {
    private let condition = NSCondition()
    private nonisolated(unsafe) var isStopped = false

    /// Waits, unless it is stopped meanwhile.
    ///
    /// - Returns: False when it is stopped.
    fileprivate func wait(seconds: Double) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        let end = Date(timeIntervalSinceNow: seconds)
        while !isStopped, condition.wait(until: end) {}
        return !isStopped
    }

    /// Ends the thread at its next step; a look that has begun is finished.
    public func stop() {
        condition.lock()
        isStopped = true
        condition.broadcast()
        condition.unlock()
    }
}
