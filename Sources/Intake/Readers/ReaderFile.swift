import Foundation

/// The private copy of a file of a source, open for reading.
///
/// It owns the descriptor and closes it.
final class ReaderFile: Sendable {
    /// The name people know the file by.
    let name: String
    /// Its size.
    let bytes: UInt64
    private let descriptor: Int32

    /// Opens the file at `path`, shown to people as `name`.
    /// - Throws: ``IntakeError`` when it cannot be read, is empty or is too large.
    init(path: String, name: String) throws {
        self.name = name
        let opened = Foundation.open(path, O_RDONLY | O_CLOEXEC)
        guard opened >= 0 else {
            throw IntakeError(
                errno == ENOENT ? .notFound : .unreadable,
                "\(name) cannot be opened. Check that it exists and may be read."
            )
        }
        descriptor = opened
        bytes = UInt64(max(0, lseek(opened, 0, SEEK_END)))
        guard bytes > 0 else { throw IntakeError(.truncated, "\(name) is empty. Make the copy again.") }
        guard bytes <= UInt64(Limits.fileBytesMax) else {
            throw IntakeError(
                .tooLarge,
                "\(name) has \(bytes) bytes; at most \(Limits.fileBytesMax) are read. Check the file."
            )
        }
    }

    deinit {
        close(descriptor)
    }

    /// Fills `memory` from the bytes at `offset`; fewer only at the end.
    /// - Throws: ``IntakeError``.
    func read(at offset: UInt64, into memory: UnsafeMutableRawBufferPointer) throws -> Int {
        guard let start = Int(exactly: offset) else { return 0 }
        var filled = 0
        while filled < memory.count {
            let got = pread(descriptor, memory.baseAddress?.advanced(by: filled), memory.count - filled, start + filled)
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else {
                throw IntakeError(.unreadable, "\(name) cannot be read to its end. Check the disk it is on.")
            }
            guard got > 0 else { break }
            filled += got
        }
        return filled
    }

    /// The bytes at `offset`; fewer only at the end.
    /// - Throws: ``IntakeError``.
    func read(at offset: UInt64, count: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = try read(at: offset, into: UnsafeMutableRawBufferPointer(buffer))
        }
    }
}
