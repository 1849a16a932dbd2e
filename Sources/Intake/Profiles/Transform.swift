public import Lending

/// How a raw value becomes a typed one.
public enum Transform: Hashable, Sendable {
    /// Text without surrounding blanks.
    case text
    /// An identity number kept as written; a number is written without a fraction.
    case identity
    /// A whole number.
    case integer
    /// Money.
    case money(AmountForm)
    /// A rate in percent with this sign for decimals; nil for `.` or `,`, whichever stands there.
    case percent(decimal: UInt8?)
    /// A rate as a fraction of one: 0.2 is 20 %.
    case fraction(decimal: UInt8?)
    /// A day written in one of these patterns of `dd`, `MM`, `yyyy`.
    case date([String])
    /// A time written in a pattern of `HH`, `mm`, `ss`.
    case time(String)
    /// A moment, of which a field takes the day or the time.
    case instant([InstantForm], isUTC: Bool)
    /// Yes when the cell holds one of the words (lower case), or, without words, anything.
    case flag(words: [String]?)
    /// One of several choices, by its aliases in lower case.
    case choice(Choices, [String: String])
    /// One letter per weekday; a day whose letter is not `collected` is skipped.
    case weekdayLetters(days: [Weekday], separator: String, collected: String)

    /// How amounts are written.
    public enum AmountForm: Hashable, Sendable {
        /// Digits with `.` for decimals and no groups.
        case plain
        /// Digits with these separators.
        case grouped(group: UInt8, decimal: UInt8)
        /// Whole cents.
        case minorUnits
        /// With `.` and `,` for groups and decimals, told from each text by itself.
        case any
    }

    /// How a moment is written.
    public enum InstantForm: Hashable, Sendable {
        /// `2026-01-05T10:00:00`, with or without fraction and zone; a day alone is one as well.
        case iso
        /// Seconds since 1970 in UTC.
        case epochSeconds
        /// Milliseconds since 1970 in UTC.
        case epochMilliseconds
        /// A pattern of day and time.
        case pattern(String)
    }

    /// The choices that words may stand for.
    public enum Choices: String, Sendable, CaseIterable {
        /// How often an instalment falls due.
        case frequency
        /// Where a loan stands.
        case status

        /// The words of the language.
        public var words: [String] {
            switch self {
            case .frequency: ["daily", "every_other_day", "weekly", "biweekly", "monthly"]
            case .status: ["active", "paid", "renewed", "cancelled", "written_off", "paid_or_cancelled"]
            }
        }
    }

    /// Whether it gives what a field of `kind` holds.
    public func gives(_ kind: ValueKind) -> Bool {
        switch self {
        case .text, .identity: kind == .text
        case .integer: kind == .integer
        case .money: kind == .money
        case .percent, .fraction: kind == .percent
        case .date: kind == .date
        case .time: kind == .time
        case .instant: kind == .date || kind == .time
        case .flag: kind == .flag
        case .choice(.frequency, _): kind == .frequency
        case .choice(.status, _): kind == .status
        case .weekdayLetters: kind == .weekdays
        }
    }

    /// What it is called in a profile.
    var name: String {
        switch self {
        case .text: "text"
        case .identity: "identity"
        case .integer: "integer"
        case .money: "money"
        case .percent, .fraction: "percent"
        case .date: "date"
        case .time: "time"
        case .instant: "instant"
        case .flag: "flag"
        case .choice(let choices, _): "enum of \(choices.rawValue)"
        case .weekdayLetters: "weekday_letters"
        }
    }
}
