import Codecs
public import Lending
import Storage

/// What was read in one sync: from where, of which day, and what came of it.
public struct SnapshotSummary: Hashable, Sendable {
    /// Its id.
    public var id: SnapshotID
    /// The source system: the profile's name.
    public var source: String
    /// The latest business day of its routes; nil when it spoke of none.
    public var businessDate: CivilDate?
    /// When it was written into the book.
    public var recordedAt: Instant
    /// Its entries in the change log; nil when it appended none.
    public var log: ClosedRange<Int64>?
    /// What happened to the records.
    public var records: RecordCounts
    /// The files that it was read from, by name.
    public var files: [ArchivedFile]
}

extension Book {
    /// The newest snapshots of `tenant`, newest first, at most `limit`; and whether there are older ones.
    /// - Throws: ``StorageError``, or ``LoanBookError/damaged(what:)`` for a row that cannot be read.
    public func snapshots(of tenant: TenantID, limit: Int) throws -> (snapshots: [SnapshotSummary], hasMore: Bool) {
        try database.withReader { connection in
            let records = try connection.rows(
                """
                SELECT id, source, content_hash, business_day, recorded_at, first_seq, last_seq, document
                FROM snapshot WHERE tenant_id = $1
                ORDER BY recorded_at DESC, last_seq DESC, id
                LIMIT $2
                """,
                [.text(tenant.text), .integer(limit + 1)],
                SnapshotRecord.read
            )
            return (try records.prefix(limit).map(SnapshotSummary.init), records.count > limit)
        }
    }
}

extension SnapshotSummary {
    init(_ record: SnapshotRecord) throws {
        id = record.id
        source = record.source
        businessDate = record.businessDate
        recordedAt = record.recordedAt
        log = record.firstSeq.flatMap { $0 <= record.lastSeq ? $0...record.lastSeq : nil }
        guard let document = try? JSONValue.parse(record.document) else {
            throw LoanBookError.damaged(what: "the document of snapshot \(record.id.text) cannot be read")
        }
        func count(_ name: String) -> Int { Int(document[name]?.integer ?? 0) }
        records = RecordCounts()
        records.seen = count("seen")
        records.created = count("created")
        records.changed = count("changed")
        records.removed = count("removed")
        records.rejected = count("rejected")
        files = (document["files"]?.elements ?? []).map { file in
            ArchivedFile(
                name: file["name"]?.text ?? "",
                size: file["size"]?.integer ?? 0,
                sha256: file["sha256"]?.text.flatMap(Hex.decode) ?? []
            )
        }
    }
}
