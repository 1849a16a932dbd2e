/// The three pools a database lends from.
struct Pools {
    /// For short reads.
    let readers: ConnectionPool
    /// For writes; on PostgreSQL the same as `readers`.
    let writers: ConnectionPool
    /// For exports, which may take long and must not starve the others.
    let pinned: ConnectionPool

    /// One writer and a few readers of the SQLite file at `path`.
    init(sqlite path: String, patience: Int) {
        let reader: @Sendable () throws -> any EngineConnection = {
            try SQLiteConnection(path: path, role: .reader, patience: patience)
        }
        writers = ConnectionPool(
            limit: 1,
            idleMax: 1,
            patience: patience,
            busy: "another write holds the database; try again"
        ) {
            try SQLiteConnection(path: path, role: .writer, patience: patience)
        }
        readers = ConnectionPool(
            limit: Limits.sqliteReaders,
            idleMax: Limits.sqliteReaders,
            patience: patience,
            busy: "all readers of the database are busy; try again",
            makeConnection: reader
        )
        pinned = Pools.pinned(patience, reader)
    }

    /// Connections to the PostgreSQL database at `uri`.
    init(postgres uri: String, patience: Int) {
        let connect: @Sendable () throws -> any EngineConnection = {
            try PostgresConnection(uri: uri, patience: patience)
        }
        readers = ConnectionPool(
            limit: Limits.postgresConnections,
            idleMax: Limits.postgresConnections,
            patience: patience,
            busy: "all connections to the database are busy; try again",
            makeConnection: connect
        )
        writers = readers
        pinned = Pools.pinned(patience, connect)
    }

    private static func pinned(
        _ patience: Int,
        _ makeConnection: @escaping @Sendable () throws -> any EngineConnection
    ) -> ConnectionPool {
        ConnectionPool(
            limit: Limits.pinnedReaders,
            idleMax: Limits.pinnedReadersIdle,
            patience: patience,
            busy: "\(Limits.pinnedReaders) exports run already; try again when one has ended",
            makeConnection: makeConnection
        )
    }
}
