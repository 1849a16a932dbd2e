import Codecs
import Foundation

/// A listing of files that routes may be found in: a folder, an archive, or a single file.
protocol FileSupply {
    /// The files, each by the names of the folders above it and its own, in a stable order.
    var files: [SuppliedFile] { get }
    /// The name of the whole: of the folder, or of the archive without its ending.
    var name: String { get }
    /// Whether it is a folder, where a file under a name of its own means nothing.
    var isFolder: Bool { get }
    /// Hands the bytes of a file over, piece by piece.
    func read(_ file: SuppliedFile, _ sink: (UnsafeRawBufferPointer) throws -> Void) throws
}

/// One file of a supply.
struct SuppliedFile: Hashable {
    /// The names of the folders above it, outermost first.
    let folders: [String]
    /// Its own name.
    let name: String
    /// Its size as listed.
    let bytes: Int64
    /// Its position in the supply.
    let index: Int
    /// When it was written, in seconds since 1970 in UTC, where its storage says so.
    var modified: Int64?

    /// The folders and the name, joined.
    var path: String { (folders + [name]).joined(separator: "/") }
}

/// The files below a folder, a few levels deep.
struct FolderSupply: FileSupply {
    let files: [SuppliedFile]
    let name: String
    let isFolder: Bool
    private let root: String

    /// Lists the folder at `path`; links to folders are not followed.
    init(path: String) throws {
        let url = URL(filePath: path).standardizedFileURL
        root = url.path
        name = url.lastPathComponent
        isFolder = true
        var found: [SuppliedFile] = []
        try Self.list(root, [], into: &found)
        files = found
    }

    /// Those of a watched folder that are one copy, named as they lie below it.
    init(_ watched: [WatchedFile], in folder: WatchedFolder) {
        let url = URL(filePath: folder.path).standardizedFileURL
        root = url.path
        name = url.lastPathComponent
        isFolder = true
        files = watched.enumerated().map { index, file in
            SuppliedFile(
                folders: file.folders,
                name: file.name,
                bytes: file.bytes,
                index: index,
                modified: file.modified / 1_000_000_000
            )
        }
    }

    /// The single file at `path`, with the journals beside it.
    init(file path: String) {
        let url = URL(filePath: path).standardizedFileURL
        root = url.deletingLastPathComponent().path
        name = url.deletingLastPathComponent().lastPathComponent
        isFolder = false
        var found: [SuppliedFile] = []
        for ending in [""] + RouteLocator.journalEndings {
            guard let target = Self.regular(url.path + ending) else { continue }
            let name = url.lastPathComponent + ending
            found.append(
                SuppliedFile(
                    folders: [],
                    name: name,
                    bytes: target.bytes,
                    index: found.count,
                    modified: target.modified
                )
            )
        }
        files = found
    }

    func read(_ file: SuppliedFile, _ sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        let path = "\(root)/\(file.path)"
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw IntakeError(.unreadable, "\(file.path) cannot be opened. Check that it may be read.")
        }
        defer { handle.closeFile() }
        while let data = try handle.read(upToCount: 1 << 20), !data.isEmpty {
            try data.withUnsafeBytes { try sink($0) }
        }
    }

    private static func list(_ folder: String, _ above: [String], into found: inout [SuppliedFile]) throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        guard names.count + found.count <= Limits.folderEntriesMax else {
            throw IntakeError(
                .tooLarge,
                "\(URL(filePath: folder).lastPathComponent) holds over \(Limits.folderEntriesMax) entries. "
                    + "Give the folder of the copies themselves."
            )
        }
        for name in names {
            let path = "\(folder)/\(name)"
            let type = try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
            if type == .typeDirectory, above.count < Limits.folderDepthMax {
                try list(path, above + [name], into: &found)
            } else if type != .typeDirectory, let target = regular(path) {
                found.append(
                    SuppliedFile(
                        folders: above,
                        name: name,
                        bytes: target.bytes,
                        index: found.count,
                        modified: target.modified
                    )
                )
            }
        }
    }

    /// The size and time of a file or of the file that a link leads to; nil when it is neither.
    private static func regular(_ path: String) -> (bytes: Int64, modified: Int64?)? {
        // `try?`: what cannot be looked at is no file of a route.
        let target = URL(filePath: path).resolvingSymlinksInPath().path
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: target),
            attributes[.type] as? FileAttributeType == .typeRegular,
            let bytes = (attributes[.size] as? NSNumber)?.int64Value
        else { return nil }
        let modified = (attributes[.modificationDate] as? Date).map { Int64($0.timeIntervalSince1970) }
        return (bytes, modified)
    }
}
