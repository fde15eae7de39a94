/// The signals of a run, each counted once and only when asked for, costly ones one by one, those of
/// paths together.
final class LazySignals {
    private let run: Run
    /// Nil for the signals of no run.
    private let counter: SignalCounter?

    /// All signals but the costly ones and those of paths, which are 0.
    private lazy var cheap = counter?.signals(of: run) ?? RunSignals()
    private lazy var paths = counter?.pathSignals(of: run) ?? RunSignals()
    private lazy var encodedShare = counter?.encodedShare(of: run) ?? 0
    private lazy var script = counter?.scriptFacts(of: run)
    private lazy var bayesSpam = counter?.bayesSpam(of: run) ?? 0
    private lazy var bayesHost = counter?.bayesHost() ?? 0
    private lazy var bayesProse = counter?.bayesProse(of: run) ?? 0
    private lazy var repetition = counter?.repetition(of: run) ?? 0
    private lazy var honestShare = counter?.honestShare(of: run) ?? 0
    private lazy var rowLinks = counter?.rowLinks(of: run) ?? 0
    private lazy var rowHonest = counter?.rowHonest(of: run) ?? 0
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
        default:
            signal.isCostly
                ? costly(signal) : signal.isOfPaths ? paths[signal] : cheap[signal]
        }
    }

    /// What takes reading words.
    private func costly(_ signal: Signal) -> Float {
        switch signal {
        case .scriptForeignHosts: Float(script?.foreignHosts ?? 0)
        case .scriptNamesOwnSite: script?.namesOwnSite == true ? 1 : 0
        case .searchEngines: Float(script?.searchEngines ?? 0)
        case .bayesSpam: bayesSpam
        case .bayesProse: bayesProse
        case .bayesHost: bayesHost
        case .repetition: repetition
        case .honestShare: honestShare
        case .rowLinks: rowLinks
        case .rowHonest: rowHonest
        default: 0
        }
    }

    /// The probability from which the model says what a run is about, where no list does.
    private static let topicProbability: Float = 0.9

    private func all() -> RunSignals {
        var signals = cheap
        for signal in Signal.allCases {
            if signal.isCostly { signals[signal] = costly(signal) }
            if signal.isOfPaths { signals[signal] = paths[signal] }
        }
        if signals.topic == nil, bayesSpam >= Self.topicProbability {
            signals.topic = counter?.modelTopic(of: run)
        }
        return signals
    }
}
