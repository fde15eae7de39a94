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
        do {
            return try send(bytes)
        } catch {
            StandardError.say("\(error)")
            exit(2)
        }
    }

    /// Writes bytes.
    ///
    /// - Returns: False when the reader went away, which is no error.
    /// - Throws: `FileError`; other threads may have files to finish before the program ends.
    static func send(_ bytes: [UInt8]) throws -> Bool {
        let error = Descriptor.write(bytes, to: STDOUT_FILENO)
        if error == EPIPE { return false }
        guard error == 0 else { throw FileError("standard output", error: error) }
        return true
    }
}
