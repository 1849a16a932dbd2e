/// One copy in a watched folder: the files of one route in a folder, or one archive or file that comes alone.
struct Drop {
    /// What tells it from others: its path below the watched folder, `.` for the files at its top.
    let key: String
    /// The folders that a route's files lie in; nil for a file that comes alone.
    let folders: [String]?
    /// The files that are read.
    let files: [WatchedFile]
    /// What a client is writing beside them under names of its own.
    let unfinished: [WatchedFile]

    /// All by which a change shows.
    var signature: [WatchedFile] { files + unfinished }
    /// The order in which copies are taken: as they were written.
    var modified: Int64 { files.map(\.modified).max() ?? 0 }
    /// When anything of it changed last, in microseconds since 1970.
    var changed: Int64 { signature.map(\.changed).max() ?? 0 }
}

/// Finds the copies in the listing of a watched folder, by the file names that a profile states.
///
/// As a sync does: a folder that holds the profile's files is a route. Elsewhere each archive, and each file whose ending
/// promises the profile's format, is a copy of its own.
struct DropFinder {
    private let locator: RouteLocator
    private let format: SourceFormat

    init(profile: Profile) {
        format = profile.format
        locator = RouteLocator(profile: profile)
    }

    /// The copies among `files`, by their paths.
    func drops(in files: [WatchedFile]) -> [Drop] {
        Dictionary(grouping: files, by: \.folders).flatMap { drops(in: $0.key, $0.value) }.sorted { $0.key < $1.key }
    }

    private func drops(in folders: [String], _ files: [WatchedFile]) -> [Drop] {
        let settled = files.filter { !ClientNames.isTemporary($0.name) }
        let unfinished = files.filter { ClientNames.isTemporary($0.name) }
        let playing = settled.filter { plays($0) }
        let alone = settled.filter { file in
            !playing.contains(file) && !isJournal(file.name)
                && (isArchive(file.name) || playing.isEmpty && SourceFile.isPromising(file.name, as: format))
        }
        var drops = alone.map { file in
            Drop(
                key: file.path,
                folders: nil,
                files: [file] + journals(of: [file], among: settled),
                unfinished: beside([file], among: unfinished)
            )
        }
        guard !playing.isEmpty else { return drops }
        drops.append(
            Drop(
                key: folders.isEmpty ? "." : folders.joined(separator: "/"),
                folders: folders,
                files: playing + journals(of: playing, among: settled),
                unfinished: beside(playing, among: unfinished)
            )
        )
        return drops
    }

    private func plays(_ file: WatchedFile) -> Bool {
        guard !isJournal(file.name), !isArchive(file.name) else { return false }
        return locator.plays(file.name)
            || file.name.lowercased().hasSuffix(".gz") && locator.plays(String(file.name.dropLast(3)))
    }

    private func isArchive(_ name: String) -> Bool { name.lowercased().hasSuffix(".zip") }

    private func isJournal(_ name: String) -> Bool {
        let name = name.lowercased()
        return RouteLocator.journalEndings.contains { name.hasSuffix($0) }
    }

    /// The journals that hold the newest changes of `files`.
    private func journals(of files: [WatchedFile], among others: [WatchedFile]) -> [WatchedFile] {
        let names = files.flatMap { file in RouteLocator.journalEndings.map { (file.name + $0).lowercased() } }
        return others.filter { names.contains($0.name.lowercased()) }
    }

    /// What is being written for a file of the profile, or for one of `files`.
    private func beside(_ files: [WatchedFile], among unfinished: [WatchedFile]) -> [WatchedFile] {
        let names = files.map { $0.name.lowercased() } + locator.plainNames
        return unfinished.filter { file in names.contains { file.name.lowercased().contains($0) } }
    }
}
