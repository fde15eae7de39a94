internal import Foundation

/// Reads documents from files and standard input.
enum FileReader {
    /// Bytes of a document beyond which it is not even read.
    static let maximumSize = 64 * 1_024 * 1_024

    /// All bytes of a file, or of standard input for `-`.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - maximum: Bytes that it may have at the most.
    /// - Returns: Its bytes.
    /// - Throws: `FileError` that names the path.
    static func read(_ path: String, maximum: Int = maximumSize) throws -> [UInt8] {
        let isStandardInput = path == "-"
        let descriptor = isStandardInput ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError(path) }
        defer { if !isStandardInput { close(descriptor) } }
        var info = stat()
        guard fstat(descriptor, &info) == 0 else { throw FileError(path) }
        guard info.st_mode & S_IFMT != S_IFDIR else {
            throw FileError(path: path, reason: "is a folder")
        }
        guard info.st_size <= maximum else { throw tooLarge(path, maximum) }
        var bytes: [UInt8] = []
        var capacity = max(Int(info.st_size) + 1, 65_536)
        while true {
            guard bytes.count <= maximum else { throw tooLarge(path, maximum) }
            let start = bytes.count
            let room = min(capacity, maximum + 1)
            var failed = false
            let chunk = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                let got = Foundation.read(descriptor, buffer.baseAddress, room)
                failed = got < 0
                count = max(got, 0)
            }
            if failed {
                if errno == EINTR { continue }
                throw FileError(path)
            }
            if chunk.isEmpty { return bytes }
            if start == 0 { bytes = chunk } else { bytes += chunk }
            capacity = 65_536
        }
    }

    private static func tooLarge(_ path: String, _ maximum: Int) -> FileError {
        FileError(path: path, reason: "is larger than \(maximum) bytes")
    }
}
