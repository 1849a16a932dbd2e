import Foundation

/// A file seen in a watched folder, with all by which a change of it shows.
struct WatchedFile: Hashable {
    /// The names of the folders above it, below the watched one, outermost first.
    let folders: [String]
    /// Its own name.
    let name: String
    /// Its size.
    let bytes: Int64
    /// When it was written last, in nanoseconds since 1970; clients set it to the time of the original.
    let modified: Int64
    /// When anything of it changed last, in microseconds since 1970; only the system sets it.
    let changed: Int64
    /// Its number on the disk: a file put in the place of another has a new one.
    let inode: UInt64

    /// The folders and the name, joined.
    var path: String { (folders + [name]).joined(separator: "/") }
}

/// Looks at a watched folder as a listing; it writes nothing and holds nothing open.
struct WatchedFolder {
    /// The path of the folder.
    let path: String

    /// The files in it, a few levels deep, in a stable order; links to folders are not followed.
    ///
    /// What vanishes or may not be looked at while it is listed is left out: the next look tells.
    /// - Throws: ``IntakeError`` when the folder itself cannot be listed, or holds too much.
    func files() throws -> [WatchedFile] {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw IntakeError(.notFound, "\(path) is no folder that is there. Create it, or check the path.")
        }
        var found: [WatchedFile] = []
        guard try list([], into: &found) else {
            throw IntakeError(.unreadable, "\(path) may not be listed. Check its permissions.")
        }
        return found
    }

    /// The file of `file`'s path as it is now; nil when it is gone.
    func again(_ file: WatchedFile) -> WatchedFile? { look(at: file.name, in: file.folders) }

    private func list(_ folders: [String], into found: inout [WatchedFile]) throws -> Bool {
        let place = ([path] + folders).joined(separator: "/")
        // `try?`: a folder that cannot be listed is told by the answer.
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: place).sorted() else { return false }
        guard names.count + found.count <= Limits.folderEntriesMax else {
            throw IntakeError(
                .tooLarge,
                "\(path) holds over \(Limits.folderEntriesMax) entries. Watch a folder of copies alone."
            )
        }
        for name in names {
            var status = stat()
            guard lstat("\(place)/\(name)", &status) == 0 else { continue }
            if status.st_mode & S_IFMT != S_IFDIR {
                if let file = look(at: name, in: folders) { found.append(file) }
            } else if folders.count < Limits.folderDepthMax, !ClientNames.isHousekeeping(folder: name) {
                _ = try list(folders + [name], into: &found)
            }
        }
        return true
    }

    /// The file of that name, or the one that a link leads to; nil when it is neither.
    private func look(at name: String, in folders: [String]) -> WatchedFile? {
        var status = stat()
        let place = ([path] + folders + [name]).joined(separator: "/")
        guard stat(place, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return WatchedFile(
            folders: folders,
            name: name,
            bytes: Int64(status.st_size),
            modified: Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec),
            changed: Int64(status.st_ctim.tv_sec) * 1_000_000 + Int64(status.st_ctim.tv_nsec) / 1000,
            inode: UInt64(status.st_ino)
        )
    }
}
