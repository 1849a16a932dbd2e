/// Public holidays of a country, computed for any year.
public enum HolidayCalendar: String, Sendable, CaseIterable {
    /// No holidays.
    case none
    /// Colombia: Ley 51 de 1983 (Ley Emiliani) and, from 2026 on, 9 July by Ley 2578 de 2026.
    ///
    /// Years before 1984, when Ley 51 took effect, follow the same rules and are not history.
    case colombia

    /// Whether `date` is a holiday.
    public func isHoliday(_ date: CivilDate) -> Bool {
        switch self {
        case .none: false
        case .colombia: ColombianHolidays.contains(date.dayNumber)
        }
    }

    /// The holidays of `year`, each date once, in order.
    public func holidays(in year: Int) -> [CivilDate] {
        switch self {
        case .none: []
        case .colombia: ColombianHolidays.computed(year: year).map(CivilDate.init(dayNumber:))
        }
    }

    /// Number of holidays after `start` up to and including `end` that fall on none of the `skipped` weekdays.
    func count(after start: CivilDate, through end: CivilDate, skipping skipped: WeekdayMask) -> Int {
        switch self {
        case .none: 0
        case .colombia:
            ColombianHolidays.count(after: start.dayNumber, through: end.dayNumber, skipping: skipped)
        }
    }
}

/// Colombia's holidays as day numbers.
///
/// A table of the years that loans live in makes a check a binary search; other years are computed when asked for.
private enum ColombianHolidays {
    private static let tableYears = 1970...2169
    private static let table: [Int] = tableYears.flatMap(computed(year:))
    private static let tableDays = day(tableYears.lowerBound, 1, 1)...day(tableYears.upperBound, 12, 31)

    static func contains(_ day: Int) -> Bool {
        if tableDays.contains(day) {
            let index = firstIndex(atLeast: day)
            return index < table.count && table[index] == day
        }
        return computed(year: CivilDate(dayNumber: day).parts.year).contains(day)
    }

    static func count(after start: Int, through end: Int, skipping skipped: WeekdayMask) -> Int {
        guard end > start else { return 0 }
        if tableDays.contains(start), tableDays.contains(end) {
            var count = 0
            var index = firstIndex(atLeast: start + 1)
            while index < table.count, table[index] <= end {
                if !skipped.contains(dayNumber: table[index]) { count += 1 }
                index += 1
            }
            return count
        }
        let years = CivilDate(dayNumber: start).parts.year...CivilDate(dayNumber: end).parts.year
        return years.reduce(0) { sum, year in
            sum + computed(year: year).count { $0 > start && $0 <= end && !skipped.contains(dayNumber: $0) }
        }
    }

    /// The holidays of `year` in order; two that fall on one day count once.
    static func computed(year: Int) -> [Int] {
        let fixed = [(1, 1), (5, 1), (7, 20), (8, 7), (12, 8), (12, 25)].map { day(year, $0.0, $0.1) }
        var moved = [(1, 6), (3, 19), (6, 29), (8, 15), (10, 12), (11, 1), (11, 11)].map { day(year, $0.0, $0.1) }
        // Ley 2578 de 2026: Nuestra Señora de Chiquinquirá.
        if year >= 2026 { moved.append(day(year, 7, 9)) }
        let easter = easterSunday(year)
        // Holy Thursday, Good Friday, and the Mondays of Ascension, Corpus Christi and Sacred Heart.
        let church = [-3, -2, 43, 64, 71].map { easter + $0 }
        return Set(fixed + moved.map(onOrAfterMonday) + church).sorted()
    }

    /// Western Easter by the anonymous Gregorian computus.
    private static func easterSunday(_ year: Int) -> Int {
        let (century, yearOfCentury) = (year / 100, year % 100)
        let golden = year % 19
        let correction = (century - (century + 8) / 25 + 1) / 3
        let epact = (19 * golden + century - century / 4 - correction + 15) % 30
        let weekday = (32 + 2 * (century % 4) + 2 * (yearOfCentury / 4) - epact - yearOfCentury % 4) % 7
        let shift = (golden + 11 * epact + 22 * weekday) / 451
        let month = (epact + weekday - 7 * shift + 114) / 31
        let dayOfMonth = (epact + weekday - 7 * shift + 114) % 31 + 1
        return day(year, month, dayOfMonth)
    }

    private static func onOrAfterMonday(_ day: Int) -> Int {
        // Day 4 was a Monday (1970-01-05).
        day + floorMod(4 - day, 7)
    }

    private static func day(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let january = CivilDate(year: year, month: 1, day: 1)?.dayNumber
        return CivilDate(year: year, month: month, day: day)?.dayNumber ?? january ?? 0
    }

    private static func firstIndex(atLeast day: Int) -> Int {
        var (low, high) = (0, table.count)
        while low < high {
            let middle = (low + high) / 2
            if table[middle] < day { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// Remainder of the division that rounds down: never negative for a positive `divisor`.
func floorMod(_ value: Int, _ divisor: Int) -> Int {
    let rest = value % divisor
    return rest < 0 ? rest + divisor : rest
}

/// Quotient rounded down.
func floorDiv(_ value: Int, _ divisor: Int) -> Int {
    (value - floorMod(value, divisor)) / divisor
}
