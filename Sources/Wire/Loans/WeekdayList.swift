import Codecs
import Lending

/// Weekdays as text: `sat,sun`, Monday first; no day is an empty text.
enum WeekdayList {
    private static func name(of day: Weekday) -> String {
        switch day {
        case .monday: "mon"
        case .tuesday: "tue"
        case .wednesday: "wed"
        case .thursday: "thu"
        case .friday: "fri"
        case .saturday: "sat"
        case .sunday: "sun"
        }
    }

    /// `days` in the order of the week.
    static func text(of days: Set<Weekday>) -> String {
        if days.isEmpty { return "" }
        return Weekday.allCases.filter(days.contains).map(name(of:)).joined(separator: ",")
    }

    /// The days that `text` lists; none for nil.
    static func read(_ text: String?, field: StaticString) throws(JSONError) -> Set<Weekday> {
        guard let text, !text.isEmpty else { return [] }
        var days: Set<Weekday> = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let day = Weekday.allCases.first(where: { name(of: $0) == part }) else {
                throw .mismatch("\(field)", expected: "a list of weekdays such as sat,sun")
            }
            days.insert(day)
        }
        return days
    }
}
