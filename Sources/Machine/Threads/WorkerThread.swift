import NIOPosix

/// One thread of our own that does what it is given in order, beside the thread that gives.
///
/// It owns the thread, which ends with it. Whoever gives it work waits for that work before letting it go.
public final class WorkerThread: Sendable {
    private let pool = NIOThreadPool(numberOfThreads: 1)

    /// A started thread.
    public init() {
        pool.start()
    }

    deinit {
        // No work is left, and nobody to hear of an error.
        pool.shutdownGracefully { _ in }
    }

    /// Begins `work` when all that was given before is done; does not wait for it.
    public func begin(_ work: @escaping @Sendable () -> Void) {
        pool.submit { state in
            // Work that was let go without being waited for is dropped with the thread.
            if state == .active { work() }
        }
    }
}
