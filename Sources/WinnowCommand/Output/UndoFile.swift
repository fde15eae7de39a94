internal import Foundation

/// The file that undo records are added to, one a line.
///
/// Several programs may add to one file at once: each record is written whole, under a lock, at the
/// end. A record that could not be written leaves no half line.
final class UndoFile {
    private let path: String
    private let descriptor: Int32
    /// What went wrong first; nothing is added after it.
    private(set) var error: FileError?

    /// Opens the file, which is made when it is not there.
    ///
    /// - Throws: `FileError` that names the path.
    init(path: String) throws {
        self.path = path
        var opened = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o666)
        // A pipe has no other end yet when it is opened for both, and a device may refuse it.
        if opened < 0 { opened = open(path, O_WRONLY | O_APPEND | O_CLOEXEC) }
        guard opened >= 0 else { throw FileError(path) }
        descriptor = opened
    }

    deinit { close(descriptor) }

    /// Adds a line, and sees to it that it is on the disk.
    func append(_ line: [UInt8]) {
        guard error == nil else { return }
        flock(descriptor, LOCK_EX)
        defer { flock(descriptor, LOCK_UN) }
        var info = stat()
        let isFile = fstat(descriptor, &info) == 0 && info.st_mode & S_IFMT == S_IFREG
        // Something else may have left a line without its end.
        let bytes = isFile && !endsLine(size: info.st_size) ? [0x0A] + line : line
        let failure = Descriptor.write(bytes, to: descriptor)
        if failure != 0 {
            error = FileError(path, error: failure)
            if isFile { _ = ftruncate(descriptor, info.st_size) }
        } else if isFile, fdatasync(descriptor) != 0 {
            error = FileError(path)
        }
    }

    private func endsLine(size: off_t) -> Bool {
        guard size > 0 else { return true }
        var last: UInt8 = 0
        return pread(descriptor, &last, 1, size - 1) != 1 || last == 0x0A
    }
}
