import LoanBook
import Logging
import Machine
import Storage

/// What endpoints work with; one per server.
struct Services: Sendable {
    let database: Database
    let keys: APIKeys
    let clock: any Clock
    let limiter: RateLimiter
    let demo: DemoSession?
    /// Counts over the folders watched beside the server, if there are any.
    let sources: (@Sendable () -> SourceCounts)?
}
