/// The transactions open on a connection.
struct TransactionStack {
    /// 0 outside, 1 in a transaction, more in savepoints.
    var depth = 0
    /// How the outermost began.
    var mode = TransactionMode.read
}

/// Transactions are told the same on both engines. One inside another is a savepoint: when it throws, what it did is
/// undone, and the outer one may go on. A write inside a read is refused.
extension EngineConnection {
    /// Begins the outermost transaction.
    func begin(_ mode: TransactionMode) throws {
        try control(try beginStatement(mode))
        openTransactions = TransactionStack(depth: 1, mode: mode)
    }

    /// Runs `body`, then commits the outermost transaction, or rolls it back when `body` throws.
    func finish<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            let result = try body()
            do {
                try control("COMMIT")
            } catch let error as StorageError {
                // What was read is read. SQLite refuses to end even that over damaged pages that somebody met.
                guard openTransactions.mode == .read, error.code == .damaged else { throw error }
                abandon()
            }
            openTransactions = TransactionStack()
            transactionsEnded(above: 0)
            return result
        } catch {
            abandon()
            throw error
        }
    }

    /// Runs `body` in a transaction, or in a savepoint when one is open.
    func nest<Result>(_ mode: TransactionMode, _ body: () throws -> Result) throws -> Result {
        guard openTransactions.depth > 0 else {
            try begin(mode)
            return try finish(body)
        }
        if mode == .write, openTransactions.mode == .read {
            throw StorageError(.failed, "a write transaction cannot begin inside a read transaction")
        }
        let name = "nested_\(openTransactions.depth)"
        try control("SAVEPOINT \(name)")
        openTransactions.depth += 1
        do {
            let result = try body()
            try control("RELEASE SAVEPOINT \(name)")
            openTransactions.depth -= 1
            return result
        } catch {
            openTransactions.depth -= 1
            transactionsEnded(above: openTransactions.depth)
            try undo(to: name, after: error)
            throw error
        }
    }

    /// Rolls back whatever is open.
    ///
    /// It cannot fail in a way that matters: a connection that does not even roll back is
    /// found dead by `isAlive()` and replaced, and the engine undoes its work.
    func abandon() {
        openTransactions = TransactionStack()
        transactionsEnded(above: 0)
        guard isInTransaction() else { return }
        try? control("ROLLBACK")
    }

    private func undo(to savepoint: String, after error: any Error) throws {
        guard isInTransaction() else { return }
        do {
            try control("ROLLBACK TO SAVEPOINT \(savepoint)")
            try control("RELEASE SAVEPOINT \(savepoint)")
        } catch is StorageError {
            // The link is gone; the first error says more than this one.
            throw error
        }
    }
}
