import Codecs
import Lending

/// Weekdays as text: `sat,sun`, Monday first; no day is an empty text.
enum WeekdayList {
    /// The text of each of the 128 sets, by its bits: Monday is bit 0.
    private static let texts: [String] = (0..<128).map { bits in
        Weekday.allCases.filter { bits >> ($0.rawValue - 1) & 1 == 1 }.map(name(of:)).joined(separator: ",")
    }

    /// The set of each text, made once so that a million loans share it.
    private static let sets: [String: Set<Weekday>] = Dictionary(
        uniqueKeysWithValues: texts.enumerated().map { bits, text in
            (text, Set(Weekday.allCases.filter { bits >> ($0.rawValue - 1) & 1 == 1 }))
        }
    )

    /// `days` in the order of the week.
    static func text(of days: Set<Weekday>) -> String {
        var bits = 0
        for day in days { bits |= 1 << (day.rawValue - 1) }
        return texts[bits]
    }

    /// The days that `text` lists in the order of the week; none for nil.
    static func read(_ text: String?, field: StaticString) throws(JSONError) -> Set<Weekday> {
        guard let text else { return [] }
        guard let days = sets[text] else {
            throw .mismatch("\(field)", expected: "a list of weekdays such as sat,sun")
        }
        return days
    }

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
}
