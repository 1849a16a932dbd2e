import Dispatch
import Machine
import Synchronization

/// Rows on their way into one connection, written by a thread beside the one that makes them, in the order in which they
/// were appended.
///
/// While rows are on their way only that thread uses the connection: whoever else wants to calls ``settle()`` first. A row
/// that fails ends the writing; the error is thrown at the next call, at the latest when the transaction is to be committed.
/// A few rows are written on the spot, when they are asked for.
final class SQLiteBulkQueue {
    /// A row for a prepared statement.
    struct Row {
        let statement: SQLiteStatement
        let values: [SQLValue]
    }

    /// Rows handed over.
    ///
    /// Not `Sendable` themselves: the semaphore of ``Progress`` orders their use, first by the queue's owner, then by
    /// the worker, and the owner touches no statement until the worker has raised it.
    private struct Batch: @unchecked Sendable {
        let rows: [Row]
    }

    private final class Progress: Sendable {
        let done = DispatchSemaphore(value: 0)
        let failure = Mutex<(any Error)?>(nil)
    }

    private var held: [Row] = []
    private var underway = 0
    private var worker: WorkerThread?
    private let progress = Progress()

    /// Adds a row.
    ///
    /// `isAlone` tells that nobody reads from the connection, so that rows may be handed over.
    func append(_ row: Row, isAlone: Bool) throws {
        held.append(row)
        guard held.count >= Limits.bulkBatchRows else { return }
        guard isAlone else { return try settle() }
        if underway >= Limits.bulkBatchesAhead { waitForOne() }
        try throwFailure()
        let batch = Batch(rows: held)
        held = []
        held.reserveCapacity(Limits.bulkBatchRows)
        let worker = worker ?? WorkerThread()
        self.worker = worker
        underway += 1
        worker.begin { [progress] in
            Self.write(batch, progress)
            progress.done.signal()
        }
    }

    /// Whether the connection may be used at once.
    var isSettled: Bool { underway == 0 && held.isEmpty }

    /// Writes all rows, so that the connection may be used and shows them.
    /// - Throws: `StorageError` of the first row that failed; no row after it was written.
    func settle() throws {
        guard !isSettled else { return }
        while underway > 0 { waitForOne() }
        let batch = Batch(rows: held)
        held = []
        Self.write(batch, progress)
        try throwFailure()
    }

    /// Forgets all rows that are not written, and how the others fared: their transaction is given up.
    func discard() {
        held = []
        // The worker passes over what it has not begun.
        progress.failure.withLock { $0 = $0 ?? CancellationError() }
        while underway > 0 { waitForOne() }
        progress.failure.withLock { $0 = nil }
        worker = nil
    }

    /// Ends the thread when the rows are settled; the next rows begin another.
    func rest() {
        if isSettled { worker = nil }
    }

    private func waitForOne() {
        progress.done.wait()
        underway -= 1
    }

    private func throwFailure() throws {
        if let failure = progress.failure.withLock({ $0 }) { throw failure }
    }

    private static func write(_ batch: Batch, _ progress: Progress) {
        guard progress.failure.withLock({ $0 == nil }) else { return }
        do {
            for row in batch.rows { try row.statement.insert(row.values) }
        } catch {
            progress.failure.withLock { $0 = error }
        }
    }
}
