import Lending
import Testing

/// Vectors T-F1 to T-F6: instalments Monday to Saturday from the day after Tuesday 2026-09-01.
///
/// T-F4 and T-F5 have instalments with a third of a peso; three such loans in one have whole ones and the same rate.
@Suite("Effective annual rate")
struct RatesTests {
    @Test(
        "the vectors come out to four decimals of a percent",
        arguments: [
            ("T-F1", 500_000, 2_000, 24, 0, "11888.9340"), ("T-F2", 500_000, 2_000, 30, 0, "4590.1199"),
            ("T-F3", 1_000_000, 2_000, 24, 20_000, "20665.1906"), ("T-F4", 1_500_000, 1_000, 30, 0, "625.4636"),
            ("T-F5", 1_500_000, 300, 30, 0, "83.6565"),
        ] as [(String, Int64, Int, Int, Int64, String)]
    )
    func vectors(id: String, principal: Int64, rate: Int, count: Int, fee: Int64, expected: String) throws {
        let found = try effective(principal, rate, count, fee: fee, skipping: [.sunday])
        #expect(found == expected, "\(id)")
    }

    @Test("T-F6: thirty consecutive days")
    func consecutive() throws {
        #expect(try effective(100, 2_000, 30, fee: 0, skipping: []) == "8232.4913")
    }

    @Test("a loan without interest costs nothing and one that pays back less has a negative rate")
    func edges() throws {
        #expect(try effective(300_000, 0, 30, fee: 0, skipping: []) == "0.0000")
        let start = CivilDate.sample("2026-01-01")
        let flows = [CashFlow(on: start.adding(days: 365), amount: .whole(90))]
        #expect(Rates.effectiveAnnual(net: .whole(100), on: start, payments: flows) == -100_000)
        #expect(Rates.percentText(-100_000) == "-10.0000")
        #expect(Rates.effectiveAnnual(net: .zero, on: start, payments: flows) == nil)
        #expect(Rates.effectiveAnnual(net: .whole(100), on: start, payments: []) == nil)
    }

    @Test("flat and nominal rates say what they are")
    func flatAndNominal() {
        #expect(Rates.flatBasisPoints(principal: .whole(75), total: Money(minorUnits: 9_750)) == 3_000)
        #expect(Rates.nominalAnnualBasisPoints(flatBasisPoints: 2_000, days: 30) == 24_333)
        #expect(Rates.flatInterest(on: Money(minorUnits: 3), basisPoints: 5_000) == Money(minorUnits: 2))
    }

    private func effective(
        _ principal: Int64,
        _ rate: Int,
        _ count: Int,
        fee: Int64,
        skipping: Set<Weekday>
    ) throws -> String? {
        let terms = try LoanTerms.flat(
            principal: .whole(principal),
            rateBasisPoints: rate,
            count: count,
            frequency: .daily,
            disbursedOn: .sample("2026-09-01"),
            collection: CollectionRule(skippedWeekdays: skipping),
            rounding: .spread
        )
        let schedule = try Schedule(terms: terms)
        return Rates.effectiveAnnual(of: terms, schedule: schedule, fees: .whole(fee)).map(Rates.percentText)
    }
}
