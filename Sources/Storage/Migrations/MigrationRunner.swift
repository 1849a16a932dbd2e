/// Brings a database to the schema of the program.
///
/// Each migration is one transaction together with its row in `schema_migration`. Several processes may start at once:
/// one applies, the others wait and find it done. Migrations are written in SQLite's words; on PostgreSQL `INTEGER` is
/// read as `BIGINT`, `BLOB` as `BYTEA`, and the table options `STRICT` and `WITHOUT ROWID` are left out.
public struct MigrationRunner: Sendable {
    private static let tableSQL = """
        CREATE TABLE IF NOT EXISTS schema_migration (
            id TEXT NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            checksum TEXT NOT NULL,
            applied_at TEXT NOT NULL
        ) STRICT
        """

    private let migrations: [Migration]

    /// A runner of `migrations`, which stand in the order of their ids.
    public init(_ migrations: [Migration]) {
        let ids = migrations.map(\.id)
        precondition(zip(ids, ids.dropFirst()).allSatisfy { $0 < $1 }, "migrations stand in the order of their ids")
        self.migrations = migrations
    }

    /// Applies what is missing and returns the ids of what was applied.
    ///
    /// `appliedAt` is the moment written beside each, in RFC 3339.
    /// - Throws: ``StorageError``: when the database knows migrations that the program does not, when a released one
    ///   was changed, or when one fails, which leaves the database as the one before it made it.
    @discardableResult
    public func run(on database: Database, appliedAt: String) throws -> [String] {
        try database.withConnection { connection in
            try locked(connection) {
                try connection.executeScript(Self.sql(Self.tableSQL, for: connection.engine))
            }
            var applied: [String] = []
            while let id = try applyNext(on: connection, appliedAt: appliedAt) { applied.append(id) }
            return applied
        }
    }

    /// What ``run(on:appliedAt:)`` would apply; writes nothing.
    /// - Throws: ``StorageError`` as `run` does.
    public func pending(on database: Database) throws -> [Migration] {
        try database.withReader { connection in
            let hasTable =
                switch connection.engine {
                case .sqlite:
                    "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migration'"
                case .postgres:
                    "SELECT count(*) FROM pg_catalog.pg_class WHERE oid = to_regclass('schema_migration')"
                }
            guard try connection.firstRow(hasTable, [], { try $0.integer(0) }) == 1 else { return migrations }
            return try missing(on: connection)
        }
    }

    private func applyNext(on connection: any Connection, appliedAt: String) throws -> String? {
        try locked(connection) {
            guard let next = try missing(on: connection).first else { return nil }
            do {
                try connection.executeScript(Self.sql(next.sql, for: connection.engine))
            } catch let error as StorageError {
                throw StorageError(error.code, "migration \(next.id) (\(next.name)) failed: \(error.message)")
            }
            try connection.execute(
                """
                INSERT INTO schema_migration (id, name, checksum, applied_at)
                VALUES ($1, $2, $3, $4)
                """,
                [.text(next.id), .text(next.name), .text(next.checksum), .text(appliedAt)]
            )
            return next.id
        }
    }

    /// The migrations that are not applied, once those applied are known to be the first of ours, unchanged.
    private func missing(on connection: any Connection) throws -> [Migration] {
        let applied = try connection.rows("SELECT id, name, checksum FROM schema_migration ORDER BY id") {
            (id: try $0.text(0), name: try $0.text(1), checksum: try $0.text(2))
        }
        let known = Set(migrations.map(\.id))
        if let stranger = applied.first(where: { !known.contains($0.id) }) {
            throw StorageError(
                .failed,
                """
                the database has migration \(stranger.id) (\(stranger.name)), which this program does not know; \
                a newer version made it, or its table schema_migration is damaged. Upgrade the program, or restore a \
                copy of the book
                """
            )
        }
        for (row, ours) in zip(applied, migrations) {
            guard row.id == ours.id else {
                throw StorageError(
                    .failed,
                    "migration \(ours.id) was skipped though \(row.id) is applied; restore a backup of the database"
                )
            }
            guard row.checksum == ours.checksum else {
                throw StorageError(
                    .failed,
                    """
                    migration \(ours.id) (\(ours.name)) is not what was applied to this database, or its row in \
                    schema_migration is damaged; use the released version of the program, or restore a copy of the book
                    """
                )
            }
        }
        return Array(migrations.dropFirst(applied.count))
    }

    /// Runs `body` in a write transaction that no other runner is in.
    private func locked<Result>(_ connection: any Connection, _ body: () throws -> Result) throws -> Result {
        try connection.transaction(.write) {
            if connection.engine == .postgres {
                // Ends with the transaction. SQLite's write lock needs no help.
                _ = try connection.firstRow("SELECT 1 FROM pg_advisory_xact_lock($1)", [.integer(Limits.migrationLock)])
                {
                    try $0.integer(0)
                }
            }
            return try body()
        }
    }

    private static func sql(_ text: String, for engine: Engine) -> String {
        switch engine {
        case .sqlite: text
        case .postgres: Dialect.postgres(text)
        }
    }
}
