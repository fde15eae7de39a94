internal import Foundation

/// Results for programs and people, and nothing else.
enum StandardOutput {
    /// True when a person reads along.
    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// True when the user asked programs for no colour, by `NO_COLOR` or `TERM=dumb`.
    static var isColorRefused: Bool {
        let environment = ProcessInfo.processInfo.environment
        return !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
    }

    /// Writes bytes, or ends the program with status 2 when that fails.
    ///
    /// - Returns: False when the reader went away, which is no error.
    @discardableResult
    static func write(_ bytes: [UInt8]) -> Bool {
        let error = Descriptor.write(bytes, to: STDOUT_FILENO)
        if error == EPIPE { return false }
        if error != 0 {
            StandardError.say("standard output: \(String(cString: strerror(error)).lowercased())")
            exit(2)
        }
        return true
    }
}
