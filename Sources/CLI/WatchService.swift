import Intake
import Machine
import ServiceLifecycle

/// Watches a folder until the program is told to stop, or once; a sync that runs then is ended first.
///
/// Owns the thread that looks and syncs.
struct WatchService: Service {
    /// Seconds between two looks.
    private static let pollSeconds = 2

    private let watch: FolderWatch
    private let isOnce: Bool
    private let onStart: @Sendable () -> Void
    private let say: @Sendable (WatchEvent) -> Void

    /// A service that tells `say` what `watch` has to say; `isOnce` ends it when every copy was looked at.
    ///
    /// `onStart` is called when the program can be told to stop.
    init(
        _ watch: FolderWatch,
        isOnce: Bool = false,
        onStart: @escaping @Sendable () -> Void = {},
        say: @escaping @Sendable (WatchEvent) -> Void
    ) {
        self.watch = watch
        self.isOnce = isOnce
        self.onStart = onStart
        self.say = say
    }

    /// Looks, syncs and waits by turns.
    func run() async throws {
        onStart()
        let pool = BlockingPool(threads: 1)
        try await cancelWhenGracefulShutdown {
            do {
                while !Task.isCancelled {
                    let pass = try await pool.run { [watch] in watch.pass() }
                    for event in pass.events { say(event) }
                    if isOnce, pass.isSettled { return }
                    if !pass.hasMore { try await Task.sleep(for: .seconds(Self.pollSeconds)) }
                }
            } catch is CancellationError {
                return
            }
        }
        try await pool.shutdown()
    }
}
