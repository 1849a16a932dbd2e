import Lending
import Testing

/// The golden case of domain notes 2.4 (11): 200,000 at 20 % in 24 daily instalments from Monday 2026-01-05.
@Suite("Arrears under each policy")
struct ArrearsTests {
    private let payments = [
        PaidAmount(on: .sample("2026-01-06"), amount: .whole(10_000)),
        PaidAmount(on: .sample("2026-01-07"), amount: .whole(5_000)),
        PaidAmount(on: .sample("2026-01-09"), amount: .whole(20_000)),
        PaidAmount(on: .sample("2026-01-10"), amount: .whole(10_000)),
    ]
    private let today = CivilDate.sample("2026-01-13")

    private func terms(skipping weekdays: Set<Weekday>, holidays: Bool, forgiven: Int = 0) throws -> LoanTerms {
        try LoanTerms.flat(
            principal: .whole(200_000),
            rateBasisPoints: 2_000,
            count: 24,
            frequency: .daily,
            disbursedOn: .sample("2026-01-05"),
            collection: CollectionRule(skippedWeekdays: weekdays, skipsHolidays: holidays, forgivenDays: forgiven)
        )
    }

    private func arrears(_ terms: LoanTerms, _ policy: ArrearsPolicy = .canonical) throws -> Arrears {
        try #require(Arrears.of(terms, payments: payments, on: today, under: policy))
    }

    @Test("six instalments are due without Sunday and holiday, 15,000 is overdue")
    func canonical() throws {
        let found = try arrears(terms(skipping: [.sunday], holidays: true))
        #expect(found.installmentsDue == 6)
        #expect(found.overdueAmount == .whole(15_000))
        #expect(found.overdueText == "2.00")
        #expect(found.daysPastDue == 3)
        #expect(found.policy == .canonical)
    }

    @Test("the same loan is 1, 1.5, 2, 2.5, 3 or 4 behind, as the policy has it")
    func answers() throws {
        let withHoliday = try terms(skipping: [.sunday], holidays: true)
        let withoutHoliday = try terms(skipping: [.sunday], holidays: false)
        let calendarDays = try terms(skipping: [], holidays: false)
        let beforeToday = ArrearsPolicy(basis: .beforeToday)
        #expect(try arrears(withHoliday, beforeToday).overdueHundredths == 100)
        #expect(try arrears(withHoliday, .elapsedDays).overdueHundredths == 150)
        #expect(try arrears(withHoliday).overdueHundredths == 200)
        #expect(try arrears(withHoliday, ArrearsPolicy(method: .byPresence)).overdueHundredths == 200)
        #expect(try arrears(withHoliday, ArrearsPolicy(method: .byInstallment)).overdueHundredths == 200)
        #expect(try arrears(withoutHoliday, .elapsedDays).overdueHundredths == 250)
        #expect(try arrears(withoutHoliday).overdueHundredths == 300)
        #expect(try arrears(calendarDays).overdueHundredths == 400)
        let discounted = try terms(skipping: [.sunday], holidays: false, forgiven: 1)
        #expect(try arrears(discounted, .elapsedDays).overdueHundredths == 150)
        let carried = try arrears(withHoliday, ArrearsPolicy(method: .carryOver))
        #expect(carried.overdueHundredths == 100)
        #expect(carried.overdueAmount == .whole(15_000))
    }

    @Test("the last instalment is due 3 Feb, 2 Feb or 29 Jan under the three calendars")
    func lastDueDates() throws {
        #expect(try terms(skipping: [.sunday], holidays: true).lastDueOn == .sample("2026-02-03"))
        #expect(try terms(skipping: [.sunday], holidays: false).lastDueOn == .sample("2026-02-02"))
        #expect(try terms(skipping: [], holidays: false).lastDueOn == .sample("2026-01-29"))
    }

    @Test("payments tagged to an instalment cover that one and no other")
    func tagged() throws {
        let tagged = [2, 3].map { PaidAmount(on: .sample("2026-01-08"), amount: .whole(10_000), installment: $0) }
        let policy = ArrearsPolicy(method: .byInstallment)
        let terms = try terms(skipping: [.sunday], holidays: true)
        let found = try #require(Arrears.of(terms, payments: tagged, on: .sample("2026-01-08"), under: policy))
        #expect(found.overdueHundredths == 100)
    }

    @Test("a cap bounds the count and leaves the money alone")
    func caps() throws {
        let terms = try terms(skipping: [], holidays: false)
        let late = CivilDate.sample("2027-01-01")
        let none = Arrears.of(terms, paid: .zero, on: late, under: ArrearsPolicy(cap: .installments))
        let less = Arrears.of(terms, paid: .zero, on: late, under: ArrearsPolicy(cap: .installmentsLessOne))
        #expect(none?.overdueHundredths == 2_400)
        #expect(less?.overdueHundredths == 2_300)
        #expect(less?.overdueAmount == .whole(240_000))
        #expect(less?.bucket == .days10to29)
        #expect(terms.isPastTerm(on: late, balance: .whole(1)))
        #expect(!terms.isPastTerm(on: late, balance: .zero))
    }

    @Test("a weekly loan counts its own weeks, and its app days are weeks times seven")
    func weekly() throws {
        let terms = try LoanTerms.flat(
            principal: .whole(100_000),
            rateBasisPoints: 2_000,
            count: 4,
            frequency: .weekly,
            disbursedOn: .sample("2026-01-05"),
            collection: CollectionRule(skippedWeekdays: [.sunday], skipsHolidays: true)
        )
        // 12 January is a holiday: the first instalment moves to the 13th, the second keeps the 19th.
        #expect(terms.firstDueOn == .sample("2026-01-13"))
        let found = try #require(Arrears.of(terms, paid: .zero, on: .sample("2026-01-28")))
        #expect(found.installmentsDue == 3)
        #expect(found.appDays == 21)
        #expect(found.bucket == .days10to29)
        #expect(found.daysPastDue == 15)
    }

    @Test("buckets are those of the app's screen, with anything paid ahead apart")
    func buckets() {
        let days = [-1, 0, 1, 2, 4, 5, 9, 10, 29, 30, 59, 60, 400]
        let names = [
            "ahead", "d0_1", "d0_1", "d2_4", "d2_4", "d5_9", "d5_9", "d10_29", "d10_29", "d30_59", "d30_59",
            "d60_plus", "d60_plus",
        ]
        #expect(days.map { ArrearsBucket(days: $0).rawValue } == names)
        #expect(ArrearsBucket.allCases.map(\.labelES).first == "Adelantados")
    }

    @Test("half an instalment ahead is ahead; one and a half behind is one day late")
    func bucketRounding() throws {
        let terms = try terms(skipping: [.sunday], holidays: true)
        let ahead = Arrears.of(terms, paid: .whole(65_000), on: today, under: .elapsedDays)
        #expect(ahead?.overdueText == "-0.50")
        #expect(ahead?.bucket == .ahead)
        #expect(Arrears.of(terms, paid: .whole(45_000), on: today, under: .elapsedDays)?.bucket == .days0to1)
    }

    @Test("terms without a first due date have no arrears")
    func unknown() {
        #expect(Arrears.of(LoanTerms(total: .whole(1)), paid: .zero, on: today) == nil)
    }
}
