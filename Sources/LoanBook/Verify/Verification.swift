import Lending
import Machine
import Storage

/// One proof of one tenant's book; holds the report while it grows.
final class Verification {
    let connection: any Connection
    let tenant: TenantID
    var report: VerifyReport
    /// Changes in the log, and documents that a change commits to, by kind of record.
    var changes: [String: Int] = [:]
    var documents: [String: Int] = [:]
    /// Sequence numbers of the entries that erased a person, by entity and id; erasures are rare.
    var erasures: [String: [Int64]] = [:]
    /// Put before a column it keeps SQLite from looking rows up in an index that is known to be damaged.
    private(set) var aside = ""
    private let expected: LogHead?

    init(connection: any Connection, tenant: TenantID, expected: LogHead?) {
        self.connection = connection
        self.tenant = tenant
        self.expected = expected
        report = VerifyReport(tenantID: tenant)
    }

    var key: SQLValue { .text(tenant.text) }

    func run() throws {
        try EngineTuning.expectWholeTables(on: connection)
        var damages: [EngineCheck.Damage] = []
        try step("database") { damages = try EngineCheck.run(on: self.connection) }
        for damage in damages where !damage.isIndex { report.note(damage.problem) }
        if damages.contains(where: \.isIndex) { aside = "+" }
        try step("schema_migration") {
            for problem in try MigrationCheck.run(on: self.connection) { self.report.note(problem) }
        }
        var position = LogPosition.empty
        try step("tenant") { position = try self.checkTenant() }
        try step("change") { try self.checkChain(until: position) }
        try step(RouteRecords.name) { try self.checkRecords(RouteRecords.self) }
        try step(CustomerRecords.name) { try self.checkRecords(CustomerRecords.self) }
        try step(LoanRecords.name) { try self.checkRecords(LoanRecords.self) }
        try step(PaymentRecords.name) { try self.checkRecords(PaymentRecords.self) }
        try step(SettlementRecords.name) { try self.checkRecords(SettlementRecords.self) }
        try step(FindingRecords.name) { try self.checkRecords(FindingRecords.self) }
        try step(ReceiptRecords.name) { try self.checkRecords(ReceiptRecords.self) }
        // So far each table was read by itself; what follows looks rows up in indexes.
        for damage in damages where damage.isIndex { report.note(damage.problem) }
        try step("version") { try self.checkVersions() }
        try step("snapshot") { try self.checkSnapshots() }
        // Without all changes nothing can be said of documents that lack one.
        if report.head != nil { try step("change") { try self.checkDocumentsExist() } }
        try step(LoanRecords.name) { try self.checkLoans() }
        try step(SettlementRecords.name) { try self.checkBoxes() }
        try step("archive_part") { try self.checkArchive() }
    }

    /// Runs one proof; a database that cannot read its own rows is a problem of that proof, and the next one goes on.
    private func step(_ entity: String, _ body: () throws -> Void) throws {
        do {
            try connection.transaction(.read, body)
        } catch let error as StorageError {
            switch error.code {
            case .unavailable, .busy, .full: throw error
            case .damaged, .constraint, .wrongType, .failed:
                note(.damaged, entity, "", what: "the database cannot read it: \(error.message)")
            }
        }
    }

    func note(_ kind: VerifyReport.Kind, _ entity: String, _ id: String, seq: Int64? = nil, what: String) {
        report.note(VerifyReport.Problem(kind: kind, entity: entity, id: id, seq: seq, what: what))
    }

    private func checkTenant() throws -> LogPosition {
        let found = try connection.firstRow(
            """
            SELECT id, name, currency, time_zone, created_at, last_seq, last_hash, seal FROM tenant WHERE \(aside)id = $1
            """,
            [key]
        ) { row in
            (
                seal: TenantRecords.seal(of: try TenantRecords.read(row)),
                position: LogPosition(seq: try row.integer(5), hash: try row.bytes(6)),
                stored: try row.bytes(7)
            )
        }
        guard let found else { throw LoanBookError.unknownTenant(name: tenant.text) }
        if found.seal != found.stored {
            report.note(VerifyReport.Problem(tenant: tenant))
        }
        report.lastSeq = found.position.seq
        return found.position
    }

    private func checkChain(until end: LogPosition) throws {
        var position = LogPosition.empty
        var isExpectedHeld = expected.map { $0.seq == 0 } ?? true
        try connection.forEachRow(
            """
            SELECT seq, entity, entity_id, version, event, changed_fields, occurred_day, recorded_at, snapshot_id,
                document_hash, previous_hash, hash
            FROM change WHERE tenant_id = $1 ORDER BY seq
            """,
            [key]
        ) { row in
            let seq = try row.integer(0)
            report.changes += 1
            do {
                position = try checkLink(row, seq: seq, after: position)
            } catch let error as StorageError where error.code == .wrongType {
                note(.chain, "change", "", seq: seq, what: "a column cannot be read")
                position = LogPosition(seq: seq, hash: [])
            }
            if let expected, expected.seq == seq {
                isExpectedHeld = true
                if expected.hash != position.hash {
                    let what = "it is not the entry that was noted: the log was rewritten"
                    note(.chain, "change", "", seq: seq, what: what)
                }
            }
        }
        if position != end {
            note(.chain, "change", "", seq: end.seq, what: "the log does not end where the tenant's row says")
        }
        report.head = LogHead(seq: position.seq, hash: position.hash)
        if let expected, !isExpectedHeld {
            note(
                .chain,
                "change",
                "",
                seq: expected.seq,
                what: "it was noted and is not there: the log ends at entry \(position.seq), its end was cut off or an "
                    + "older copy was put in its place"
            )
        }
    }

    private func checkLink(_ row: any RowCursor, seq: Int64, after position: LogPosition) throws -> LogPosition {
        let entry = ChangeEntry(
            entity: try row.text(1),
            entityID: try row.text(2),
            version: try row.integer(3),
            event: try row.text(4),
            changedFields: try row.text(5),
            occurredOn: CivilDate(dayNumber: Int(try row.integer(6))),
            documentHash: try row.bytes(9)
        )
        changes[entry.entity, default: 0] += 1
        if entry.event == "\(entry.entity).erased" {
            erasures["\(entry.entity)/\(entry.entityID)", default: []].append(seq)
        }
        let previous = try row.bytes(10)
        let stored = try row.bytes(11)
        let hash = ChangeHash.of(
            entry,
            tenant: tenant.text,
            seq: seq,
            recordedAt: try row.integer(7),
            snapshot: try row.textOrNil(8),
            previous: previous
        )
        if seq != position.seq + 1 {
            note(.chain, entry.entity, entry.entityID, seq: seq, what: "the log jumps from \(position.seq) to \(seq)")
        }
        if previous != position.hash {
            note(.chain, entry.entity, entry.entityID, seq: seq, what: "the entry is not chained to the one before it")
        }
        if hash != stored {
            note(.chain, entry.entity, entry.entityID, seq: seq, what: "the entry does not give its own hash")
        }
        return LogPosition(seq: seq, hash: stored)
    }
}
