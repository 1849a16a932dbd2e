import NIOPosix

/// Threads of its own for calls that block: databases, files, archives.
///
/// Blocking inside `async` code would stall every other request, so such work is sent here.
public final class BlockingPool: Sendable {
    private let threads: NIOThreadPool

    /// A running pool of `threads` threads.
    public init(threads count: Int) {
        threads = NIOThreadPool(numberOfThreads: count)
        threads.start()
    }

    deinit {
        threads.shutdownGracefully { _ in }
    }

    /// Runs `body` on one of the threads and returns its result.
    /// - Throws: what `body` throws, or `CancellationError` when the task is cancelled or the pool is shut down.
    public func run<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        try await threads.runIfActive(body)
    }

    /// Lets running work finish, then ends the threads.
    /// - Throws: what the threads report.
    public func shutdown() async throws {
        try await threads.shutdownGracefully()
    }
}
