/// Bounds of reports, each with its reason.
public enum ReportLimits {
    /// Most findings listed, the worst first: more than an owner ever works through, a few megabytes.
    public static let findingsMax = 10_000
    /// Findings that a terminal shows.
    public static let findingsInText = 20
    /// Settlements with a difference that a report lists for each route, the latest first: two years of bad days.
    public static let differencesMax = 500
    /// Settlements that a report lists for each route, the latest first: three years of days, half a megabyte.
    public static let settlementsMax = 1000
    /// Settlements of each route that a terminal shows: a month of days.
    public static let settlementsInText = 31
}
