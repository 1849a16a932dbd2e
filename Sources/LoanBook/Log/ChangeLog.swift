import Lending
import Machine
import Storage

/// One entry of the change log before it has its place.
struct ChangeEntry {
    var entity: String
    var entityID: String
    var version: Int64
    var event: String
    var changedFields = ""
    var occurredOn: CivilDate
    var documentHash: [UInt8]
}

/// Appends to one tenant's change log inside a transaction that holds the tenant's lock.
final class ChangeLog {
    private let tenant: TenantID
    private let snapshot: SnapshotID?
    private let recordedAt: Int64
    private let rows: any BulkWriter
    /// The log's end when the transaction began.
    let start: LogPosition
    /// The log's end.
    private(set) var end: LogPosition

    static let columns = [
        "tenant_id", "seq", "entity", "entity_id", "version", "event", "changed_fields", "occurred_day", "recorded_at",
        "snapshot_id", "document_hash", "previous_hash", "hash",
    ]

    init(
        connection: any Connection,
        tenant: TenantID,
        snapshot: SnapshotID?,
        recordedAt: Instant,
        from start: LogPosition
    ) {
        self.tenant = tenant
        self.snapshot = snapshot
        self.recordedAt = recordedAt.microseconds
        self.start = start
        end = start
        rows = connection.bulkWriter(table: "change", columns: Self.columns)
    }

    /// Number of entries appended.
    var count: Int { Int(end.seq - start.seq) }

    /// Appends `entry` and returns its sequence number.
    func append(_ entry: ChangeEntry) throws -> Int64 {
        let seq = end.seq + 1
        let hash = ChangeHash.of(
            entry,
            tenant: tenant.text,
            seq: seq,
            recordedAt: recordedAt,
            snapshot: snapshot?.text,
            previous: end.hash
        )
        try rows.append([
            .text(tenant.text), .integer(seq), .text(entry.entity), .text(entry.entityID), .integer(entry.version),
            .text(entry.event), .text(entry.changedFields), .integer(entry.occurredOn.dayNumber),
            .integer(recordedAt), .text(snapshot?.text), .bytes(entry.documentHash), .bytes(end.hash), .bytes(hash),
        ])
        end = LogPosition(seq: seq, hash: hash)
        return seq
    }

    func flush() throws {
        try rows.flush()
    }
}

/// The end of a log: its last sequence number and the hash chained up to it.
struct LogPosition: Hashable {
    var seq: Int64
    var hash: [UInt8]

    /// Before the first entry.
    static let empty = LogPosition(seq: 0, hash: [UInt8](repeating: 0, count: 32))
}

/// The hash of one entry: SHA-256 over its length-prefixed fields and the previous hash.
enum ChangeHash {
    static func of(
        _ entry: ChangeEntry,
        tenant: String,
        seq: Int64,
        recordedAt: Int64,
        snapshot: String?,
        previous: [UInt8]
    ) -> [UInt8] {
        var hasher = Hasher256()
        hasher.updateField(tenant)
        hasher.updateField(seq)
        hasher.updateField(entry.entity)
        hasher.updateField(entry.entityID)
        hasher.updateField(entry.version)
        hasher.updateField(entry.event)
        hasher.updateField(entry.changedFields)
        hasher.updateField(Int64(entry.occurredOn.dayNumber))
        hasher.updateField(recordedAt)
        if let snapshot { hasher.updateField(snapshot) } else { hasher.updateAbsentField() }
        hasher.updateField(entry.documentHash)
        hasher.updateField(previous)
        return hasher.finalize()
    }
}
