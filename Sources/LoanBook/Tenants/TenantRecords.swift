import Lending
import Machine
import Storage

/// Rows of tenants.
enum TenantRecords {
    /// A row of `id, name, currency, time_zone, created_at, last_seq`.
    static func read(_ row: any RowCursor) throws -> TenantRecord {
        TenantRecord(
            id: TenantID(try row.text(0)),
            name: try row.text(1),
            currency: try row.text(2),
            timeZone: try row.text(3),
            createdAt: Instant(microseconds: try row.integer(4)),
            lastSeq: try row.integer(5)
        )
    }

    static func insert(_ tenant: TenantRecord, on connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO tenant (id, name, currency, time_zone, created_at, last_seq, last_hash, seal)
            VALUES ($1, $2, $3, $4, $5, 0, $6, $7)
            """,
            [
                .text(tenant.id.text), .text(tenant.name), .text(tenant.currency), .text(tenant.timeZone),
                .integer(tenant.createdAt.microseconds), .bytes(LogPosition.empty.hash), .bytes(seal(of: tenant)),
            ]
        )
    }

    /// SHA-256 over what never changes of a tenant, for `verify`: it is not in the change log.
    static func seal(of tenant: TenantRecord) -> [UInt8] {
        var hasher = Hasher256()
        hasher.updateField(tenant.id.text)
        hasher.updateField(tenant.name)
        hasher.updateField(tenant.currency)
        hasher.updateField(tenant.timeZone)
        hasher.updateField(tenant.createdAt.microseconds)
        return hasher.finalize()
    }
}
