/// Names that folder sync clients, browsers, editors and systems give to what is no whole copy yet, or no copy at all.
enum ClientNames {
    /// Endings of files that are still being written, and of copies that a client made of its own accord.
    ///
    /// Chrome and its kin, Firefox, Safari, Opera, aria2, rclone, Drive, Nextcloud, Resilio, iCloud, and editors.
    private static let endings = [
        ".tmp", ".temp", ".part", ".partial", ".filepart", ".crdownload", ".download", ".opdownload", ".gdownload",
        ".aria2", ".!sync", ".bts", ".icloud", ".swp", ".lock", "~",
    ]
    /// Beginnings: hidden files (rsync, Syncthing, Android), files that Office holds open.
    private static let beginnings = [".", "~"]
    /// What a client puts into the name of a second version when two machines changed a file.
    private static let conflicts = [".sync-conflict-", "conflicted copy", "copia en conflicto"]
    /// What systems leave in folders.
    private static let systemFiles = ["thumbs.db", "ehthumbs.db", "desktop.ini"]
    /// Folders of clients and systems, besides hidden ones.
    private static let systemFolders = [
        "@eadir", "#recycle", "#snapshot", "$recycle.bin", "system volume information", "lost+found", "__macosx",
    ]

    /// Whether a file called `name` is a client's own, and no copy.
    static func isTemporary(_ name: String) -> Bool {
        let name = name.lowercased()
        return beginnings.contains { name.hasPrefix($0) } || endings.contains { name.hasSuffix($0) }
            || conflicts.contains { name.contains($0) } || name.contains(".~") || systemFiles.contains(name)
    }

    /// Whether nothing in a folder called `name` is a copy.
    static func isHousekeeping(folder name: String) -> Bool {
        name.hasPrefix(".") || systemFolders.contains(name.lowercased())
    }
}
