import Codecs
public import Lending
import Machine
import Storage

/// Writes one snapshot into the book, route by route, inside the one transaction of its sync.
///
/// Order of calls: for each route `begin`, any number of `apply` and `note`, `end`; `keep` for each file, at any time.
/// It belongs to the thread of its transaction.
public final class SnapshotWriter {
    /// The snapshot being written.
    public let snapshotID: SnapshotID

    let header: SnapshotHeader
    let recordedAt: Instant
    let ledger: Ledger
    let archive: SnapshotArchive
    var counts = RecordCounts()
    /// The latest business day of its routes.
    var businessDate: CivilDate?
    /// New records after which the database counts its tables anew.
    private var nextCounting = Limits.createdWorthCounting
    private var current: OpenRoute?
    private var finishedRoutes: Set<RouteID> = []
    /// The routes whose files were found to be older than the book; when there is one, the whole sync is given up.
    public private(set) var olderRoutes: [OlderRoute] = []
    /// How the files of its routes differ from the last ones that were taken.
    public internal(set) var drift: [SourceDrift] = []
    /// Receipts to be held against the books at the end.
    var givenReceipts: [(receipts: [Receipt], route: RouteID?)] = []
    /// What became of them; nil when none were given.
    var receiptCounts: ReceiptCounts?
    /// Receipts that wait, read once a customer came or changed.
    var waiting: WaitingReceipts?
    /// The indexes that a first load goes without; nil in a book that holds records.
    private let setAside: SetAsideIndexes?
    /// The customers of the route that is to be begun, read once.
    private var recalled: (route: RouteID, customers: KnownCustomers)?

    init(
        tenant: TenantID,
        header: SnapshotHeader,
        recordedAt: Instant,
        from start: LogPosition,
        on connection: any Connection
    ) throws {
        let parts = [tenant.text, Hex.encode(header.contentHash)]
        snapshotID = SnapshotID(DeterministicID.text(prefix: Snapshot.idPrefix, parts: parts))
        self.header = header
        self.recordedAt = recordedAt
        let log = ChangeLog(
            connection: connection,
            tenant: tenant,
            snapshot: snapshotID,
            recordedAt: recordedAt,
            from: start
        )
        ledger = Ledger(connection: connection, tenant: tenant, log: log)
        archive = SnapshotArchive(connection: connection, tenant: tenant)
        setAside = try SetAsideIndexes(on: connection)
    }

    /// What the book holds, as far as it was sent: all but the customers of an open route.
    public var memory: BookMemory { BookMemory(connection: ledger.connection, tenant: ledger.tenant) }

    /// What the sync does with files that would undo what the book holds.
    public var olderFiles: SnapshotHeader.OlderFiles { header.olderFiles }

    /// The day of the sync in the tenant's zone.
    /// - Throws: `StorageError`.
    public func today() throws -> CivilDate {
        try memory.today(at: recordedAt)
    }

    /// The route being written; calling out of order is our own bug.
    var open: OpenRoute {
        guard let current else { preconditionFailure("a route must be begun first") }
        return current
    }

    /// The customers that the book ever held on a route, before the route is begun.
    /// - Throws: `StorageError`.
    public func customers(on route: RouteID) throws -> KnownCustomers {
        if let recalled, recalled.route == route { return recalled.customers }
        // Before a first load there are none, and a route comes once.
        if setAside != nil { return .none }
        let customers = KnownCustomers(byID: try knownCustomers(of: route))
        recalled = (route, customers)
        return customers
    }

    /// Opens a route and writes its own facts and settlements.
    /// - Throws: ``LoanBookError/olderSnapshot(_:)`` when the book knows newer facts of the route; then the whole sync
    ///   must be given up, once ``judge(_:)`` has seen its other routes.
    public func begin(_ facts: RouteFacts) throws {
        precondition(current == nil, "a route is open already")
        guard finishedRoutes.insert(facts.route.id).inserted else {
            throw LoanBookError.duplicateRecord(entity: RouteRecords.name, id: facts.route.id.text)
        }
        let known = try knownRoute(facts.route.id)
        try judge(facts, against: known)
        guard olderRoutes.isEmpty else { throw LoanBookError.olderSnapshot(olderRoutes) }
        let opened = try OpenRoute(
            route: facts.route,
            known: known,
            customers: known == nil ? [:] : customers(on: facts.route.id).byID,
            openFindings: known == nil ? [:] : openFindings(of: facts.route.id),
            receipts: known == nil
                ? [] : ledger.knownReceipts("route_id", is: facts.route.id.text, onlyIf: "tracked = 1"),
            holdsReceipts: known != nil && ledger.holdsReceipts()
        )
        recalled = nil
        current = opened
        businessDate = max(businessDate ?? facts.route.businessDate, facts.route.businessDate)
        try write(facts.route, over: known?.stored)
        try writeSettlements(of: facts, over: known?.settlements ?? [:])
        for finding in facts.findings { try note(finding) }
        try noteGap(since: known?.businessDate)
    }

