internal import Foundation

/// Writes files so that nobody ever sees half of one.
enum FileWriter {
    /// Writes by a temporary file beside the target and a rename; to a device or pipe directly.
    ///
    /// - Parameters:
    ///   - bytes: The new content.
    ///   - path: The file.
    ///   - original: A file whose owner and mode a new one gets.
    /// - Throws: `FileError` that names the path.
    static func write(_ bytes: [UInt8], to path: String, like original: String? = nil) throws {
        var info = stat()
        let exists = stat(path, &info) == 0
        if exists, info.st_mode & S_IFMT == S_IFDIR {
            throw FileError(path: path, reason: "is a folder")
        }
        if exists, info.st_mode & S_IFMT != S_IFREG {
            return try fill(path, O_WRONLY | O_CLOEXEC, bytes, path)
        }
        let temporary = "\(path).winnow-\(getpid())-\(UInt32.random(in: 0...(.max)))"
        do {
            try fill(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, bytes, path)
            if exists || original.map({ stat($0, &info) == 0 }) ?? false {
                keepOwner(info, on: temporary)
            }
            guard rename(temporary, path) == 0 else { throw FileError(path) }
        } catch {
            unlink(temporary)
            throw error
        }
    }

    /// The file itself for a path that is a symbolic link.
    static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    private static func fill(
        _ opened: String,
        _ flags: Int32,
        _ bytes: [UInt8],
        _ path: String
    ) throws {
        let descriptor = open(opened, flags, 0o666)
        guard descriptor >= 0 else { throw FileError(path) }
        let error = Descriptor.write(bytes, to: descriptor)
        guard close(descriptor) == 0 || error != 0 else { throw FileError(path) }
        guard error == 0 || error == EPIPE else { throw FileError(path, error: error) }
    }

    /// True when two paths lead to one file that is there.
    static func isSameFile(_ left: String, _ right: String) -> Bool {
        var (one, other) = (stat(), stat())
        guard stat(left, &one) == 0, stat(right, &other) == 0 else { return false }
        return one.st_dev == other.st_dev && one.st_ino == other.st_ino
    }

    /// Makes a folder and those above it.
    static func makeFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true
            )
        } catch {
            throw FileError(path: path, reason: "the folder can't be made")
        }
    }

    /// Owner and mode stay those of the file that is replaced, as far as the system lets.
    private static func keepOwner(_ info: stat, on temporary: String) {
        _ = chown(temporary, info.st_uid, info.st_gid)
        chmod(temporary, info.st_mode & 0o7777)
    }
}

/// A file that can't be read or written.
struct FileError: Error, CustomStringConvertible {
    let path: String
    let reason: String

    init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }

    /// The error the system has just reported on a path.
    init(_ path: String, error: Int32 = errno) {
        self.init(path: path, reason: String(cString: strerror(error)).lowercased())
    }

    var description: String { "\(path): \(reason)" }
}
