internal import ArgumentParser

/// When output is coloured.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
    case auto
    case always
    case never
}

/// How results and messages are printed; the same in every command.
struct OutputOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Colour: auto, always or never.", valueName: "when"))
    var color = ColorChoice.auto

    @Flag(name: .shortAndLong, help: "Say nothing on standard error but errors.")
    var quiet = false

    /// Whether an output is to be coloured.
    func colors(isTerminal: Bool) -> Bool {
        switch color {
        case .always: true
        case .never: false
        case .auto: isTerminal && !StandardOutput.isColorRefused
        }
    }
}
