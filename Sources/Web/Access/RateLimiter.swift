import Synchronization

/// Counts the requests of each key in fixed windows, in memory.
///
/// A class, because it owns the counts; `Mutex` guards them.
final class RateLimiter: Sendable {
    private struct Window {
        var start: Int64
        var count: Int
    }

    private let windows = Mutex<[String: Window]>([:])
    private let limit: Int
    private let seconds: Int

    init(limit: Int = Limits.requestsPerWindowMax, seconds: Int = Limits.rateWindowSeconds) {
        self.limit = limit
        self.seconds = seconds
    }

    /// Counts one request of `key` at `microseconds` since the epoch and says whether it may pass.
    func count(_ key: String, at microseconds: Int64) -> RateVerdict {
        let length = Int64(seconds) * 1_000_000
        let start = microseconds - microseconds % length
        let count = windows.withLock { windows in
            if windows.count >= Limits.countedKeysMax, windows[key] == nil {
                windows = windows.filter { $0.value.start == start }
                if windows.count >= Limits.countedKeysMax { windows.removeAll() }
            }
            var window = windows[key] ?? Window(start: start, count: 0)
            if window.start != start { window = Window(start: start, count: 0) }
            window.count += 1
            windows[key] = window
            return window.count
        }
        let resetSeconds = Int((start + length - microseconds + 999_999) / 1_000_000)
        return RateVerdict(
            limit: limit,
            windowSeconds: seconds,
            remaining: max(0, limit - count),
            resetSeconds: resetSeconds,
            isAllowed: count <= limit
        )
    }
}

/// Where a key stands in its window.
///
/// draft-ietf-httpapi-ratelimit-headers.
struct RateVerdict: Sendable {
    let limit: Int
    let windowSeconds: Int
    let remaining: Int
    let resetSeconds: Int
    let isAllowed: Bool

    /// `RateLimit-Policy`.
    var policyText: String { "\"key\";q=\(limit);w=\(windowSeconds)" }
    /// `RateLimit`.
    var stateText: String { "\"key\";r=\(remaining);t=\(resetSeconds)" }
}
