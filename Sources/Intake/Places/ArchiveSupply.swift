import Codecs
import Foundation

/// The files in a zip archive, judged as a whole before the first is unpacked.
struct ArchiveSupply: FileSupply {
    let files: [SuppliedFile]
    let name: String
    let isFolder = false
    private let archive: ZipArchive
    private let entries: [ZipArchive.Entry]

    /// Opens the file at `path` when it is a zip archive of files; nil when it is anything else, a workbook too, which
    /// is an archive that its own reader opens.
    /// - Throws: ``IntakeError`` when it breaks a rule of safe unpacking.
    static func open(path: String) throws -> ArchiveSupply? {
        let fileName = URL(filePath: path).lastPathComponent
        guard let file = ArchiveFile(path: path) else {
            throw IntakeError(.unreadable, "\(fileName) cannot be opened. Check that it may be read.")
        }
        let head = try file.read(at: 0, count: 4)
        guard head == [0x50, 0x4B, 3, 4] || head == [0x50, 0x4B, 5, 6] || head == [0x50, 0x4B, 7, 8] else { return nil }
        do {
            let archive = try ZipArchive(size: file.bytes, totalMax: UInt64(Limits.archiveBytesMax)) {
                try file.read(at: $0, count: $1)
            }
            if archive.entries.contains(where: { $0.name == "xl/workbook.xml" }) { return nil }
            return ArchiveSupply(archive, name: RouteLocator.base(fileName))
        } catch let error as ZipError {
            throw IntakeError(.archiveRefused, "\(fileName) is refused. \(Self.said(error))")
        }
    }

    private init(_ archive: ZipArchive, name: String) {
        self.archive = archive
        self.name = name
        var files: [SuppliedFile] = []
        entries = archive.entries
        for (index, entry) in archive.entries.enumerated() where !entry.isFolder {
            let parts = entry.name.split(separator: "/").map(String.init)
            // What a Mac adds beside each file is no copy.
            guard let last = parts.last, parts.first != "__MACOSX", !last.hasPrefix("._") else { continue }
            files.append(
                SuppliedFile(
                    folders: parts.dropLast(),
                    name: last,
                    bytes: Int64(clamping: entry.size),
                    index: index
                )
            )
        }
        self.files = files
    }

    func read(_ file: SuppliedFile, _ sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        do {
            try archive.extract(entries[file.index], to: sink)
        } catch let error as ZipError {
            throw IntakeError(.archiveRefused, "\(name).zip is refused. \(Self.said(error))")
        }
    }

    /// An archive's error in one line without control characters, for an entry's name is foreign text.
    private static func said(_ error: ZipError) -> String {
        String(error.description.map { $0.unicodeScalars.allSatisfy { $0.value >= 0x20 } ? $0 : "\u{FFFD}" })
    }
}

/// An open archive file.
///
/// It owns the descriptor and closes it.
private final class ArchiveFile: Sendable {
    private let descriptor: Int32
    let bytes: UInt64

    init?(path: String) {
        let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        self.descriptor = descriptor
        bytes = UInt64(max(0, lseek(descriptor, 0, SEEK_END)))
    }

    deinit {
        close(descriptor)
    }

    /// The bytes at `offset`; fewer only at the end.
    func read(at offset: UInt64, count: Int) throws -> [UInt8] {
        guard let start = Int(exactly: offset) else { return [] }
        var isFailed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let got = pread(descriptor, buffer.baseAddress?.advanced(by: filled), count - filled, start + filled)
                if got < 0, errno == EINTR { continue }
                isFailed = got < 0
                guard got > 0 else { break }
                filled += got
            }
        }
        guard !isFailed else {
            throw IntakeError(.unreadable, "The archive cannot be read to its end. Check the disk it is on.")
        }
        return bytes
    }
}
