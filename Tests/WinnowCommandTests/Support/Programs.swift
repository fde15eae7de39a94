/// Which programs of other makers are here.
enum Programs {
    /// True where `patch` is.
    static let hasPatch = succeeds("command -v patch")
    /// True where util-linux's `script` is, which runs a program on a terminal.
    static let hasScript = succeeds("script --version | grep -q util-linux")

    private static func succeeds(_ line: String) -> Bool {
        (try? CommandRunner.bash(line).status) == 0
    }
}
