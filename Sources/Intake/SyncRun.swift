import Codecs
public import Lending
public import LoanBook
public import Machine
import Storage

/// Reads a source from a path into a tenant's book: wholly, or not at all.
///
/// Nothing is written but the book's own database and a private temporary folder, which is removed at the end. It
/// blocks; call it on a thread of the `BlockingPool` or from the command line.
public struct SyncRun: Sendable {
    /// The book written to.
    public let book: Book
    /// Whose book.
    public let tenant: TenantID
    /// What is known of the source.
    public let profile: Profile
    /// Where the private folder of copies is made; nil for the temporary folder of this machine.
    public let temporaryFolder: String?

    /// Counts up when the rules of reading change what records come out of the same files and profile.
    static let rulesVersion: Int64 = 1

    /// A sync of `profile` into the book of `tenant`.
    public init(book: Book, tenant: TenantID, profile: Profile, temporaryFolder: String? = nil) {
        self.book = book
        self.tenant = tenant
        self.profile = profile
        self.temporaryFolder = temporaryFolder
    }

    /// Reads what is at `path`: a folder with a route's files, a folder of such folders, a zip archive of either, or a
    /// single file.
    ///
    /// - Parameters:
    ///   - route: names the only route found, or picks one of several.
    ///   - olderFiles: what to do with files that are older than the book.
    ///   - progress: called often, from the calling thread.
    /// - Throws: ``IntakeError`` with one line when the source is refused, `LoanBookError`, `StorageError`; the book is
    ///   then as it was.
    @discardableResult
    public func run(
        path: String,
        route: String? = nil,
        olderFiles: SnapshotHeader.OlderFiles = .refuse,
        clock: some Clock = SystemClock(),
        progress: (SyncProgress) -> Void = { _ in }
    ) throws -> SyncResult {
        let start = clock.microseconds()
        let folder = try PrivateFolder(in: temporaryFolder)
        let supply = try RouteLocator.supply(at: path)
        let found = try RouteLocator(profile: profile).routes(in: supply, route: route)
        let routes = try copied(found, from: supply, into: folder, progress)
        let header = SnapshotHeader(
            source: profile.name,
            contentHash: contentHash(routes),
            olderFiles: olderFiles
        )
        var rejects = Rejects()
        var notices = Notices()
        let outcome = try book.sync(tenant: tenant, header: header, clock: clock) { writer in
            rejects = Rejects()
            for route in routes { try write(route, to: writer, &rejects, &notices, progress) }
        }
        return SyncResult(
            outcome: outcome,
            routes: routes.map(\.name),
            rejects: rejects,
            notices: notices.all,
            seconds: Double(clock.microseconds() - start) / 1_000_000
        )
    }

    /// A route whose files were copied.
    private struct CopiedRoute {
        let name: String
        let files: [LocalFile]
    }

    private func copied(
        _ routes: [FoundRoute],
        from supply: any FileSupply,
        into folder: PrivateFolder,
        _ progress: (SyncProgress) -> Void
    ) throws -> [CopiedRoute] {
        let total = routes.flatMap(\.files.values).reduce(Int64(0)) { $0 + $1.bytes }
        var done: Int64 = 0
        return try routes.map { route in
            let files = try route.files.sorted { $0.key < $1.key }.map { role, file in
                let name = "\(route.name)/\(file.name)"
                return try folder.write(named: name, role: role, bytesMax: Limits.fileBytesMax) { sink in
                    try supply.read(file) { chunk in
                        try sink(chunk)
                        done += Int64(chunk.count)
                        progress(.copying(bytes: done, of: max(done, total)))
                    }
                }
            }
            return CopiedRoute(name: route.name, files: files)
        }
    }

    /// SHA-256 over all that decides what records come out.
    private func contentHash(_ routes: [CopiedRoute]) -> [UInt8] {
        var hasher = Hasher256()
        hasher.updateField(Self.rulesVersion)
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

    private func write(
        _ route: CopiedRoute,
        to writer: SnapshotWriter,
        _ rejects: inout Rejects,
        _ notices: inout Notices,
        _ progress: (SyncProgress) -> Void
    ) throws {
        let source = try RouteSource(route.files, profile: profile, name: route.name)
        let ids = RecordIDs(tenant: tenant, system: profile.name, route: route.name)
        if !source.has(.payments) { try checkPaymentsNotKnown(ids.routeID, source) }
        try RouteReading(source: source, ids: ids).write(to: writer, rejects: &rejects) { read, total in
            progress(.reading(route: route.name, customers: read, of: total))
        }
        for file in route.files { try writer.keep(fileAt: file.path, as: file.name) }
        for notice in source.notices.all { notices.add(notice) }
    }

    /// Without its payments a route that the book knows with payments would lose its history.
    private func checkPaymentsNotKnown(_ route: RouteID, _ source: RouteSource) throws {
        let known = try book.database.withReader { connection in
            var filter = RecordFilter(.payments)
            try filter.require("route_id", route.text)
            return try RecordReader(connection, tenant: tenant).page(RecordQuery(filter), limit: 1).documents
        }
        guard known.isEmpty else {
            let name = source.fileName(of: .payments)
            throw IntakeError(
                .fileMissing,
                "\(source.name) came without \(name), and the book holds payments of this route. "
                    + "Put \(name) of the same moment beside the other file."
            )
        }
    }
}

/// How far a sync is.
public enum SyncProgress: Hashable, Sendable {
    /// Files are being copied or unpacked.
    case copying(bytes: Int64, of: Int64)
    /// Customers of a route are being read and written.
    case reading(route: String, customers: Int, of: Int)
}

/// What a sync did.
public struct SyncResult: Sendable {
    /// What happened to the book.
    public let outcome: SyncOutcome
    /// The routes read, in name order.
    public let routes: [String]
    /// What could not be read.
    public let rejects: Rejects
    /// What an owner should know although nothing was refused.
    public let notices: [String]
    /// How long it took.
    public let seconds: Double
}
