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
    static let rulesVersion: Int64 = 2

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
    ///   - newRoutes: what to do with a route under a new name.
    ///   - progress: called often, from the calling thread.
    /// - Throws: ``IntakeError`` with one line when the source is refused, `LoanBookError`, `StorageError`; the book is
    ///   then as it was.
    @discardableResult
    public func run(
        path: String,
        route: String? = nil,
        olderFiles: SnapshotHeader.OlderFiles = .refuse,
        newRoutes: NewRoutes = .unlessKnown,
        clock: some Clock = SystemClock(),
        progress: (SyncProgress) -> Void = { _ in }
    ) throws -> SyncResult {
        let start = clock.microseconds()
        let copy: SourceCopy
        do {
            copy = try SourceCopy(
                of: path,
                profile: profile,
                route: route,
                temporaryFolder: temporaryFolder,
                progress: progress
            )
        } catch {
            keep(refusal: error, of: route, clock: clock)
            throw error
        }
        return try run(copy, olderFiles, newRoutes, since: start, clock: clock, progress: progress)
    }

    /// Reads a source that was copied before, and perhaps checked.
    ///
    /// - Throws: as ``run(path:route:olderFiles:newRoutes:clock:progress:)`` does; the book is then as it was.
    public func run(
        _ copy: SourceCopy,
        olderFiles: SnapshotHeader.OlderFiles = .refuse,
        newRoutes: NewRoutes = .unlessKnown,
        clock: some Clock = SystemClock(),
        progress: (SyncProgress) -> Void = { _ in }
    ) throws -> SyncResult {
        try run(copy, olderFiles, newRoutes, since: clock.microseconds(), clock: clock, progress: progress)
    }

    private func run(
        _ copy: SourceCopy,
        _ olderFiles: SnapshotHeader.OlderFiles,
        _ newRoutes: NewRoutes,
        since start: Int64,
        clock: some Clock,
        progress: (SyncProgress) -> Void
    ) throws -> SyncResult {
        let header = SnapshotHeader(
            source: profile.name,
            contentHash: copy.contentHash(rulesVersion: Self.rulesVersion),
            olderFiles: olderFiles
        )
        var taken = Taken()
        let outcome: SyncOutcome
        do {
            outcome = try book.sync(tenant: tenant, header: header, clock: clock) { writer in
                taken = Taken()
                try take(copy.routes, newRoutes, to: writer, &taken, progress)
            }
        } catch {
            keep(refusal: error, of: taken.attempted, clock: clock)
            throw error
        }
        return SyncResult(
            outcome: outcome,
            routes: outcome.isRepeat ? copy.routes.map(\.name) : taken.names,
            rejects: taken.rejects,
            notices: taken.notices.all,
            drift: taken.drift,
            seconds: Double(clock.microseconds() - start) / 1_000_000
        )
    }

    /// What one reading of the files gave so far.
    private struct Taken {
        var rejects = Rejects()
        var notices = Notices()
        var names: [String] = []
        var drift: [SourceDrift] = []
        /// The route whose files are being read, where its name is known.
        var attempted: String?
    }

    private func take(
        _ routes: [SourceCopy.Route],
        _ newRoutes: NewRoutes,
        to writer: SnapshotWriter,
        _ taken: inout Taken,
        _ progress: (SyncProgress) -> Void
    ) throws {
        guard profile.isBook else {
            return try writeReceipts(of: routes, to: writer, &taken.rejects, &taken.notices)
        }
        var naming = try RouteNaming(
            tenant: tenant,
            memory: writer.memory,
            profile: profile,
            newRoutes: newRoutes,
            count: routes.count
        )
        let ahead = RoutesAhead(profile, zone: try zone(writer))
        for (index, route) in routes.enumerated() {
            // Where rows name the routes, a file that cannot be read does not tell.
            if profile.routeNaming == .folder { taken.attempted = try naming.known(route.name) ?? route.name }
            do {
                let opened = try ahead.take(index)
                let next = index + 1
                if next < routes.count { try begin(routes[next], at: next, on: ahead, writer, naming) }
                taken.names += try write(route, opened, to: writer, &naming, &taken.rejects, &taken.notices, progress)
            } catch LoanBookError.olderSnapshot {
                for other in routes[(index + 1)...] { judge(other, by: writer, naming) }
                throw LoanBookError.olderSnapshot(writer.olderRoutes)
            }
        }
        taken.drift = writer.drift
    }

    /// Has a route opened and scanned while the one before it is written, under the name that it probably has.
    private func begin(
        _ route: SourceCopy.Route,
        at index: Int,
        on ahead: RoutesAhead,
        _ writer: SnapshotWriter,
        _ naming: RouteNaming
    ) throws {
        // `try?`: a name that is refused is refused when the route's turn comes.
        let name = (try? naming.known(route.name)) ?? route.name
        let ids = RecordIDs(tenant: tenant, system: profile.name, route: name)
        let known = try writer.customers(on: ids.routeID)
        let renamed = known.isEmpty ? [] : try writer.memory.renamedCustomers(on: ids.routeID).map(\.sourceKey)
        ahead.begin(route, at: index, ids: ids, known: known, renamed: Set(renamed))
    }

    /// Writes the routes of one set of files, which may be `opened` already, and returns the names they have in the book.
    private func write(
        _ route: SourceCopy.Route,
        _ opened: RoutesAhead.Opened?,
        to writer: SnapshotWriter,
        _ naming: inout RouteNaming,
        _ rejects: inout Rejects,
        _ notices: inout Notices,
        _ progress: (SyncProgress) -> Void
    ) throws -> [String] {
        let rejectedBefore = rejects.rows
        let parts =
            try opened?.parts ?? RouteParts(route, profile: profile, zone: zone(writer), rejects: &rejects)
        let source = parts.source
        writer.reject(rows: rejects.rows - rejectedBefore)
        // Before its customers are read, so that the files are compressed meanwhile.
        for file in route.files { try writer.keep(fileAt: file.path, as: file.name) }
        naming.found(parts: parts.routes.count)
        var names: [String] = []
        for part in parts.routes {
            source.name =
                try naming.known(part.route.name)
                ?? naming.name(for: part.route, in: source) {
                    let ids = RecordIDs(tenant: tenant, system: profile.name, route: part.route.name)
                    return try parts.reading(part, ids: ids).sample()
                }
            let ids = RecordIDs(tenant: tenant, system: profile.name, route: source.name)
            let reading = RouteReading(source: source, ids: ids, customers: try parts.reading(part, ids: ids))
            let scan = opened?.ids.route == ids.route ? opened?.scan : nil
            try reading.write(to: writer, scan: scan, rejects: &rejects) { read, total in
                progress(.reading(route: source.name, customers: read, of: total))
            }
            names.append(source.name)
        }
        for notice in source.allNotices { notices.add(notice) }
        return names
    }

    /// Only looks whether a route is older than the book, for the refusal to name all that are.
    private func judge(_ route: SourceCopy.Route, by writer: SnapshotWriter, _ naming: RouteNaming) {
        do {
            var rejects = Rejects()
            let parts = try RouteParts(route, profile: profile, zone: zone(writer), rejects: &rejects)
            for part in parts.routes {
                // A route that the book does not know by name cannot be older than the book.
                guard let name = try naming.known(part.route.name) else { continue }
                parts.source.name = name
                let ids = RecordIDs(tenant: tenant, system: profile.name, route: name)
                let reading = RouteReading(
                    source: parts.source,
                    ids: ids,
                    customers: try parts.reading(part, ids: ids)
                )
                try writer.judge(reading.facts(today: writer.today()))
            }
        } catch {
            // The backup is refused in any case; what else is wrong with it is said when a newer one comes.
        }
    }

    func zone(_ writer: SnapshotWriter) throws -> BusinessZone {
        try writer.memory.timeZone().map { BusinessZone($0) } ?? .colombia
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
    /// How the files differ from the last ones of their routes: tables and columns that came, went or changed type.
    public let drift: [SourceDrift]
    /// How long it took.
    public let seconds: Double
}
