internal import Foundation

/// A folder on disk with files of rules: what is in it, found and read.
struct RuleFolder {
    /// A file of the folder as the file system tells it.
    struct Entry: Sendable, Equatable {
        /// The path below the folder.
        var path: String
        var size: Int
        /// When its content changed, in nanoseconds.
        var modified: Int64
        /// When its content or who may read it changed, in nanoseconds.
        var changed: Int64
        /// Its number in the file system; an editor that saves by renaming makes a new one.
        var inode: UInt64
    }

    /// Folders inside one another that are read.
    private static let maximumDepth = 16

    let path: String

    /// All files whose names end in `.yaml`, `.yml`, `.txt` or `.model`, sorted by path.
    ///
    /// Names that begin with a dot are passed over: they are editors' and file systems' own.
    ///
    /// - Throws: ``RuleLoadError`` when the folder can't be read.
    func entries() throws(RuleLoadError) -> [Entry] {
        var status = stat()
        guard stat(path, &status) == 0, Self.isFolder(status) else {
            throw failure("", "there is no folder '\(path)'", "name a folder of rules with --rules")
        }
        var entries: [Entry] = []
        var seen = 0
        var folders = [(path: "", depth: 0)]
        while let folder = folders.popLast() {
            for name in try names(in: folder.path) {
                let path = folder.path.isEmpty ? name : "\(folder.path)/\(name)"
                seen += 1
                guard seen <= RuleSet.maximumFiles else {
                    throw failure("", "the folder has more than \(RuleSet.maximumFiles) files", nil)
                }
                var status = stat()
                guard stat("\(self.path)/\(path)", &status) == 0 else {
                    if !Self.isRead(name) { continue }
                    throw failure(path, "the file can't be read", nil)
                }
                if Self.isFolder(status) {
                    guard folder.depth < Self.maximumDepth else {
                        throw failure(path, "folders are nested too deep", nil)
                    }
                    folders.append((path, folder.depth + 1))
                } else if Self.isRead(name) {
                    entries.append(Entry(path: path, status))
                }
            }
        }
        return entries.sorted { $0.path < $1.path }
    }

    /// The content of a file.
    ///
    /// - Throws: ``RuleLoadError`` when it can't be read, is too large or no UTF-8.
    func text(of file: String) throws(RuleLoadError) -> String {
        guard let bytes = Self.contents(of: "\(path)/\(file)") else {
            throw failure(file, "the file can't be read, or is too large", nil)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw failure(file, "the file is not UTF-8", "save it as UTF-8")
        }
        return text
    }

    /// The content of a file that holds no text.
    ///
    /// - Throws: ``RuleLoadError`` when it can't be read or is too large.
    func bytes(of file: String, maximum: Int) throws(RuleLoadError) -> [UInt8] {
        guard let bytes = Self.contents(of: "\(path)/\(file)", maximum: maximum) else {
            throw failure(file, "the file can't be read, or is too large", nil)
        }
        return bytes
    }

    private static func isRead(_ name: String) -> Bool {
        name.hasSuffix(".yaml") || name.hasSuffix(".yml") || name.hasSuffix(".txt")
            || name.hasSuffix(RuleModel.suffix)
    }

    private static func isFolder(_ status: stat) -> Bool { status.st_mode & S_IFMT == S_IFDIR }

    private func names(in folder: String) throws(RuleLoadError) -> [String] {
        guard let stream = opendir("\(path)/\(folder)") else {
            throw failure(folder, "the folder can't be read", nil)
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
                name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard !name.hasPrefix(".") else { continue }
            guard names.count < RuleSet.maximumFiles else {
                throw failure(folder, "the folder has more than \(RuleSet.maximumFiles) files", nil)
            }
            names.append(name)
        }
        return names
    }

    /// Reads a file whole.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - maximum: Bytes that it may have at the most.
    ///   - own: True for a file that must be the user's own, and no link to another.
    /// - Returns: The bytes, or nil when they can't be read.
    static func contents(
        of path: String,
        maximum: Int = RuleSet.maximumFileSize,
        own: Bool = false
    ) -> [UInt8]? {
        let follow = own ? O_NOFOLLOW : 0
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | follow)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_size <= maximum, !own || status.st_uid == geteuid()
        else { return nil }
        // One byte more than it has: a file that grows meanwhile shows itself.
        let capacity = Int(status.st_size) + 1
        var isComplete = false
        let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            while count < capacity, let start = buffer.baseAddress {
                let length = read(descriptor, start + count, capacity - count)
                if length < 0, errno == EINTR { continue }
                isComplete = length == 0
                guard length > 0 else { break }
                count += length
            }
        }
        return isComplete ? bytes : nil
    }

    func failure(
        _ file: String,
        _ message: String,
        _ hint: String?,
        code: RuleDiagnostic.Code = .unreadable
    ) -> RuleLoadError {
        RuleLoadError(
            diagnostics: [
                RuleDiagnostic(
                    file: file.isEmpty ? path : file,
                    line: 0,
                    column: 0,
                    code: code,
                    message: message,
                    hint: hint,
                    sourceLine: nil
                )
            ],
            ruleCount: 0
        )
    }
}

extension RuleFolder {
    /// When a file's content changed, in seconds.
    static func seconds(_ status: stat) -> Int { Int(nanoseconds(status) / 1_000_000_000) }

    /// When a file's content changed, in nanoseconds.
    static func nanoseconds(_ status: stat, ofChange: Bool = false) -> Int64 {
        #if canImport(Darwin)
        let time = ofChange ? status.st_ctimespec : status.st_mtimespec
        #else
        let time = ofChange ? status.st_ctim : status.st_mtim
        #endif
        return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}

extension RuleFolder.Entry {
    fileprivate init(path: String, _ status: stat) {
        self.path = path
        size = Int(status.st_size)
        modified = RuleFolder.nanoseconds(status)
        changed = RuleFolder.nanoseconds(status, ofChange: true)
        inode = UInt64(status.st_ino)
    }
}
