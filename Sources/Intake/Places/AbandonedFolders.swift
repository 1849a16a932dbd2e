import Foundation
import Machine

/// The lock of a private folder: held as long as its owner lives, and let go by the system when it is killed.
final class FolderLock {
    private static let name = "owner"

    private let descriptor: Int32

    /// Takes the lock of a new folder; nil when no file can be made in it.
    ///
    /// The file appears under its name only once it is locked, so that nobody can find it free before.
    init?(takenIn folder: String) {
        let draft = "\(folder)/\(Self.name).new"
        descriptor = open(draft, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return nil }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return nil }
        guard rename(draft, "\(folder)/\(Self.name)") == 0 else { return nil }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Whether the owner of `folder` is gone; nil when the folder has no lock.
    static func isFree(in folder: String) -> Bool? {
        let descriptor = open("\(folder)/\(name)", O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_EX | LOCK_NB) == 0
    }
}

/// Private folders that a killed process left behind.
struct AbandonedFolders {
    static let prefix = "recaudo-intake-"

    private let parent: String

    init(in parent: String) {
        self.parent = parent
    }

    /// Removes them; what cannot be removed stays for the next time.
    func remove() {
        // `try?` here and below: cleaning up is no reason to refuse a sync.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
        for name in names where name.hasPrefix(Self.prefix) {
            let path = "\(parent)/\(name)"
            if isAbandoned(path) { try? FileManager.default.removeItem(atPath: path) }
        }
    }

    /// Only a folder of this user's own, never what a link leads to, and only one whose owner is gone.
    private func isAbandoned(_ path: String) -> Bool {
        var found = stat()
        guard lstat(path, &found) == 0, found.st_mode & S_IFMT == S_IFDIR else { return false }
        guard found.st_uid == geteuid() else { return false }
        if let isFree = FolderLock.isFree(in: path) { return isFree }
        // Without a lock its owner may be about to take it, unless that is long ago.
        return SystemClock().microseconds() / 1_000_000 - Int64(found.st_mtim.tv_sec) > Limits.lockSecondsMax
    }
}
