public import Machine

/// A book's database: connections to it, lent one use at a time.
///
/// The `async` verbs run on the threads of a `BlockingPool`; `withReader` and `withWriter` block the caller and are
/// for the command line and for code that already runs on such a thread. Each of them is one transaction.
public final class Database: Sendable {
    /// Which engine it lives on.
    public let engine: Engine
    /// Where it lives, without secrets.
    public let address: String

    private let blocking: BlockingPool
    private let readers: ConnectionPool
    private let writers: ConnectionPool
    private let pinned: ConnectionPool

    /// Opens the database at `url`.
    ///
    /// `createIfMissing` makes what is not there: an SQLite file and its folder, or a database on a PostgreSQL server
    /// that lets the user make one.
    /// `patience` is how long work waits for a free connection or for a lock of another process before it is told
    /// `busy`. `blocking` is the pool the process already has; without one the database has its own.
    /// - Throws: ``StorageError``: `unavailable` when nothing is there or the server does not answer, `damaged` when
    ///   the file is broken or belongs to another program, which leaves it as it was.
    public static func open(
        url: DatabaseURL,
        createIfMissing: Bool = false,
        patience: Duration = .seconds(10),
        blocking: BlockingPool? = nil
    ) throws -> Database {
        let blocking = blocking ?? BlockingPool(threads: Limits.poolThreads)
        let (seconds, attoseconds) = patience.components
        let milliseconds = Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
        let pools: Pools
        switch url {
        case .sqlite(let path):
            try SQLiteFile.prepare(path: path, createIfMissing: createIfMissing)
            pools = Pools(sqlite: path, patience: max(milliseconds, Limits.patienceMillisecondsMin))
            // The writer goes first: it claims a new file and turns on the write-ahead log that readers rely on.
            try pools.writers.withConnection { _ in }
        case .postgres(let uri):
            let patience = max(milliseconds, Limits.patienceMillisecondsMin)
            pools = Pools(postgres: uri, patience: patience)
            try prepare(pools, on: PostgresServer(uri: uri, patience: patience), createIfMissing: createIfMissing)
        }
        try pools.readers.withConnection { _ in }
        return Database(engine: url.engine, address: "\(url)", blocking: blocking, pools: pools)
    }

    /// Tries a first connection; when the server answers and has no such database, makes it or says how to.
    private static func prepare(_ pools: Pools, on server: PostgresServer?, createIfMissing: Bool) throws {
        do {
            try pools.readers.withConnection { _ in }
        } catch let error as StorageError where error.code == .unavailable {
            // A server that refuses a database names it; one that does not answer is not asked again.
            guard let server, error.message.contains(server.database), server.isMissing() == true else { throw error }
            guard createIfMissing else { throw server.missing }
            try server.create()
        }
    }

    private init(engine: Engine, address: String, blocking: BlockingPool, pools: Pools) {
        self.engine = engine
        self.address = address
        self.blocking = blocking
        readers = pools.readers
        writers = pools.writers
        pinned = pools.pinned
    }

    deinit {
        close()
    }

    /// Runs `body` in one read transaction on a thread that may block.
    /// - Throws: ``StorageError``, or what `body` throws.
    public func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await blocking.run { try self.withReader(body) }
    }

    /// Runs `body` in one write transaction on a thread that may block.
    /// - Throws: ``StorageError``, or what `body` throws; then nothing was written.
    @discardableResult
    public func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await blocking.run { try self.withWriter(body) }
    }

    /// Runs `body` in one read transaction and blocks until it is done.
    /// - Throws: ``StorageError``, or what `body` throws.
    public func withReader<T>(_ body: (any Connection) throws -> T) throws -> T {
        try inTransaction(.read, of: readers, body)
    }

    /// Runs `body` in one write transaction and blocks until it is done.
    /// - Throws: ``StorageError``, or what `body` throws; then nothing was written.
    @discardableResult
    public func withWriter<T>(_ body: (any Connection) throws -> T) throws -> T {
        try inTransaction(.write, of: writers, body)
    }

    /// Lends the writing connection outside any transaction, for upkeep that no transaction allows (`VACUUM`,
    /// checkpoints) and for batch work of several transactions.
    /// - Throws: ``StorageError``, or what `body` throws.
    @discardableResult
    public func withConnection<T>(_ body: (any Connection) throws -> T) throws -> T {
        try writers.withConnection { try body($0) }
    }

    /// Holds a connection with an open read transaction, for a result that is pulled piece by piece.
    /// - Throws: ``StorageError``; `busy` when too many are open.
    public func openReader() async throws -> PinnedReader {
        let pinned = pinned
        let blocking = blocking
        return try await blocking.run { try PinnedReader(pool: pinned, blocking: blocking) }
    }

    /// Closes all connections: the idle ones now, the lent ones when their work ends.
    ///
    /// Later calls throw.
    public func close() {
        readers.close()
        pinned.close()
        // Last, because SQLite folds the write-ahead log into the file when its last connection goes.
        writers.close()
    }

    private func inTransaction<T>(
        _ mode: TransactionMode,
        of pool: ConnectionPool,
        _ body: (any Connection) throws -> T
    ) throws -> T {
        var connection = try pool.take()
        do {
            try connection.begin(mode)
        } catch {
            // The link may have broken while the connection lay idle. Nothing ran yet, so one new try is harmless.
            guard !connection.isAlive() else {
                pool.give(connection)
                throw error
            }
            connection = try pool.replace(connection)
            do {
                try connection.begin(mode)
            } catch {
                pool.give(connection)
                throw error
            }
        }
        defer { pool.give(connection) }
        return try connection.finish { try body(connection) }
    }
}
