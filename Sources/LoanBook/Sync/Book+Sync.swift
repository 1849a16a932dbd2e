import Codecs
public import Lending
public import Machine
import Storage

extension Book {
    /// Writes one snapshot into a tenant's book: wholly, or not at all.
    ///
    /// One transaction under the tenant's lock holds everything `body` writes; a second worker waits for it as long as the
    /// database was told to be patient, and is then told `busy`. When the tenant holds a snapshot of the same content and
    /// nothing was written since, `body` does not run and the outcome names it.
    /// - Throws: what `body` throws, after which the book is as it was. When it refuses older files
    ///   (``LoanBookError/olderSnapshot(_:)``), the refusal is kept as a finding of each route.
    public func sync(
        tenant: TenantID,
        header: SnapshotHeader,
        clock: some Clock,
        _ body: (SnapshotWriter) throws -> Void
    ) throws -> SyncOutcome {
        precondition(header.contentHash.count == 32, "a content hash is a SHA-256")
        let now = Instant(microseconds: clock.microseconds())
        do {
            return try database.withWriter { connection in
                let start = try TenantLock.take(tenant, on: connection)
                let (effective, earlier) = try known(header, at: start.seq, tenant: tenant, on: connection)
                if let earlier { return try repeated(earlier, at: now, tenant: tenant, on: connection) }
                try EngineTuning.expectManyWrites(on: connection)
                let writer = try SnapshotWriter(
                    tenant: tenant,
                    header: effective,
                    recordedAt: now,
                    from: start,
                    on: connection
                )
                // `try?`: a connection that does not even take this is found dead when it is given back.
                defer { try? EngineTuning.rest(on: connection) }
                try body(writer)
                return try writer.finish()
            }
        } catch LoanBookError.olderSnapshot(let routes) {
            try raiseAlarms(tenant: tenant, routes: routes, header: header, now: now)
            throw LoanBookError.olderSnapshot(routes)
        }
    }

    /// The snapshot that makes `header` a repeat, or the header to read it under.
    ///
    /// Content that was read before is a repeat only while nothing was written since: later it may be an old file that
    /// came back, which must be judged by its dates, under a hash that tells the two readings apart.
    private func known(
        _ header: SnapshotHeader,
        at seq: Int64,
        tenant: TenantID,
        on connection: any Connection
    ) throws -> (header: SnapshotHeader, earlier: SnapshotRecord?) {
        let found = try SnapshotRecord.find(contentHash: header.contentHash, tenant: tenant, on: connection)
        guard let found, found.lastSeq != seq else { return (header, found) }
        var hasher = Hasher256()
        hasher.updateField(header.contentHash)
        hasher.updateField(seq)
        var again = header
        again.contentHash = hasher.finalize()
        let repeated = try SnapshotRecord.find(contentHash: again.contentHash, tenant: tenant, on: connection)
        return (again, repeated)
    }

    private func repeated(
        _ earlier: SnapshotRecord,
        at now: Instant,
        tenant: TenantID,
        on connection: any Connection
    ) throws -> SyncOutcome {
        // The copy came and is good, although nothing in it is new.
        try connection.execute(
            "UPDATE source_read SET read_at = $3 WHERE tenant_id = $1 AND snapshot_id = $2",
            [.text(tenant.text), .text(earlier.id.text), .integer(now.microseconds)]
        )
        var counts = RecordCounts()
        counts.seen = earlier.seen
        return SyncOutcome(
            snapshotID: earlier.id,
            records: counts,
            changes: 0,
            findings: try SnapshotRecord.openFindings(of: tenant, on: connection),
            log: nil,
            isRepeat: true
        )
    }

    /// Keeps the refusal of older files as findings, in a transaction of its own.
    private func raiseAlarms(
        tenant: TenantID,
        routes: [OlderRoute],
        header: SnapshotHeader,
        now: Instant
    ) throws {
        try database.withWriter { connection in
            let start = try TenantLock.take(tenant, on: connection)
            let log = ChangeLog(
                connection: connection,
                tenant: tenant,
                snapshot: nil,
                recordedAt: now,
                from: start
            )
            let ledger = Ledger(connection: connection, tenant: tenant, log: log)
            for route in routes { try raiseAlarm(route, header: header, in: ledger) }
            try ledger.flush()
            try TenantLock.advance(tenant, from: log.start, to: log.end, on: connection)
        }
    }

    private func raiseAlarm(_ older: OlderRoute, header: SnapshotHeader, in ledger: Ledger) throws {
        guard let stored = try ledger.routes.find(older.route.text) else { return }
        let finding = HistoryFindings(
            tenant: ledger.tenant,
            route: try RouteRecords.read(stored.document, personal: nil)
        ).olderSnapshot(known: older.known, given: older.given, contentHash: Hex.encode(header.contentHash))
        // The same file offered again is the same alarm.
        guard try ledger.findings.find(finding.id.text) == nil else { return }
        try ledger.findings.insert(
            finding,
            document: FindingRecords.document(finding),
            event: "finding.raised",
            occurredOn: finding.detectedOn
        )
    }
}
