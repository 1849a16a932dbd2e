extension CollectionRule {
    /// The holidays that the rule skips.
    public var calendar: HolidayCalendar { skipsHolidays ? .colombia : .none }

    /// Whether `date` is collected.
    ///
    /// A rule that skips all seven weekdays would let nothing fall due, ever; it is read as skipping none.
    public func isCollected(_ date: CivilDate) -> Bool {
        !mask.contains(dayNumber: date.dayNumber) && !calendar.isHoliday(date)
    }

    /// Number of collected days after `start` up to and including `end`; zero when `end` is not later.
    ///
    /// Arithmetic: whole weeks, the rest of a week, less the holidays between. Forgiven days are not taken off here.
    public func collectedDays(after start: CivilDate, through end: CivilDate) -> Int {
        let days = end.dayNumber - start.dayNumber
        guard days > 0 else { return 0 }
        let mask = mask
        var count = days / 7 * mask.keptCount
        var day = start.dayNumber + days / 7 * 7
        while day < end.dayNumber {
            day += 1
            if !mask.contains(dayNumber: day) { count += 1 }
        }
        return count - calendar.count(after: start, through: end, skipping: mask)
    }

    /// The first collected day that is not before `date`; the end of the calendar when there is none.
    public func nextCollected(onOrAfter date: CivilDate) -> CivilDate {
        var day = date
        while day < .latest, !isCollected(day) { day = day.adding(days: 1) }
        return day
    }

    /// The last collected day that is not after `date`; the start of the calendar when there is none.
    public func previousCollected(onOrBefore date: CivilDate) -> CivilDate {
        var day = date
        while day > .earliest, !isCollected(day) { day = day.adding(days: -1) }
        return day
    }

    /// The collected day number `count` after `start`, 1 for the next one; `start` itself when `count` is not positive.
    public func collectedDay(_ count: Int, after start: CivilDate) -> CivilDate {
        guard count > 0 else { return start }
        let keptCount = mask.keptCount
        var remaining = count
        var day = start
        while remaining >= keptCount, day < .latest {
            let end = day.adding(days: remaining / keptCount * 7)
            remaining -= collectedDays(after: day, through: end)
            day = end
        }
        if remaining == 0 { return previousCollected(onOrBefore: day) }
        while remaining > 0, day < .latest {
            day = day.adding(days: 1)
            if isCollected(day) { remaining -= 1 }
        }
        return day
    }

    /// The skipped weekdays as bits.
    var mask: WeekdayMask { WeekdayMask(skippedWeekdays) }
}

/// A set of weekdays as bits, for checks without hashing.
struct WeekdayMask {
    private let bits: UInt8

    /// The mask of `weekdays`; all seven are read as none.
    init(_ weekdays: Set<Weekday>) {
        var bits: UInt8 = 0
        for weekday in weekdays { bits |= 1 << UInt8(weekday.rawValue - 1) }
        self.bits = bits == 0x7F ? 0 : bits
    }

    /// Weekdays outside the mask: 1 to 7.
    var keptCount: Int { 7 - bits.nonzeroBitCount }

    /// Whether the day `dayNumber` falls on one of the weekdays.
    func contains(dayNumber: Int) -> Bool {
        // Day 0 was a Thursday.
        bits >> UInt8(floorMod(dayNumber + 3, 7)) & 1 == 1
    }
}
