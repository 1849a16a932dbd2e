public import Lending
import Storage

/// What one tenant's book is made of: whose it is, how many snapshots it was read from, and how far its log goes.
public struct BookSummary: Hashable, Sendable {
    /// Whose book it is.
    public let tenant: TenantRecord
    /// Snapshots it was read from.
    public let snapshots: Int
    /// Names of the source systems, in order.
    public let sources: [String]
    /// Earliest business day of a snapshot; nil when there is none.
    public let firstDay: CivilDate?
    /// Latest business day of a snapshot.
    public let lastDay: CivilDate?
    /// When the latest snapshot was recorded.
    public let lastRecordedAt: Instant?
}

extension BookQueries {
    /// The last sequence number of `tenant`'s log: 0 for an empty book, nil for no tenant.
    /// - Throws: ``StorageError``.
    public func lastSeq(of tenant: TenantID) async throws -> Int64? {
        try await database.read { connection in
            try connection.firstRow("SELECT last_seq FROM tenant WHERE id = $1", [.text(tenant.text)]) {
                try $0.integer(0)
            }
        }
    }

    /// What `tenant`'s book is made of; nil for no tenant.
    /// - Throws: ``StorageError``.
    public func summary(of tenant: TenantID) async throws -> BookSummary? {
        try await database.read { connection in
            let record = try connection.firstRow(
                "SELECT id, name, currency, time_zone, created_at, last_seq FROM tenant WHERE id = $1",
                [.text(tenant.text)],
                TenantRecords.read
            )
            guard let record else { return nil }
            let sources = try connection.rows(
                "SELECT DISTINCT source FROM snapshot WHERE tenant_id = $1 ORDER BY source",
                [.text(tenant.text)]
            ) { try $0.text(0) }
            return try connection.firstRow(
                """
                SELECT COUNT(*), MIN(business_day), MAX(business_day), MAX(recorded_at)
                FROM snapshot WHERE tenant_id = $1
                """,
                [.text(tenant.text)]
            ) { row in
                BookSummary(
                    tenant: record,
                    snapshots: Int(try row.integer(0)),
                    sources: sources,
                    firstDay: try row.integerOrNil(1).map { CivilDate(dayNumber: Int($0)) },
                    lastDay: try row.integerOrNil(2).map { CivilDate(dayNumber: Int($0)) },
                    lastRecordedAt: try row.integerOrNil(3).map { Instant(microseconds: $0) }
                )
            }
        }
    }
}
