/// One payment of a loan's cash flow.
public struct CashFlow: Hashable, Sendable {
    /// Day.
    public var on: CivilDate
    /// Amount the borrower pays.
    public var amount: Money

    /// A payment of `amount` on `on`.
    public init(on: CivilDate, amount: Money) {
        self.on = on
        self.amount = amount
    }
}

/// Rates of a loan.
///
/// Each one says which it is: flat per loan, nominal, or effective annual.
///
/// The only place of the rules that computes with `Double`: a rate is a root of an equation, not money, and no amount
/// is ever derived from it.
public enum Rates {
    /// Days of a year in annual rates: a day's rate compounds 365 times.
    public static let daysPerYear = 365

    /// Flat charge on `principal`, rounded half up to the minor unit.
    public static func flatInterest(on principal: Money, basisPoints: Int) -> Money {
        guard principal > .zero, basisPoints > 0 else { return .zero }
        return Money(minorUnits: principal.minorUnits.scaled(by: Int64(basisPoints), over: 10_000, .halfUp))
    }

    /// Flat rate of a loan in hundredths of a percent, rounded half up; nil without a principal.
    public static func flatBasisPoints(principal: Money, total: Money) -> Int? {
        guard principal > .zero, total >= principal else { return nil }
        return Int((total - principal).minorUnits.scaled(by: 10_000, over: principal.minorUnits, .halfUp))
    }

    /// Nominal annual rate in hundredths of a percent: the flat rate times 365 over the days of the loan.
    ///
    /// Says little about cost; it is what lenders quote ("20 % a month is 240 % a year").
    public static func nominalAnnualBasisPoints(flatBasisPoints: Int, days: Int) -> Int? {
        guard flatBasisPoints >= 0, days > 0 else { return nil }
        return Int(Int64(flatBasisPoints).scaled(by: Int64(daysPerYear), over: Int64(days), .halfUp))
    }

    /// Effective annual rate in ten-thousandths of a percent (118889340 = 11,888.9340 %), rounded half up.
    ///
    /// The daily rate r solves net = sum of amount / (1 + r)^days on the real days; the answer is (1 + r)^365 - 1.
    /// What is withheld is part of the price, so `net` is what the borrower received (Ley 45 de 1990, art. 68).
    /// Nil when nothing was received or paid, a payment is not after `start`, or the rate is beyond any sense.
    public static func effectiveAnnual(net: Money, on start: CivilDate, payments: [CashFlow]) -> Int64? {
        guard let daily = dailyRate(net: net, on: start, payments: payments) else { return nil }
        let percent = (power(1 + daily, daysPerYear) - 1) * 100
        let scaled = percent * 10_000
        guard scaled.isFinite, scaled.magnitude < 9e15 else { return nil }
        return Int64((scaled + 0.5).rounded(.down))
    }

    /// Effective annual rate of the listed `schedule` of a loan of `terms`, with `fees` withheld from the principal.
    public static func effectiveAnnual(of terms: LoanTerms, schedule: Schedule, fees: Money = .zero) -> Int64? {
        guard let principal = terms.principal, let start = terms.disbursedOn else { return nil }
        let flows = schedule.installments.map { CashFlow(on: $0.dueOn, amount: $0.amount) }
        return effectiveAnnual(net: principal - fees, on: start, payments: flows)
    }

    /// `value` of ``effectiveAnnual(net:on:payments:)`` as text: `"11888.9340"`.
    public static func percentText(_ value: Int64) -> String {
        let size = value.magnitude
        let places = String(size % 10_000)
        let padding = String(repeating: "0", count: 4 - places.count)
        return "\(value < 0 ? "-" : "")\(size / 10_000).\(padding)\(places)"
    }

    /// The daily rate by bisection: present value falls as the rate rises, so the root is the only one.
    private static func dailyRate(net: Money, on start: CivilDate, payments: [CashFlow]) -> Double? {
        let flows = payments.filter { $0.amount > .zero }
            .map { (days: $0.on.days(since: start), amount: Double($0.amount.minorUnits)) }
        guard net > .zero, !flows.isEmpty, flows.allSatisfy({ $0.days >= 0 }),
            flows.contains(where: { $0.days > 0 })
        else { return nil }
        let target = Double(net.minorUnits)
        let value = { (rate: Double) in flows.reduce(0) { $0 + $1.amount / power(1 + rate, $1.days) } }
        var low = -0.9
        var high = 1.0
        while value(high) > target, high < 1e6 { high *= 2 }
        guard value(high) <= target, value(low) >= target else { return nil }
        for _ in 0..<200 {
            let middle = (low + high) / 2
            if value(middle) > target { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    /// base^exponent by repeated squaring; no mathematics library is imported.
    private static func power(_ base: Double, _ exponent: Int) -> Double {
        var (result, factor, rest) = (1.0, base, exponent)
        while rest > 0 {
            if rest & 1 == 1 { result *= factor }
            factor *= factor
            rest >>= 1
        }
        return result
    }
}
