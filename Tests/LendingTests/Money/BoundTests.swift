import Lending
import Testing

@Suite("Figures at the edge of what can be held")
struct BoundTests {
    @Test("money stays at its largest amount instead of trapping")
    func money() {
        let most = Money.largest
        let least = -most
        #expect(Money(minorUnits: .max) == most)
        #expect(Money(minorUnits: .min) == least)
        #expect(most + most == most)
        #expect(least + least == least)
        #expect(most - least == most)
        #expect(least - most == least)
        #expect(most + least == .zero)
        #expect(least.magnitude == most)
        #expect(Money.whole(.max) == most)
        #expect(Money.whole(.min) == least)
        #expect(Array(repeating: Money.whole(10_000_000_000_000), count: 20_000).reduce(.zero, +) == most)
        #expect(most.decimalText == "90000000000000000.00")
        #expect(least.text(.colombian) == "-$ 90.000.000.000.000.000")
    }

    @Test("sums of 900,000 of the largest amounts that are read are exact")
    func exact() {
        let amount = Money(minorUnits: 10_000_000_000_000)
        #expect((1...900_000).reduce(Money.zero) { sum, _ in sum + amount } == .largest)
    }

    @Test("days stay within the calendar instead of trapping")
    func days() {
        #expect(CivilDate.earliest.isoText == "0001-01-01")
        #expect(CivilDate.latest.isoText == "9999-12-31")
        for number in [Int.min, -1_000_000_000, 1_000_000_000, .max] {
            let day = CivilDate(dayNumber: number)
            #expect(day == (number < 0 ? .earliest : .latest))
            for days in [Int.min, -1, 0, 1, .max] { #expect(day.adding(days: days).isoText.count == 10) }
        }
        #expect(CivilDate.latest.days(since: .earliest) == 3_652_058)
        #expect(Instant(microseconds: .min).rfc3339Text.hasSuffix("Z"))
        #expect(Instant(microseconds: .max).rfc3339Text.hasSuffix("Z"))
        #expect(Instant(microseconds: -1).rfc3339Text == "1969-12-31T23:59:59.999999Z")
        #expect(Instant(microseconds: -86_400_000_000).rfc3339Text == "1969-12-31T00:00:00.000000Z")
    }

    @Test("no terms, however absurd, end the count of arrears")
    func arrears() throws {
        let numbers = [Int.min, -3661, -1, 0, 1, 2, 7, 12, 3660, 1_000_000, 1_000_001, .max]
        let amounts = [Int64.min, -1, 0, 1, 99, 10_000_000_000_000, .max].map(Money.init(minorUnits:))
        let days = [CivilDate.earliest, CivilDate(dayNumber: 20_000), CivilDate(dayNumber: 1_000_000), .latest]
        try property("arrears of absurd terms", cases: 2000) { generator in
            let terms = LoanTerms(
                principal: generator.pick(amounts),
                flatRateBasisPoints: generator.pick(numbers),
                total: generator.pick(amounts),
                installmentAmount: generator.pick(amounts),
                installmentCount: generator.pick(numbers),
                frequency: generator.pick([.daily, .everyOtherDay, .monthly, .custom(days: generator.pick(numbers))]),
                disbursedOn: generator.pick(days),
                firstDueOn: generator.pick(days),
                lastDueOn: generator.oneIn(2) ? generator.pick(days) : nil,
                collection: CollectionRule(
                    skippedWeekdays: generator.rule().skippedWeekdays,
                    skipsHolidays: generator.oneIn(20),
                    forgivenDays: generator.pick(numbers)
                )
            )
            let policy = ArrearsPolicy(
                method: generator.pick(ArrearsPolicy.Method.allCases),
                basis: generator.pick(ArrearsPolicy.Basis.allCases),
                cap: generator.pick(ArrearsPolicy.Cap.allCases)
            )
            let date = generator.pick(days)
            let due = DuePolicy(offDay: generator.pick(DuePolicy.OffDay.allCases))
            let arrears = Arrears.of(terms, paid: generator.pick(amounts), on: date, under: policy, due: due)
            if let arrears {
                try require(!arrears.overdueText.isEmpty && !arrears.coveredText.isEmpty, "texts")
                try require(arrears.overdueAmount >= .zero, "overdue below zero")
                _ = (arrears.appDays, arrears.bucket)
            }
            _ = terms.isPastTerm(on: date, balance: generator.pick(amounts), under: due)
            _ = Arrears.of(
                terms,
                payments: [PaidAmount(on: date, amount: generator.pick(amounts), installment: generator.pick(numbers))],
                on: generator.pick(days),
                under: policy
            )
        }
    }

    @Test("counts of a source add up to at most the largest number")
    func counts() {
        #expect(Int.max.addingClamped(1) == .max)
        #expect(Int.min.addingClamped(-1) == .min)
        #expect(2.addingClamped(3) == 5)
    }
}
