internal import Foundation
internal import Winnow

/// Words for people: errors, and progress of long work.
enum StandardError {
    /// True when a person reads along.
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Says one thing, with the program's name before it.
    static func say(_ message: String) {
        write("winnow: \(SafeText.escaped(message))")
    }

    /// Writes lines as they are; that nobody reads them is no reason to stop.
    static func write(_ text: String) {
        _ = Descriptor.write(Array((text + "\n").utf8), to: STDERR_FILENO)
    }
}
