import Glibc
import Synchronization

/// Where the time comes from.
///
/// Only this target reads the machine's clock; rules take the time as an argument.
public protocol Clock: Sendable {
    /// Microseconds since 1970-01-01T00:00:00Z.
    func microseconds() -> Int64
}

/// The machine's clock.
public struct SystemClock: Clock {
    /// A reader of the machine's clock.
    public init() {}

    /// Microseconds since 1970-01-01T00:00:00Z.
    public func microseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
    }
}

/// A clock that stands still until it is moved: tests and repeatable runs.
public final class FixedClock: Clock {
    private let time: Mutex<Int64>

    /// A clock that shows `microseconds` since 1970-01-01T00:00:00Z.
    public init(microseconds: Int64) {
        time = Mutex(microseconds)
    }

    /// What the clock shows.
    public func microseconds() -> Int64 {
        time.withLock { $0 }
    }

    /// Moves the clock forward.
    public func advance(byMicroseconds step: Int64) {
        time.withLock { $0 += step }
    }
}
