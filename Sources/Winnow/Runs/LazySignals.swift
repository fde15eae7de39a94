/// The signals of a run, each counted once and only when asked for, costly ones one by one.
final class LazySignals {
    private let run: Run
    /// Nil for the signals of no run.
    private let counter: SignalCounter?

    /// All signals but the costly ones, which are 0.
    private lazy var cheap = counter?.signals(of: run) ?? RunSignals()
    private lazy var encodedShare = counter?.encodedShare(of: run) ?? 0
    private lazy var script = counter?.scriptFacts(of: run)
    /// All signals.
    private(set) lazy var value = all()

    /// The signals of no run, all 0.
    static var none: LazySignals {
        LazySignals(run: Run(origin: .page, leaves: 0..<0, ranges: []), counter: nil)
    }

    init(run: Run, counter: SignalCounter?) { (self.run, self.counter) = (run, counter) }

    /// The value of one signal; nothing is counted for what the run itself knows.
    func value(of signal: Signal) -> Float {
        switch signal {
        case .glossedCharacters: run.glossedCharacters
        case .controlMarks: run.origin == .page ? Float(run.controlMarks) : 0
        case .scriptRepeats: Float(run.scriptRepeats)
        case .scriptBytes: counter?.scriptBytes(of: run) ?? 0
        case .encodedShare: encodedShare
        default: signal.isCostly ? costly(signal) : cheap[signal]
        }
    }

    /// What takes reading a script's words.
    private func costly(_ signal: Signal) -> Float {
        guard let script else { return 0 }
        switch signal {
        case .scriptForeignHosts: return Float(script.foreignHosts)
        case .scriptNamesOwnSite: return script.namesOwnSite ? 1 : 0
        case .searchEngines: return Float(script.searchEngines)
        default: return 0
        }
    }

    private func all() -> RunSignals {
        var signals = cheap
        for signal in Signal.allCases where signal.isCostly { signals[signal] = costly(signal) }
        return signals
    }
}