    /// Only looks whether the file of a route is older than the book, and adds it to ``olderRoutes`` when it is.
    /// - Throws: ``StorageError``, ``WireError``.
    public func judge(_ facts: RouteFacts) throws {
        try judge(facts, against: try knownRoute(facts.route.id))
    }

    private func judge(_ facts: RouteFacts, against known: KnownRoute?) throws {
        guard let known, header.olderFiles == .refuse, try isOlder(facts, than: known) else { return }
        olderRoutes.append(
            OlderRoute(
                route: facts.route.id,
                name: facts.route.name,
                known: known.businessDate,
                given: facts.route.businessDate
            )
        )
    }

    /// Leaves a customer of the open route as the book has it, because the source's rows cannot be read.
    public func retain(_ customer: CustomerID) {
        open.customers[customer.text]?.isSeen = true
        open.retainsFindings(of: customer)
    }

    /// Leaves every customer that does not come as the book has it, because rows of the open route cannot be told.
    public func withholdRemovals() {
        open.withholdsRemovals = true
    }

    /// Counts rows of the source that could not be read.
    public func reject(rows: Int) {
        counts.rejected += rows
    }

    /// Closes the route: customers that did not come are removed, findings that are no longer shown are resolved.
    public func end() throws {
        if !open.withholdsRemovals {
            let missing = open.customers.filter { !$0.value.isSeen && !$0.value.isRemoved }.keys.sorted()
            for id in missing { try removeCustomer(id) }
        }
        try settleSummaries()
        try noteMassRemoval()
        try noteFurtherChanges()
        try resolveFindings()
        try ledger.flush()
        current = nil
    }

    /// Archives the file at `path` under `name`, compressed, in parts shared with other files of the tenant.
    ///
    /// The file must stay as it is until the sync ends: it is compressed while records are read.
    /// - Throws: when the file cannot be read.
    public func keep(fileAt path: String, as name: String) throws {
        try archive.keep(fileAt: path, as: name)
    }

    /// Sends what is held back when it is much, and keeps the database's statistics in step with a first load.
    func flushIfFull() throws {
        try archive.storeReady()
        try ledger.flushIfFull()
        guard counts.created >= nextCounting else { return }
        nextCounting *= 4
        try ledger.flush()
        try EngineTuning.refresh(on: ledger.connection)
    }

    /// Ends the sync: the snapshot's row, the last change, the tenant's position in its log.
    func finish() throws -> SyncOutcome {
        precondition(current == nil, "a route is still open")
        try ledger.flush()
        // Not before the last row of a first load.
        try setAside?.restore(on: ledger.connection)
        try settleReceipts()
        let number = try SnapshotRecord.nextNumber(of: ledger.tenant, on: ledger.connection)
        let document = SnapshotDocument(writer: self, number: number).bytes
        if ledger.log.count > 0 {
            _ = try ledger.log.append(
                ChangeEntry(
                    entity: "snapshot",
                    entityID: snapshotID.text,
                    version: 1,
                    event: "snapshot.applied",
                    occurredOn: businessDate ?? recordedAt.utcDate,
                    documentHash: DocumentHash.of(document)
                )
            )
        }
        try ledger.flush()
        let record = SnapshotRecord(
            id: snapshotID,
            source: header.source,
            contentHash: header.contentHash,
            businessDate: businessDate,
            recordedAt: recordedAt,
            firstSeq: ledger.log.count > 0 ? ledger.log.start.seq + 1 : nil,
            lastSeq: ledger.log.end.seq,
            document: document
        )
        try record.insert(on: ledger.connection, tenant: ledger.tenant)
        try archive.finish(snapshot: snapshotID)
        if counts.created >= Limits.createdWorthCounting { try EngineTuning.refresh(on: ledger.connection) }
        try TenantLock.advance(ledger.tenant, from: ledger.log.start, to: ledger.log.end, on: ledger.connection)
        return SyncOutcome(
            snapshotID: snapshotID,
            records: counts,
            changes: ledger.log.count,
            findings: try SnapshotRecord.openFindings(of: ledger.tenant, on: ledger.connection),
            log: ledger.log.count > 0 ? (ledger.log.start.seq + 1)...ledger.log.end.seq : nil,
            isRepeat: false,
            receipts: receiptCounts
        )
    }
}

extension Instant {
    /// The day in UTC, for a snapshot that speaks of no day.
    var utcDate: CivilDate {
        CivilDate(dayNumber: Int(microseconds / 86_400_000_000))
    }
}
