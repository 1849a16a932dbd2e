import Lending
import Machine
import Storage

/// The right to append to one tenant's log, for the length of a transaction.
enum TenantLock {
    /// Takes the lock and returns the end of the log; another writer is waited for as long as the
    /// database was told to be patient.
    ///
    /// On SQLite a write transaction is the lock: there is one writer. On PostgreSQL it is the tenant's row, locked
    /// weakly enough that rows pointing to it (keys) may still be added.
    static func take(_ tenant: TenantID, on connection: any Connection) throws -> LogPosition {
        let sql: String
        switch connection.engine {
        case .sqlite: sql = "SELECT last_seq, last_hash FROM tenant WHERE id = $1"
        case .postgres: sql = "SELECT last_seq, last_hash FROM tenant WHERE id = $1 FOR NO KEY UPDATE"
        }
        let position = try connection.firstRow(sql, [.text(tenant.text)]) {
            LogPosition(seq: try $0.integer(0), hash: try $0.bytes(1))
        }
        guard let position else { throw LoanBookError.unknownTenant(name: tenant.text) }
        return position
    }

    /// Moves the end of the log.
    static func advance(
        _ tenant: TenantID,
        from start: LogPosition,
        to end: LogPosition,
        on connection: any Connection
    ) throws {
        guard start != end else { return }
        let touched = try connection.execute(
            "UPDATE tenant SET last_seq = $2, last_hash = $3 WHERE id = $1 AND last_seq = $4",
            [.text(tenant.text), .integer(end.seq), .bytes(end.hash), .integer(start.seq)]
        )
        guard touched == 1 else { throw LoanBookError.damaged(what: "tenant \(tenant.text) cannot be advanced") }
    }
}
