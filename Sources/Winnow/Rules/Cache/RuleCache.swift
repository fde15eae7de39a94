internal import Foundation
internal import WinnowRegex

/// A folder of compiled rules, so that they need not be compiled anew by every process.
///
/// The rules' own files are still read, as their content is what a compiled set is found by: a
/// change is seen however quickly it follows the last one. What can't be read or written is passed
/// over; a cache never changes what rules say, nor whether they load.
public struct RuleCache: Sendable {
    /// Sets of rules that are kept; of more the oldest are removed.
    static let maximumFiles = 8
    /// Bytes of the largest file that is read.
    static let maximumSize = 256 * 1_024 * 1_024
    /// Seconds after which a file that somebody left half written is removed.
    static let maximumAge = 3_600
    private static let suffix = ".winnow-rules"
    private static let temporarySuffix = ".tmp"

    /// The path of the folder.
    public let folder: String

    /// - Parameter folder: The path of a folder for nothing else, made when it is needed.
    public init(folder: String) { self.folder = folder }

    /// The user's own: `winnow` in `$XDG_CACHE_HOME` or `~/.cache`, on macOS in `~/Library/Caches`;
    /// nil where the user has no home.
    public static var standard: RuleCache? {
        // What is no absolute path is to be ignored, says the XDG base directory specification.
        if let named = variable("XDG_CACHE_HOME") { return RuleCache(folder: "\(named)/winnow") }
        guard let home = variable("HOME") else { return nil }
        #if canImport(Darwin)
        return RuleCache(folder: "\(home)/Library/Caches/winnow")
        #else
        return RuleCache(folder: "\(home)/.cache/winnow")
        #endif
    }

    private static func variable(_ name: String) -> String? {
        guard let value = getenv(name) else { return nil }
        let path = String(cString: value)
        return path.hasPrefix("/") ? path : nil
    }

    // MARK: Sets of rules

    /// A compiled set of rules, or nil when there is none that is whole.
    func rules(_ key: CacheKey) -> CachedRules? {
        guard
            let file = RuleFolder.contents(of: path(of: key), maximum: Self.maximumSize, own: true)
        else { return nil }
        return file.withUnsafeBytes { bytes in
            CacheFile.payload(of: bytes, key).flatMap { try? CachedRules($0) }
        }
    }

    /// Keeps a compiled set of rules, if the folder can be written.
    func keep(_ loaded: RuleSetLoader.Loaded, _ matcher: TermMatcher, _ key: CacheKey) {
        guard makeFolder() else { return }
        let bytes = CacheFile.bytes(CachedRules.bytes(of: loaded, matcher), key)
        guard bytes.count <= Self.maximumSize else { return }
        let path = path(of: key)
        let temporary =
            "\(path).\(getpid())-\(UInt64.random(in: 0...(.max)))\(Self.temporarySuffix)"
        guard Self.write(bytes, to: temporary), rename(temporary, path) == 0 else {
            unlink(temporary)
            return
        }
        prune()
    }

    private func path(of key: CacheKey) -> String { "\(folder)/\(key.name)\(Self.suffix)" }

    /// True when the folder is there, is the user's own, and nobody else may write in it.
    private func makeFolder() -> Bool {
        let parent = (folder as NSString).deletingLastPathComponent
        var status = stat()
        // Who runs it as root with the home of another must not leave that other a folder of root's.
        if geteuid() == 0, stat(parent, &status) == 0, status.st_uid != 0 { return false }
        if mkdir(folder, 0o700) != 0, errno == ENOENT {
            try? FileManager.default.createDirectory(
                atPath: parent,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            mkdir(folder, 0o700)
        }
        return lstat(folder, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
            && status.st_uid == geteuid() && status.st_mode & 0o022 == 0
    }

    private static func write(_ bytes: [UInt8], to path: String) -> Bool {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { return false }
        var written = 0
        bytes.withUnsafeBytes { bytes in
            while written < bytes.count, let start = bytes.baseAddress {
                let count = Foundation.write(descriptor, start + written, bytes.count - written)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { break }
                written += count
            }
        }
        return close(descriptor) == 0 && written == bytes.count
    }

    /// Removes the oldest sets of rules beyond the number that is kept, and what was left half
    /// written.
    private func prune() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        var files: [(path: String, modified: Int)] = []
        let now = time(nil)
        for name in names where name.contains(Self.suffix) {
            let path = "\(folder)/\(name)"
            var status = stat()
            guard lstat(path, &status) == 0 else { continue }
            let modified = RuleFolder.seconds(status)
            if name.hasSuffix(Self.suffix) {
                files.append((path, modified))
            } else if name.hasSuffix(Self.temporarySuffix), now - modified > Self.maximumAge {
                unlink(path)
            }
        }
        guard files.count > Self.maximumFiles else { return }
        files.sort { ($0.modified, $0.path) > ($1.modified, $1.path) }
        for file in files[Self.maximumFiles...] { unlink(file.path) }
    }
}
