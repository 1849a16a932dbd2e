import Dispatch
import Synchronization

/// What the pool asks of a connection besides its work.
protocol EngineConnection: Connection {
    /// How many transactions are open, one inside the other; kept by the verbs of `Transactions.swift`.
    var openTransactions: TransactionStack { get set }
    /// What begins a transaction on this engine.
    func beginStatement(_ mode: TransactionMode) throws -> String
    /// Whether the engine has a transaction open; it may have ended one by itself after an error.
    func isInTransaction() -> Bool
    /// Runs a statement of transaction control.
    func control(_ sql: String) throws
    /// Told when all transactions deeper than `depth` are over; cursors opened in them are too.
    func transactionsEnded(above depth: Int)
    /// Whether it can still be used; asked before it is lent again.
    func isAlive() -> Bool
    /// Ends what a borrower left open: cursors and transactions.
    func reset()
    /// Closes it for good.
    func close()
}

/// Lends connections, at most `limit` at a time, each to one borrower.
final class ConnectionPool: Sendable {
    /// A connection nobody uses.
    ///
    /// It is not `Sendable` itself; the pool hands it to one borrower at a time under
    /// its lock, and that hand-over orders the accesses of the threads.
    private struct Parked: @unchecked Sendable {
        let connection: any EngineConnection
    }

    private struct State {
        var idle: [Parked] = []
        var isClosed = false
    }

    private let makeConnection: @Sendable () throws -> any EngineConnection
    private let idleMax: Int
    private let patience: Int
    private let busy: StorageError
    private let permits = DispatchSemaphore(value: 0)
    private let state = Mutex(State())

    /// A pool of at most `limit` connections made by `makeConnection`, of which `idleMax` stay open unused.
    ///
    /// A borrower waits `patience` milliseconds before it is told `busy`.
    init(
        limit: Int,
        idleMax: Int,
        patience: Int,
        busy: String,
        makeConnection: @escaping @Sendable () throws -> any EngineConnection
    ) {
        self.makeConnection = makeConnection
        self.idleMax = idleMax
        self.patience = patience
        self.busy = StorageError(.busy, busy)
        // Raised one by one: a semaphore made with a value must have it again when it goes.
        for _ in 0..<limit { permits.signal() }
    }

    /// Lends a connection to `body`.
    /// - Throws: ``StorageError``, or what `body` throws.
    func withConnection<Result>(_ body: (any EngineConnection) throws -> Result) throws -> Result {
        let connection = try take()
        defer { give(connection) }
        return try body(connection)
    }

    /// A connection to give back with ``give(_:)``.
    /// - Throws: ``StorageError``: `busy` when none was free for long, or what opening one throws.
    func take() throws -> any EngineConnection {
        guard permits.wait(timeout: .now() + .milliseconds(patience)) == .success else { throw busy }
        do {
            while let parked = try takeIdle() {
                if parked.connection.isAlive() { return parked.connection }
                parked.connection.close()
            }
            return try makeConnection()
        } catch {
            permits.signal()
            throw error
        }
    }

    /// A new connection in place of a borrowed one that broke.
    /// - Throws: ``StorageError``; the borrower then has nothing to give back.
    func replace(_ broken: any EngineConnection) throws -> any EngineConnection {
        broken.close()
        do {
            return try makeConnection()
        } catch {
            permits.signal()
            throw error
        }
    }

    /// Takes a borrowed connection back.
    func give(_ connection: any EngineConnection) {
        connection.reset()
        let parked = Parked(connection: connection)
        let isKept = state.withLock { state in
            guard !state.isClosed, state.idle.count < idleMax else { return false }
            state.idle.append(parked)
            return true
        }
        if !isKept { connection.close() }
        permits.signal()
    }

    /// Closes the idle connections now and the lent ones when they come back.
    func close() {
        let idle = state.withLock { state in
            state.isClosed = true
            defer { state.idle = [] }
            return state.idle
        }
        for parked in idle { parked.connection.close() }
    }

    private func takeIdle() throws -> Parked? {
        try state.withLock { state in
            guard !state.isClosed else { throw StorageError(.unavailable, "the database is closed") }
            return state.idle.popLast()
        }
    }
}
