import Foundation

/// The files of one route, found but not yet read.
struct FoundRoute {
    /// Where a route's name comes from.
    enum Naming {
        /// The person who asks for the sync gave it.
        case person
        /// The folder that the files lie in, below the path that was given.
        case folder
        /// The folder or file that was given itself, which is often named for the day.
        case container
    }

    /// The name of the route.
    var name: String
    var naming: Naming
    /// Its files with their roles, in the order of both.
    let files: [(role: String, file: SuppliedFile)]
}

/// Finds the routes of a source below a path, by the file names that its profile states.
struct RouteLocator {
    let profile: Profile

    /// What SQLite puts behind a file's name for the changes that are not in the file yet.
    static let journalEndings = ["-wal", "-journal"]

    /// Opens what stands at `path`: a folder, an archive, or a single file.
    /// - Throws: ``IntakeError``.
    static func supply(at path: String) throws -> any FileSupply {
        var isFolder: ObjCBool = false
        let name = URL(filePath: path).lastPathComponent
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw IntakeError(.notFound, "There is nothing at \(name). Check the path.")
        }
        guard FileManager.default.isReadableFile(atPath: path) else {
            throw IntakeError(.unreadable, "\(name) may not be read. Check its permissions.")
        }
        if isFolder.boolValue { return GzipSupply(try FolderSupply(path: path)) }
        return GzipSupply(try ArchiveSupply.open(path: path) ?? FolderSupply(file: path) as any FileSupply)
    }

    /// The routes in `supply`, in name order; `route` names the only one or picks one of several.
    /// - Throws: ``IntakeError`` when there is none, or a file lacks the one it belongs to.
    func routes(in supply: any FileSupply, route: String?) throws -> [FoundRoute] {
        var found = try grouped(supply)
        let files = supply.files.filter { file in !Self.journalEndings.contains { file.name.hasSuffix($0) } }
        if found.isEmpty, !supply.isFolder, files.count == 1, let only = files.first {
            found = [try single(only, beside: supply.files)]
        }
        guard let first = found.first else { throw noRoutes(supply) }
        guard found.count <= Limits.routesMax else {
            throw IntakeError(.tooLarge, "\(supply.name) holds over \(Limits.routesMax) routes. Sync them in parts.")
        }
        if found.count == 1 {
            var only = first
            if let route {
                only.name = route
                only.naming = .person
            }
            return [only]
        }
        try checkNames(found)
        guard let route else { return found }
        let folded = FoldedName.of(route)
        let chosen = found.first { $0.name == route } ?? found.first { FoldedName.of($0.name) == folded }
        guard let chosen else {
            throw IntakeError(
                .unknownRoute,
                "\(supply.name) has no route \"\(route)\". It has: \(Notices.list(found.map(\.name)))."
            )
        }
        return [chosen]
    }

    /// One route for each folder that holds the profile's files.
    private func grouped(_ supply: any FileSupply) throws -> [FoundRoute] {
        var folders: [[String]: [(role: String, file: SuppliedFile)]] = [:]
        for file in supply.files {
            guard let role = profile.files.first(where: { isFile(file.name, of: $0) }) else { continue }
            if role.name.isOneName, folders[file.folders]?.contains(where: { $0.role == role.role }) ?? false {
                throw IntakeError(.ambiguousRoute, "\(file.path) stands twice. Keep one of the copies.")
            }
            folders[file.folders, default: []].append((role.role, file))
        }
        let beside = Dictionary(grouping: supply.files, by: \.folders)
        return try folders.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { folder, files in
            for role in profile.files where role.isRequired && !files.contains(where: { $0.role == role.role }) {
                throw missing(role, beside: files.first?.file)
            }
            try checkJournals(files.map(\.file), beside: beside[folder] ?? [])
            return FoundRoute(
                name: folder.last ?? supply.name,
                naming: folder.isEmpty ? .container : .folder,
                files: files.sorted { ($0.role, $0.file.name) < ($1.role, $1.file.name) }
            )
        }
    }

    /// Whether a file called `name` plays a role of the profile.
    func plays(_ name: String) -> Bool { profile.files.contains { isFile(name, of: $0) } }

    /// The names that the profile's files have, where each has one name, in lower case.
    var plainNames: [String] { profile.files.filter(\.name.isOneName).flatMap(\.name.texts).map { $0.lowercased() } }

    /// Whether a file called `name` plays `role`; where any name will do, by what its ending promises.
    private func isFile(_ name: String, of role: ProfileFile) -> Bool {
        guard role.name.matches(name) else { return false }
        if role.name.isOneName { return true }
        let isJournal = Self.journalEndings.contains { name.lowercased().hasSuffix($0) }
        return !isJournal && !name.hasPrefix(".") && SourceFile.isPromising(name)
    }

    /// A file under a name of its own is taken for the required one; the check of its tables tells whether it is.
    private func single(_ file: SuppliedFile, beside: [SuppliedFile]) throws -> FoundRoute {
        guard let role = profile.files.first(where: \.isRequired)?.role else {
            throw IntakeError(.invalidProfile, "The profile \(profile.name) requires no file.")
        }
        try checkJournals([file], beside: beside)
        return FoundRoute(name: Self.base(file.name), naming: .container, files: [(role, file)])
    }

    /// A journal beside a file holds its newest changes, and is not read.
    private func checkJournals(_ files: [SuppliedFile], beside: [SuppliedFile]) throws {
        for file in files {
            for ending in Self.journalEndings {
                guard let journal = beside.first(where: { isSame($0.name, file.name + ending) }), journal.bytes > 0
                else { continue }
                throw IntakeError(
                    .needsJournal,
                    "\(file.path) has its newest changes in \(journal.name), which is not part of a copy. "
                        + "Close the app, or let it make the copy itself, and give that."
                )
            }
        }
    }

    private func missing(_ role: ProfileFile, beside file: SuppliedFile?) -> IntakeError {
        let names = file.map { "\($0.path) came without \(role.name.text)" } ?? "\(role.name.text) is missing"
        return IntakeError(
            .fileMissing,
            "\(names), which holds the customers. Put \(role.name.text) of the same phone and the same moment beside it."
        )
    }

    private func noRoutes(_ supply: any FileSupply) -> IntakeError {
        let names = profile.files.map(\.name.text).joined(separator: " and ")
        return IntakeError(
            .noRoutes,
            "\(supply.name) holds no route of \(profile.name): expected \(names) in it or in folders below it, "
                + "one folder per route."
        )
    }

    private func checkNames(_ routes: [FoundRoute]) throws {
        var seen: Set<String> = []
        for route in routes where !seen.insert(FoldedName.of(route.name)).inserted {
            throw IntakeError(
                .ambiguousRoute,
                "Two folders are called \"\(route.name)\", and a folder's name is its route's. Rename one of them."
            )
        }
    }

    private func isSame(_ left: String, _ right: String) -> Bool {
        left.lowercased() == right.lowercased()
    }

    /// A file's name without its ending.
    static func base(_ name: String) -> String {
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name }
        return String(name[..<dot])
    }
}
