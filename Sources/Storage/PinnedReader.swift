import Machine
import Synchronization

/// A connection held with an open read transaction, so that a long result can be sent piece by piece.
///
/// All pieces show one consistent state. It occupies no thread between two pieces. Close it; an abandoned one closes its connection.
public final class PinnedReader: Sendable {
    /// What is held; not `Sendable` itself, so it is only touched under the lock of `held`.
    private struct Held: @unchecked Sendable {
        let connection: any EngineConnection
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
        held = Mutex(Held(connection: connection))
    }

    deinit {
        release()
    }

    /// Runs the next piece of work on the held connection.
    /// - Throws: ``StorageError`` when the reader is closed, or what `body` throws.
    public func pull<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await blocking.run { try self.locked { try body($0.connection) } }
    }

    /// Begins a piece of work on the held connection without waiting for it; `failed` hears of an error.
    public func begin(
        _ body: @escaping @Sendable (any Connection) throws -> Void,
        failed: @escaping @Sendable (any Error) -> Void
    ) {
        do {
            try blocking.begin {
                do { try self.locked { try body($0.connection) } } catch { failed(error) }
            }
        } catch {
            failed(error)
        }
    }

    /// Ends the transaction and gives the connection back; does nothing the second time.
    ///
    /// `before` runs while the connection is still held: what reads on it is to let go of it there.
    public func close(_ before: @escaping @Sendable () -> Void = {}) async {
        // Often the caller was cancelled because its client hung up, and a piece is still being read under the lock.
        await blocking.runToEnd { self.release(before) }
    }

    private func locked<T>(_ body: (Held) throws -> T) throws -> T {
        try held.withLock { held in
            guard let held else { throw StorageError(.failed, "the reader is closed") }
            return try body(held)
        }
    }

    private func release(_ before: () -> Void = {}) {
        held.withLock { held in
            guard let open = held else { return }
            held = nil
            before()
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
