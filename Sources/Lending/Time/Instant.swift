/// A moment in UTC, to the microsecond.
public struct Instant: Hashable, Comparable, Sendable {
    /// Microseconds since 1970-01-01T00:00:00Z.
    public let microseconds: Int64

    /// The moment `microseconds` after the epoch.
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// The earlier first.
    public static func < (left: Instant, right: Instant) -> Bool {
        left.microseconds < right.microseconds
    }

    /// RFC 3339 with microseconds and `Z`, such as `2026-11-24T07:04:54.000000Z`.
    public var rfc3339Text: String {
        let perDay: Int64 = 86_400_000_000
        var (day, rest) = microseconds.quotientAndRemainder(dividingBy: perDay)
        if rest < 0 {
            day -= 1
            rest += perDay
        }
        let seconds = rest / 1_000_000
        let micro = String(rest % 1_000_000)
        let padding = String(repeating: "0", count: 6 - micro.count)
        let clock = DayTime(secondOfDay: Int(seconds)).text
        return "\(CivilDate(dayNumber: Int(day)).isoText)T\(clock).\(padding)\(micro)Z"
    }
}

/// A wall-clock time of the tenant's zone, to the second.
public struct DayTime: Hashable, Comparable, Sendable {
    /// Seconds since midnight, 0 to 86,399.
    public let secondOfDay: Int

    /// The time `secondOfDay` seconds after midnight.
    public init(secondOfDay: Int) {
        self.secondOfDay = secondOfDay
    }

    /// The earlier first.
    public static func < (left: DayTime, right: DayTime) -> Bool {
        left.secondOfDay < right.secondOfDay
    }

    /// `HH:mm:ss`.
    public var text: String {
        let parts = [secondOfDay / 3600, secondOfDay / 60 % 60, secondOfDay % 60]
        return parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
}
