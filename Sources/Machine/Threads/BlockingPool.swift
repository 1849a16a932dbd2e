import NIOPosix
import Synchronization

/// Threads of our own for calls that block (databases, files, archives), so that they never stall an async task.
///
/// Bounded: at most `queueDepthMax` calls run or wait, then ``BlockingPoolError/busy`` is thrown at once.
public final class BlockingPool: Sendable {
    /// Number of threads.
    public let threads: Int
    /// Most calls that may run or wait.
    public let queueDepthMax: Int
    private let pool: NIOThreadPool
    private let state = Mutex(State())

    private struct State {
        var pending = 0
        var isClosed = false
    }

    /// A started pool.
    public init(threads: Int = Limits.blockingThreads, queueDepthMax: Int = Limits.blockingQueueDepthMax) {
        precondition(threads > 0 && queueDepthMax > 0, "a pool needs a thread and room for one call")
        self.threads = threads
        self.queueDepthMax = queueDepthMax
        pool = NIOThreadPool(numberOfThreads: threads)
        pool.start()
    }

    deinit {
        // Harmless when it was shut down before; nobody is left to hear of an error.
        pool.shutdownGracefully { _ in }
    }

    /// Runs `body` on one of the pool's threads.
    ///
    /// A call whose task is cancelled before it starts is dropped with a `CancellationError`; once started it ends.
    /// - Throws: what `body` throws, or ``BlockingPoolError``.
    public func run<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        try enter()
        defer { state.withLock { $0.pending -= 1 } }
        return try await pool.runIfActive(body)
    }

    /// Begins `body` on one of the pool's threads and does not wait for it; it tells itself how it ended.
    /// - Throws: ``BlockingPoolError``.
    public func begin(_ body: @escaping @Sendable () -> Void) throws(BlockingPoolError) {
        try enter()
        pool.submit { _ in
            body()
            self.state.withLock { $0.pending -= 1 }
        }
    }

    /// Runs `body` on one of the pool's threads whatever became of the calling task: for giving back what is held.
    ///
    /// Neither a cancelled task nor a full queue drops it, and it never runs on the caller's thread, which may be one that
    /// must not block. After a shutdown, when nothing else runs on the pool, it runs on the spot.
    public func runToEnd(_ body: @escaping @Sendable () -> Void) async {
        state.withLock { $0.pending += 1 }
        defer { state.withLock { $0.pending -= 1 } }
        await withCheckedContinuation { continuation in
            pool.submit { _ in
                body()
                continuation.resume()
            }
        }
    }

    /// Calls that run or wait now.
    public var pending: Int { state.withLock { $0.pending } }

    /// Lets running calls end, drops waiting ones and ends the threads.
    ///
    /// Later calls are refused.
    public func shutdown() async throws {
        state.withLock { $0.isClosed = true }
        try await pool.shutdownGracefully()
    }

    private func enter() throws(BlockingPoolError) {
        let refusal: BlockingPoolError? = state.withLock { state in
            if state.isClosed { return .closed }
            if state.pending >= queueDepthMax { return .busy }
            state.pending += 1
            return nil
        }
        if let refusal { throw refusal }
    }
}

/// Why a call was not taken by a ``BlockingPool``.
public enum BlockingPoolError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Too many calls run or wait; try again later.
    case busy
    /// The pool was shut down.
    case closed

    /// One sentence.
    public var description: String {
        switch self {
        case .busy: "The machine is busy: too many database and file calls are waiting. Try again in a moment."
        case .closed: "The program is shutting down and takes no more work."
        }
    }
}
