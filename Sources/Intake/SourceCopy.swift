import Machine

/// A source's files, found under a path and copied to a private folder, so that they cannot change while they are read.
///
/// It owns the folder, which goes with it.
public final class SourceCopy {
    /// A route whose files were copied.
    struct Route {
        let name: String
        let naming: FoundRoute.Naming
        let files: [LocalFile]
    }

    let routes: [Route]
    let profile: Profile
    private let folder: PrivateFolder

    /// Finds and copies what is at `path`: a folder with a route's files, a folder of such folders, a zip archive of
    /// either, or a single file.
    ///
    /// - Parameters:
    ///   - route: names the only route found, or picks one of several.
    ///   - temporaryFolder: where the private folder is made; nil for the temporary folder of this machine.
    ///   - progress: called often, from the calling thread.
    /// - Throws: ``IntakeError`` with one line when there is nothing of the profile at `path`.
    public convenience init(
        of path: String,
        profile: Profile,
        route: String? = nil,
        temporaryFolder: String? = nil,
        progress: (SyncProgress) -> Void = { _ in }
    ) throws {
        // Looked for after the private folder, so that a temporary folder that cannot be written is told first.
        try self.init(
            from: { try RouteLocator.supply(at: path) },
            profile: profile,
            route: route,
            temporaryFolder: temporaryFolder,
            progress: progress
        )
    }

    /// Finds and copies what is in a supply.
    init(
        from open: () throws -> any FileSupply,
        profile: Profile,
        route: String? = nil,
        temporaryFolder: String? = nil,
        progress: (SyncProgress) -> Void = { _ in }
    ) throws {
        self.profile = profile
        folder = try PrivateFolder(in: temporaryFolder)
        let supply = try open()
        let found = try RouteLocator(profile: profile).routes(in: supply, route: route)
        routes = try Self.copied(found, from: supply, into: folder, progress)
    }

    /// Opens every file and holds it against the profile, so that a wrong one is refused before a book is made for it.
    ///
    /// - Throws: ``IntakeError`` with one line.
    public func check() throws {
        for route in routes { _ = try RouteSource(route.files, profile: profile, name: route.name) }
    }

    /// The files by the names that an archive of snapshots has for them.
    var archiveFiles: [(name: String, sha256: [UInt8])] { routes.flatMap(\.files).map { ($0.name, $0.sha256) } }

    /// SHA-256 over all that decides what records come out.
    func contentHash(rulesVersion: Int64) -> [UInt8] {
        var hasher = Hasher256()
        hasher.updateField(rulesVersion)
        hasher.updateField(profile.name)
        hasher.updateField(profile.fingerprint)
        for route in routes.sorted(by: { $0.name < $1.name }) {
            hasher.updateField(route.name)
            hasher.updateField(Int64(route.files.count))
            for file in route.files {
                hasher.updateField(file.role)
                hasher.updateField(file.sha256)
            }
        }
        return hasher.finalize()
    }

    private static func copied(
        _ routes: [FoundRoute],
        from supply: any FileSupply,
        into folder: PrivateFolder,
        _ progress: (SyncProgress) -> Void
    ) throws -> [Route] {
        let total = routes.flatMap(\.files).reduce(Int64(0)) { $0 + $1.file.bytes }
        var done: Int64 = 0
        return try routes.map { route in
            let files = try route.files.map { role, file in
                let name = "\(route.name)/\(file.name)"
                return try folder.write(
                    named: name,
                    role: role,
                    bytesMax: Limits.fileBytesMax,
                    modified: file.modified
                ) { sink in
                    try supply.read(file) { chunk in
                        try sink(chunk)
                        done += Int64(chunk.count)
                        progress(.copying(bytes: done, of: max(done, total)))
                    }
                }
            }
            return Route(name: route.name, naming: route.naming, files: files)
        }
    }
}
