/// The numbers a rule may ask for, of one run.
package struct RunSignals: Sendable {
    private var values = [Float](repeating: 0, count: Signal.allCases.count)

    /// The value of a signal; 0 where nothing was found.
    package subscript(signal: Signal) -> Float {
        get { values[Int(signal.rawValue)] }
        set { values[Int(signal.rawValue)] = newValue }
    }

    /// The run's main topic, by the summed weight of its terms.
    package var topic: Topic?
    /// Numbers of the foreign domains linked to, in the order found.
    package var domains: [Int32] = []
}
