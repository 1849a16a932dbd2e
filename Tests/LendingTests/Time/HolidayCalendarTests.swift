import Lending
import Testing

@Suite("Colombian holidays")
struct HolidayCalendarTests {
    private func days(_ year: Int) -> [String] {
        HolidayCalendar.colombia.holidays(in: year).map { String($0.isoText.dropFirst(5)) }
    }

    @Test("T-J1: 2026 has 19 holidays, 13 July by Ley 2578 de 2026 among them")
    func year2026() {
        #expect(
            days(2026) == [
                "01-01", "01-12", "03-23", "04-02", "04-03", "05-01", "05-18", "06-08", "06-15", "06-29", "07-13",
                "07-20", "08-07", "08-17", "10-12", "11-02", "11-16", "12-08", "12-25",
            ]
        )
    }

    @Test("T-J2: 2027 has 19 holidays")
    func year2027() {
        #expect(
            days(2027) == [
                "01-01", "01-11", "03-22", "03-25", "03-26", "05-01", "05-10", "05-31", "06-07", "07-05", "07-12",
                "07-20", "08-07", "08-16", "10-18", "11-01", "11-15", "12-08", "12-25",
            ]
        )
    }

    @Test("T-J2: 2025 has 17 dates, two holidays falling on 30 June; 2023 and 2024 have 18")
    func counts() {
        #expect(days(2025).count == 17)
        #expect(days(2025).contains("06-30"))
        #expect(days(2023).count == 18)
        #expect(days(2024).count == 18)
        #expect(!days(2025).contains("07-14"))
    }

    @Test("a date is a holiday exactly when its year lists it, inside the table of years and outside")
    func checksAgree() {
        for year in [1960, 1970, 2026, 2038, 2169, 2170, 2400] {
            let listed = Set(HolidayCalendar.colombia.holidays(in: year))
            guard let first = CivilDate(year: year, month: 1, day: 1) else { continue }
            let checked = (0..<365).map(first.adding(days:)).filter(HolidayCalendar.colombia.isHoliday)
            #expect(Set(checked) == listed, "\(year)")
        }
        #expect(HolidayCalendar.none.holidays(in: 2026).isEmpty)
    }

    @Test("no day is collected on a skipped weekday or a skipped holiday")
    func collected() {
        let rule = CollectionRule(skippedWeekdays: [.sunday], skipsHolidays: true)
        #expect(!rule.isCollected(.sample("2026-01-11")))
        #expect(!rule.isCollected(.sample("2026-01-12")))
        #expect(rule.nextCollected(onOrAfter: .sample("2026-01-11")) == .sample("2026-01-13"))
        #expect(rule.collectedDays(after: .sample("2026-01-05"), through: .sample("2026-01-13")) == 6)
    }

    @Test("a rule that skips the whole week is read as skipping none")
    func wholeWeek() {
        #expect(CollectionRule(skippedWeekdays: Set(Weekday.allCases)).isCollected(.sample("2026-01-11")))
    }
}

extension CivilDate {
    /// The day written `yyyy-MM-dd`; day zero when it is not one, which no test expects.
    static func sample(_ iso: String) -> CivilDate {
        CivilDate(iso: iso) ?? CivilDate(dayNumber: 0)
    }
}
