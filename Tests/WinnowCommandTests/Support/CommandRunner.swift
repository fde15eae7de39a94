import Foundation

/// Runs the built command `winnow`, and shell lines that call it, as a user would.
enum CommandRunner {
    /// What a run left behind.
    struct Result {
        var status: Int32
        var bytes: [UInt8]
        var errors: String

        /// Standard output as text.
        var output: String { String(decoding: bytes, as: UTF8.self) }
        /// The lines of standard output.
        var lines: [Substring] { output.split(separator: "\n") }
    }

    /// Something in the way of a run.
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// The folder of the built programs.
    static let programs: URL = {
        #if os(macOS)
        let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
        return (bundle ?? Bundle.main).bundleURL.deletingLastPathComponent()
        #else
        return Bundle.main.bundleURL
        #endif
    }()

    /// Runs `winnow`.
    ///
    /// - Parameters:
    ///   - arguments: The arguments.
    ///   - folder: The working directory; the package's own if not given.
    ///   - rules: The folder of rules, by `WINNOW_RULES`.
    ///   - input: What stands on standard input.
    ///   - environment: More variables.
    /// - Returns: What the run left behind.
    /// - Throws: `Failure` when it did not end by itself.
    static func winnow(
        _ arguments: String...,
        in folder: String? = nil,
        rules: String? = nil,
        input: [UInt8] = [],
        environment: [String: String] = [:]
    ) throws -> Result {
        try winnow(
            arguments,
            in: folder,
            rules: rules,
            input: input,
            environment: environment
        )
    }

    /// Runs `winnow` with a list of arguments.
    static func winnow(
        _ arguments: [String],
        in folder: String? = nil,
        rules: String? = nil,
        input: [UInt8] = [],
        environment: [String: String] = [:]
    ) throws -> Result {
        try run(
            programs.appending(path: "winnow").path,
            arguments,
            in: folder,
            rules: rules,
            input: input,
            environment: environment
        )
    }

    /// Runs lines of Bash in which `winnow` is the built command.
    static func bash(
        _ script: String,
        in folder: String? = nil,
        rules: String? = nil,
        environment: [String: String] = [:]
    ) throws -> Result {
        try run(
            "/usr/bin/env",
            ["bash", "-c", script],
            in: folder,
            rules: rules,
            input: [],
            environment: environment
        )
    }

    private static func run(
        _ program: String,
        _ arguments: [String],
        in folder: String?,
        rules: String?,
        input: [UInt8],
        environment: [String: String]
    ) throws -> Result {
        let scratch = try TemporaryFolder()
        // Files instead of pipes: nothing can fill up, and nothing waits for a second reader.
        let standardInput = try scratch.write(input, to: "input")
        let standardOutput = try scratch.write([], to: "output")
        let standardError = try scratch.write([], to: "errors")

        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: folder ?? PackageFolder.path)
        process.environment = variables(rules, environment)
        process.standardInput = FileHandle(forReadingAtPath: standardInput)
        process.standardOutput = FileHandle(forWritingAtPath: standardOutput)
        process.standardError = FileHandle(forWritingAtPath: standardError)
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        guard ended.wait(timeout: .now() + 120) == .success else {
            process.terminate()
            throw Failure(description: "\(program) \(arguments) did not end within two minutes")
        }
        guard process.terminationReason == .exit else {
            throw Failure(
                description: "\(program) \(arguments) ended by signal \(process.terminationStatus)"
            )
        }
        return Result(
            status: process.terminationStatus,
            bytes: try scratch.bytes(of: "output"),
            errors: String(decoding: try scratch.bytes(of: "errors"), as: UTF8.self)
        )
    }

    private static func variables(
        _ rules: String?,
        _ more: [String: String]
    ) -> [String: String] {
        var variables = ProcessInfo.processInfo.environment
        for name in ["NO_COLOR", "WINNOW_RULES", "TERM"] { variables[name] = nil }
        variables["PATH"] = "\(programs.path):\(variables["PATH"] ?? "/usr/bin:/bin")"
        variables["COLUMNS"] = "80"
        variables["WINNOW_RULES"] = rules
        // The user's own cache is not for tests.
        variables["WINNOW_NO_RULE_CACHE"] = "1"
        return variables.merging(more) { $1 }
    }
}
