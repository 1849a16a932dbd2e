import Foundation
import LoanBook

/// The file that a command was told to write to.
enum OutputFile {
    /// Writes `stream` to `path`: beside it and renamed, so that a failure leaves no half file under the name.
    ///
    /// What is there and is no regular file (a device, a pipe) is opened and written to: renamed over, it would be gone.
    /// A link keeps leading where it led.
    /// - Throws: ``CommandError``, or what the stream throws.
    static func write(_ stream: DocumentStream, to path: String) async throws {
        var found = stat()
        if stat(path, &found) == 0, found.st_mode & S_IFMT != S_IFREG {
            return try await copy(stream, to: try opened(path, O_WRONLY | O_CLOEXEC, named: path))
        }
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        let partial = target + ".part"
        let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW
        let handle = try opened(partial, flags, named: path)
        do {
            try await copy(stream, to: handle)
        } catch {
            unlink(partial)
            throw error
        }
        guard rename(partial, target) == 0 else {
            let reason = String(cString: strerror(errno))
            unlink(partial)
            throw notWritten(path, reason)
        }
    }

    private static func opened(_ path: String, _ flags: Int32, named name: String) throws -> FileHandle {
        let descriptor = open(path, flags, 0o600)
        guard descriptor >= 0 else { throw notWritten(name, String(cString: strerror(errno))) }
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    private static func copy(_ stream: DocumentStream, to handle: FileHandle) async throws {
        do {
            while let piece = try await stream.next() { try handle.write(contentsOf: piece) }
            try handle.close()
        } catch {
            await stream.close()
            throw error
        }
    }

    private static func notWritten(_ path: String, _ reason: String) -> CommandError {
        CommandError(
            .notWritten,
            es: "No se puede escribir \(path). Revise la carpeta y sus permisos. [\(reason)]",
            en: "\(path) cannot be written: \(reason). Check the folder and its rights."
        )
    }
}
