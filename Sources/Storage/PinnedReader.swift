import Machine
import Synchronization

/// A connection held with an open read transaction, so that a long result can be sent piece by piece.
///
/// All pieces show one consistent state. It occupies no thread between two pieces. Close it; an abandoned one closes its connection.
public final class PinnedReader: Sendable {
    /// What is held; not `Sendable` itself, so it is only touched under the lock of `held`.
    private struct Held: @unchecked Sendable {
        let connection: any EngineConnection
        var cursor: (any RowCursor)?
    }

    private let pool: ConnectionPool
    private let blocking: BlockingPool
    private let held: Mutex<Held?>

    /// Blocks until a connection is there and its transaction has begun.
    init(pool: ConnectionPool, blocking: BlockingPool) throws {
        self.pool = pool
        self.blocking = blocking
        var connection = try pool.take()
        do {
            try connection.beginPinned()
        } catch {
            guard !connection.isAlive() else {
                pool.give(connection)
                throw error
            }
            connection = try pool.replace(connection)
            do {
                try connection.beginPinned()
            } catch {
                pool.give(connection)
                throw error
            }
        }
        held = Mutex(Held(connection: connection, cursor: nil))
    }

    deinit {
        release()
    }

    /// Runs the next piece of work on the held connection.
    /// - Throws: ``StorageError`` when the reader is closed, or what `body` throws.
    public func pull<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await blocking.run { try self.locked { try body($0.connection) } }
    }

    /// Opens the cursor that ``pullRows(_:)`` reads on, in place of one opened before.
    /// - Throws: ``StorageError``.
    public func select(_ sql: String, _ values: [SQLValue] = []) async throws {
        try await blocking.run {
            try self.locked { held in
                held.cursor?.close()
                held.cursor = try held.connection.cursor(sql, values)
            }
        }
    }

    /// Lets `body` take as many rows as it wants from the cursor of ``select(_:_:)``; the next call goes on after them.
    /// - Throws: ``StorageError`` when the reader is closed or nothing was selected, or what `body` throws.
    public func pullRows<T: Sendable>(_ body: @escaping @Sendable (any RowCursor) throws -> T) async throws -> T {
        try await blocking.run {
            try self.locked { held in
                guard let cursor = held.cursor else {
                    throw StorageError(.failed, "rows were asked for before a query was selected")
                }
                return try body(cursor)
            }
        }
    }

    /// Ends the transaction and gives the connection back; does nothing the second time.
    public func close() async {
        // The only error is a pool that was shut down, and then the connection is closed on the spot.
        do {
            try await blocking.run { self.release() }
        } catch {
            release()
        }
    }

    private func locked<T>(_ body: (inout Held) throws -> T) throws -> T {
        try held.withLock { held in
            guard var open = held else { throw StorageError(.failed, "the reader is closed") }
            defer { held = open }
            return try body(&open)
        }
    }

    private func release() {
        held.withLock { held in
            guard let open = held else { return }
            held = nil
            open.cursor?.close()
            pool.give(open.connection)
        }
    }
}

extension EngineConnection {
    /// Begins a read transaction and fixes the state it sees now rather than at its first query.
    fileprivate func beginPinned() throws {
        try begin(.read)
        try control("SELECT 1 FROM \(engine == .sqlite ? "sqlite_schema" : "pg_catalog.pg_class") LIMIT 1")
    }
}
