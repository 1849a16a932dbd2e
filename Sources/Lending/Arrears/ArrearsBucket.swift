/// The arrears buckets of the app's own balance screen, by its own day count.
public enum ArrearsBucket: String, Sendable, CaseIterable {
    /// Paid ahead (Adelantados).
    case ahead
    /// 0 or 1 day late.
    case days0to1 = "d0_1"
    /// 2 to 4 days late.
    case days2to4 = "d2_4"
    /// 5 to 9 days late.
    case days5to9 = "d5_9"
    /// 10 to 29 days late.
    case days10to29 = "d10_29"
    /// 30 to 59 days late.
    case days30to59 = "d30_59"
    /// 60 days late or more.
    case days60plus = "d60_plus"

    /// The bucket of so many days late; below zero is ahead.
    public init(days: Int) {
        self =
            switch days {
            case ..<0: .ahead
            case 0...1: .days0to1
            case 2...4: .days2to4
            case 5...9: .days5to9
            case 10...29: .days10to29
            case 30...59: .days30to59
            default: .days60plus
            }
    }

    /// Label in Spanish.
    public var labelES: String {
        switch self {
        case .ahead: "Adelantados"
        case .days0to1: "0-1 días"
        case .days2to4: "2-4 días"
        case .days5to9: "5-9 días"
        case .days10to29: "10-29 días"
        case .days30to59: "30-59 días"
        case .days60plus: "Más de 60 días"
        }
    }

    /// Label in English.
    public var labelEN: String {
        switch self {
        case .ahead: "Ahead"
        case .days0to1: "0-1 days"
        case .days2to4: "2-4 days"
        case .days5to9: "5-9 days"
        case .days10to29: "10-29 days"
        case .days30to59: "30-59 days"
        case .days60plus: "Over 60 days"
        }
    }
}
