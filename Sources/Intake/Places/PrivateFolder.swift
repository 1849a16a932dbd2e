import Foundation
import Machine

/// A temporary folder that only this user may enter (mode 0700).
///
/// It owns the folder and removes it with all it holds. A lock in the folder tells that its owner lives, so that the next
/// sync can remove what a killed one left: copies of people's data.
final class PrivateFolder {
    private let path: String
    private let lock: FolderLock
    private var count = 0

    /// Makes the folder in `parent`, or in the temporary folder of this machine, and removes those whose owner is gone.
    /// - Throws: ``IntakeError`` when that cannot be written.
    init(in parent: String?) throws {
        let parent = parent ?? FileManager.default.temporaryDirectory.path
        AbandonedFolders(in: parent).remove()
        let base = "\(parent)/\(AbandonedFolders.prefix)XXXXXX"
        var template = Array(base.utf8CString)
        guard mkdtemp(&template) != nil else {
            throw IntakeError(
                .unreadable,
                "No temporary copy can be made: the temporary folder cannot be written. Set TMPDIR to one that can."
            )
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard let lock = FolderLock(takenIn: path) else {
            try? FileManager.default.removeItem(atPath: path)  // Empty, and the error below is what matters.
            throw Self.full("the files")
        }
        self.lock = lock
    }

    deinit {
        // `try?`: nothing is left to do for a folder that cannot be removed; it holds no more than the source did.
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Writes a new file by what `fill` hands over, and measures it on the way.
    /// - Throws: ``IntakeError`` when it grows over `bytesMax`, or what `fill` throws.
    func write(
        named name: String,
        role: String,
        bytesMax: Int64,
        modified: Int64? = nil,
        _ fill: (_ sink: (UnsafeRawBufferPointer) throws -> Void) throws -> Void
    ) throws -> LocalFile {
        count += 1
        let copy = "\(path)/\(count).copy"
        let descriptor = open(copy, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard descriptor >= 0 else { throw Self.full(name) }
        defer { close(descriptor) }
        var hasher = Hasher256()
        var bytes: Int64 = 0
        try fill { chunk in
            bytes += Int64(chunk.count)
            guard bytes <= bytesMax else {
                throw IntakeError(.tooLarge, "\(name) is over \(bytesMax) bytes. Check the file.")
            }
            hasher.update(chunk)
            try Self.writeAll(chunk, to: descriptor, name)
        }
        return LocalFile(
            role: role,
            name: name,
            path: copy,
            bytes: bytes,
            sha256: hasher.finalize(),
            modified: modified
        )
    }

    private static func writeAll(_ chunk: UnsafeRawBufferPointer, to descriptor: Int32, _ name: String) throws {
        var offset = 0
        while offset < chunk.count {
            let written = Foundation.write(descriptor, chunk.baseAddress?.advanced(by: offset), chunk.count - offset)
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw full(name) }
            offset += written
        }
    }

    private static func full(_ name: String) -> IntakeError {
        IntakeError(
            .unreadable,
            "No temporary copy of \(name) can be made. Free space in the temporary folder, or set TMPDIR to another."
        )
    }
}

/// One file of a route, copied where nothing else can change it.
struct LocalFile {
    /// What the profile calls it.
    let role: String
    /// The name people know it by: `route/admin.db`.
    let name: String
    /// Where the copy is.
    let path: String
    /// Its size.
    let bytes: Int64
    /// Its content.
    let sha256: [UInt8]
    /// When it was written, in seconds since 1970 in UTC, where its storage said so.
    let modified: Int64?
}
