import Lending
import Testing

@Suite("Schedules")
struct ScheduleTests {
    private func terms(
        _ principal: Int64,
        count: Int,
        frequency: Frequency = .daily,
        rounding: RoundingPolicy
    ) throws -> LoanTerms {
        try LoanTerms.flat(
            principal: .whole(principal),
            rateBasisPoints: 2_000,
            count: count,
            frequency: frequency,
            disbursedOn: .sample("2026-01-05"),
            rounding: rounding
        )
    }

    private func amounts(_ terms: LoanTerms) throws -> [Money] {
        try Schedule(terms: terms).installments.map(\.amount)
    }

    @Test("rounded up, the last instalment is smaller")
    func roundedUp() throws {
        let found = try amounts(terms(1_000, count: 7, rounding: .up(unit: .whole(1))))
        #expect(found == Array(repeating: .whole(172), count: 6) + [.whole(168)])
    }

    @Test("rounded down, the last instalment carries the remainder")
    func roundedDown() throws {
        let found = try amounts(terms(1_000, count: 7, rounding: .down(unit: .whole(1))))
        #expect(found == Array(repeating: .whole(171), count: 6) + [.whole(174)])
    }

    @Test("spread, instalments differ by at most a cent")
    func spread() throws {
        let found = Set(try amounts(terms(1_000, count: 7, rounding: .spread)).map(\.minorUnits))
        #expect(found == [17_142, 17_143])
    }

    @Test("rounding up by a coarse unit lowers the count instead of asking for nothing")
    func coarse() throws {
        #expect(try terms(100, count: 24, rounding: .up(unit: .whole(50))).installmentCount == 3)
    }

    @Test("the screen's own arithmetic: 100 at 20 % in 30 days is 4 a day; 97.50 of 75 at 30 % gives 22.50")
    func screenArithmetic() throws {
        #expect(try terms(100, count: 30, rounding: .up(unit: .whole(1))).installmentAmount == .whole(4))
        let (principal, basis) = LoanTerms.principal(ofTotal: Money(minorUnits: 9_750), rateBasisPoints: 3_000)
        #expect(principal == .whole(75))
        #expect(basis == .derived)
        let rounded = LoanTerms.principal(ofTotal: .whole(331_000), rateBasisPoints: 1_000)
        #expect(rounded.principal == Money(minorUnits: 30_090_909))
        #expect(rounded.basis == .derivedRounded)
    }

    @Test("the first due date follows the policy and a stated one is kept")
    func firstDue() throws {
        let friday = CivilDate.sample("2026-01-09")
        let rule = CollectionRule(skippedWeekdays: [.saturday, .sunday])
        let next = DuePolicy(first: .nextCollectedDay)
        let same = DuePolicy(first: .sameDay)
        #expect(next.firstDue(after: friday, frequency: .weekly, rule: rule) == .sample("2026-01-12"))
        #expect(same.firstDue(after: friday, frequency: .daily, rule: rule) == friday)
        #expect(
            DuePolicy.standard.firstDue(after: friday, frequency: .everyOtherDay, rule: rule) == .sample("2026-01-13")
        )
        let stated = try LoanTerms.flat(
            principal: .whole(100),
            rateBasisPoints: 0,
            count: 2,
            frequency: .weekly,
            disbursedOn: friday,
            firstDueOn: .sample("2026-01-10"),
            collection: rule
        )
        #expect(
            try Schedule(terms: stated).installments.map(\.dueOn) == [.sample("2026-01-10"), .sample("2026-01-19")]
        )
    }

    @Test("terms that do not say enough are refused with a stable code")
    func refused() {
        #expect(throws: ScheduleError.termsIncomplete) { try Schedule(terms: LoanTerms(total: .whole(1))) }
        var terms = LoanTerms(
            total: .whole(1),
            installmentCount: 3_661,
            frequency: .daily,
            firstDueOn: .sample("2026-01-01")
        )
        #expect(throws: ScheduleError.tooMany) { try Schedule(terms: terms) }
        terms.installmentCount = 0
        #expect(throws: ScheduleError.termsNotPositive) { try Schedule(terms: terms) }
        #expect(ScheduleError.tooMany.rawValue == "schedule.too_many")
    }
}
