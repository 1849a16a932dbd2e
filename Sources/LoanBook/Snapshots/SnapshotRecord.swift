import Lending
import Machine
import Storage

/// The row of one snapshot.
struct SnapshotRecord {
    var id: SnapshotID
    var source: String
    var contentHash: [UInt8]
    var businessDate: CivilDate?
    var recordedAt: Instant
    /// First change of the sync; nil when it appended nothing.
    var firstSeq: Int64?
    /// Last change of the log when the sync ended.
    var lastSeq: Int64
    var document: [UInt8]

    /// SHA-256 over all columns, for `verify`: a snapshot that changed nothing is not in the change log.
    var seal: [UInt8] {
        var hasher = Hasher256()
        hasher.updateField(id.text)
        hasher.updateField(source)
        hasher.updateField(contentHash)
        hasher.updateField(businessDate.map { Int64($0.dayNumber) } ?? .min)
        hasher.updateField(recordedAt.microseconds)
        hasher.updateField(firstSeq ?? 0)
        hasher.updateField(lastSeq)
        hasher.updateField(document)
        return hasher.finalize()
    }

    func insert(on connection: any Connection, tenant: TenantID) throws {
        try connection.execute(
            """
            INSERT INTO snapshot (tenant_id, id, source, content_hash, business_day, recorded_at, first_seq, last_seq,
                document, seal)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            [
                .text(tenant.text), .text(id.text), .text(source), .bytes(contentHash), .day(businessDate),
                .integer(recordedAt.microseconds), firstSeq.map { .integer($0) } ?? .null, .integer(lastSeq),
                .utf8(document), .bytes(seal),
            ]
        )
    }

    /// A row of `id, source, content_hash, business_day, recorded_at, first_seq, last_seq, document`.
    static func read(_ row: any RowCursor) throws -> SnapshotRecord {
        SnapshotRecord(
            id: SnapshotID(try row.text(0)),
            source: try row.text(1),
            contentHash: try row.bytes(2),
            businessDate: try row.integerOrNil(3).map { CivilDate(dayNumber: Int($0)) },
            recordedAt: Instant(microseconds: try row.integer(4)),
            firstSeq: try row.integerOrNil(5),
            lastSeq: try row.integer(6),
            document: try row.bytes(7)
        )
    }

    /// The snapshot of exactly this content, if the tenant holds it.
    static func find(contentHash: [UInt8], tenant: TenantID, on connection: any Connection) throws -> SnapshotRecord? {
        try connection.firstRow(
            """
            SELECT id, source, content_hash, business_day, recorded_at, first_seq, last_seq, document
            FROM snapshot WHERE tenant_id = $1 AND content_hash = $2
            """,
            [.text(tenant.text), .bytes(contentHash)],
            read
        )
    }

    /// Number of findings that stand open.
    static func openFindings(of tenant: TenantID, on connection: any Connection) throws -> Int {
        try connection.firstRow(
            "SELECT COUNT(*) FROM finding WHERE tenant_id = $1 AND status = 'open'",
            [.text(tenant.text)]
        ) { Int(try $0.integer(0)) } ?? 0
    }

    /// Records that the snapshot's source held.
    var seen: Int {
        DocumentFields(document)?["seen"].flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? 0
    }

    /// Its place among the tenant's snapshots, from 1; nil of one from before they were numbered.
    var number: Int64? {
        DocumentFields(document)?["number"].flatMap { Int64(String(decoding: $0, as: UTF8.self)) }
    }

    /// Counts one more snapshot of the tenant, whose row is locked, and returns its number.
    static func nextNumber(of tenant: TenantID, on connection: any Connection) throws -> Int64 {
        let key: [SQLValue] = [.text(tenant.text)]
        try connection.execute("UPDATE tenant SET snapshots = snapshots + 1 WHERE id = $1", key)
        let number = try connection.firstRow("SELECT snapshots FROM tenant WHERE id = $1", key) { try $0.integer(0) }
        guard let number else { throw LoanBookError.unknownTenant(name: tenant.text) }
        return number
    }
}
